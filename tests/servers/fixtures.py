"""The real servers as fixtures: each starts when the first test asks for it and lives for the session."""

import os
from collections.abc import Iterator
from typing import TypeVar

import pytest
from servers.elasticsearch_node import Elasticsearch
from servers.minio import Minio
from servers.postgres import Postgres
from servers.prefect_server import PrefectServer
from servers.process import CACHE, CannotStart, Server
from servers.province import Servers

S = TypeVar("S", bound=Server)


def serve(server: S) -> Iterator[S]:
    """Start a server for a fixture; where it cannot start: a failure in CI, elsewhere a loud skip."""
    CACHE.mkdir(parents=True, exist_ok=True)
    try:
        server.start()
    except CannotStart as exc:
        server.kill()
        if os.environ.get("SERVERS") == "required":
            pytest.fail(str(exc), pytrace=False)
        pytest.skip(f"!! NOT TESTED, {server.name} cannot start here: {exc}")
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def minio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Minio]:
    """A MinIO of the session; use buckets of your own."""
    yield from serve(Minio(tmp_path_factory.mktemp("minio")))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL of the session; use databases of your own."""
    server = Postgres()
    try:
        yield from serve(server)
    finally:
        server.forget()


@pytest.fixture(scope="session")
def elasticsearch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Elasticsearch]:
    """An Elasticsearch of the session; use prefixes of your own."""
    yield from serve(Elasticsearch(tmp_path_factory.mktemp("elasticsearch")))


@pytest.fixture(scope="session")
def prefect(
    postgres: Postgres, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[PrefectServer]:
    """A Prefect server of the session on that PostgreSQL; use work pools of your own."""
    yield from serve(PrefectServer(tmp_path_factory.mktemp("prefect"), postgres))


@pytest.fixture(scope="session")
def servers(
    minio: Minio, postgres: Postgres, elasticsearch: Elasticsearch, prefect: PrefectServer
) -> Servers:
    """All four."""
    return Servers(minio, postgres, elasticsearch, prefect)
