import datetime as dt
import re
import unicodedata

import numpy as np
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

import samples
from samples.press import MARK

RECEIPT = "giay-tiep-nhan-ho-so-va-hen-tra-ket-qua"
LETTER_FIELDS = {"issuer", "number", "issued", "place", "subject", "signer_title", "signer"}
RECEIPT_FIELDS = {
    *("dossier_code", "reception_unit", "applicant", "owner_id", "address", "phone", "request"),
    *("components", "sets", "sla_days", "received_at", "due_at", "delivery", "book", "seq"),
}


@pytest.mark.parametrize("level", samples.LEVELS)
def test_the_same_seed_gives_the_same_pixels_and_truth(made, level):
    first, again = made(RECEIPT, "a", level, 5), samples.paper(RECEIPT, "a", level, 5)
    assert first.truth == again.truth
    assert [page.tobytes() for page in first.pages] == [page.tobytes() for page in again.pages]


def test_another_seed_gives_another_paper(made):
    assert (
        made("cong-van", "a", "clean", 1).truth.fields
        != made("cong-van", "a", "clean", 2).truth.fields
    )


@pytest.mark.parametrize("layout", samples.LAYOUTS)
@pytest.mark.parametrize("kind", samples.KINDS)
def test_every_truth_box_of_a_clean_page_holds_ink(made, upright, cut, kind, layout):
    paper = made(kind, layout, "clean", 1)
    for number, page in enumerate(paper.truth.pages, 1):
        pixels = upright(paper, number)
        for line in page.lines:
            assert cut(pixels, line.box).min() < 120, line


@pytest.mark.parametrize("level", [level for level in samples.LEVELS if level != "clean"])
def test_truth_boxes_move_with_the_page(made, upright, cut, level):
    paper = made(RECEIPT, "a", level, 5)
    pixels = upright(paper, 1)
    for line in paper.truth.pages[0].lines:
        part = cut(pixels, line.box)
        assert part.min() < np.median(part) - 40, line


@pytest.mark.parametrize("layout", samples.LAYOUTS)
@pytest.mark.parametrize("kind", samples.KINDS)
def test_every_page_says_that_it_is_a_specimen(made, kind, layout):
    for page in made(kind, layout, "clean", 1).truth.pages:
        mark = next(line for line in page.lines if line.text == MARK)
        assert mark.box[1] > 0.95
        assert mark.box[3] < 1


def test_a_list_behind_a_decision_makes_a_second_page_with_its_number(made):
    papers = (made("quyet-dinh", "a", "clean", seed) for seed in range(60))
    long = next(paper for paper in papers if len(paper.pages) == 2)
    texts = [line.text for line in long.truth.pages[1].lines]
    assert "DANH SÁCH" in texts
    assert "2" in texts
    assert MARK in texts


@pytest.mark.parametrize("layout", samples.LAYOUTS)
@pytest.mark.parametrize("level", ["clean", "scan"])
def test_both_codes_of_a_receipt_can_be_read_back(made, layout, level):
    paper = made(RECEIPT, layout, level, 5)
    seen = {(code.format.name, code.text) for code in zxingcpp.read_barcodes(paper.pages[0])}
    assert {(code.symbology, code.text) for code in paper.truth.pages[0].codes} <= seen
    assert {text for _, text in seen} == {paper.truth.dossier}


@pytest.mark.parametrize("layout", samples.LAYOUTS)
@pytest.mark.parametrize("kind", ["quyet-dinh", "cong-van", "bao-cao"])
def test_letters_carry_the_fields_of_the_general_form(made, kind, layout):
    paper = made(kind, layout, "clean", 1)
    assert {field.name for field in paper.truth.fields} == LETTER_FIELDS
    dt.date.fromisoformat(paper.truth.value("issued"))
    assert re.fullmatch(r"\d{1,3}/[\w-]+", paper.truth.value("number"))


@pytest.mark.parametrize("layout", samples.LAYOUTS)
def test_a_receipt_carries_the_fields_of_its_form(made, layout):
    truth = made(RECEIPT, layout, "clean", 1).truth
    assert {field.name for field in truth.fields} >= RECEIPT_FIELDS
    assert truth.value("dossier_code") == truth.dossier
    assert truth.told_by == ("qr", "barcode", "text")
    assert dt.date.fromisoformat(truth.value("received_at")) <= dt.date.fromisoformat(
        truth.value("due_at")
    )


@settings(max_examples=15, deadline=None)
@given(
    kind=st.sampled_from(samples.KINDS),
    layout=st.sampled_from(samples.LAYOUTS),
    seed=st.integers(0, 10**9),
)
def test_truth_is_composed_text_inside_the_page_and_values_stand_on_it(kind, layout, seed):
    truth = samples.paper(kind, layout, "clean", seed).truth
    text = " ".join(line.text for page in truth.pages for line in page.lines)
    for field in truth.fields:
        assert unicodedata.is_normalized("NFC", field.value + field.raw)
        assert all(word in text for word in field.raw.split())
        left, top, right, bottom = field.box
        assert 0 <= left < right <= 1
        assert 0 <= top < bottom <= 1
    for page in truth.pages:
        for line in page.lines:
            assert "...." not in line.text
            assert line.box[0] < line.box[2]
            assert line.box[2] < 0.99, "runs over the edge of the paper"


def test_a_stamped_paper_is_red_and_blue_where_it_is_signed(made):
    page = np.asarray(made("quyet-dinh", "a", "stamp", 2).pages[0]).astype(int)
    red = (page[..., 0] - page[..., 1] > 60) & (page[..., 0] - page[..., 2] > 50)
    blue = (page[..., 2] - page[..., 0] > 50) & (page[..., 2] - page[..., 1] > 30)
    assert red.sum() > 10_000
    assert blue.sum() > 1_500


def test_an_unknown_kind_is_refused_by_name():
    with pytest.raises(ValueError, match="quyet-dinh"):
        samples.paper("nothing", "a", "scan", 1)
