"""The words of a page as invisible text over its picture: found and marked where they stand."""

import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.glyphless import ADVANCE, ASCENT
from pipeline.model import Box, OcrPage
from pipeline.paper import Paper
from pipeline.text import nfc

FONT = "/F"
"""Name of the glyphless font in the resources of every page that has words."""

_UNIT = 4
"""Positions are whole quarter points: short to write, 0.1 mm exact."""

_LONGEST_WORD = 2_000
"""Characters; a string in PDF/A may have 32,767 bytes (ISO 19005-2, 6.1.13)."""

# Words this much lower or higher than the line's usual word take its size: viewers join words of
# like size to lines, and a dash or a seal read as a word would tear the line apart.
_LOW, _HIGH = 0.6, 1.6


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


def operators(page: OcrPage, paper: Paper) -> bytes:
    """Content stream operators that write the words of `page` in mode 3, one string a word.

    Each word fills its box and ends with a space. Boxes are cut at the page's edges, those without
    extent get a quarter point; words without a writable character and boxes that are no numbers are
    left out. Empty if no word is left.
    """
    written: list[str] = []
    x = y = size = 0
    for word in _placed(page, paper):
        if word.size != size:
            written.append(f"{FONT} {word.size} Tf")
        stretch = max(round(100 * word.width / (_advance(word) * word.size)), 1)
        codes = f"{word.text} ".encode("utf-16-be").hex()
        written.append(f"{word.left - x} {word.base - y} Td {stretch} Tz<{codes}>Tj")
        x, y, size = word.left, word.base, word.size
    if not written:
        return b""
    scale = 1 / _UNIT
    body = "\n".join(written)
    return f"q {scale:g} 0 0 {scale:g} 0 0 cm BT 3 Tr\n{body}\nET Q\n".encode("ascii")


def _advance(word: _Placed) -> float:
    return len(word.text) * ADVANCE


def _placed(page: OcrPage, paper: Paper) -> Iterator[_Placed]:
    for line in page.lines():
        areas = [(word, _area(word.box, paper)) for word in line if _is_finite(word.box)]
        usual = _usual_height([area.height for _, area in areas])
        for word, area in areas:
            text = writable(word.text)[:_LONGEST_WORD]
            if text:
                yield _placed_word(text, area, usual)


def _placed_word(text: str, area: _Area, usual: float) -> _Placed:
    odd = not _LOW * usual <= area.height <= _HIGH * usual
    size = max(round(usual if odd else area.height), 1)
    bottom = area.bottom + (area.height - size) / 2
    return _Placed(
        text=text,
        left=round(area.left),
        base=round(bottom + (1 - ASCENT) * size),
        size=size,
        width=max(round(area.width), 1),
    )


def _usual_height(heights: list[float]) -> float:
    """A little above the median, because words without tall letters are low."""
    return sorted(heights)[int(len(heights) * 0.6)] if heights else 0.0


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
