"""How sure a reading is, and when a person has to look."""

from collections.abc import Iterable, Sequence

from pipeline.model import OcrPage, Problem, Word

REVIEW_BELOW = 0.85
"""Mean word confidence below which a page waits for a person; how it was chosen: tests/accuracy/README.md."""


SHOW_BELOW = 0.95
"""Confidence below which a word is shown to a person: one in twenty of those just above is wrong."""

_GRADES = (("A", 0.98), ("B", 0.95), ("C", REVIEW_BELOW), ("D", 0.0))
"""Grade of a page by the share of its words that are right, as far as they can tell."""


def confidence(words: Sequence[Word]) -> float:
    """Mean confidence over words, 0–1, rounded to 4 places; 0 where there are none."""
    if not words:
        return 0.0
    return round(sum(word.confidence for word in words) / len(words), 4)


def grade(page: OcrPage) -> str | None:
    """A to D by the share of words expected to be right, the page's confidence; None for a blank page."""
    if page.blank:
        return None
    return next(name for name, least in _GRADES if page.confidence >= least)


def to_show(words: Sequence[Word]) -> list[int]:
    """Which words a person should look at: those below `SHOW_BELOW` and what a pen wrote."""
    return [
        n for n, word in enumerate(words) if word.penned or round(word.confidence, 4) < SHOW_BELOW
    ]


def worth(words: Iterable[Word]) -> float:
    """How much was surely read: letters weighed by how far above doubt their word stands.

    Tells which of two readings of one page is better. Invented words have 0.3–0.6 and count against it.
    """
    return sum((word.confidence - 0.6) * len(word.text) for word in words)


def problems(
    pages: Iterable[OcrPage], *, review_below: float = REVIEW_BELOW
) -> tuple[Problem, ...]:
    """`page.low_confidence` for each page that is neither blank nor surely read; a code alone is enough."""
    return tuple(
        Problem("page.low_confidence", page.number, f"{page.confidence:.2f}")
        for page in pages
        if _doubtful(page, review_below)
    )


def _doubtful(page: OcrPage, review_below: float) -> bool:
    if page.blank or (page.codes and not page.words):
        return False
    return page.confidence < review_below
