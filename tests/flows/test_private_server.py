"""A private server: quick, alone, locked, and gone with its parent."""

import http.client
import os
import signal
import subprocess
import sys
import time
from base64 import b64encode
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from flows.private_server import PrivateServer
from flows.server import template_path
from pipeline.errors import ServiceDown

pytestmark = pytest.mark.flows

ORPHAN = """
import sys, time
from pathlib import Path
from flows.private_server import PrivateServer
server = PrivateServer(Path(sys.argv[1]))
server.begin()
if sys.argv[2] == "ready":
    server.wait_ready()
print(server.pid, flush=True)
time.sleep(300)
"""


def status(url, auth, path="/flows/filter", method="POST"):
    place = urlsplit(url)
    asked = http.client.HTTPConnection(place.hostname, place.port, timeout=20)
    headers = {"Content-Type": "application/json"}
    if auth:
        headers["Authorization"] = f"Basic {b64encode(auth.encode()).decode()}"
    asked.request(
        method, f"{place.path}{path}", body=b"{}" if method == "POST" else None, headers=headers
    )
    answer = asked.getresponse().status
    asked.close()
    return answer


def is_gone(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def wait_until(true, seconds=10.0):
    until = time.monotonic() + seconds
    while not true() and time.monotonic() < until:
        time.sleep(0.05)
    return true()


def scratch_folders(tmp):
    return list(tmp.glob("sohoa-prefect-*"))


def test_only_the_right_password_opens_the_api(private_server):
    address = private_server.address
    assert status(address.url, address.auth) == 200
    assert status(address.url, "sohoa:wrong") == 401
    assert status(address.url, None) == 401
    assert status(address.url, None, "/health", "GET") == 200


def test_the_password_is_in_no_command_line_and_in_no_repr(private_server):
    secret = private_server.address.auth.partition(":")[2]
    assert secret not in Path(f"/proc/{private_server.pid}/cmdline").read_text()
    assert secret not in repr(private_server.address)


def test_it_listens_on_this_machine_only(private_server):
    port = f":{urlsplit(private_server.address.url).port:04X} "
    rows = [row for row in Path("/proc/net/tcp").read_text().splitlines() if port in row]
    listening = [row.split()[1] for row in rows if row.split()[3] == "0A"]
    assert listening == [f"0100007F{port.strip()}"]


def test_a_second_server_starts_from_the_template_of_the_first(private_server, prefect_folder):
    template = template_path(prefect_folder)
    made = template.stat()
    with PrivateServer(prefect_folder) as server:
        begun = time.perf_counter()
        server.wait_ready()
        took = time.perf_counter() - begun
        assert server.address.url != private_server.address.url
        assert status(server.address.url, server.address.auth) == 200
    assert (template.stat().st_ino, template.stat().st_mtime_ns) == (made.st_ino, made.st_mtime_ns)
    assert took < 30  # 2 s on a quiet machine; without the template 5 s and more


def test_two_at_once_on_an_empty_folder_do_not_meet(tmp_path):
    folder = tmp_path / "prefect"
    with PrivateServer(folder) as one, PrivateServer(folder) as other:
        one.wait_ready()
        other.wait_ready()
        assert status(one.address.url, one.address.auth) == 200
        assert status(one.address.url, other.address.auth) == 401
    assert template_path(folder).exists()
    assert not list(folder.glob("*.part"))


@pytest.mark.parametrize("when", ["begun", "ready"])
def test_a_parent_killed_leaves_no_server_and_no_folder(
    when, tmp_path, prefect_folder, private_server
):
    parent = subprocess.Popen(
        [sys.executable, "-c", ORPHAN, str(prefect_folder), when],
        stdout=subprocess.PIPE,
        env=os.environ | {"TMPDIR": str(tmp_path)},
    )
    with parent:
        server = int(parent.stdout.readline())
        assert scratch_folders(tmp_path)
        assert not is_gone(server)
        parent.send_signal(signal.SIGKILL)
    assert wait_until(lambda: is_gone(server))
    assert wait_until(lambda: not scratch_folders(tmp_path))


def test_stopping_removes_server_and_folder_and_may_be_repeated(
    tmp_path, monkeypatch, prefect_folder
):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    server = PrivateServer(prefect_folder)
    server.begin()
    pid = server.pid
    server.stop()
    server.stop()
    assert is_gone(pid)
    assert not scratch_folders(tmp_path)


def test_a_damaged_template_is_made_anew(tmp_path):
    folder = tmp_path / "prefect"
    folder.mkdir()
    template_path(folder).write_bytes(b"not a database" * 100)
    with PrivateServer(folder) as server:
        server.wait_ready()
    assert template_path(folder).read_bytes().startswith(b"SQLite format 3")


def test_a_server_that_cannot_start_is_a_service_that_is_down(tmp_path):
    folder = tmp_path / "prefect"
    template_path(folder).mkdir(parents=True)
    with PrivateServer(folder) as server, pytest.raises(ServiceDown, match="runner: "):
        server.wait_ready()


def test_waiting_ends_when_the_time_is_over(prefect_folder):
    with PrivateServer(prefect_folder) as server, pytest.raises(ServiceDown, match="not ready"):
        server.wait_ready(timeout=0.01)
