"""Number and day that a pen filled in on a printed line: `Số: …/QĐ-UBND`, `ngày … tháng … năm …`.

The slot is found between the printed words, its strokes are parted into digits, and the digit network reads
them. Its word and the line reader's word for the slot are two opinions; how sure the word is follows from both.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.model import Box, Word
from pipeline.ocr import digit_net
from pipeline.ports import Colour, Grey
from pipeline.text import fold

_HEAD = 0.35
"""Share of the page from its top in which number and day stand."""

_LABEL = re.compile(r"so[:.]?$")
_SYMBOL = re.compile(r"(\d*)/[A-ZĐ]")
_THANG = re.compile(r"(.*)thang")

_ALONE = 0.5
"""How sure a word is at most where the two opinions differ; no such word is shown as read."""

_TOGETHER = 0.9
"""How sure it is at most where they agree: a pen's figures wait for a person unless told elsewhere too."""

_BY_HAND = 1.15
"""Heights of a printed figure above which a pen wrote it (`extractors/numberline.py` measured 1.25–1.54)."""

_TALL = 0.5
"""Height of a digit's stroke at least, in heights of the line."""

_NGAY = 0.87
"""Width of `ngày` in widths of `tháng`."""

_ENOUGH = 0.6
"""Probability a digit from which the network's word replaces one that holds no figures."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a pen writes. box: of the page. told: what the line reader has there, other than the print.

    first, last: numbers of its words among those of the page, last excluded. before, after: print that the
    reader glued to it. day: only 1 to 31 can stand there.
    """

    box: Box
    told: str
    first: int
    last: int
    before: str = ""
    after: str = ""
    day: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """Digits of a slot, the least probability (0–1) among them, and the height of the tallest on the page, 0–1."""

    text: str
    sure: float
    height: float


def with_written(words: Sequence[Word], pixels: Colour | Grey) -> tuple[Word, ...]:
    """The words, those of a slot replaced by its figures where both opinions or the better one allow.

    pixels: the page upright, as the boxes of the words are.
    """
    mended = list(words)
    print_height = _print_height(words)
    for slot in sorted(slots(words), key=lambda slot: -slot.first):
        seen = figures(pixels, slot)
        by_hand = seen.height > _BY_HAND * print_height > 0
        word = _settled(words, slot, seen) if seen.text and by_hand else None
        if word is not None:
            mended[slot.first : slot.last] = _with_print(words, slot, word)
    return tuple(mended)


def _print_height(words: Sequence[Word]) -> float:
    """Height of a printed figure of the day's line, 0–1 of the page; 0 where there is no such line.

    The year is always printed, mostly the month too; the lowest is the one no stroke of a hand runs into.
    """
    for _, row in groupby(words, key=lambda word: word.line):
        line = list(row)
        if any(fold(word.text).startswith("ngay") for word in line) and line[0].box.top < _HEAD:
            after = [n for n, word in enumerate(line) if fold(word.text).endswith("thang")]
            figures_after = (
                [word for word in line[after[0] :] if word.text.isdigit()] if after else []
            )
            if figures_after:
                return min(word.box.height for word in figures_after)
    return 0.0


def slots(words: Sequence[Word]) -> Iterator[Slot]:
    """The number's slot and the day's, where the head of the page has them."""
    at = 0
    for _, row in groupby(words, key=lambda word: word.line):
        line = list(row)
        if line[0].box.top < _HEAD:
            yield from _number_slot(line, at)
            yield from _day_slot(line, at)
        at += len(line)


def _number_slot(line: Sequence[Word], at: int) -> Iterator[Slot]:
    if not _LABEL.match(fold(line[0].text)):
        return
    for n, word in enumerate(line[1:], 1):
        if match := _SYMBOL.match(word.text):
            glued = match[1]
            between = line[1:n]
            if not glued and not between:
                return
            share = len(glued) / len(word.text)
            end = word.box.left + share * word.box.width
            told = "".join(one.text for one in between) + glued
            last = at + n + bool(glued)
            box = Box(line[0].box.right, word.box.top, end, word.box.bottom)
            yield Slot(box, told, at + 1, last, after=word.text[len(glued) :] if glued else "")
            return


def _day_slot(line: Sequence[Word], at: int) -> Iterator[Slot]:
    starts = [n for n, word in enumerate(line) if fold(word.text).startswith("ngay")]
    ends = [n for n, word in enumerate(line) if _THANG.match(fold(word.text))]
    if not starts or not ends or ends[0] <= starts[0] or ends[0] - starts[0] > 3:
        return
    begin, end = line[starts[0]], line[ends[0]]
    before = begin.text[4:]
    glued = _THANG.match(fold(end.text))
    head = glued[1] if glued else ""
    between = line[starts[0] + 1 : ends[0]]
    told = before + "".join(word.text for word in between) + head
    thang = begin.box.width / _NGAY if head else end.box.width
    ngay = end.box.width * _NGAY if before else begin.box.width
    if before and head:  # glued to both sides: by letters
        ngay, thang = begin.box.width * 4 / len(begin.text), end.box.width * 5 / len(end.text)
    if _THANG.match(fold(end.text)) and not fold(end.text).endswith("thang"):
        return
    box = Box(begin.box.left + ngay, end.box.top, end.box.right - thang, end.box.bottom)
    first = at + starts[0] + (not before)
    last = at + ends[0] + bool(head)
    yield Slot(
        box,
        told,
        first,
        last,
        begin.text[:4] if before else "",
        end.text[len(head) :] if head else "",
        day=True,
    )


def figures(pixels: Colour | Grey, slot: Slot) -> Figures:
    """The digits whose strokes lie in a slot, some above or below it; none where there are no strokes."""
    parts = _parts(*_ink(pixels, slot.box))
    if not parts:
        return Figures("", 0.0, 0.0)
    net = digit_net.trained()
    told = digit_net.probabilities(net, np.stack([digit_net.framed(part) for part in parts]))
    digits = [(str(row.argmax()), float(row.max())) for row in told]
    if slot.day:
        digits = _as_day(digits)
    height = max(len(part) for part in parts) / len(pixels)
    return Figures(
        "".join(digit for digit, _ in digits),
        min((sure for _, sure in digits), default=0.0),
        height,
    )


def _as_day(digits: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    """The surest neighbours that are a day: a letter of the print beside it may have been taken along."""
    runs = [list(digits[at : at + long]) for long in (2, 1) for at in range(len(digits) - long + 1)]
    days = [run for run in runs if 1 <= int("".join(digit for digit, _ in run)) <= 31]
    return max(days, key=lambda run: (len(run), min(sure for _, sure in run)), default=[])


def _ink(pixels: Colour | Grey, box: Box) -> tuple[Grey, int, int]:
    """The box with what is near, 255 where there is ink of any colour; where the box begins and ends in it, px."""
    high, wide = pixels.shape[:2]
    tall = round(box.height * high)
    top, bottom = round(box.top * high) - tall // 2, round(box.bottom * high) + tall // 2
    left, right = round(box.left * wide), round(box.right * wide)
    edge = max(0, left - tall)
    part = pixels[max(0, top) : bottom, edge : max(left + 1, right) + tall]
    grey = np.ascontiguousarray(part.min(axis=2) if part.ndim == 3 else part)
    _, ink = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    return np.asarray(ink, np.uint8), left - edge, right - edge


def _parts(ink: Grey, begin: int, end: int) -> list[Grey]:
    """Strokes whose middle lies between begin and end, as digits from left to right.

    Strokes above each other belong together, wide ones are parted.
    """
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    line = ink.shape[0] / 2
    found = [
        (left, left + wide, number)
        for number, (left, top, wide, high, _) in enumerate(stats.tolist())
        if number
        and high > _TALL * line
        and wide < 4 * line
        and begin <= left + wide / 2 < end
        and 0.2 < (top + high / 2) / ink.shape[0] < 0.8
    ]
    groups: list[tuple[int, int, list[int]]] = []
    for left, right, number in sorted(found):
        start, stop, members = groups[-1] if groups else (0, 0, [])
        if members and stop - left > 0.4 * min(right - left, stop - start):
            groups[-1] = (start, max(stop, right), [*members, number])
        else:
            groups.append((left, right, [number]))
    inks = (_cut(np.where(np.isin(labels, members), 255, 0)) for _, _, members in groups)
    return [part for stroke in inks for part in _parted(stroke)]


def _cut(ink: NDArray[Any]) -> Grey:
    """The ink's own rectangle."""
    rows, columns = np.nonzero(ink)
    own = ink[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    return np.ascontiguousarray(own, np.uint8)


def _parted(ink: Grey) -> list[Grey]:
    """A stroke wider than a digit, cut where its columns are thinnest."""
    high, wide = ink.shape
    count = round(wide / (0.8 * high)) if wide > 1.15 * high else 1
    if count < 2:
        return [ink]
    thick = ink.sum(axis=0, dtype=np.int64)
    cuts = [0]
    for n in range(1, count):
        middle, reach = wide * n // count, max(1, wide // (4 * count))
        near = thick[middle - reach : middle + reach]
        cuts.append(middle - reach + int(near.argmin()))
    pieces = [ink[:, start:end] for start, end in pairwise([*cuts, wide])]
    return [_cut(piece) for piece in pieces if piece.any()]


def _settled(words: Sequence[Word], slot: Slot, seen: Figures) -> tuple[str, float] | None:
    """The slot's figures and how sure they are; None where what was read may stand."""
    told = slot.told.strip(".,_-…")
    if told == seen.text:
        return told, _TOGETHER
    reader = min((word.confidence for word in words[slot.first : slot.last]), default=0.0)
    if told.isdigit() and not (slot.day and not 1 <= int(told) <= 31) and reader >= seen.sure:
        return told, min(_ALONE, reader)
    return (seen.text, min(_ALONE, seen.sure)) if seen.sure >= _ENOUGH else None


def _with_print(words: Sequence[Word], slot: Slot, word: tuple[str, float]) -> list[Word]:
    """The figures as a word of their own, and the print that was glued to them."""
    near = words[slot.first] if slot.first < len(words) else words[-1]
    made = [replace(near, text=word[0], confidence=word[1], box=slot.box, penned=True)]
    if slot.before:
        box = words[slot.first].box
        made.insert(
            0,
            replace(
                words[slot.first],
                text=slot.before,
                box=Box(box.left, box.top, slot.box.left, box.bottom),
            ),
        )
    if slot.after:
        last = words[slot.last - 1]
        made.append(
            replace(
                last,
                text=slot.after,
                box=Box(slot.box.right, last.box.top, last.box.right, last.box.bottom),
            )
        )
    return made
