"""Whether words said to be sure are right as often as they are said to be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rows import Row

EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 1.0001)
MOST_OFF = 2.0
SURE = 0.95


@dataclass(frozen=True, slots=True)
class Judged:
    """A word read: how sure it was said to be, 0–1, and whether the page has it letter for letter."""

    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """Words said to be about as sure. said, right: mean confidence and share of right ones, 0–1."""

    words: int
    said: float
    right: float


def bins(words: Sequence[Judged]) -> list[Bin]:
    """The words by confidence, least sure first; empty bins are left out."""
    sorts = [
        [word for word in words if low <= word.confidence < high] for low, high in pairwise(EDGES)
    ]
    return [
        Bin(
            len(sort),
            sum(word.confidence for word in sort) / len(sort),
            sum(word.right for word in sort) / len(sort),
        )
        for sort in sorts
        if sort
    ]


def calibration_error(words: Sequence[Judged]) -> float:
    """Expected calibration error, points of percent: mean distance of said and right, weighed by words."""
    return 100 * sum(one.words * abs(one.said - one.right) for one in bins(words)) / len(words)


def rows(profile: str, words: Sequence[Judged]) -> Iterator[Row]:
    """The reliability table of a profile in one row, and the share of wrong words that a person is shown."""
    table = "; ".join(
        f"{100 * one.said:.1f}: {100 * one.right:.1f} of {one.words}" for one in bins(words)
    )
    error = calibration_error(words)
    sure = [word for word in words if word.confidence >= SURE]
    right = 100 * sum(word.right for word in sure) / max(1, len(sure))
    yield Row(
        f"{len(words)} words, `{profile}`: right in 100 by confidence; calibration error, points",
        table,
        figure=f"{error:.2f}; from {SURE:g} on {right:.1f} right",
        bar=f"<= {MOST_OFF:g}; >= {100 * SURE:g}",
        met=error <= MOST_OFF and right >= 100 * SURE,
    )
    yield _shown(profile, words)


def _shown(profile: str, words: Sequence[Judged]) -> Row:
    wrong = [word for word in words if not word.right]
    doubted = [word for word in words if word.confidence < SURE]
    caught = sum(not word.right for word in doubted)
    return Row(
        f"words below {SURE:g}, `{profile}`: share of all; of the wrong ones, %",
        f"{100 * len(doubted) / len(words):.1f}; {100 * caught / max(1, len(wrong)):.1f}",
    )
