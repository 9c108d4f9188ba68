"""A page read line by line: found, cut out, recognised, doubted, read again, and put in order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline import spelling
from pipeline.model import Box, Profile, TableCell, Word
from pipeline.ocr import sureness
from pipeline.ocr.cells import Cell, find_cells
from pipeline.ocr.glyphs import find_glyphs
from pipeline.ocr.lines import TextLine, find_lines
from pipeline.ocr.order import Piece, Row, reading_order
from pipeline.ocr.sheet import Sheet
from pipeline.ocr.strips import Cutter, cutter
from pipeline.ports import LineRecogniser, LineText

_SURE = 0.92
"""Mean certainty of a line's letters below which it is read again (`reference/ocr.md` §3)."""

_NOISE = 0.45
"""Certainty below which a line is no print: strokes of a hand, a seal, dirt."""

_GLANCED_AT = 6
"""Lines read to tell which way up a page is."""


@dataclass(frozen=True, slots=True)
class LinesRead:
    """Words in reading order with boxes on the upright page; cells of tables with the lines they hold."""

    words: tuple[Word, ...]
    cells: tuple[TableCell, ...]


def read_lines(
    sheet: Sheet, first: LineRecogniser, second: LineRecogniser | None, profile: Profile
) -> LinesRead:
    """Read a sheet: fast by the first recogniser, accurate doubtful lines by the second too, best by both."""
    glyphs = find_glyphs(sheet.level)
    lines = find_lines(glyphs)
    desk = cutter(sheet, glyphs, lines)
    texts, names = _recognised(desk, lines, first, second, profile)
    kept = [n for n, text in enumerate(texts) if _is_print(text)]
    pieces = [_piece(n, lines[n], texts[n]) for n in kept]
    rows = reading_order(pieces, find_cells(glyphs))
    words = [
        word
        for number, row in enumerate(rows)
        for piece in row.numbers
        for word in _words(desk, lines[piece], texts[piece], names[piece], number)
    ]
    return LinesRead(tuple(words), tuple(_filled(rows)))


def glance(sheet: Sheet, first: LineRecogniser) -> float:
    """How well the longest lines of a sheet read, -1 to 1: high only the right way up."""
    glyphs = find_glyphs(sheet.level)
    lines = sorted(find_lines(glyphs), key=lambda line: line.width, reverse=True)[:_GLANCED_AT]
    if not lines:
        return -1.0
    texts = _by(cutter(sheet, glyphs, lines), lines, range(len(lines)), first)
    return sum(_worth(text) for text in texts) / len(texts)


def _recognised(
    desk: Cutter,
    lines: Sequence[TextLine],
    first: LineRecogniser,
    second: LineRecogniser | None,
    profile: Profile,
) -> tuple[list[LineText], list[str]]:
    """The text of each line and the name of who read it; what one doubts, the other reads too."""
    one, other = (second, first) if second and profile is Profile.BEST else (first, second)
    texts = _by(desk, lines, range(len(lines)), one)
    names = [one.name] * len(lines)
    if other is None or profile is Profile.FAST:
        return texts, names
    doubtful = [number for number, text in enumerate(texts) if _is_doubtful(text)]
    for number, text in zip(doubtful, _by(desk, lines, doubtful, other), strict=True):
        if _worth(text) >= _worth(texts[number]):
            texts[number], names[number] = text, other.name
    return texts, names


def _by(
    desk: Cutter, lines: Sequence[TextLine], numbers: Sequence[int], reader: LineRecogniser
) -> list[LineText]:
    strips = [desk.cut(number, lines[number], reader.height) for number in numbers]
    return reader.read(strips)


def _is_doubtful(text: LineText) -> bool:
    return certainty(text) < _SURE or bool(spelling.impossible(text.text))


def certainty(text: LineText) -> float:
    """Mean certainty of a line's letters, 0–1; 0 where nothing was read."""
    sure = [s for letter, s in zip(text.text, text.sure, strict=True) if letter != " "]
    return sum(sure) / len(sure) if sure else 0.0


def _worth(text: LineText) -> float:
    words = text.text.split()
    odd = len(spelling.impossible(text.text)) / len(words) if words else 1.0
    return certainty(text) - odd


def _is_print(text: LineText) -> bool:
    return any(letter.isalnum() for letter in text.text) and certainty(text) >= _NOISE


def _piece(number: int, line: TextLine, text: LineText) -> Piece:
    return Piece(number, line.left, line.top, line.right, line.bottom, text.text)


def _words(
    desk: Cutter, line: TextLine, text: LineText, reader: str, number: int
) -> Iterator[Word]:
    start, wide = desk.extent(line)
    at = 0
    for word in text.text.split(" "):
        end = at + len(word)
        left = start + text.spans[at][0] * wide
        right = start + text.spans[end - 1][1] * wide
        certain = sureness.sure(reader, text.sure[at:end], word)
        yield Word(word, _box(desk, line, left, right), certain, number)
        at = end + 1


def _box(desk: Cutter, line: TextLine, left: float, right: float) -> Box:
    """The ink of a word between two places of its line."""
    boxes = desk.glyphs.boxes[line.marks]
    middles = (boxes[:, 0] + boxes[:, 2]) / 2
    mine = boxes[(middles >= left) & (middles <= right)]
    if not len(mine):
        base = line.base_at(left)
        return desk.sheet.box(left, base - line.capital, right, base)
    low, high = mine.min(axis=0), mine.max(axis=0)
    return desk.sheet.box(float(low[0]), float(low[1]), float(high[2]), float(high[3]))


def _filled(rows: Sequence[Row]) -> Iterator[TableCell]:
    """Each cell of a table that holds text, with its first and last line."""
    spans: dict[Cell, list[int]] = {}
    for number, row in enumerate(rows):
        if row.cell is not None:
            spans.setdefault(row.cell, []).append(number)
    for cell, numbers in spans.items():
        yield TableCell(cell.table, cell.row, cell.column, numbers[0], numbers[-1])
