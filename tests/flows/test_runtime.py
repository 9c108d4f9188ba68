"""Prefect's environment: ours, whatever the user's shell and home say, and silent to the outside."""

import os
import pty
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from flows.private_server import PrivateServer
from flows.runtime import connected, enter, prefect_environment, server_environment, without_prefect

pytestmark = pytest.mark.flows


def test_a_flow_and_its_tasks_are_recorded(private_server):
    with connected(private_server.address):
        from prefect import flow, task
        from prefect.client.orchestration import get_client
        from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId
        from prefect.task_runners import ThreadPoolTaskRunner

        @task(persist_result=False)
        def double(number):
            return 2 * number

        @flow(persist_result=False, task_runner=ThreadPoolTaskRunner(max_workers=2))
        def doubles(numbers):
            return [one.result() for one in [double.submit(number) for number in numbers]]

        state = doubles([1, 2, 3], return_state=True)
        assert state.result() == [2, 4, 6]
    with connected(private_server.address), get_client(sync_client=True) as client:
        run = state.state_details.flow_run_id
        assert client.read_flow_run(run).state.is_completed()
        wanted = FlowRunFilter(id=FlowRunFilterId(any_=[run]))
        for _ in range(100):
            tasks = client.read_task_runs(flow_run_filter=wanted)
            if [one.state_name for one in tasks] == ["Completed"] * 3:
                break
            time.sleep(0.1)
        assert [one.state_name for one in tasks] == ["Completed"] * 3


def test_recording_two_hundred_tasks_costs_the_server_little(private_server):
    with connected(private_server.address):
        from prefect import flow, task
        from prefect.task_runners import ThreadPoolTaskRunner

        @task(persist_result=False)
        def nothing(number):
            return number

        @flow(persist_result=False, task_runner=ThreadPoolTaskRunner(max_workers=2))
        def many(count):
            return sum(one.result() for one in [nothing.submit(n) for n in range(count)])

        many(1)
        before = _processor_seconds(private_server.pid)
        assert many(200) == 19900
    time.sleep(3)  # the recorder writes once a second
    spent = _processor_seconds(private_server.pid) - before
    assert spent / 200 < 0.010  # 4 ms; recorded one by one it was 14 ms


def test_a_flow_has_no_heartbeat_to_wait_for(private_server):
    with connected(private_server.address):
        from prefect.settings import get_current_settings

        assert get_current_settings().flows.heartbeat_frequency is None


def _processor_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_settings_of_the_users_shell_and_home_are_not_read(script, tmp_path):
    mine = tmp_path / ".prefect"
    mine.mkdir()
    (mine / "profiles.toml").write_text(
        'active = "mine"\n[profiles.mine]\nPREFECT_API_URL = "http://192.0.2.1/api"\n'
        'PREFECT_LOGGING_LEVEL = "DEBUG"\n'
    )
    done = script(
        "from pathlib import Path\n"
        "from flows.runtime import enter, prefect_environment\n"
        f"enter(prefect_environment(Path({str(tmp_path / 'ours')!r}), api_url=None, auth=None))\n"
        "import prefect.settings as s\n"
        "now = s.get_current_settings()\n"
        "print(now.api.url, now.logging.level, now.home.name, now.server.analytics_enabled)\n",
        PREFECT_API_URL="http://192.0.2.2/api",
        PREFECT_DEBUG_MODE="1",
    )
    assert done.stdout.split() == ["None", "WARNING", "ours", "False"], done.stderr
    assert [path.name for path in mine.iterdir()] == ["profiles.toml"]


def test_every_variable_is_one_that_prefect_knows(private_server):
    from prefect.settings import Settings

    known = set(Settings().to_environment_variables(include_aliases=True)) | {
        "PREFECT_SERVER_API_AUTH_STRING",
        "PREFECT_API_AUTH_STRING",
        "PREFECT_API_URL",
        "DO_NOT_TRACK",
    }
    folder = Path("folder")
    ours = server_environment(folder, database="x.db", auth="a:b")
    ours |= prefect_environment(folder, api_url="http://x", auth="a:b")
    assert set(ours) - known == set()


def test_entering_after_a_foreign_import_fails_loudly(script, tmp_path):
    done = script(
        "import prefect\n"
        "from pathlib import Path\n"
        "from flows.runtime import enter, prefect_environment\n"
        "enter(prefect_environment(Path('x'), api_url=None, auth=None))\n",
        PREFECT_HOME=str(tmp_path),
        DO_NOT_TRACK="",
    )
    assert "RuntimeError: Prefect was imported before" in done.stderr


def test_entering_again_for_another_home_is_fine(private_server, tmp_path):
    before = dict(os.environ)
    try:
        enter(prefect_environment(tmp_path, api_url="http://127.0.0.1:9/api", auth="a:b"))
        assert os.environ["PREFECT_HOME"] == str(tmp_path)
    finally:
        os.environ.clear()
        os.environ.update(before)


def test_a_flow_without_an_api_fails_instead_of_starting_a_server(script, tmp_path):
    done = script(
        "from pathlib import Path\n"
        "from flows.runtime import enter, prefect_environment\n"
        f"enter(prefect_environment(Path({str(tmp_path / 'ours')!r}), api_url=None, auth=None))\n"
        "from prefect import flow\n"
        "flow(lambda: 1, name='stray')()\n",
    )
    assert "No Prefect API URL provided" in done.stderr


def test_variables_of_prefect_are_told_from_others():
    assert without_prefect({"PREFECT_HOME": "x", "DO_NOT_TRACK": "0", "HOME": "y"}) == {"HOME": "y"}


WATCHER = """
import os, sys
def watch(event, args):
    if event in ("socket.getaddrinfo", "socket.connect", "socket.sendto"):
        place = args[0] if event == "socket.getaddrinfo" else args[1]
        host = place[0] if isinstance(place, tuple) else place
        name = host.decode() if isinstance(host, bytes) else str(host)
        if name not in ("127.0.0.1", "localhost", "::1", "None", ""):
            with open(os.environ["SEEN"], "a") as out:
                out.write(f"{event} {name}\\n")
sys.addaudithook(watch)
"""

ONE_RUN = """
from pathlib import Path
import sys
from flows.private_server import PrivateServer
from flows.runtime import connected, enter, prefect_environment
folder = Path(sys.argv[1])
with PrivateServer(folder) as server:
    server.wait_ready()
    enter(prefect_environment(folder, api_url=None, auth=None))
    from prefect import flow
    with connected(server.address):
        assert flow(lambda: 1, name="one", persist_result=False)() == 1
print("ran")
"""


def test_neither_client_nor_server_calls_anywhere_outside(tmp_path, prefect_folder):
    (tmp_path / "sitecustomize.py").write_text(WATCHER)
    seen = tmp_path / "seen"
    keyboard, screen = pty.openpty()  # Prefect reports only what a person at a terminal does
    shown: list[bytes] = []
    reader = threading.Thread(target=_read_all, args=(keyboard, shown))
    child = subprocess.Popen(
        [sys.executable, "-c", ONE_RUN, str(prefect_folder)],
        env=_as_at_a_desk(tmp_path) | {"PYTHONPATH": str(tmp_path), "SEEN": str(seen)},
        stdout=screen,
        stderr=screen,
    )
    os.close(screen)
    reader.start()
    assert child.wait(200) == 0, b"".join(shown)
    reader.join()
    assert b"ran" in b"".join(shown)
    assert not seen.exists(), seen.read_text()


def _as_at_a_desk(home: Path) -> dict[str, str]:
    quiet = {"CI", "GITHUB_ACTIONS", "BUILD_ID", "JENKINS_URL"}
    kept = {name: value for name, value in without_prefect(os.environ).items() if name not in quiet}
    return kept | {"HOME": str(home)}


def _read_all(descriptor: int, into: list[bytes]) -> None:
    try:
        while piece := os.read(descriptor, 4096):
            into.append(piece)
    except OSError:  # the other end is closed
        pass
    finally:
        os.close(descriptor)


def test_a_server_can_be_asked_for_its_place_only_once_begun(tmp_path):
    server = PrivateServer(tmp_path)
    server.stop()
    with pytest.raises(RuntimeError):
        _ = server.address
