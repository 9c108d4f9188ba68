"""`sohoa verify`, `sweep`, `reindex`, `doctor`, and how errors are said."""

from pathlib import Path

import pytest

from pipeline import keys


@pytest.mark.flows
@pytest.mark.ocr
def test_a_whole_office_verifies(digitized) -> None:
    found = digitized.office.json("verify")
    assert found["checked"] == len({e["sha256"] for e in digitized.report["documents"]})
    assert found["missing"] == found["changed"] == found["unindexed"] == found["stray"] == []


@pytest.mark.flows
@pytest.mark.ocr
def test_an_altered_original_is_found(own) -> None:
    sha256 = own.report["documents"][0]["sha256"]
    original = own.office.home / "store" / "originals" / sha256
    original.chmod(0o644)
    original.write_bytes(original.read_bytes()[:-1] + b"!")
    assert own.office.json("verify", code=5)["changed"] == [keys.original(sha256)]


@pytest.mark.flows
@pytest.mark.ocr
def test_sweeping_a_finished_office_has_nothing_to_do(own) -> None:
    answer = own.office.json("sweep")
    assert (answer["finished"], answer["waiting"]) == (0, 0) and "seconds" in answer


@pytest.mark.flows
@pytest.mark.ocr
def test_a_rebuilt_index_answers_the_same(own) -> None:
    before = own.office.json("search", "ngày", "--limit", "50")
    answer = own.office.json("reindex")
    assert answer["finished"] == len({e["document"] for e in own.report["documents"]})
    after = own.office.json("search", "ngày", "--limit", "50")
    assert [h["document"] for h in after["hits"]] == [h["document"] for h in before["hits"]]


def test_doctor_lists_what_it_found(empty) -> None:
    answer = empty.json("doctor")
    assert answer["ok"] is True
    assert all({"name", "ok", "found", "advice"} <= set(check) for check in answer["checks"])
    assert not empty.home.exists(), "looking makes no home"


def test_doctor_lists_types_and_fields(empty) -> None:
    types = {kind["type"]: kind for kind in empty.json("doctor", "--types")["types"]}
    assert {"quyet-dinh", "cong-van", "giay-khai-sinh"} <= set(types)
    general = {"issuer", "number", "issued", "place", "subject", "signer_title", "signer"}
    assert general <= set(types["quyet-dinh"]["fields"])


@pytest.mark.parametrize("words", [["nothing"], [], ["search"], ["digitize"]])
def test_wrong_use_is_exit_code_2(empty, words: list[str]) -> None:
    said = empty.run(*words)
    assert said.code == 2 and "sohoa" in said.err


@pytest.mark.slow
def test_a_wrong_setting_is_named(empty) -> None:
    empty.home.mkdir()
    (empty.home / "sohoa.toml").write_text('profile = "quickest"\n')
    answer = empty.json("stats", code=2)
    assert answer["error"]["code"] == "settings.bad" and "profile" in answer["error"]["detail"]
    said = empty.run("stats", "--lang", "en")
    assert said.out == "" and len(said.err.strip().splitlines()) == 1


@pytest.mark.slow
def test_an_unknown_home_is_an_empty_office(empty) -> None:
    assert empty.json("stats")["total"]["dossiers"] == {"digitized": 0, "of": 0, "rate": None}
    assert empty.json("search", "gì đó")["total"] == 0
    assert empty.json("review") == {"waiting": 0, "documents": []}


def test_a_home_that_cannot_be_made_is_a_service_down(empty, tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    assert empty.json("stats", code=4)["error"]["code"] == "service.down"
