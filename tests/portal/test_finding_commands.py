"""`sohoa search`, `show`, `batches`."""

import hashlib
import re
from pathlib import Path

import pytest

pytestmark = [pytest.mark.flows, pytest.mark.ocr]
HIT = {"document", "file", "dossiers", "role", "type", "title", "issued", "score", "tier", "pages"}


def test_words_are_found_with_and_without_accents_and_marked_on_the_page(digitized) -> None:
    exact = digitized.office.json("search", "giấy tiếp nhận")
    folded = digitized.office.json("search", "giay tiep nhan")
    assert exact["total"] >= 1 and folded["total"] >= exact["total"]
    assert {"query", "total", "seconds", "hits"} == set(exact)
    hit = exact["hits"][0]
    assert set(hit) >= HIT and hit["tier"] == "exact"
    assert {found["tier"] for found in folded["hits"]} <= {"exact", "folded"}
    page = hit["pages"][0]
    assert "<mark>" in page["snippet"] and page["boxes"]
    for left, top, right, bottom in page["boxes"]:
        assert 0 <= left < right <= 1 and 0 <= top < bottom <= 1


def test_a_document_number_is_found_as_it_stands_on_paper(digitized) -> None:
    paper = next(p for p in digitized.written.papers() if p.truth.type == "cong-van")
    number = paper.truth.value("number")
    hits = digitized.office.json("search", number)["hits"]
    assert digitized.entry(paper.path)["document"] in {hit["document"] for hit in hits[:3]}


def test_filters_narrow_the_answer(digitized) -> None:
    office = digitized.office
    everything = office.json("search", "ngày", "--limit", "50")
    letters = office.json("search", "ngày", "--type", "cong-van")
    assert {hit["type"] for hit in letters["hits"]} == {"cong-van"}
    assert letters["total"] < everything["total"]
    code = digitized.written.cases[0].case.code
    inside = office.json("search", "ngày", "--dossier", code)
    assert all(code in hit["dossiers"] for hit in inside["hits"])
    results = office.json("search", "ngày", "--role", "result")
    assert {hit["role"] for hit in results["hits"]} <= {"result"}
    past = office.json("search", "ngày", "--to", "1999-12-31")
    assert past["total"] == 0


def test_pages_of_answers_do_not_overlap(digitized) -> None:
    first = digitized.office.json("search", "ngày", "--limit", "2")
    second = digitized.office.json("search", "ngày", "--limit", "2", "--offset", "2")
    assert len(first["hits"]) == 2 and first["total"] == second["total"]
    assert not {h["document"] for h in first["hits"]} & {h["document"] for h in second["hits"]}


def test_no_hit_is_no_error_and_a_bad_query_is(digitized) -> None:
    assert digitized.office.json("search", "xyzzyabc")["total"] == 0
    assert digitized.office.json("search", "   ", code=2)["error"]["code"] == "query.bad"
    assert digitized.office.run("search", "a", "--from", "hôm qua", "--json").code == 2


def test_show_gives_text_copy_and_the_very_bytes(digitized, tmp_path: Path) -> None:
    entry = digitized.of_type("cong-van")
    original, copy = tmp_path / "goc", tmp_path / "copy.pdf"
    words = ("show", entry["document"], "--text", "--original", original, "--pdf", copy)
    shown = digitized.office.json(*words)
    assert {"stage", "revision", "received", "by", "dossiers", "history"} <= set(shown)
    assert shown["stage"] == "EXTRACTED" and shown["by"] == "Lan"
    assert len(shown["text"]) > 200
    assert original.read_bytes() == Path(entry["file"]).read_bytes()
    assert hashlib.sha256(original.read_bytes()).hexdigest() == shown["sha256"]
    assert copy.read_bytes().startswith(b"%PDF")


def test_an_unknown_document_is_said_to_be_unknown(digitized) -> None:
    answer = digitized.office.json("show", "0" * 16, code=2)
    assert answer["error"]["code"] == "request.no_document"


def test_batches_tell_what_became_of_each_file(digitized) -> None:
    listed = digitized.office.json("batches")["batches"]
    keys = {
        "batch",
        "at",
        "by",
        "files",
        "pages",
        "indexed",
        "duplicate",
        "rejected",
        "waiting",
        "review",
    }
    assert keys <= set(listed[-1])
    assert listed[-1]["batch"] == digitized.report["batch"]
    assert listed[-1]["files"] == len(digitized.report["documents"])
    again = digitized.office.json("batches", digitized.report["batch"])
    status = {entry["file"]: entry["status"] for entry in again["documents"]}
    assert status == {entry["file"]: entry["status"] for entry in digitized.report["documents"]}
    assert digitized.office.json("batches", "nope", code=2)["error"]["code"] == "request.no_batch"


def test_a_reader_limited_to_a_unit_sees_only_its_papers(digitized) -> None:
    code = digitized.written.cases[0].case.code
    unit = digitized.office.json("dossiers", code)["dossiers"][0]["unit"]
    told = {"SOHOA_READER_UNITS": f'["{unit}"]'}
    seen = digitized.office.run("search", "ngày", "--limit", "50", "--json", **told).json["hits"]
    assert seen and all(code in hit["dossiers"] for hit in seen)
    unfiled = next(e for e in digitized.report["documents"] if e["dossier"] is None)
    assert digitized.office.run("show", unfiled["document"], "--json", **told).code != 0


def test_people_get_lines_they_can_read(digitized) -> None:
    said = digitized.office.run("search", "giấy tiếp nhận")
    assert said.code == 0 and re.search(r"\d+ tài liệu", said.out) and "[" in said.out
