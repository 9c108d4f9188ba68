"""Every broken, hostile or odd file of `shared/real/bad` has its expected answer."""

import time
from dataclasses import dataclass

import numpy as np
import pytest
from PIL import Image

from pipeline.errors import ScanRejected
from pipeline.pages import Limits, inspect, render
from pipeline.picture import turn

pytestmark = pytest.mark.real

LOST, ATTACHED = "scan.pages_lost", "scan.attachments"
LARGE, NO_SCAN = "scan.too_large", "scan.not_a_scan"
DAMAGED, LOCKED = "scan.damaged", "scan.encrypted"
BELOW = "scan.below_standard"


@dataclass(frozen=True)
class Page:
    """(width, height) px and dpi of a rendered page, and whether its own stream is handed on."""

    width: int
    height: int
    dpi: int
    stream: bool = False


A4 = Page(2480, 3509, 300)
LETTER_575 = Page(2466, 3508, 300, stream=True)
LETTER_299 = Page(1232, 1754, 150, stream=True)
UNTOLD_299 = Page(1232, 1754, 300)

EXPECTED = {
    "5000-blank-pages.pdf": LARGE,
    "bad-crc.png": ([UNTOLD_299], [LOST]),
    "cmyk.jpg": ([UNTOLD_299], []),
    "declares-65000x65000.png": LARGE,
    "exif-orientation-3.jpg": ([LETTER_299], [BELOW]),
    "exif-orientation-6.jpg": ([LETTER_299], [BELOW]),
    "exif-orientation-8.jpg": ([LETTER_299], [BELOW]),
    "g4.tif": ([Page(1232, 1754, 150)], [BELOW]),
    "gray-16bit.tif": ([UNTOLD_299], [BELOW]),
    "html-named.pdf": NO_SCAN,
    "huge-30000x30000-1bit.png": LARGE,
    "jpg-named.pdf": ([Page(2464, 3508, 300, stream=True)], []),
    "junk-before-header.pdf": ([LETTER_575], []),
    "mixed-text-scan-blank.pdf": ([Page(2481, 3509, 300), LETTER_575, A4], []),
    "multiframe-mixed-sizes.tif": ([UNTOLD_299, Page(800, 566, 300), UNTOLD_299], [BELOW]),
    "one-pixel.png": ([Page(1, 1, 300, stream=True)], []),
    "page-14400pt.pdf": ([Page(6325, 6325, 32)], []),
    "page.jp2": ([Page(1232, 1754, 300, stream=True)], []),
    "page.webp": ([UNTOLD_299], []),
    "palette16.png": ([Page(1232, 1754, 300, stream=True)], []),
    "password-owner-only.pdf": ([LETTER_575], []),
    "password-user-secret.pdf": LOCKED,
    "pdf-named.jpg": ([LETTER_575], []),
    "portfolio.pdf": ([A4], [ATTACHED]),
    "rgba.png": ([UNTOLD_299], []),
    "rotate-flag-180.pdf": ([LETTER_575], []),
    "rotate-flag-270.pdf": ([Page(3508, 2466, 300, stream=True)], []),
    "rotate-flag-90.pdf": ([Page(3508, 2466, 300, stream=True)], []),
    "strip-20000x8.png": ([Page(20000, 8, 300, stream=True)], [BELOW]),
    "three-blank-pages.pdf": ([A4, A4, A4], []),
    "truncated-half.pdf": ([Page(2466, 3508, 300)], [LOST, LOST]),
    "truncated-no-xref.pdf": ([Page(2466, 3508, 300, stream=True)], [LOST]),
    "truncated.jpg": ([Page(2464, 3508, 300)], [LOST]),
    "zero-byte.jpg": NO_SCAN,
    "zero-byte.pdf": NO_SCAN,
    "zero-page.pdf": DAMAGED,
}


def answer(path):
    """The code of a rejection, or the pages as they come out and the codes of the problems."""
    try:
        found = inspect(path, Limits())
    except ScanRejected as rejected:
        return rejected.code
    pages = []
    for number in range(1, found.pages + 1):
        page = render(path, number)
        height, width = page.pixels.shape[:2]
        pages.append(Page(width, height, page.dpi, page.scan is not None))
    return pages, [problem.code for problem in found.problems]


def test_the_table_names_every_bad_file(real_scans):
    assert {path.name for path in (real_scans / "bad").iterdir()} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_bad_file_gets_its_answer_in_seconds(real_scans, name):
    begun = time.monotonic()
    assert answer(real_scans / "bad" / name) == EXPECTED[name]
    assert time.monotonic() - begun < 10


def small_grey(pixels):
    return np.asarray(Image.fromarray(pixels).convert("L").resize((124, 176))).astype(int)


@pytest.mark.parametrize(
    "name",
    [
        "exif-orientation-3.jpg", "exif-orientation-6.jpg", "exif-orientation-8.jpg", "cmyk.jpg",
        "g4.tif", "gray-16bit.tif", "page.jp2", "page.webp", "palette16.png", "jpg-named.pdf",
    ],
)  # fmt: skip
def test_the_same_letter_in_every_format_comes_out_upright_and_alike(real_scans, name):
    plain = small_grey(render(real_scans / "bad" / "rgba.png", 1).pixels)
    assert np.abs(small_grey(render(real_scans / "bad" / name, 1).pixels) - plain).mean() < 6


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_the_turn_that_a_pdf_declares_is_what_is_seen(real_scans, degrees):
    plain = render(real_scans / "bad" / "pdf-named.jpg", 1).pixels
    seen = render(real_scans / "bad" / f"rotate-flag-{degrees}.pdf", 1).pixels
    assert np.abs(turn(plain, degrees).astype(int) - seen).mean() < 1


@pytest.mark.parametrize("name", ["truncated-half.pdf", "truncated.jpg", "bad-crc.png"])
def test_what_a_cut_file_still_shows_is_kept_and_the_rest_is_white(real_scans, name):
    page = render(real_scans / "bad" / name, 1)
    rows = round(len(page.pixels) * (1 - page.lost))
    assert 0.3 < page.lost < 0.7
    assert page.pixels[: rows // 2].min() < 60
    assert page.pixels[rows + 1 :].min() == 255


def test_signature_stamps_are_seen_where_a_plain_picture_would_lose_them(real_scans):
    letter = real_scans / "documents" / "vht507.signed_20250510_124909.pdf"
    page = render(letter, 1)
    # the number and the day of this born-digital letter are in signature fields only
    number = page.pixels[420:560, 520:860]
    assert number.min() < 100
