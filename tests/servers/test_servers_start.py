"""The servers of this suite are the real ones."""

import json
import urllib.request

import pytest
from servers.elasticsearch_node import Elasticsearch
from servers.minio import Minio
from servers.postgres import Postgres

pytestmark = pytest.mark.servers


def test_minio_is_minio(minio: Minio) -> None:
    with urllib.request.urlopen(f"http://{minio.endpoint}/minio/health/live", timeout=5) as answer:
        assert answer.headers["Server"] == "MinIO"


def test_postgres_is_postgresql(postgres: Postgres) -> None:
    assert postgres.sql("select version()").startswith("PostgreSQL ")


def test_elasticsearch_is_elasticsearch_8(elasticsearch: Elasticsearch) -> None:
    with urllib.request.urlopen(elasticsearch.url, timeout=5) as answer:
        told = json.load(answer)
    assert told["version"]["number"].startswith("8.19.")
    assert told["tagline"] == "You Know, for Search"


def test_a_killed_server_comes_back_with_its_data(postgres: Postgres) -> None:
    postgres.make_database("kept")
    postgres.sql("create table one (n int)", "kept")
    postgres.kill()
    postgres.start()
    assert postgres.sql("select count(*) from one", "kept").strip() == "0"
