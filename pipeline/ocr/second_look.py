"""Which parts of a line a second recogniser reads too: the doubtful words with a neighbour on either side."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.ocr.line_words import LineWord, parted_numbers

DOUBT = 0.95
"""Sureness below which a word is read again; the words that are left below are shown to a person."""

_LINE_DOUBT = 0.9
"""The same where a whole line must be read for one word."""

_MOST = 0.75
"""Share of a line from which it is read again whole: parts would cost as much."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of a line by number, `first` to `last`, and where to cut them out, 0–1 of the strip's width."""

    first: int
    last: int
    left: float
    right: float


def stretches(words: Sequence[LineWord]) -> list[Stretch]:
    """The parts to be read again, in order and apart; the whole line where nothing was read."""
    found = [_cut(words, first, last) for first, last in _runs(words)]
    if not words or sum(part.right - part.left for part in found) > _MOST:
        return [_whole(words)]
    return found


def whole_lines(words: Sequence[LineWord]) -> list[Stretch]:
    """The line, if it is to be read again, for a reader that needs all of it."""
    doubtful = any(word.sure < _LINE_DOUBT for word in words)
    return [_whole(words)] if not words or doubtful else []


def _whole(words: Sequence[LineWord]) -> Stretch:
    return Stretch(0, len(words) - 1, 0.0, 1.0)


def _runs(words: Sequence[LineWord]) -> list[tuple[int, int]]:
    """First and last word of each run; runs that touch or leave one word between them are one."""
    runs: list[tuple[int, int]] = []
    for number in _doubtful(words):
        first, last = max(0, number - 1), min(len(words) - 1, number + 1)
        if runs and first - runs[-1][1] <= 2:
            runs[-1] = (runs[-1][0], last)
        else:
            runs.append((first, last))
    return runs


def _doubtful(words: Sequence[LineWord]) -> list[int]:
    unsure = {number for number, word in enumerate(words) if word.sure < DOUBT}
    return sorted(unsure | set(parted_numbers(words)))


def _cut(words: Sequence[LineWord], first: int, last: int) -> Stretch:
    """In the middle of the gaps before and after."""
    left = (words[first - 1].right + words[first].left) / 2 if first else 0.0
    right = (words[last].right + words[last + 1].left) / 2 if last + 1 < len(words) else 1.0
    return Stretch(first, last, left, right)
