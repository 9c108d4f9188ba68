"""Every kind of page against veraPDF, the reference validator of PDF/A (`tests/verapdf/`)."""

import cv2
import numpy as np
import pytest

from pipeline.model import Box, Word
from pipeline.textlayer import assemble, page_pdf

pytestmark = pytest.mark.slow

LINES = ["ỦY BAN NHÂN DÂN XÃ", "Về việc cấp giấy phép (số 1)"]
ODD = [
    "a\x00b",
    "😀",
    "𠀀",
    "שלום",
    "e\u0301",
    "\u0301",
    "\ud800",
    "\ufffe",
    "\ue000",
    "x" * 50_000,
]


def kinds(made) -> dict[str, list[bytes]]:
    """A document for each kind of page."""
    colour = made.sheet()
    grey = cv2.cvtColor(colour, cv2.COLOR_RGB2GRAY)
    letter = made.picture(made.letter(), dpi=300, turned=0)
    page = made.page(LINES)
    odd = [Word(text, Box(0.1, 0.1 * n, 0.9, 0.1 * n + 0.02), 1, n) for n, text in enumerate(ODD)]
    one = {
        "colour": page_pdf(made.picture(colour, turned=0), page),
        "rotated": page_pdf(made.picture(colour, turned=90), made.page(LINES, turned=180)),
        "grey": page_pdf(made.picture(grey, turned=0), page),
        "new grey": page_pdf(made.picture(grey), page),
        "bilevel": page_pdf(made.picture(np.where(grey > 99, 255, 0).astype(np.uint8)), page),
        "blank": page_pdf(made.picture(np.full((352, 248, 3), 255, np.uint8)), made.page([])),
        "small": page_pdf(letter, page, small=True),
        "one dot": page_pdf(made.picture(np.zeros((1, 1), np.uint8), dpi=300), page),
        "strip": page_pdf(made.picture(np.zeros((8, 20000), np.uint8), dpi=300), page),
        "odd words": page_pdf(made.picture(colour), made.page_with(*odd)),
    }
    documents = {name: [pdf] for name, pdf in one.items()}
    return documents | {"three pages": [one["colour"], one["blank"], one["small"]]}


def test_every_kind_of_page_is_valid_pdfa_2b(made, verapdf, tmp_path):
    documents = kinds(made)
    files = []
    for name, pages in documents.items():
        files.append(tmp_path / f"{name}.pdf")
        assemble(pages, files[-1], title="Quyết định <số> & ký hiệu 😀\x01")
    verdicts = dict(zip(documents, verapdf(files), strict=True))
    assert verdicts == dict.fromkeys(documents, "valid\t2b")


def test_the_validator_does_find_faults(made, verapdf, tmp_path):
    bare = tmp_path / "bare.pdf"
    bare.write_bytes(page_pdf(made.picture(made.sheet()), made.page(LINES)))
    [verdict] = verapdf([bare])
    assert verdict.startswith("INVALID") and "metadata" in verdict.lower()
