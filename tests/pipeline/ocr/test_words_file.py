import json

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Box, Code, OcrPage, Stamp, StampKind, TableCell, Word
from pipeline.ocr.words_file import dump_page, load_page, page_record

share = st.integers(0, 100_000).map(lambda whole: whole / 100_000)
certainty = st.integers(0, 10_000).map(lambda whole: whole / 10_000)
boxes = st.builds(Box, share, share, share, share)
some_words = st.builds(Word, st.text(min_size=1, max_size=12), boxes, certainty, st.integers(0, 99))
codes = st.builds(Code, st.sampled_from(["QRCode", "Code128"]), st.text(max_size=20), boxes)
small = st.integers(0, 40)
cells = st.builds(TableCell, small, small, small, small, small)
stamps = st.builds(Stamp, st.sampled_from(StampKind), boxes, small, small)
pages = st.builds(
    OcrPage,
    number=st.integers(1, 2000),
    width=st.integers(1, 9000),
    height=st.integers(1, 9000),
    dpi=st.integers(50, 1200),
    turned=st.sampled_from([0, 90, 180, 270]),
    skew=st.integers(-1500, 1500).map(lambda whole: whole / 100),
    blank=st.booleans(),
    confidence=certainty,
    recipe=st.from_regex(r"[a-z0-9.@_-]{1,30}", fullmatch=True),
    words=st.lists(some_words, max_size=8).map(tuple),
    codes=st.lists(codes, max_size=2).map(tuple),
    cells=st.lists(cells, max_size=3).map(tuple),
    stamps=st.lists(stamps, max_size=2).map(tuple),
)


@given(pages)
@settings(max_examples=60)
def test_a_page_comes_back_as_it_was(page):
    assert load_page(dump_page(page)) == page


@given(pages)
@settings(max_examples=20)
def test_dumping_again_gives_the_same_bytes(page):
    assert dump_page(load_page(dump_page(page))) == dump_page(page)


def test_the_record_has_the_keys_of_the_contract():
    box = Box(0.123456, 0.2, 0.3, 0.4)
    word = Word("Số:", box, 0.98765, 3)
    page = OcrPage(1, 2480, 3508, 300, 0, 0.3, False, 0.97, "r", (word,))
    record = page_record(page)
    assert list(record) == [
        *("number", "width", "height", "dpi", "turned", "skew", "blank", "confidence"),
        *("recipe", "grade", "show", "words", "codes", "cells", "stamps"),
    ]
    assert record["words"] == [
        {"text": "Số:", "box": [0.12346, 0.2, 0.3, 0.4], "confidence": 0.9877, "line": 3}
    ]
    assert (record["grade"], record["show"]) == ("B", [])
    assert "Số:".encode() in dump_page(page)
    assert json.loads(dump_page(page)) == record


def test_cells_of_tables_keep_their_place_and_lines_and_older_files_have_none():
    page = OcrPage(1, 10, 10, 300, 0, 0.0, False, 0.9, "r", (), cells=(TableCell(0, 2, 1, 7, 8),))
    record = page_record(page)
    assert record["cells"] == [{"table": 0, "row": 2, "column": 1, "lines": [7, 8]}]
    del record["cells"]
    assert load_page(json.dumps(record).encode()).cells == ()


def test_stamps_keep_their_kind_and_lines_and_older_files_have_none():
    stamp = Stamp(StampKind.ARRIVAL, Box(0.1, 0.2, 0.3, 0.4), 7, 9)
    record = page_record(OcrPage(1, 10, 10, 300, 0, 0.0, False, 0.9, "r", (), stamps=(stamp,)))
    assert record["stamps"] == [{"kind": "arrival", "box": [0.1, 0.2, 0.3, 0.4], "lines": [7, 9]}]
    del record["stamps"]
    assert load_page(json.dumps(record).encode()).stamps == ()
