"""The order in which a person reads the lines of a page.

Rows from top to bottom; where two blocks stand side by side with a clear gutter (the head of a letter, its
recipients and signature) the left one whole, then the right one; tables cell by cell; the blanks of a form,
told by their colons, row by row.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.ocr.cells import Cell

_APART = 2.2
"""Capital heights of empty paper below which the next line still belongs to a block."""

_SIGNED = 14.0
"""The same for a name centred under the title above the signature."""

_MOST_IN_ROW = 3
"""Pieces in a row of two blocks: a mark or a figure of a stamp may stand beside them; more are a list."""

_GUTTER = 0.1
"""Capital heights of paper that part two blocks."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A line or part of a line. number: its name to the caller. edges in px of the level page; text as read."""

    number: int
    left: float
    top: float
    right: float
    bottom: float
    text: str

    @property
    def height(self) -> float:
        """Of its capitals, px."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Row:
    """Pieces read one after the other as one printed line. cell: where they stand in a table."""

    numbers: tuple[int, ...]
    cell: Cell | None = None


def reading_order(pieces: Sequence[Piece], cells: Sequence[Cell]) -> list[Row]:
    """All pieces, each once, in reading order."""
    homes = {piece.number: _cell(piece, cells) for piece in pieces}
    free = sorted((p for p in pieces if homes[p.number] is None), key=lambda p: (p.top, p.left))
    blocks = [(min(p.top for p in block), _read(block)) for block in _blocks(free)]
    for table in dict.fromkeys(cell.table for cell in cells):
        mine = [cell for cell in cells if cell.table == table]
        rows = [row for cell in mine for row in _in_cell(cell, pieces, homes)]
        blocks.append((min(cell.top for cell in mine), rows))
    return [row for _, rows in sorted(blocks, key=lambda block: block[0]) for row in rows]


def _read(block: Sequence[Piece]) -> list[Row]:
    """A form's or list's row as one printed line, all else piece by piece."""
    whole = len(block) > 2 or (len(block) == 2 and ":" in block[1].text[:-1])
    if whole and all(_beside(one, other) for one, other in pairwise(block)):
        return [Row(tuple(piece.number for piece in block))]
    return [Row((piece.number,)) for piece in block]


def _cell(piece: Piece, cells: Sequence[Cell]) -> Cell | None:
    across, down = (piece.left + piece.right) / 2, (piece.top + piece.bottom) / 2
    return next((cell for cell in cells if cell.holds(across, down)), None)


def _in_cell(cell: Cell, pieces: Sequence[Piece], homes: dict[int, Cell | None]) -> list[Row]:
    mine = sorted((p for p in pieces if homes[p.number] is cell), key=lambda p: (p.top, p.left))
    return [Row(tuple(p.number for p in row), cell) for row in _rows(mine)]


def _rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces of the same height on the page, from left to right; rows from top to bottom."""
    rows: list[list[Piece]] = []
    for piece in pieces:
        middle = (piece.top + piece.bottom) / 2
        last = rows[-1] if rows else []
        if last and any(other.top <= middle <= other.bottom for other in last):
            last.append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda p: p.left) for row in rows]


def _blocks(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Pieces, from top to bottom, in groups: two blocks side by side, or one row."""
    rest = list(pieces)
    while rest:
        group = _side_by_side(rest) or _row(rest)
        yield group
        chosen = {piece.number for piece in group}
        rest = [piece for piece in rest if piece.number not in chosen]


def _row(pieces: Sequence[Piece]) -> list[Piece]:
    """The first piece and what stands beside it."""
    return sorted(
        [p for p in pieces if p is pieces[0] or _beside(p, pieces[0])], key=lambda p: p.left
    )


def _beside(one: Piece, other: Piece) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    apart = one.right <= other.left or other.right <= one.left
    return apart and shared > 0.3 * min(one.height, other.height)


def _side_by_side(pieces: Sequence[Piece]) -> list[Piece]:
    """The first pieces, as far as one gutter parts them all into left and right, the left ones first.

    Nothing where there is no gutter, where three or more stand in a row, or where they are blanks of a form.
    """
    left, right = _parted(pieces)
    if not left or not right or _is_form(left, right):
        return []
    return [*left, *right]


def _parted(pieces: Sequence[Piece]) -> tuple[list[Piece], list[Piece]]:
    left: list[Piece] = []
    right: list[Piece] = []
    low, high = _first_gutter(pieces) or (0.0, 0.0)
    bottom = pieces[0].bottom
    for number, piece in enumerate(pieces if low < high else ()):
        row = _row([piece, *pieces[:number], *pieces[number + 1 :]])
        on_right = piece.left + piece.right > low + high
        follows = _follows(piece, bottom, right if on_right else left)
        if not follows or len(row) > _MOST_IN_ROW:
            break
        narrowed = (low, min(high, piece.left)) if on_right else (max(low, piece.right), high)
        if narrowed[1] - narrowed[0] < _GUTTER * piece.height:
            break
        low, high = narrowed
        (right if on_right else left).append(piece)
        bottom = max(bottom, piece.bottom)
    return left, right


def _follows(piece: Piece, bottom: float, column: Sequence[Piece]) -> bool:
    """Whether a piece belongs to a block that ends at `bottom`: close below, or a name far under its title."""
    gap = (piece.top - bottom) / piece.height
    centre = piece.left + piece.right
    centred = any(abs(other.left + other.right - centre) < 2 * piece.height for other in column)
    return gap <= _APART or (gap <= _SIGNED and centred)


def _first_gutter(pieces: Sequence[Piece]) -> tuple[float, float] | None:
    """The paper between the first piece and the next that stands beside it or starts just below beside it."""
    first = pieces[0]
    for other in pieces[1:]:
        if other.top - first.bottom > first.height:
            return None
        if first.right < other.left:
            return first.right, other.left
        if other.right < first.left:
            return other.right, first.left
    return None


def _is_form(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Whether what stands on the right are blanks of a form (label, colon, value) beside others."""
    blanks = [p for p in right if ":" in p.text[:-1] and any(_beside(p, other) for other in left)]
    return len(blanks) > 0.5 * len(right)
