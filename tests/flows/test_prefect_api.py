"""Which fault is told of a server that is no good Prefect: small servers that answer as such ones do."""

import json
import shutil
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from flows.prefect_api import PrefectApi
from flows.runtime import Address
from pipeline.errors import BadSettings, ServiceDown

Answer = tuple[int, str, str]
JSON = "application/json"


class Stand(ThreadingHTTPServer):
    """Answers every request the same; counts what it was told."""

    def __init__(self, answer: Answer, context: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answer = answer
        self.authorization: list[str] = []
        if context:
            self.socket = context.wrap_socket(self.socket, server_side=True)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that does not trust us hangs up."""


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        stand = self.server
        assert isinstance(stand, Stand)
        stand.authorization.append(self.headers.get("Authorization", ""))
        status, kind, body = stand.answer
        if status == 0:
            time.sleep(6)
            return
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def stand() -> Iterator[Callable[..., Stand]]:
    """Starts servers that end with the test."""
    started: list[Stand] = []

    def start(*about: object) -> Stand:
        made = Stand(*about)  # type: ignore[arg-type]
        threading.Thread(target=made.serve_forever, args=(0.05,), daemon=True).start()
        started.append(made)
        return made

    yield start
    for one in started:
        one.shutdown()
        one.server_close()


def asked(port: int, scheme: str = "http", ca_file: Path | None = None) -> str:
    address = Address(f"{scheme}://127.0.0.1:{port}/api", "sohoa:hush", ca_file)
    with PrefectApi(address) as api:
        return api.version()


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ((200, JSON, '"2.20.1"'), "version"),
        ((200, JSON, '"3.4.0"'), "version"),
        ((200, JSON, '"4.0.0"'), "version"),
        ((200, "text/html", "<html>hello</html>"), "other_server"),
        ((200, JSON, json.dumps({"tagline": "You Know, for Search"})), "other_server"),
        ((404, "text/html", "none"), "other_server"),
        ((302, "text/html", ""), "other_server"),
        ((403, "application/xml", "<Error/>"), "other_server"),
        ((403, JSON, "{}"), "rights"),
        ((401, JSON, '{"exception_message": "Unauthorized"}'), "credentials"),
        ((503, "text/html", "busy"), "unreachable"),
    ],
)
def test_what_is_no_good_prefect_is_told_apart(
    stand: Callable[..., Stand], answer: Answer, fault: str
) -> None:
    server = stand(answer)
    with pytest.raises(ServiceDown) as down:
        asked(server.server_port)
    assert down.value.code == f"runner.{fault}"
    assert f"127.0.0.1:{server.server_port}/api" in down.value.detail
    assert "hush" not in str(down.value)


def test_a_good_one_is_told_who_asks(stand: Callable[..., Stand]) -> None:
    server = stand((200, JSON, '"3.8.8"'))
    assert asked(server.server_port) == "3.8.8"
    assert server.authorization[0].startswith("Basic ")


def test_one_that_never_answers_is_given_up_in_time(stand: Callable[..., Stand]) -> None:
    began = time.monotonic()
    with pytest.raises(ServiceDown) as down:
        asked(stand((0, JSON, "")).server_port)
    assert down.value.code == "runner.unreachable"
    assert time.monotonic() - began < 5


def test_a_certificate_is_trusted_by_the_ca_file_alone(
    stand: Callable[..., Stand], tmp_path: Path
) -> None:
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    words = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    words += ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    words += ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run(words, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    port = stand((200, JSON, '"3.9.1"'), context).server_port
    with pytest.raises(ServiceDown) as down:
        asked(port, "https")
    assert down.value.code == "runner.tls"
    assert asked(port, "https", certificate) == "3.9.1"


def test_a_ca_file_that_is_not_there_is_a_wrong_setting(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="ca_file"):
        asked(9, "https", tmp_path / "none.pem")
    (tmp_path / "empty.pem").write_text("nothing")
    with pytest.raises(BadSettings, match="ca_file"):
        asked(9, "https", tmp_path / "empty.pem")
