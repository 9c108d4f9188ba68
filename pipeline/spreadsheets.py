"""Tables for spreadsheet programs, as CSV or XLSX: nothing in them is ever run as a formula."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from pipeline.errors import BadRequest

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

Value: TypeAlias = str | int | float | None

MOST_ROWS = 1_048_575
"""Below a header; a sheet has no more."""

_FORMULA = re.compile(r"(^|[;\t])(\s*)(?=[=+\-@＝＋－＠])")
"""Where a program would see a formula begin; also behind what it may take for a separator."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LONGEST_CELL = 32_767


def write_table(path: Path, header: Sequence[str], rows: Iterable[Sequence[Value]]) -> int:
    """Write `.csv` (UTF-8 with mark, commas) or `.xlsx`, whole or not at all; returns how many rows.

    Raises BadRequest `export.kind` for another ending.
    """
    check_kind(path)
    write = _write_xlsx if path.suffix.lower() == ".xlsx" else _write_csv
    with _whole(path) as unfinished:
        return write(unfinished, header, rows)


def check_kind(path: Path) -> None:
    """Raise BadRequest `export.kind` where the ending is neither `.csv` nor `.xlsx`."""
    if path.suffix.lower() not in (".csv", ".xlsx"):
        raise BadRequest(path.name, code="export.kind")


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    unfinished = path.with_name(f".{path.name}.part")
    try:
        yield unfinished
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[Value]]) -> int:
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file, quoting=csv.QUOTE_ALL)
        out.writerow(header)
        for row in rows:
            out.writerow([_plain(value) for value in row])
            count += 1
    return count


def _write_xlsx(path: Path, header: Sequence[str], rows: Iterable[Sequence[Value]]) -> int:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    count = -1
    try:
        for row in chain([header], rows):
            sheet.append([_cell(sheet, value) for value in row])
            count += 1
    except BaseException:
        sheet.close()  # else its half-written stream complains when it is forgotten
        raise
    book.save(path)
    return count


def _cell(sheet: "WriteOnlyWorksheet", value: Value) -> "Cell":
    from openpyxl.cell import WriteOnlyCell

    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value)
    cell = WriteOnlyCell(sheet, _text(value))
    cell.data_type = "s"  # openpyxl takes text that begins with = for a formula
    return cell


def _plain(value: Value) -> Value:
    """A CSV knows no types: text that would be a formula begins with an apostrophe."""
    return _FORMULA.sub(r"\1\2'", _text(value)) if isinstance(value, str) else value


def _text(value: str) -> str:
    """One line that any spreadsheet program takes."""
    return _CONTROL.sub("\ufffd", " ".join(value.splitlines()))[:_LONGEST_CELL]
