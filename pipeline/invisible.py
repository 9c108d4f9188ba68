"""The words of a page as invisible text over its picture: found and marked where they stand."""

import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from pipeline.glyphless import ADVANCE, ASCENT, END, rows_of
from pipeline.model import Box, OcrPage
from pipeline.paper import Paper
from pipeline.text import nfc

FONT = "/F"
"""Name of the glyphless font in the resources of every page that has words."""

_UNIT = 4
"""Positions are whole quarter points: short to write, 0.1 mm exact."""

_LONGEST_WORD = 2_000
"""Characters; a string in PDF/A may have 32,767 bytes (ISO 19005-2, 6.1.13)."""

_STRAY = 0.6  # share of the font size by which a word may stand off its line and yet belong to it

# By how much of its font size a line may climb and be read as one (poppler), and be laid level. Measured
# on 33 real pages: of 1,206 lines 1,143 come out whole, with their own climb 1,042, all level 1,142.
_EVEN, _STEEP = 0.4, 1.2

# Share of the font size that stays free between words of a line: readers of the layer join words that
# touch, whatever spaces are written between them (poppler below 0.15).
_GAP = 0.2
_NARROWEST = 0.3  # share of its width that a word keeps


@dataclass(frozen=True, slots=True)
class _Area:
    """A word's box in units, from the bottom left of the sheet."""

    left: float
    bottom: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class _Placed:
    """A word on the sheet, in units: start and level of its base line, font size, width."""

    text: str
    left: int
    base: int
    size: int
    width: int
    end: str = " "

    @property
    def codes(self) -> str:
        """Its characters and the end of the word, as written."""
        return f"{self.text}{self.end}"

    @property
    def advance(self) -> float:
        """Width of its characters at font size 1, unstretched."""
        return len(self.text) * ADVANCE


@dataclass(frozen=True, slots=True)
class Lettering:
    """Content stream operators, empty without words, and what the font has to know (`glyphless.rows_of`)."""

    operators: bytes
    rows: bytes


def lettering(page: OcrPage, paper: Paper) -> Lettering:
    """What writes the words of `page` in mode 3, one string a word.

    Each word is as wide as its box, but for a gap before the next, as high as its line, and ends with a
    space. Boxes are cut at the page's edges, those without extent get a quarter point; words without a
    writable character and boxes that are no numbers are left out.
    """
    words = list(_placed(page, paper))
    return Lettering(_operators(words), rows_of(word.codes for word in words))


def _operators(words: list[_Placed]) -> bytes:
    written: list[str] = []
    x = y = size = 0
    for word in words:
        if word.size != size:
            written.append(f"{FONT} {word.size} Tf")
        stretch = max(round(100 * word.width / (word.advance * word.size)), 1)
        codes = word.codes.encode("utf-16-be").hex()
        written.append(f"{word.left - x} {word.base - y} Td {stretch} Tz<{codes}>Tj")
        x, y, size = word.left, word.base, word.size
    if not written:
        return b""
    scale = 1 / _UNIT
    body = "\n".join(written)
    return f"q {scale:g} 0 0 {scale:g} 0 0 cm BT 3 Tr\n{body}\nET Q\n".encode("ascii")


def _placed(page: OcrPage, paper: Paper) -> Iterator[_Placed]:
    for line in page.lines():
        areas = [(word, _area(word.box, paper)) for word in line if _is_finite(word.box)]
        written = [(writable(word.text)[:_LONGEST_WORD], area) for word, area in areas]
        words = [(text, area) for text, area in written if text]
        if words:
            level = _level([area for _, area in words])
            yield from _ended(_spaced([_placed_word(text, area, level) for text, area in words]))


@dataclass(frozen=True, slots=True)
class _Level:
    """The straight foot of a line, `height` units above the sheet's at its left edge; its font size."""

    slope: float
    height: float
    size: int

    def foot(self, area: _Area) -> float:
        """Height of the foot under the middle of a word."""
        return self.height + self.slope * (area.left + area.width / 2)


def _level(areas: list[_Area]) -> _Level:
    """One font size and one straight foot for a line, whatever letters its words have.

    Boxes end with the ink: with feet and sizes of their own, words of one line would come out as several.
    The slope is the median over pairs of words half a line apart.
    """
    middles = [area.left + area.width / 2 for area in areas]
    half = (len(areas) + 1) // 2
    pairs = zip(range(len(areas) - half), range(half, len(areas)), strict=True)
    slopes = [
        (areas[right].bottom - areas[left].bottom) / (middles[right] - middles[left])
        for left, right in pairs
        if middles[right] > middles[left]
    ]
    slope = median(slopes) if slopes else 0.0
    feet = [area.bottom - slope * middle for area, middle in zip(areas, middles, strict=True)]
    size = max(round(_usual_height(areas)), 1)
    return _eased(_Level(slope, median(feet), size), min(middles), max(middles))


def _eased(level: _Level, left: float, right: float) -> _Level:
    """A line that climbs a little is laid nearly level between its ends: readers would tear it apart.

    Of a line that climbs more, as of a page skewed by 2°, its words would be marked in the line beside.
    """
    climbs = level.slope * (right - left) / level.size
    if not _EVEN < abs(climbs) <= _STEEP:
        return level
    slope = level.slope * _EVEN / abs(climbs)
    middle = (left + right) / 2
    return replace(level, slope=slope, height=level.height + (level.slope - slope) * middle)


def _placed_word(text: str, area: _Area, level: _Level) -> _Placed:
    size, foot = level.size, level.foot(area)
    if abs(area.bottom + area.height / 2 - foot - size / 2) > _STRAY * size:
        size, foot = max(round(area.height), 1), area.bottom
    return _Placed(
        text=text,
        left=round(area.left),
        base=round(foot + (1 - ASCENT) * size),
        size=size,
        width=max(round(area.width), 1),
    )


def _spaced(line: list[_Placed]) -> list[_Placed]:
    """The words of a line in their order, narrowed where they touch the next to the right."""
    spaced = list(line)
    by_place = sorted(range(len(line)), key=lambda number: line[number].left)
    for left, right in pairwise(by_place):
        before, word = spaced[left], spaced[right]
        gap = math.ceil(_GAP * max(before.size, word.size))
        if word.left < before.left + before.width + gap:
            least = max(1, round(_NARROWEST * before.width))
            width = max(word.left - before.left - gap, least)
            spaced[left] = replace(before, width=width)
            spaced[right] = _from(word, before.left + width + gap)
    return spaced


def _from(word: _Placed, left: int) -> _Placed:
    """A word that begins no further left."""
    if word.left >= left:
        return word
    return replace(word, left=left, width=max(1, word.left + word.width - left))


def _ended(line: list[_Placed]) -> list[_Placed]:
    """Readers take a hyphen that ends a line for a broken word and drop it; it must not be the last."""
    if line and line[-1].text.endswith("-"):
        return [*line[:-1], replace(line[-1], end=f" {END} ")]
    return line


def _usual_height(areas: list[_Area]) -> float:
    """A little above the median, because words without tall letters are low."""
    return sorted(area.height for area in areas)[int(len(areas) * 0.6)]


def _area(box: Box, paper: Paper) -> _Area:
    left, right = sorted((_clamped(box.left), _clamped(box.right)))
    top, bottom = sorted((_clamped(box.top), _clamped(box.bottom)))
    across, down = paper.width * _UNIT, paper.height * _UNIT
    return _Area(left * across, (1 - bottom) * down, (right - left) * across, (bottom - top) * down)


def _clamped(edge: float) -> float:
    return min(max(edge, 0.0), 1.0)


def _is_finite(box: Box) -> bool:
    return all(math.isfinite(edge) for edge in (box.left, box.top, box.right, box.bottom))


def writable(text: str) -> str:
    """NFC text without controls, spaces collapsed, � for characters beyond the basic plane."""
    return " ".join("".join(map(_writable, nfc(text))).split())


def _writable(character: str) -> str:
    if character.isspace():
        return " "
    if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Cn"}:
        return ""
    return character if character <= "\uffff" else "\ufffd"
