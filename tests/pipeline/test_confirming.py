"""Only pen, second reader and file name together make a handwritten number sure."""

import pytest

from pipeline.confirming import confirmed
from pipeline.model import Box, FieldState, FieldValue, OcrPage, Word

BOX = Box(0.1, 0.1, 0.2, 0.12)


def number(value, state=FieldState.REVIEW):
    return FieldValue("number", value, value, 0.9, state, 1, BOX, "nd30@1")


def page(text, sure=0.9, *, penned=True, at=1):
    word = Word(text, BOX, sure, 0, penned)
    return OcrPage(at, 10, 10, 300, 0, 0.0, False, 0.9, "r", (word,))


def state(value, read, file):
    return confirmed((number(value),), [read], file)[0].state


@pytest.mark.parametrize(
    "file", ["24 TTR.signed_20250510_124908.pdf", "2770 (024-TTr-UBND)..pdf", "qd-24-2025.pdf"]
)
def test_a_number_that_the_file_is_named_by_need_not_wait(file):
    assert state("24/TTr-UBND", page("24"), file) is FieldState.AUTO


@pytest.mark.parametrize(
    ("read", "file"),
    [
        (page("24"), "scan_20250510_124908.pdf"),
        (page("24", 0.5), "24 TTR.pdf"),
        (page("24", penned=False), "24 TTR.pdf"),
        (page("42"), "24 TTR.pdf"),
        (page("24", at=2), "24 TTR.pdf"),
        (page("24"), "0024724.pdf"),
    ],
)
def test_anything_less_waits(read, file):
    assert state("24/TTr-UBND", read, file) is FieldState.REVIEW


def test_other_fields_and_numbers_without_figures_stay_as_they_are():
    day = FieldValue("issued", "2025-02-24", "24", 0.9, FieldState.REVIEW, 1, BOX, "nd30@1")
    fields = (day, number("/TTr-UBND"))
    assert confirmed(fields, [page("24")], "24 TTR.pdf") == fields
