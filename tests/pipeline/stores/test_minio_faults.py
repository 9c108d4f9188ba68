"""Whatever is wrong with the S3 server is named within 5 s; a quick restart during work is ridden over."""

import hashlib
import logging
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from servers.fault_proxy import fault_proxy
from servers.minio import Minio
from servers.process import free_port
from servers.stores import address_of, fresh_bucket, open_at, root_of

from flows.store_side import open_store
from pipeline.errors import BadSettings, ServiceDown
from pipeline.ports import ObjectStore
from pipeline.settings import load
from pipeline.stores.minio_wire import Account

pytestmark = pytest.mark.servers

SECRET = "kept-to-itself-0123456789"
SECONDS = 4.5


def refused(address: str, account: Account, tmp: Path) -> ServiceDown:
    """How opening fails; within 5 s, saying where and never with which secret."""
    started = time.monotonic()
    with pytest.raises(ServiceDown) as said:
        open_at(address, account, tmp)
    assert time.monotonic() - started < SECONDS
    assert address.split("/")[2] in said.value.detail
    assert account.secret_key not in str(said.value)
    return said.value


@contextmanager
def listening(serve) -> Iterator[int]:
    """Something that is no S3 server, on a port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def accept() -> None:
            try:
                while True:
                    taken, _ = listener.accept()
                    with taken:
                        serve(taken)
            except OSError:
                return

        threading.Thread(target=accept, daemon=True).start()
        yield listener.getsockname()[1]


class Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<html><p>a web site</html>")

    do_HEAD = do_PUT = do_GET

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def web_site() -> Iterator[int]:
    with HTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def test_nobody_listens(tmp_path: Path) -> None:
    address = f"s3+http://127.0.0.1:{free_port()}/sohoa"
    assert refused(address, Account("key", SECRET), tmp_path).code == "store.unreachable"


def test_no_such_host(tmp_path: Path) -> None:
    address = "s3+http://no-such-host.invalid:9000/sohoa"
    assert refused(address, Account("key", SECRET), tmp_path).code == "store.unreachable"


def test_a_host_that_swallows_everything(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"s3+http://127.0.0.1:{silent.getsockname()[1]}/sohoa"
        assert refused(address, Account("key", SECRET), tmp_path).code == "store.unreachable"


def test_a_frozen_server(minio: Minio, tmp_path: Path) -> None:
    minio.freeze()
    try:
        found = refused(address_of(minio, fresh_bucket()), root_of(minio), tmp_path)
    finally:
        minio.thaw()
    assert found.code == "store.unreachable"


@pytest.mark.parametrize(
    ("key", "secret"), [("rootuser", SECRET), ("nobody", SECRET), ("", ""), ("rootuser", "")]
)
def test_wrong_credentials(minio: Minio, tmp_path: Path, key: str, secret: str) -> None:
    started = time.monotonic()
    with pytest.raises(ServiceDown) as said:
        open_at(address_of(minio, fresh_bucket()), Account(key, secret), tmp_path)
    assert said.value.code == "store.credentials"
    assert time.monotonic() - started < SECONDS
    assert SECRET not in str(said.value)


def test_credentials_in_the_address_serve_and_are_never_told(minio: Minio, tmp_path: Path) -> None:
    def opened(password: str) -> ObjectStore:
        place = f"{minio.user}:{password}@{minio.endpoint}/{fresh_bucket()}"
        return open_store(load(tmp_path, store=f"s3+http://{place}"))

    assert opened(minio.password).find("ocr/none") is None
    with pytest.raises(ServiceDown) as said:
        opened(SECRET)
    assert said.value.code == "store.credentials"
    assert SECRET not in str(said.value) and minio.endpoint in said.value.detail


def test_a_web_site_at_the_address(tmp_path: Path) -> None:
    with web_site() as port:
        found = refused(f"s3+http://127.0.0.1:{port}/sohoa", Account("key", SECRET), tmp_path)
    assert found.code == "store.other_server"


@pytest.mark.parametrize("said", [b"", b"SSH-2.0-OpenSSH_9.2\r\n"])
def test_no_web_server_at_the_address(tmp_path: Path, said: bytes) -> None:
    def hang_up(taken: socket.socket) -> None:
        taken.recv(4096)
        taken.sendall(said)

    with listening(hang_up) as port:
        found = refused(f"s3+http://127.0.0.1:{port}/sohoa", Account("key", SECRET), tmp_path)
    assert found.code == "store.other_server"


def test_tls_to_a_server_without(minio: Minio, tmp_path: Path) -> None:
    address = address_of(minio, "sohoa").replace("s3+http:", "s3+https:")
    assert refused(address, root_of(minio), tmp_path).code == "store.tls"


class Secured(Minio):
    """A MinIO with a certificate that only its own authority file vouches for."""

    def command(self) -> list[str]:
        return [*super().command(), "--certs-dir", str(self.folder)]

    def is_ready(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), 1):
                return True
        except OSError:
            return False


@pytest.fixture(scope="module")
def secured(minio: Minio, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Secured]:
    folder = tmp_path_factory.mktemp("secured")
    make = [
        "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=store",
        "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", f"{folder}/private.key",
        "-out", f"{folder}/public.crt",
    ]  # fmt: skip
    subprocess.run(make, check=True, capture_output=True)
    server = Secured(folder)
    server.start()
    yield server
    server.stop()


def test_a_certificate_is_trusted_only_with_its_authority(secured: Secured, tmp_path) -> None:
    address = f"s3+https://{secured.endpoint}/sohoa"
    root = root_of(secured)
    assert refused(address, root, tmp_path).code == "store.tls"
    plain = address.replace("https", "http")
    assert refused(plain, root, tmp_path).code == "store.tls"
    store = open_at(address, replace(root, ca_file=secured.folder / "public.crt"), tmp_path)
    (tmp_path / "scan").write_bytes(b"x")
    sha256 = hashlib.sha256(b"x").hexdigest()
    stored = store.put_once("originals/x", tmp_path / "scan", sha256)
    assert stored.version and store.find("originals/x") == stored
    with pytest.raises(BadSettings, match="ca_file"):
        open_at(address, replace(root, ca_file=tmp_path / "none.pem"), tmp_path)


@pytest.mark.parametrize("path", ["", "a/b", "Not A Bucket"])
def test_an_address_that_names_no_bucket(minio: Minio, tmp_path: Path, path: str) -> None:
    with pytest.raises(BadSettings, match="store"):
        open_at(address_of(minio, path), root_of(minio), tmp_path)


@pytest.mark.parametrize(
    ("status", "said", "code"),
    [
        ("503 Service Unavailable", "SlowDown", "store.unreachable"),
        ("503 Service Unavailable", "SlowDownWrite", "store.full"),
        ("507 Insufficient Storage", "XMinioStorageFull", "store.full"),
        ("403 Forbidden", "AccessDenied", "store.rights"),
        ("501 Not Implemented", "NotImplemented", "store.version"),
    ],
)
def test_what_the_server_says_is_named(minio, tmp_path, impatient, status, said, code) -> None:
    with fault_proxy(minio.port) as proxy:
        address = f"s3+http://127.0.0.1:{proxy.port}/{fresh_bucket()}"
        store = open_at(address, root_of(minio), tmp_path)
        proxy.say(status, said)
        assert refused(address, root_of(minio), tmp_path).code == code
        with pytest.raises(ServiceDown) as during:
            store.put("ocr/aa/r/1.json", b"x")
        assert during.value.code == code


@pytest.mark.parametrize("seconds", [2, pytest.param(30, marks=pytest.mark.slow)])
def test_seconds_of_503_are_ridden_over(minio: Minio, tmp_path: Path, seconds: int) -> None:
    (tmp_path / "scan").write_bytes(b"x")
    sha256 = hashlib.sha256(b"x").hexdigest()
    with fault_proxy(minio.port) as proxy, ThreadPoolExecutor(4) as threads:
        address = f"s3+http://127.0.0.1:{proxy.port}/{fresh_bucket()}"
        store = open_at(address, root_of(minio), tmp_path)
        proxy.say("503 Service Unavailable", "SlowDown")
        threading.Timer(seconds, lambda: setattr(proxy, "sound", True)).start()
        work = [
            threads.submit(store.put, "ocr/aa/r/1.json", b"x"),
            threads.submit(store.put_once, "originals/aa", tmp_path / "scan", sha256),
            threads.submit(store.find, "originals/bb"),
            threads.submit(store.remove, "ocr/bb"),
        ]
        for one in work:
            one.result()
        assert store.read("ocr/aa/r/1.json") == b"x" == store.read("originals/aa")


def test_connections_cut_half_way_are_ridden_over(minio: Minio, tmp_path: Path) -> None:
    scan = tmp_path / "scan"
    scan.write_bytes(bytes(range(256)) * 40_000)
    sha256 = hashlib.sha256(scan.read_bytes()).hexdigest()
    with fault_proxy(minio.port) as proxy:
        address = f"s3+http://127.0.0.1:{proxy.port}/{fresh_bucket()}"
        store = open_at(address, root_of(minio), tmp_path)
        proxy.reset_after, proxy.resets = 1_000_000, 2
        stored = store.put_once("originals/aa", scan, sha256)
        with store.open("originals/aa", stored.version) as stream:
            assert hashlib.file_digest(stream, "sha256").hexdigest() == sha256


def test_a_killed_server_that_comes_back_costs_no_put(minio: Minio, tmp_path: Path) -> None:
    store = open_at(address_of(minio, fresh_bucket()), root_of(minio), tmp_path)
    scans = [tmp_path / str(n) for n in range(40)]
    for n, scan in enumerate(scans):
        scan.write_bytes(str(n).encode() * 100_000)
    put = []

    def work() -> None:
        for scan in scans:
            sha256 = hashlib.sha256(scan.read_bytes()).hexdigest()
            put.append((store.put_once(f"originals/{sha256}", scan, sha256), scan))

    worker = threading.Thread(target=work)
    worker.start()
    while len(put) < 5:
        time.sleep(0.01)
    minio.kill()
    time.sleep(1)
    minio.start()
    worker.join(60)
    assert len(put) == len(scans)
    for stored, scan in put:
        with store.open(stored.key, stored.version) as stream:
            assert stream.read() == scan.read_bytes()
    assert sorted(store.newest("originals"), key=lambda s: s.key) == sorted(
        (stored for stored, _ in put), key=lambda s: s.key
    )


def test_a_stream_outlives_a_restart(minio: Minio, tmp_path: Path) -> None:
    store = open_at(address_of(minio, fresh_bucket()), root_of(minio), tmp_path)
    bytes_ = bytes(range(256)) * 80_000
    store.put("pdf/aa.pdf", bytes_)
    with store.open("pdf/aa.pdf") as stream:
        first = stream.read(1000)
        minio.kill()
        minio.start()
        assert first + stream.read() == bytes_


@pytest.mark.usefixtures("impatient")
def test_a_store_that_stays_away_is_a_service_down(minio: Minio, tmp_path: Path, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    store = open_at(address_of(minio, fresh_bucket()), root_of(minio), tmp_path)
    minio.kill()
    try:
        started = time.monotonic()
        with pytest.raises(ServiceDown) as said:
            store.put("ocr/aa/r/1.json", b"x")
        assert said.value.code == "store.unreachable"
        assert time.monotonic() - started < SECONDS
        refused(address_of(minio, "sohoa"), root_of(minio), tmp_path)
    finally:
        minio.start()
    assert minio.password not in caplog.text + str(said.value)
