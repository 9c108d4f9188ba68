"""The index on Elasticsearch: kills, refusals, strangers at the address, certificates."""

import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from servers.fault_proxy import FaultProxy, fault_proxy
from servers.indices import (
    PRODUCT,
    SECRET,
    alias_of,
    at_port,
    elastic_index,
    fault,
    speaks,
    total,
)
from servers.process import free_port

from pipeline.addresses import server_address
from pipeline.errors import IndexDamaged, ServiceDown
from search.elastic import ElasticIndex, Login

pytestmark = pytest.mark.servers


@pytest.fixture
def index(elasticsearch) -> Iterator[ElasticIndex]:
    with elastic_index(elasticsearch) as made:
        yield made


def test_a_killed_server_is_unreachable_then_not_ready_and_then_has_all_it_acknowledged(
    elasticsearch, index, paper
):
    acknowledged = {}
    for n in range(30):
        index.put([paper(f"d{n}", "chữ " * 500)])
        acknowledged[f"d{n}"] = 1
    elasticsearch.kill()
    try:
        assert fault(lambda: total(index)) == "index.unreachable"
        assert fault(lambda: index.put([paper("x", "chữ")])) == "index.unreachable"
        assert fault(lambda: at_port(elasticsearch.port).rebuild([])) == "index.unreachable"
        elasticsearch.launch()
        seen, until = set(), time.monotonic() + 90
        while time.monotonic() < until:
            try:
                seen.add(total(index))
                break
            except ServiceDown as exc:
                seen.add(exc.code)
        assert seen <= {"index.unreachable", 30}
        assert 30 in seen
    finally:
        if elasticsearch.process is None:
            elasticsearch.launch()
        elasticsearch.wait_ready()
    assert index.revisions() == acknowledged


def test_a_server_that_hangs_is_unreachable_soon(elasticsearch):
    elasticsearch.freeze()
    try:
        assert fault(lambda: total(at_port(elasticsearch.port))) == "index.unreachable"
    finally:
        elasticsearch.thaw()


@pytest.mark.parametrize("block", ["read_only_allow_delete", "read_only", "write"])
def test_a_full_or_read_only_index_is_searched_but_says_that_it_is_full(
    elasticsearch, index, paper, block
):
    index.put([paper("a", "chữ")])
    settings = f"{elasticsearch.indices(alias_of(index))[0]}/_settings"
    elasticsearch.ask("PUT", settings, {f"index.blocks.{block}": True})
    assert fault(lambda: index.put([paper("b", "chữ")])) == "index.full"
    assert fault(index.reach) == "index.full"
    assert total(index) == 1
    elasticsearch.ask("PUT", settings, {f"index.blocks.{block}": None})
    index.put([paper("b", "chữ")])
    assert total(index) == 2


@pytest.fixture
def proxy(elasticsearch) -> Iterator[FaultProxy]:
    with fault_proxy(elasticsearch.port) as made:
        yield made


def behind(proxy: FaultProxy, index: ElasticIndex) -> ElasticIndex:
    address = f"elasticsearch+http://127.0.0.1:{proxy.port}/{alias_of(index)}"
    return ElasticIndex(server_address("index", address))


def test_a_short_refusal_is_waited_out(proxy, index, paper):
    mine = behind(proxy, index)
    mine.put([paper("a", "chữ")])
    for status in (503, 429, 502):
        proxy.answer, proxy.sound = speaks(status), False
        mine.close()
        threading.Timer(0.5, lambda: setattr(proxy, "sound", True)).start()
        assert total(mine) == 1


@pytest.mark.parametrize("status", [429, 502, 503])
def test_a_long_refusal_is_unreachable_and_over_when_it_is_over(proxy, index, paper, status):
    mine = behind(proxy, index)
    mine.put([paper("a", "chữ")])
    proxy.answer, proxy.sound = speaks(status), False
    mine.close()
    assert fault(lambda: total(mine)) == "index.unreachable"
    assert fault(lambda: mine.put([paper("b", "chữ")])) == "index.unreachable"
    proxy.sound = True
    assert total(mine) == 1


def refused(kind: str) -> dict[str, object]:
    return {"error": {"type": kind, "reason": f"unable to authenticate user, {SECRET}"}}


OLD = {"version": {"number": "7.17.9"}, "tagline": "You Know, for Search"}
OPENSEARCH = {"version": {"number": "2.19.1", "distribution": "opensearch"}}
STRANGERS = {
    "wrong password": (speaks(401, refused("security_exception"), PRODUCT), "index.credentials"),
    "a gate before it": (speaks(401, "<html>", {"Content-Type": "text/html"}), "index.credentials"),
    "no right": (speaks(403, refused("security_exception"), PRODUCT), "index.rights"),
    "old": (speaks(200, OLD, PRODUCT), "index.version"),
    "older": (speaks(406, refused("content_type"), PRODUCT), "index.version"),
    "OpenSearch": (speaks(200, OPENSEARCH, {"Content-Type": "application/json"}), "index.other_server"),
    "OpenSearch strict": (speaks(406, refused("x")), "index.other_server"),
    "no version": (speaks(200, [], PRODUCT), "index.other_server"),
    "a web page": (speaks(200, "<html>", {"Content-Type": "text/html"}), "index.other_server"),
    "no page": (speaks(404, "<html>", {"Content-Type": "text/html"}), "index.other_server"),
    "not even HTTP": (b"SSH-2.0-OpenSSH_9.2\r\n", "index.unreachable"),
}  # fmt: skip


@pytest.mark.parametrize("stranger", list(STRANGERS))
def test_who_answers_at_the_address_is_named(proxy, stranger):
    proxy.answer, code = STRANGERS[stranger]
    proxy.sound = False
    for use in (ElasticIndex.reach, total, lambda index: index.rebuild([])):
        with closing(at_port(proxy.port)) as index:
            assert fault(lambda use=use, index=index: use(index)) == code


def test_a_real_object_store_at_the_address_is_another_server(minio):
    assert fault(lambda: total(at_port(minio.port))) == "index.other_server"


def test_nobody_at_the_address_is_unreachable():
    assert fault(lambda: total(at_port(free_port()))) == "index.unreachable"


def test_a_host_without_address_is_unreachable():
    index = ElasticIndex(
        server_address("index", "elasticsearch+http://no.such.host.invalid/prefix")
    )
    assert fault(lambda: total(index)) == "index.unreachable"


class Answering(BaseHTTPRequestHandler):
    """An Elasticsearch of a later version, as far as it is greeted; nothing else is there."""

    def do_GET(self) -> None:
        body = {"version": {"number": "9.1.0"}} if self.path == "/" else {}
        self.wfile.write(speaks(200, body, PRODUCT))

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def with_certificate(folder: Path) -> Iterator[tuple[int, Path]]:
    """(port, certificate) of a TLS server that nobody vouches for."""
    key, certificate = folder / "key.pem", folder / "cert.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    named = ["-subj", "/CN=index", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run(
        [*made, *named, "-keyout", key, "-out", certificate], check=True, capture_output=True
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = HTTPServer(("127.0.0.1", 0), Answering)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1], certificate
    server.shutdown()
    server.server_close()


def test_a_certificate_is_trusted_only_with_the_office_s_authorities(tmp_path):
    with with_certificate(tmp_path) as (port, certificate):
        assert fault(lambda: total(at_port(port, secure=True))) == "index.tls"
        with pytest.raises(IndexDamaged):  # it answered: there is none yet
            total(at_port(port, secure=True, ca_file=certificate))


def test_tls_to_a_server_without_and_a_missing_ca_file_are_tls_errors(elasticsearch, tmp_path):
    port = elasticsearch.port
    assert fault(lambda: total(at_port(port, secure=True))) == "index.tls"
    (tmp_path / "empty.pem").touch()
    for name in ("missing.pem", "empty.pem"):
        index = at_port(port, secure=True, ca_file=tmp_path / name)
        assert fault(lambda index=index: total(index)) == "index.tls"


def test_passwords_and_keys_are_in_no_text_of_ours(elasticsearch):
    login = Login("clerk", SECRET, SECRET)
    address = server_address("index", f"elasticsearch+http://a:{SECRET}@127.0.0.1:1/prefix")
    index = ElasticIndex(address, login)
    assert SECRET not in repr((login, address, index, str(address)))
