"""The words of one line as a recogniser read them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.ocr import sureness
from pipeline.ports import LineText


@dataclass(frozen=True, slots=True)
class LineWord:
    """A word on a strip.

    sure: probability (0–1) that it is right letter for letter. figure: its reader's own mean figure a letter,
    0–1. left, right: where it begins and ends, 0–1 of the strip's width.
    """

    text: str
    sure: float
    figure: float
    left: float
    right: float


def line_words(text: LineText, reader: str) -> list[LineWord]:
    """The words of a line in order. reader: name of the recogniser that read it."""
    return list(_words(text, reader))


def _words(text: LineText, reader: str) -> Iterator[LineWord]:
    at = 0
    for word in text.text.split():
        end = at + len(word)
        letters = text.sure[at:end]
        sure = sureness.sure(reader, letters, word)
        figure = sum(letters) / len(letters)
        yield LineWord(word, sure, figure, text.spans[at][0], text.spans[end - 1][1])
        at = end + 1


def placed(words: Sequence[LineWord], left: float, right: float) -> list[LineWord]:
    """Words of a part of a strip, given where the part begins and ends, 0–1 of the strip's width."""
    wide = right - left
    return [
        replace(word, left=left + word.left * wide, right=left + word.right * wide)
        for word in words
    ]


def certainty(words: Sequence[LineWord]) -> float:
    """Mean figure of a line's letters, 0–1; 0 where nothing was read."""
    letters = sum(len(word.text) for word in words)
    return sum(word.figure * len(word.text) for word in words) / letters if letters else 0.0


def parted_numbers(words: Sequence[LineWord]) -> list[int]:
    """Which words end with a figure where the next begins with one: beside a narrow 1 Tesseract sees gaps."""
    return [
        number
        for number, (word, following) in enumerate(pairwise(words))
        if word.text[-1].isdigit() and following.text[0].isdigit()
    ]
