"""Scans below the archive's standard of 200 dpi and colour are kept, and said to be below it."""

import pikepdf
import pytest
from PIL import Image

from pipeline.pages import Limits, inspect
from pipeline.standard import BELOW_STANDARD, Scanned, below_standard


def problems(path):
    return [(problem.code, problem.detail) for problem in inspect(path, Limits()).problems]


def saved(path, *, mode="RGB", dpi=300, inches=(8, 11)):
    size = tuple(round(dpi * side) for side in inches)
    Image.new(mode, size, 255 if mode in ("1", "L") else "white").save(path, dpi=(dpi, dpi))
    return path


def test_one_problem_names_all_pages_below_the_standard():
    good, coarse, grey = Scanned(200, True), Scanned(150, True), Scanned(300, False)
    [found] = below_standard([coarse, good, coarse, coarse, grey, None, Scanned(None, True)])
    assert (found.code, found.page) == (BELOW_STANDARD, None)
    assert found.detail == "150 dpi: page 1, 3-4; no colour: page 5"
    assert below_standard([good, None]) == ()


@pytest.mark.parametrize("ending", ["png", "jpg", "tif", "pdf"])
@pytest.mark.parametrize(
    ("mode", "dpi", "detail"),
    [
        ("RGB", 200, None),
        ("RGB", 150, "150 dpi: page 1"),
        ("L", 300, "no colour: page 1"),
        ("L", 100, "100 dpi: page 1; no colour: page 1"),
    ],
)
def test_resolution_and_colour_of_a_scan_are_told(tmp_path, ending, mode, dpi, detail):
    path = tmp_path / f"scan.{ending}"
    if ending == "pdf":
        size = (8 * dpi, 11 * dpi)
        Image.new(mode, size, 255 if mode == "L" else "white").save(path, resolution=dpi)
    else:
        saved(path, mode=mode, dpi=dpi)
    assert problems(path) == ([(BELOW_STANDARD, detail)] if detail else [])


def test_fax_in_two_tones_has_no_colour(tmp_path):
    path = saved(tmp_path / "fax.tif", mode="1")
    assert problems(path) == [(BELOW_STANDARD, "no colour: page 1")]
    with Image.open(path) as fax:
        fax.save(tmp_path / "fax.pdf", resolution=300)
    assert problems(tmp_path / "fax.pdf") == [(BELOW_STANDARD, "no colour: page 1")]


def test_of_a_picture_that_tells_no_resolution_none_is_claimed(tmp_path):
    Image.new("RGB", (1000, 1400), "white").save(tmp_path / "photo.jpg")
    assert problems(tmp_path / "photo.jpg") == []


def test_a_page_that_is_no_scan_is_not_judged(tmp_path):
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        pdf.save(tmp_path / "text.pdf")
    assert problems(tmp_path / "text.pdf") == []
