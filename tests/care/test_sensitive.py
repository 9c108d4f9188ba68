"""Papers of sensitive types are found by their metadata only; personal ids are masked in lists."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from extractors.form_files import parse_form
from pipeline.catalog.edits import PaperType
from pipeline.indexing import OPEN_FIELDS
from pipeline.model import Reader
from search.query import parse

FORM = """
form: suc-khoe
version: 1
layout: administrative
types:
  - {slug: giay-kham-suc-khoe, name: Giấy khám sức khỏe, titles: [GIẤY KHÁM SỨC KHỎE], sensitive: true}
  - {slug: quyet-dinh-kham, name: Quyết định khám, titles: [QUYẾT ĐỊNH KHÁM]}
fields:
  - {name: number, kind: text}
"""

PAPER = [
    "SỞ TƯ PHÁP TỈNH TUYÊN QUANG",
    "Số: 17/QĐ-STP",
    "QUYẾT ĐỊNH",
    "Về việc án tích của Lò Thị Mảy",
]


def total(desk, question):
    reader = Reader(clearance=1)
    return desk.index.search(parse(question), reader, limit=5).total


def test_a_form_says_which_of_its_types_are_sensitive():
    kinds = {one.slug: one.sensitive for one in parse_form(FORM).types}
    assert kinds == {"giay-kham-suc-khoe": True, "quyet-dinh-kham": False}


def test_a_sensitive_paper_is_found_by_its_number_and_not_by_its_words(desk):
    desk.sensitive = True
    record = desk.digitize(PAPER)
    desk.catalog.edits.set_field(record.id, "number", "17/QĐ-STP", desk.editor(record.id))
    desk.catalog.edits.set_field(record.id, "owner_name", "Lò Thị Mảy", desk.editor(record.id))
    desk.drain()
    assert record.sensitive and desk.record(record.id).field("owner_name")
    assert total(desk, "17/QĐ-STP") == 1
    for question in ("Mảy", "án tích", "scan-1"):
        assert total(desk, question) == 0
    assert set(OPEN_FIELDS).isdisjoint({"owner_name", "owner_id", "subject"})


def test_a_type_that_a_person_sets_decides_and_stays(desk):
    record = desk.digitize(PAPER)
    assert total(desk, "Mảy") == 1
    kind = PaperType("giay-kham-suc-khoe", "Giấy khám sức khỏe", sensitive=True)
    desk.catalog.edits.set_type(record.id, kind, desk.editor(record.id))
    desk.drain()
    assert total(desk, "Mảy") == 0
    desk.catalog.edits.read_again(record.id, "fast", desk.editor(record.id))
    from pipeline.digitize import finish_document

    finish_document(desk.bench(), record.id)
    desk.drain()
    assert desk.record(record.id).sensitive and total(desk, "Mảy") == 0


def sohoa(desk, *words, clearance="0"):
    """A command on the desk's home, its JSON."""
    told = {**os.environ, "SOHOA_HOME": str(desk.home), "SOHOA_READER_CLEARANCE": clearance}
    command = Path(sys.executable).with_name("sohoa")
    done = subprocess.run(
        [command, *map(str, words), "--json"], capture_output=True, text=True, env=told, check=False
    )
    return json.loads(done.stdout)


@pytest.mark.slow
def test_show_tells_a_reader_without_clearance_the_metadata_only(desk, tmp_path):
    desk.sensitive = True
    record = desk.digitize(PAPER)
    desk.catalog.edits.set_field(record.id, "owner_name", "Lò Thị Mảy", desk.editor(record.id))
    desk.drain()
    seen = sohoa(desk, "show", record.id)
    assert "Mảy" not in str({**seen, "history": []}) and "issuer" in seen["fields"]
    assert set(seen["fields"]) <= OPEN_FIELDS and seen["sensitive"] is True
    for option in (["--text"], ["--pdf", tmp_path / "a.pdf"], ["--original", tmp_path / "b.tif"]):
        said = sohoa(desk, "show", record.id, *option)
        assert said["error"]["code"] == "not.allowed"
    hit = sohoa(desk, "search", "issuer:tư pháp")["hits"][0]
    assert (hit["file"], hit["pages"]) == ("", [])
    cleared = sohoa(desk, "show", record.id, "--text", clearance="1")
    assert "Mảy" in cleared["text"] and cleared["fields"]["owner_name"]["value"] == "Lò Thị Mảy"


@pytest.mark.parametrize("marking", ["MẬT", "TỐI MẬT"])
def test_secret_goes_before_sensitive(desk, marking):
    desk.sensitive = True
    record = desk.digitize([marking, *PAPER])
    assert (record.restricted, record.fields) == (marking, ())
