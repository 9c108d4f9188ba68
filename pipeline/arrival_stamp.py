"""The stamp of arrival ("ĐẾN, Số: …, Ngày: …, Chuyển: …"): where its frame stands, in coloured or in black ink.

A rectangle of 35 x 50 mm (decree 30/2020, annex IV); rubber stamps on sale have 20-40 x 35-75 mm.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np

from pipeline import imaging
from pipeline.model import Box, Word
from pipeline.ports import Colour, Grey
from pipeline.text import code_key

_HEAD = 0.55
"""Share of the page from the top in which an arriving paper is stamped."""

_A4 = 210
"""mm of a page's width; a photo of a sheet shows little more."""

_FINE = 4
"""px a mm at which frames are looked for."""

_WIDE, _HIGH = (30, 85), (14, 52)
"""mm of the frame."""

_SLANT = 12
"""Degrees by which a hand stamps askew at most."""

_COLOURED = 30
"""Levels between the strongest and the weakest channel of stamp ink at 4 px a mm; black type has up to 20."""

_FRAME = 0.55
"""Share of a frame's width that its upper and its lower edge print; rubber misses the rest."""

_REACH = 64
"""mm around a word of the stamp within which its frame in black is looked for."""

_RULE = 12
"""mm of a stroke that is no letter's."""

_LIKE = 0.7
"""Share of their common extent that the upper and the lower stroke of a frame share."""

_LABELS = ("so", "ngay", "chuyen")

Rectangle: TypeAlias = tuple[int, int, int, int]
"""left, top, right, bottom, px."""


@dataclass(frozen=True, slots=True, eq=False)
class Inked:
    """A framed stamp in coloured ink. ink: it alone, dark on white, a picture of the whole page."""

    ink: Grey
    frame: Box


def is_arrival(words: Iterable[Word]) -> bool:
    """Whether words that stand in a frame are those of a stamp of arrival: ĐẾN, or two of its labels."""
    spelt = list(words)
    keys = [code_key(word.text) for word in spelt]
    labels = {label for label in _LABELS for key in keys if key.startswith(label)}
    return any(_says_arrived(word) for word in spelt) or ("chuyen" in labels and len(labels) > 1)


def _says_arrived(word: Word) -> bool:
    return word.text.isupper() and code_key(word.text) == "den"


def coloured(page: Colour) -> Inked | None:
    """The first framed stamp in coloured ink on an upright page; None where there is none."""
    spread = _spread(page)
    factor = _FINE * _A4 / page.shape[1]
    small = cv2.resize(spread, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    frame = next(_frames(np.where(small > _COLOURED, 255, 0).astype(np.uint8)), None)
    if frame is None:
        return None
    left, top, right, bottom = (round(edge / factor) for edge in frame)
    shown = np.zeros_like(spread)
    shown[top:bottom, left:right] = spread[top:bottom, left:right]
    ink = np.asarray(255 - cv2.add(shown, shown), np.uint8)
    height, width = spread.shape
    return Inked(ink, Box(left / width, top / height, right / width, bottom / height))


def _spread(page: Colour) -> Grey:
    """How coloured each px of the head is; 0 below the head."""
    head = page[: round(page.shape[0] * _HEAD)]
    red, green, blue = cv2.split(head)
    strongest, weakest = cv2.max(cv2.max(red, green), blue), cv2.min(cv2.min(red, green), blue)
    spread = np.zeros(page.shape[:2], np.uint8)
    spread[: len(head)] = cv2.subtract(strongest, weakest)
    return spread


def _frames(ink: Grey) -> Iterator[Rectangle]:
    """Framed places of the right size, from top to bottom."""
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
    outlines, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    for outline in sorted(outlines, key=lambda each: cv2.boundingRect(each)[1]):
        middle, size, slant = _level(cv2.minAreaRect(outline))
        sized = _fits(size[0], _WIDE) and _fits(size[1], _HIGH) and abs(slant) < _SLANT
        if sized and _is_framed(ink, middle, size, slant):
            left, top, width, height = cv2.boundingRect(outline)
            yield left, top, left + width, top + height


def _level(
    rectangle: tuple[Sequence[float], Sequence[float], float],
) -> tuple[Sequence[float], tuple[float, float], float]:
    """A rectangle as OpenCV turns it, as middle, (width, height) and the slant within ±45 degrees."""
    middle, (one, other), angle = rectangle
    if abs(angle) < 45:
        return middle, (one, other), angle
    return middle, (other, one), angle - math.copysign(90, angle)


def _fits(px: float, bounds: tuple[int, int]) -> bool:
    return bounds[0] <= px / _FINE <= bounds[1]


def _is_framed(ink: Grey, middle: Sequence[float], size: tuple[float, float], slant: float) -> bool:
    """Whether the upper and the lower edge of a slanted rectangle are printed lines."""
    turn = cv2.getRotationMatrix2D((middle[0], middle[1]), slant, 1.0)
    level = cv2.warpAffine(ink, turn, (ink.shape[1], ink.shape[0]))
    cut = cv2.getRectSubPix(level, (round(size[0]), round(size[1]) + 4), (middle[0], middle[1]))
    printed = (cv2.dilate(cut, np.ones((5, 5), np.uint8)) > 128).mean(axis=1)
    edge = max(4, len(printed) // 7)
    return bool(min(printed[:edge].max(), printed[-edge:].max()) >= _FRAME)


def black(page: Grey, words: Sequence[Word]) -> Box | None:
    """The frame of a stamp whose words were read among the text of an upright page; None where there is none."""
    factor = _FINE * _A4 / page.shape[1]
    for word in words:
        if word.box.bottom < _HEAD and _is_hint(word):
            small = cv2.resize(page, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
            frame = _frame_around(np.asarray(small, np.uint8), word.box)
            if frame and is_arrival(within(words, frame)):
                return frame
    return None


def _is_hint(word: Word) -> bool:
    """ĐẾN, or the label `Chuyển:`; the same word without its colon begins many a sentence."""
    labels = word.text[:1] == "C" and ":" in word.text and code_key(word.text)[:6] == "chuyen"
    return _says_arrived(word) or labels


def within(words: Iterable[Word], frame: Box) -> list[Word]:
    """The words whose middle lies in a frame."""
    return [word for word in words if _holds(frame, *word.box.middle)]


def _holds(frame: Box, across: float, down: float) -> bool:
    return frame.left <= across <= frame.right and frame.top <= down <= frame.bottom


def _frame_around(page: Grey, hint: Box) -> Box | None:
    """The rectangle of two long strokes of most like extent above and below a place, at any slant of a hand."""
    height, width = page.shape
    across, down = round(hint.middle[0] * width), round(hint.middle[1] * height)
    reach = _REACH * _FINE
    left, top = max(0, across - reach), max(0, down - reach // 2)
    ink = imaging.ink(page[top : down + reach // 2, left : across + reach])
    found: list[tuple[float, int, Rectangle, float]] = []
    for slant in np.arange(-6, 6.1, 0.5).tolist():
        strokes = _strokes(ink, slant)
        pairs = _pairs(strokes, (across - left, down - top))
        found += [(round(likeness, 1), _area(pair), pair, slant) for likeness, pair in pairs]
    if not found:
        return None
    _, _, pair, slant = max(found)
    corners = np.array([(x, y) for x in (pair[0], pair[2]) for y in (pair[1], pair[3])], np.float64)
    back = cv2.invertAffineTransform(_turn(ink.shape, slant))
    placed = (corners @ back[:, :2].T + back[:, 2] + (left, top)) / (width, height)
    low = np.clip(placed.min(axis=0), 0, 1).tolist()
    high = np.clip(placed.max(axis=0), 0, 1).tolist()
    return Box(low[0], low[1], high[0], high[1])


def _area(rectangle: Rectangle) -> int:
    return (rectangle[2] - rectangle[0]) * (rectangle[3] - rectangle[1])


def _turn(shape: tuple[int, ...], slant: float) -> imaging.Matrix:
    turn = cv2.getRotationMatrix2D((shape[1] / 2, shape[0] / 2), slant, 1.0)
    return np.asarray(turn, np.float64)


def _strokes(ink: Grey, slant: float) -> list[Rectangle]:
    """Long strokes that lie level when the ink is turned by `slant`."""
    whole = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((3, 5), np.uint8))
    level = cv2.warpAffine(whole, _turn(ink.shape, slant), (ink.shape[1], ink.shape[0]))
    rules = cv2.morphologyEx(level, cv2.MORPH_OPEN, np.ones((1, _RULE * _FINE), np.uint8))
    joined = cv2.morphologyEx(rules, cv2.MORPH_CLOSE, np.ones((5, 6 * _FINE), np.uint8))
    _, stats = imaging.marks(np.asarray(joined, np.uint8))
    return [(x, y, x + wide, y + high) for x, y, wide, high, _ in stats[1:].tolist()]


def _pairs(
    strokes: Sequence[Rectangle], place: tuple[int, int]
) -> Iterator[tuple[float, Rectangle]]:
    """How like two strokes above and below a place are in extent, and the stamp-sized rectangle they bound."""
    for one in strokes:
        for other in strokes:
            left, right = min(one[0], other[0]), max(one[2], other[2])
            around = left <= place[0] <= right and one[3] < place[1] < other[1]
            if around and _fits(right - left, _WIDE) and _fits(other[3] - one[1], _HIGH):
                shared = min(one[2], other[2]) - max(one[0], other[0])
                if shared > _LIKE * (right - left):
                    yield shared / (right - left), (left, one[1], right, other[3])
