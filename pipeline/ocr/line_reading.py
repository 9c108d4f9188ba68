"""A page read line by line: found, cut out, recognised, doubted, read again, and put in order."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline import spelling
from pipeline.model import Box, Profile, TableCell, Word
from pipeline.ocr.cells import Cell, find_cells
from pipeline.ocr.glyphs import find_glyphs
from pipeline.ocr.line_words import LineWord, certainty, line_words, placed
from pipeline.ocr.lines import TextLine, find_lines
from pipeline.ocr.order import Piece, Row, reading_order
from pipeline.ocr.second_look import Stretch, stretches, whole_lines
from pipeline.ocr.sheet import Sheet
from pipeline.ocr.strips import Cutter, cutter
from pipeline.ocr.two_readings import agreed
from pipeline.ports import Grey, LineRecogniser, LineText

_NOISE = 0.45
"""Certainty below which a line is no print: strokes of a hand, a seal, dirt."""

_BARS = re.compile(r"(?=.*[Il|].*[Il|])[Il|1!iìíïÌÍÏ]{5,}")
"""The bars of a code, read as letters."""

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
    texts = _recognised(desk, lines, first, second, profile)
    kept = [n for n, words in enumerate(texts) if _is_print(words)]
    pieces = [_piece(n, lines[n], texts[n]) for n in kept]
    rows = reading_order(pieces, find_cells(glyphs))
    words = [
        word
        for number, row in enumerate(rows)
        for piece in row.numbers
        for word in _words(desk, lines[piece], texts[piece], number)
    ]
    return LinesRead(tuple(words), tuple(_filled(rows)))


def glance(sheet: Sheet, first: LineRecogniser) -> float:
    """How well the longest lines of a sheet read, -1 to 1: high only the right way up."""
    glyphs = find_glyphs(sheet.level)
    lines = sorted(find_lines(glyphs), key=lambda line: line.width, reverse=True)[:_GLANCED_AT]
    if not lines:
        return -1.0
    texts = _by(cutter(sheet, glyphs, lines), lines, first)
    return sum(_likeness(text) for text in texts) / len(texts)


def _likeness(text: LineText) -> float:
    """How much a line reads like Vietnamese: mean certainty less the share of impossible words."""
    words = text.text.split()
    odd = len(spelling.impossible(text.text)) / len(words) if words else 1.0
    return certainty(line_words(text, "")) - odd


def _recognised(
    desk: Cutter,
    lines: Sequence[TextLine],
    first: LineRecogniser,
    second: LineRecogniser | None,
    profile: Profile,
) -> list[list[LineWord]]:
    """The words of each line: what one reader doubts, the other reads too; for the best the second reads first."""
    one, other = (second, first) if second and profile is Profile.BEST else (first, second)
    read = _by(desk, lines, one)
    texts = [line_words(text, one.name) for text in read]
    if other is None or profile is Profile.FAST:
        return texts
    return _looked_again(desk, lines, texts, other, other is first)


def _looked_again(
    desk: Cutter,
    lines: Sequence[TextLine],
    texts: Sequence[Sequence[LineWord]],
    other: LineRecogniser,
    other_is_first: bool,
) -> list[list[LineWord]]:
    # Tesseract takes the height of letters from the whole line: of parts it loses accents
    parts_of = whole_lines if other_is_first else stretches
    doubts = [(number, part) for number, words in enumerate(texts) for part in parts_of(words)]
    strips = [_part(desk, number, lines[number], part, other.height) for number, part in doubts]
    kept = [list(words) for words in texts]
    # from right to left, so that numbers of words left of a part stay
    for (number, part), text in reversed(list(zip(doubts, other.read(strips), strict=True))):
        theirs = placed(line_words(text, other.name), part.left, part.right)
        ours = kept[number][part.first : part.last + 1]
        both = agreed(theirs, ours) if other_is_first else agreed(ours, theirs)
        kept[number][part.first : part.last + 1] = both
    return kept


def _part(desk: Cutter, number: int, line: TextLine, part: Stretch, height: int) -> Grey:
    strip = desk.cut(number, line, height)
    width = strip.shape[1]
    return strip[:, int(part.left * width) : max(1, round(part.right * width))]


def _by(desk: Cutter, lines: Sequence[TextLine], reader: LineRecogniser) -> list[LineText]:
    return reader.read([desk.cut(n, line, reader.height) for n, line in enumerate(lines)])


def _is_print(words: Sequence[LineWord]) -> bool:
    text = "".join(word.text for word in words)
    read = any(letter.isalnum() for letter in text)
    return read and not _BARS.fullmatch(text) and certainty(words) >= _NOISE


def _piece(number: int, line: TextLine, words: Sequence[LineWord]) -> Piece:
    text = " ".join(word.text for word in words)
    return Piece(number, line.left, line.top, line.right, line.bottom, text)


def _words(desk: Cutter, line: TextLine, words: Sequence[LineWord], number: int) -> Iterator[Word]:
    start, wide = desk.extent(line)
    for word in words:
        box = _box(desk, line, start + word.left * wide, start + word.right * wide)
        yield Word(word.text, box, word.sure, number)


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
