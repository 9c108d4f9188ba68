"""Stacks of real and made papers are cut exactly where papers begin; no paper is cut in two."""

from collections.abc import Iterator

import numpy as np
import pytest

from extractors import first_page
from pipeline import pages
from pipeline.model import Profile
from pipeline.ocr.engines import readers
from pipeline.ocr.reading import read_picture
from pipeline.picture import PagePicture
from pipeline.stacks import Leaf, arrange
from pipeline.unstacking import leaf

pytestmark = [pytest.mark.ocr, pytest.mark.slow]

SECOND_PAPERS = {"09 TTR.signed_20250219_012025.pdf": [4]}
"""Pages at which a second paper begins in a real file: the draft behind its Tờ trình."""


@pytest.fixture(scope="module")
def tesseract():
    return readers("tesserocr")


def begins(leaves: list[Leaf]) -> list[int]:
    found = arrange(leaves)
    assert not [doubt for piece in found for doubt in piece.doubts]
    return [piece.first for piece in found]


@pytest.mark.real
def test_real_papers_are_cut_apart_and_none_in_two(tesseract, real_scans) -> None:
    stack: list[Leaf] = []
    expected: list[int] = []
    for path in sorted((real_scans / "documents").glob("*.pdf")):
        own = [read_picture(p, tesseract, Profile.FAST) for p in _rendered(path)]
        second = SECOND_PAPERS.get(path.name, [])
        assert begins([leaf(n, page, first_page) for n, page in enumerate(own, 1)]) == [1, *second]
        expected += [len(stack) + at for at in [1, *second]]
        stack += [leaf(len(stack) + n, page, first_page) for n, page in enumerate(own, 1)]
    assert begins(stack) == expected


def _rendered(path) -> Iterator[PagePicture]:
    for number in range(1, pages.inspect(path, pages.Limits()).pages + 1):
        yield pages.render(path, number, dpi=200)


@pytest.mark.parametrize("level", ["scan", "bad"])
def test_made_papers_are_cut_apart_and_none_in_two(tesseract, level) -> None:
    samples = pytest.importorskip("samples")
    stack: list[Leaf] = []
    expected: list[int] = []
    for seed, kind in enumerate(samples.KINDS):
        made = samples.make(samples.Order(kind, "b", level, seed))
        expected.append(len(stack) + 1)
        for picture in made.pages:
            pixels = np.asarray(picture.convert("RGB"))
            page = read_picture(PagePicture(1, pixels, made.dpi or 200), tesseract, Profile.FAST)
            stack.append(leaf(len(stack) + 1, page, first_page))
    assert begins(stack) == expected
