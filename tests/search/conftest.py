"""Documents and pages made of plain text."""

from collections.abc import Callable

import pytest

from pipeline.model import Box, Findable, OcrPage, Word


@pytest.fixture
def paper() -> Callable[..., Findable]:
    """A document of one page a text."""

    def make(document: str, *pages: str, revision: int = 1) -> Findable:
        return Findable(
            document=document, revision=revision, file="a.pdf", type="unknown", title="",
            issued=None, dossiers=(), roles=(), units=(), fields=(),
            pages=tuple((n, tuple(text.split())) for n, text in enumerate(pages, start=1)),
        )  # fmt: skip

    return make


@pytest.fixture
def page() -> Callable[..., OcrPage]:
    """A page of lines: word `n` of line `m` has left edge n / 100, top edge m / 100."""

    def make(*lines: str, number: int = 1) -> OcrPage:
        words = tuple(
            Word(text, Box(n / 100, m / 100, (n + 1) / 100, (m + 1) / 100), 0.9, m)
            for m, line in enumerate(lines)
            for n, text in enumerate(line.split())
        )
        return OcrPage(number, 2480, 3508, 300, 0, 0.0, not words, 0.9, "test", words)

    return make
