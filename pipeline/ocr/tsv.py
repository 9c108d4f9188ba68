"""Tesseract's TSV, which both bindings give, as words."""

from pipeline.model import Box, Word
from pipeline.text import nfc

_WORD_LEVEL = "5"
_COLUMNS = 12


def words(tsv: str, width: int, height: int) -> list[Word]:
    """Words in reading order, boxes as fractions of a picture of `width` x `height` px, lines from 0.

    A header row, other levels and empty words are skipped.
    """
    found: list[Word] = []
    lines: dict[tuple[str, ...], int] = {}
    for row in tsv.splitlines():
        cells = row.split("\t", _COLUMNS - 1)
        if len(cells) < _COLUMNS or cells[0] != _WORD_LEVEL or not cells[-1].strip():
            continue
        line = lines.setdefault(tuple(cells[2:5]), len(lines))
        box = _box(cells[6:10], width, height)
        found.append(Word(nfc(cells[-1]).strip(), box, _share(cells[10]), line))
    return [word for word in found if word.text]


def _box(cells: list[str], width: int, height: int) -> Box:
    left, top, wide, high = (int(cell) for cell in cells)
    return Box(left / width, top / height, (left + wide) / width, (top + high) / height)


def _share(percent: str) -> float:
    return min(1.0, max(0.0, float(percent) / 100))
