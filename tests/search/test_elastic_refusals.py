"""The index on Elasticsearch: documents that are refused, answers that are lost on the way."""

import http.client
import threading
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from servers.indices import PRODUCT, alias_of, elastic_index, fault, speaks, total

from pipeline.addresses import server_address
from pipeline.errors import IndexDamaged
from search.elastic import ElasticIndex

pytestmark = pytest.mark.servers


@pytest.fixture
def index(elasticsearch) -> Iterator[ElasticIndex]:
    with elastic_index(elasticsearch) as made:
        yield made


class Reluctant(BaseHTTPRequestHandler):
    """Passes requests on, but refuses all documents of so many bulk requests, and loses an answer."""

    protocol_version = "HTTP/1.1"
    server: "Before"

    def pass_on(self) -> None:
        said = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if "/_bulk" in self.path and self.server.refusals:
            self.server.refusals -= 1
            error = {"type": self.server.kind, "reason": "-"}
            item = {"index": {"status": self.server.status, "error": error}}
            body = {"errors": True, "items": [item] * (said.count(b"\n") // 2)}
            self.wfile.write(speaks(200, body, PRODUCT))
        else:
            named = {"Content-Type": "application/json"}
            if "/_bulk" in self.path:
                named["Content-Type"] = "application/x-ndjson"
            upstream = http.client.HTTPConnection("127.0.0.1", self.server.upstream)
            with closing(upstream):
                upstream.request(self.command, self.path, said or None, named)
                answer = upstream.getresponse()
                status, told = answer.status, answer.read().decode()
            if self.server.lost and self.server.lost in f"{self.command} {self.path}":
                self.server.lost, status = "", 502
            self.wfile.write(speaks(status, told, PRODUCT))
        self.close_connection = True

    do_GET = do_PUT = do_POST = do_DELETE = pass_on

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Before(HTTPServer):
    """Stands before a server."""

    upstream = 0
    lost = ""
    refusals = 0
    status = 429
    kind = "es_rejected_execution_exception"


@pytest.fixture
def before(elasticsearch, index) -> Iterator[tuple[Before, ElasticIndex]]:
    """(what stands before the server, the index through it)."""
    server = Before(("127.0.0.1", 0), Reluctant)
    server.upstream = elasticsearch.port
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"elasticsearch+http://127.0.0.1:{server.server_address[1]}/{alias_of(index)}"
    with closing(ElasticIndex(server_address("index", address))) as through:
        yield server, through
    server.shutdown()
    server.server_close()


def test_documents_refused_for_now_are_told_again(before, paper):
    server, index = before
    server.refusals = 2
    index.put([paper(f"d{n}", "chữ") for n in range(5)])
    assert (server.refusals, total(index)) == (0, 5)


def test_documents_refused_for_long_are_a_server_that_is_too_busy(before, paper):
    server, index = before
    server.refusals = 1000
    assert fault(lambda: index.put([paper("a", "chữ")])) == "index.unreachable"
    server.refusals = 0
    assert total(index) == 0


def test_a_document_refused_for_good_is_a_damaged_index_and_said_at_once(before, paper):
    server, index = before
    server.refusals, server.status, server.kind = 1, 400, "document_parsing_exception"
    with pytest.raises(IndexDamaged):
        index.put([paper("a", "chữ")])
    assert server.refusals == 0


@pytest.mark.parametrize("lost", ["PUT", "_bulk", "_refresh", "_aliases"])
def test_an_answer_that_is_lost_harms_no_rebuild(elasticsearch, before, paper, lost):
    server, index = before
    server.lost = lost
    assert index.rebuild([paper("a", "chữ"), paper("b", "chữ")]) == 2
    assert server.lost == ""
    assert total(index) == 2
    assert len(elasticsearch.indices(alias_of(index))) == 1
