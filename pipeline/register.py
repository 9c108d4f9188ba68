"""The office's register of dossiers, CSV or XLSX, as clerks really save it (`docs/commands.md`)."""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from pipeline import dossier_code
from pipeline import register_values as values
from pipeline.model import Dossier, Problem
from pipeline.register_columns import Columns
from pipeline.register_tables import best_table
from pipeline.text import fold
from pipeline.xlsx_stream import Cell

T = TypeVar("T")

_TOTAL = re.compile(
    r"(tong cong|tong so|tong|cong|total|grand total)( ho so)?\s*[:.]?\s*[0-9.,]*( ho so)?"
)
_COLUMN_NUMBER = re.compile(r"\(?([0-9]{1,2}|[A-Za-z])\)?")
_LIKE_CODE = re.compile(r"[A-K][0-9]{2}[.\s-]|[0-9]{3}\.", re.IGNORECASE)
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A dossier and its row as the spreadsheet program numbers it, from 1."""

    row: int
    dossier: Dossier


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was not taken, and all that is wrong with it."""

    row: int
    problems: tuple[Problem, ...]

    @property
    def why(self) -> str:
        """Codes and details in one line: `register.date: Ngày tiếp nhận: 31/02/2024`."""
        return "; ".join(f"{problem.code}: {problem.detail}" for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Register:
    """What a register says. columns: fields of `Dossier` it knows; on others it is silent."""

    rows: tuple[RegisterRow, ...]
    refused: tuple[Refused, ...]
    columns: frozenset[str]


def read_register(path: Path) -> Register:
    """All dossiers of the table with the best header; `BadRequest` for a file without one.

    Rows that mean no dossier (empty, totals, headings of groups, signatures) are passed over; one
    that means a dossier but is wrong is refused whole, never corrected. Of rows with the same code
    the last is taken, the others are refused as `register.duplicate`. An empty unit is taken from
    the code. An empty "returns result" means yes, except where the column is ticked with x: there
    no tick is no.
    """
    table = best_table(path)
    taken: dict[str, RegisterRow] = {}
    refused: list[Refused] = []
    ticked = False
    silent: set[int] = set()
    for number, cells in table.below_header():
        entry = _Entry(cells, table.columns, table.zero)
        if not entry.means_dossier():
            continue
        dossier = entry.dossier()
        if dossier is None:
            refused.append(Refused(number, tuple(entry.problems)))
            continue
        earlier = taken.pop(dossier.code, None)
        if earlier is not None:
            refused.append(_repeated(earlier, number))
        taken[dossier.code] = RegisterRow(number, dossier)
        answer = entry.cell("returns_result")
        ticked = ticked or values.is_tick(answer)
        if values.text(answer) is None:
            silent.add(number)
    rows = _resolved(tuple(taken.values()), silent if ticked else set())
    return Register(rows, tuple(sorted(refused, key=lambda one: one.row)), frozenset(table.columns))


def _repeated(earlier: RegisterRow, later: int) -> Refused:
    detail = f"{earlier.dossier.code}, {later}"
    return Refused(earlier.row, (Problem("register.duplicate", detail=detail),))


def _resolved(rows: tuple[RegisterRow, ...], unticked: set[int]) -> tuple[RegisterRow, ...]:
    """The rows, those in `unticked` without paper result."""
    return tuple(
        replace(row, dossier=replace(row.dossier, returns_result=False))
        if row.row in unticked
        else row
        for row in rows
    )


@dataclass(slots=True)
class _Entry:
    """One row below the header, and what turned out to be wrong with it."""

    cells: Sequence[Cell]
    columns: Columns
    zero: dt.date
    problems: list[Problem] = field(default_factory=list)

    def cell(self, name: str) -> Cell:
        """The first filled cell of the columns that may hold a field; None where all are empty."""
        for column in self.columns.get(name, ()):
            if column.index < len(self.cells) and self.cells[column.index] not in (None, ""):
                return self.cells[column.index]
        return None

    def means_dossier(self) -> bool:
        """Whether a clerk meant a dossier by this row, right or wrong."""
        code = values.text(self.cell("code")) or ""
        if dossier_code.is_dossier_code(code):
            return True
        written = [text for cell in self.cells if (text := values.text(cell))]
        if not written or _TOTAL.fullmatch(fold(written[0])):
            return False
        if all(_COLUMN_NUMBER.fullmatch(text) for text in written):
            return False
        filled = sum(1 for name in self.columns if values.text(self.cell(name)))
        if any(character.isdigit() for character in code):
            return filled > 1 or " " not in code or _LIKE_CODE.match(code) is not None
        return filled >= min(3, len(self.columns))

    def dossier(self) -> Dossier | None:
        """The dossier, or None and `problems`."""
        code = dossier_code.parse(values.text(self.cell("code")) or "")
        if code is None:
            self._object("register.code", "code")
        received = self._day("received")
        built = Dossier(
            code=code.text if code else "",
            procedure=self._value("procedure", values.procedure),
            procedure_name=self._value("procedure_name", values.text),
            unit=self._value("unit", values.text) or (code.unit if code else None),
            unit_name=self._value("unit_name", values.text),
            channel=self._value("channel", values.channel),
            applicant=self._value("applicant", values.text),
            received=received,
            due=self._day("due", not_before=received),
            finished=self._day("finished", not_before=received),
            returned=self._day("returned", not_before=received),
            returns_result=self._value("returns_result", values.yes_no) is not False,
        )
        return None if self.problems else built

    def _value(self, name: str, read: Callable[[Cell], T]) -> T | None:
        try:
            return read(self.cell(name))
        except values.Unreadable as fault:
            self._object(fault.code, name)
            return None

    def _day(self, name: str, *, not_before: dt.date | None = None) -> dt.date | None:
        day = self._value(name, lambda cell: values.day(cell, self.zero))
        if day is not None and not_before is not None and day < not_before:
            self._object("register.date_order", name)
        return day

    def _object(self, code: str, name: str) -> None:
        shown = (values.text(self.cell(name)) or "")[:_SHOWN]
        detail = f"{self.columns[name][0].label}: {shown}"
        self.problems.append(Problem(code, detail=detail))
