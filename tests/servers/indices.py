"""Search indices on a real Elasticsearch for tests: a prefix of their own, gone afterwards."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from servers.elasticsearch_node import Elasticsearch

from pipeline.addresses import server_address
from search.elastic import ElasticIndex


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
