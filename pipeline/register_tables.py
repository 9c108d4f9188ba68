"""The tables in a register's file, and which of them has the best header."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pipeline import csv_rows
from pipeline.errors import BadRequest
from pipeline.register_columns import Columns, find_header
from pipeline.xlsx import DAY_ZERO, Workbook
from pipeline.xlsx_stream import Row

_OLD_OR_LOCKED_EXCEL = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose header was found.

    read: its rows from the top, as often as wanted. zero: the date of serial number 0. header: row
    number of the header. columns: the known ones.
    """

    read: Callable[[], Iterator[Row]]
    zero: dt.date
    header: int
    columns: Columns

    def below_header(self) -> Iterator[Row]:
        """The rows below the header."""
        return (row for row in self.read() if row[0] > self.header)


def best_table(path: Path) -> Table:
    """The table with most known columns; of equals the first sheet, or the first separator.

    `BadRequest`: `register.unreadable` for what is neither CSV nor XLSX, else `register.no_header`.
    """
    tables: list[Table] = []
    faults: list[BadRequest] = []
    try:
        for read, zero in readings(path):
            try:
                tables.append(Table(read, zero, *find_header(read())))
            except BadRequest as fault:  # another separator may read what this one cannot
                faults.append(fault)
    except OSError as exc:
        raise BadRequest(f"{path.name}: {exc.strerror}", code="register.unreadable") from exc
    best = max(tables, key=lambda table: len(table.columns), default=None)
    if best is not None and best.columns:
        return best
    raise faults[0] if faults else BadRequest(path.name, code="register.no_header")


def readings(path: Path) -> Iterator[tuple[Callable[[], Iterator[Row]], dt.date]]:
    """Each table a file may hold, by its rows and the date of serial number 0: sheets, or separators of a CSV."""
    with path.open("rb") as file:
        magic = file.read(4)
    if magic == _OLD_OR_LOCKED_EXCEL:
        raise BadRequest(path.name, code="register.unreadable")
    if magic.startswith(b"PK"):
        book = Workbook.open(path)
        for sheet in book.sheets():
            yield partial(book.rows, sheet), book.day_zero
        return
    codec = csv_rows.encoding(path)
    for separator in csv_rows.SEPARATORS:
        yield partial(csv_rows.rows, path, codec, separator), DAY_ZERO
