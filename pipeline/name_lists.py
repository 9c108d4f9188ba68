"""A list of names or numbers that somebody wants to look up: one column of a CSV or XLSX file."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from pipeline.errors import BadRequest
from pipeline.name_keys import plain_name
from pipeline.register_tables import readings
from pipeline.text import nfc, slug
from pipeline.xlsx_stream import Cell, Row

MOST_ROWS = 20_000

_HEADER_WITHIN = 20
_PEOPLE = frozenset((
    "ho-ten", "ho-va-ten", "ho-chu-dem-ten", "ten", "ten-nguoi-nop", "nguoi-nop", "nguoi-nop-ho-so", "chu-ho-so",
    "chu-su-dung", "chu-su-dung-dat", "name", "full-name", "applicant",
))  # fmt: skip
_PERSONAL_IDS = frozenset((
    "cccd", "so-cccd", "can-cuoc", "so-can-cuoc", "so-can-cuoc-cong-dan", "cmnd", "so-cmnd", "so-cccd-cmnd",
    "so-dinh-danh", "so-dinh-danh-ca-nhan", "so-giay-to", "personal-id", "owner-id",
))  # fmt: skip
_NUMBERS = frozenset((
    "so", "so-ky-hieu", "so-van-ban", "so-hieu", "ma-ho-so", "ma-so-ho-so", "so-ho-so", "so-giay-chung-nhan",
    "so-phat-hanh", "so-vao-so", "ma-so-thue", "number", "code",
))  # fmt: skip
_KNOWN = _PEOPLE | _PERSONAL_IDS | _NUMBERS
_ID_DIGITS = 12
_REGULAR = 0.9
_SHORTEST = 4
"""Letters and digits from which a cell may be a name or number; a running number has fewer."""


@dataclass(frozen=True, slots=True)
class NameList:
    """header: of the column as the clerk wrote it, empty where there is none.

    rows: row numbers from 1, and what to look up, never empty.
    """

    header: str
    rows: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of a table. header: its row number, 0 where there is none. index: from 0."""

    table: list[Row]
    header: int
    index: int

    def cells(self) -> Iterator[tuple[int, Cell]]:
        """Row numbers and cells below the header, empty ones too."""
        for number, cells in self.table:
            if number > self.header:
                yield number, cells[self.index] if self.index < len(cells) else None

    @property
    def label(self) -> str:
        """The header, empty where there is none."""
        heads = (cells[self.index] for number, cells in self.table if number == self.header)
        return " ".join(str(next(heads, "")).split())


def read_list(path: Path, column: str | None = None) -> NameList:
    """The list in a file. column: its header, or its number from 1; else it is guessed.

    Guessed is the first column with a known header, else the one with most cells that look like names or
    numbers. Raises BadRequest `list.unreadable`, `list.no_column`, `list.too_long`.
    """
    tables = list(_tables(path))
    found = _wanted(tables, column) if column else _known(tables, _KNOWN) or _guessed(tables)
    if found is None:
        raise BadRequest(": ".join(filter(None, (path.name, column))), code="list.no_column")
    kind = slug(found.label)
    texts = ((number, _text(cell, kind)) for number, cell in found.cells())
    return NameList(found.label, tuple((number, text) for number, text in texts if text))


def _tables(path: Path) -> Iterator[list[Row]]:
    """Every table the file may hold; of a CSV only what a separator reads without fault."""
    faults: list[BadRequest] = []
    read = 0
    for rows, _ in _readings(path):
        try:
            table = list(islice(rows(), MOST_ROWS + 1))
        except BadRequest as fault:
            faults.append(fault)
            continue
        if len(table) > MOST_ROWS:
            raise BadRequest(f"{path.name}: > {MOST_ROWS}", code="list.too_long")
        read += 1
        yield table
    if not read and faults:
        raise BadRequest(path.name, code="list.unreadable") from faults[0]


def _readings(path: Path) -> Iterator[tuple[Callable[[], Iterator[Row]], dt.date]]:
    try:
        yield from readings(path)
    except (BadRequest, OSError) as exc:
        raise BadRequest(path.name, code="list.unreadable") from exc


def _width(table: list[Row]) -> int:
    """Columns that nearly all rows have: a wrong separator gives one, or now this, now that many."""
    widths = Counter(len(cells) for _, cells in table if any(cells))
    width, rows = max(widths.items(), key=lambda each: each[1], default=(0, 0))
    return width if rows >= _REGULAR * widths.total() else 1


def _wanted(tables: list[list[Row]], column: str) -> _Column | None:
    if not column.isdigit():
        return _known(tables, frozenset((slug(column),)))
    index = int(column) - 1
    for table in sorted(tables, key=_width, reverse=True):
        if index >= 0 and any(cells[index : index + 1] for _, cells in table):
            alone = [(number, cells[index : index + 1]) for number, cells in table]
            header = _known([alone], _KNOWN)
            return _Column(table, header.header if header else 0, index)
    return None


def _known(tables: list[list[Row]], names: frozenset[str]) -> _Column | None:
    """The first column whose header is one of these."""
    for table in tables:
        for number, cells in table:
            if number > _HEADER_WITHIN:
                break
            for index, cell in enumerate(cells):
                if isinstance(cell, str) and slug(cell) in names:
                    return _Column(table, number, index)
    return None


def _guessed(tables: list[list[Row]]) -> _Column | None:
    """The column with most cells that tell something, in the table with most regular columns."""
    table = max(tables, key=_width, default=[])
    telling = Counter(
        index
        for _, cells in table
        for index, cell in enumerate(cells)
        if len(slug(_text(cell, ""))) >= _SHORTEST
    )
    best = max(telling, key=lambda index: (telling[index], -index), default=None)
    return None if best is None else _Column(table, 0, best)


def _text(cell: Cell, kind: str) -> str:
    """What a cell says, as it would be typed. kind: the column's header as a slug."""
    if isinstance(cell, bool) or cell is None:
        return ""
    if isinstance(cell, float):
        text = str(int(cell)) if cell.is_integer() else str(cell)
    else:
        text = " ".join(nfc(cell).split())
    if kind in _PERSONAL_IDS and text.isdigit() and len(text) in (_ID_DIGITS - 2, _ID_DIGITS - 1):
        return text.zfill(_ID_DIGITS)  # spreadsheet programs drop the zeros that ids begin with
    return plain_name(text) if kind in _PEOPLE and text else text
