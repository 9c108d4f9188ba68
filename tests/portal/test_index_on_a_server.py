"""The command line with its index on a real Elasticsearch: same answers, faults named, credentials kept."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from servers.elasticsearch_node import Elasticsearch
from servers.indices import fresh_prefix
from servers.process import free_port

pytestmark = [pytest.mark.servers, pytest.mark.flows, pytest.mark.ocr]

CODE = "H60.05-240105-0001"
SECRET = "not-to-be-shown"
SOON = 7.0
"""Five seconds, and the start of a program on a busy machine."""


class OnServer:
    """An office whose index is on the session's Elasticsearch."""

    def __init__(self, office, elasticsearch: Elasticsearch) -> None:
        self.office = office
        self.server = elasticsearch
        self.prefix = fresh_prefix()
        self.settings = {
            "SOHOA_INDEX": f"elasticsearch+{elasticsearch.url}/{self.prefix}",
            "SOHOA_INDEX_USER": "clerk",
            "SOHOA_INDEX_PASSWORD": SECRET,
            "SOHOA_PROFILE": "fast",
        }

    def json(self, *words: str | Path, code: int = 0, **settings: str) -> dict[str, Any]:
        said = self.office.run(*words, "--json", **{**self.settings, **settings})
        assert said.code == code, (said.code, said.out, said.err)
        assert SECRET not in said.out + said.err
        return said.json

    def found(self, text: str) -> list[str]:
        return [hit["document"] for hit in self.json("search", text)["hits"]]


@pytest.fixture
def on_server(empty, elasticsearch) -> Iterator[OnServer]:
    made = OnServer(empty, elasticsearch)
    yield made
    elasticsearch.forget(made.prefix)
    logs = "".join(path.read_text() for path in (empty.home / "logs").iterdir())
    assert SECRET not in logs


def test_a_paper_goes_its_whole_way(on_server, picture) -> None:
    scan = picture("quét.jpg", 7)
    (entry,) = on_server.json("digitize", scan, "--dossier", CODE)["documents"]
    document = entry["document"]
    assert entry["status"] == "indexed"
    assert not (on_server.office.home / "index").exists()
    assert on_server.found(f"dossier:{CODE}") == [document]
    on_server.json("review", document, "--set", "number=77/QĐ-UBND", "--by", "Hà")
    assert on_server.found("77/QĐ-UBND") == on_server.found("number:77/QĐ-UBND") == [document]
    assert on_server.json("reindex")["waiting"] == 0
    assert on_server.found("77/QĐ-UBND") == [document]
    assert on_server.json("verify")["unindexed"] == []
    on_server.json("withdraw", document, "--why", "nhầm", "--by", "Hà")
    assert on_server.found("77/QĐ-UBND") == []
    checks = {check["name"]: check for check in on_server.json("doctor")["checks"]}
    assert checks["index"]["ok"] and on_server.prefix in checks["index"]["found"]


def test_an_index_that_is_gone_is_made_anew_by_the_next_question(on_server, picture) -> None:
    (entry,) = on_server.json("digitize", picture("a.jpg", 3), "--dossier", CODE)["documents"]
    on_server.server.forget(on_server.prefix)
    assert on_server.found(f"dossier:{CODE}") == [entry["document"]]
    assert on_server.server.indices(on_server.prefix) == [f"{on_server.prefix}-000001"]


def test_a_read_only_index_is_named_before_anything_is_read_and_is_still_searched(
    on_server, picture
) -> None:
    (entry,) = on_server.json("digitize", picture("a.jpg", 6), "--dossier", CODE)["documents"]
    blocks = {"index.blocks.read_only_allow_delete": True}
    on_server.server.ask("PUT", f"{on_server.prefix}/_settings", blocks)
    started = time.monotonic()
    answer = on_server.json("digitize", picture("b.jpg", 7), code=4)
    assert time.monotonic() - started < SOON
    assert answer["error"]["code"] == "index.full"
    assert answer["documents"][0]["status"] == "waiting"
    assert on_server.found(f"dossier:{CODE}") == [entry["document"]]
    checks = on_server.json("doctor", code=3)["checks"]
    assert [check["name"] for check in checks if not check["ok"] and check["needed"]] == ["index"]
    on_server.server.ask("PUT", f"{on_server.prefix}/_settings", dict.fromkeys(blocks))
    assert on_server.json("sweep")["waiting"] == 0
    assert on_server.json("verify")["unindexed"] == []


def test_what_was_said_while_the_index_was_away_is_told_by_the_next_sweep(
    on_server, picture
) -> None:
    (entry,) = on_server.json("digitize", picture("a.jpg", 4), "--dossier", CODE)["documents"]
    away = {"SOHOA_INDEX": f"elasticsearch+http://127.0.0.1:{free_port()}/{on_server.prefix}"}
    commands = [
        ("search", "ngày"), ("verify",), ("reindex",), ("sweep",),
        ("review", entry["document"], "--set", "number=78/QĐ-UBND", "--by", "Hà"),
        ("digitize", picture("b.jpg", 5)),
    ]  # fmt: skip
    for words in commands:
        started = time.monotonic()
        answer = on_server.json(*words, code=4, **away)
        assert time.monotonic() - started < SOON, words
        assert answer["error"]["code"] == "index.unreachable", words
        assert "`index`" in answer["error"]["advice"]
    assert answer["documents"][0]["status"] == "waiting"
    checks = on_server.json("doctor", code=3, **away)["checks"]
    assert [check["name"] for check in checks if not check["ok"] and check["needed"]] == ["index"]
    assert on_server.json("sweep")["waiting"] == 0
    assert on_server.found("number:78/QĐ-UBND") == [entry["document"]]
    assert on_server.json("verify")["unindexed"] == []
