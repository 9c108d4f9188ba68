"""Search indices on a real Elasticsearch for tests: a prefix of their own, gone afterwards."""

import json
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from servers.elasticsearch_node import Elasticsearch

from pipeline.addresses import server_address
from pipeline.errors import ServiceDown
from pipeline.messages import MESSAGES
from pipeline.model import Reader
from search.elastic import ElasticIndex
from search.query import parse

SECRET = "not-to-be-shown"
SOON = 5.0
PRODUCT = {"X-elastic-product": "Elasticsearch", "Content-Type": "application/json"}


def fresh_prefix() -> str:
    """A name that no other test has."""
    return f"t{secrets.token_hex(5)}"


def opened(elasticsearch: Elasticsearch, prefix: str) -> ElasticIndex:
    """An index object as another process would have it."""
    address = f"elasticsearch+{elasticsearch.url}/{prefix}"
    return ElasticIndex(server_address("index", address))


@contextmanager
def elastic_index(elasticsearch: Elasticsearch) -> Iterator[ElasticIndex]:
    """A new empty index, as the first use of an office makes it."""
    prefix = fresh_prefix()
    index = opened(elasticsearch, prefix)
    index.rebuild([])
    try:
        yield index
    finally:
        index.close()
        elasticsearch.forget(prefix)


def at_port(port: int, *, secure: bool = False, ca_file: Path | None = None) -> ElasticIndex:
    """The index at whoever listens there, with a password in its address."""
    scheme = "https" if secure else "http"
    address = f"elasticsearch+{scheme}://clerk:{SECRET}@127.0.0.1:{port}/prefix"
    return ElasticIndex(server_address("index", address), ca_file=ca_file)


def alias_of(index: ElasticIndex) -> str:
    """Its prefix."""
    return index._alias


def total(index: ElasticIndex, text: str = "chữ") -> int:
    """How many documents answer."""
    return index.search(parse(text), Reader(), limit=5).total


def fault(use: Callable[[], object]) -> str:
    """Code of the ServiceDown that comes soon, has a sentence, and tells no secret."""
    started = time.monotonic()
    with pytest.raises(ServiceDown) as caught:
        use()
    assert time.monotonic() - started < SOON
    assert SECRET not in str(caught.value)
    assert caught.value.code in MESSAGES
    return caught.value.code


def speaks(status: int, body: object = "", headers: dict[str, str] | None = None) -> bytes:
    """An answer as it goes over the wire."""
    said = body.encode() if isinstance(body, str) else json.dumps(body).encode()
    named = {"Connection": "close", "Content-Length": str(len(said)), **(headers or {})}
    lines = "".join(f"{name}: {value}\r\n" for name, value in named.items())
    return f"HTTP/1.1 {status} -\r\n{lines}\r\n".encode() + said
