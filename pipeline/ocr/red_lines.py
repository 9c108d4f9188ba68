"""Red print among the lines of a first page: read by itself, put where a person reads it."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from pipeline import quality
from pipeline.model import Box, Word, around
from pipeline.ocr.stamps import ReadInk, Text, in_order
from pipeline.ports import Colour, Grey
from pipeline.red_print import red_print

_SURE = 0.8
"""Mean confidence of a red line that is print; strokes of a seal or a pen have less."""


def with_red_print(text: Text, page: Colour | Grey, read_ink: ReadInk) -> Text:
    """The text of an upright first page and its lines of red print that the page treatment took away."""
    ink = red_print(page) if page.ndim == 3 else None
    if ink is None:
        return text
    for line in _lines(read_ink(ink)):
        if quality.confidence(line) >= _SURE and not _is_there(text, line):
            text = _with_line(text, line)
    return text


def _lines(words: Sequence[Word]) -> list[tuple[Word, ...]]:
    return [tuple(line) for _, line in groupby(words, key=lambda word: word.line)]


def _is_there(text: Text, line: Sequence[Word]) -> bool:
    """Whether something was read in that place already: the page was read in its colours."""
    box = around([word.box for word in line])
    return any(_holds(box, word.box) for word in text.words)


def _holds(box: Box, other: Box) -> bool:
    across, down = other.middle
    return box.left <= across <= box.right and box.top <= down <= box.bottom


def _with_line(text: Text, line: Sequence[Word]) -> Text:
    """The text and a line before the first that begins below it, and does not belong to a table above."""
    there = text.lines()
    foot = max(word.box.bottom for word in line)
    below = [number for number, words in there.items() if words[0].box.middle[1] > foot]
    new = max(there, default=-1) + 1
    before = min(below, default=new)
    order = [
        *(number for number in there if number < before),
        new,
        *(number for number in there if number >= before),
    ]
    more = Text((*text.words, *(replace(word, line=new) for word in line)), text.cells, text.stamps)
    return in_order(more, order, in_cells=sorted(there))
