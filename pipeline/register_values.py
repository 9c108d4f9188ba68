"""Cells of a register → values: text, days, channels, yes and no, as clerks type them."""

import datetime as dt
import re
from functools import lru_cache

from pipeline.text import fold, nfc
from pipeline.xlsx_stream import Cell


class Unreadable(ValueError):
    """The cell says something, but not what its column holds. code: of the message."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


_YEARS = range(1990, 2100)
_TIME = r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?"
_AFTER = rf"(?:[ T,]+{_TIME}.*)?"
_BEFORE = rf"(?:{_TIME},? +)?"
_YEAR_FIRST = re.compile(rf"([0-9]{{4}})-([0-9]{{1,2}})-([0-9]{{1,2}}){_AFTER}")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:[0-9]{6})?")  # the national portal's
_DAY_FIRST = re.compile(rf"{_BEFORE}([0-9]{{1,2}})([/.-])([0-9]{{1,2}})\2([0-9]{{4}}){_AFTER}")
_SHORT_YEAR = re.compile(rf"{_BEFORE}[0-9]{{1,2}}([/.-])[0-9]{{1,2}}\1[0-9]{{2}}{_AFTER}")
_SERIAL = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")
_PROCEDURE_NUMBER = re.compile(r"([1-9])[.,]([0-9]{1,6})")
_NOTHING = {"", "-", "--", "null", "none"}
_TICKS = {"x", "v", "✓", "✔"}
_YES = {"1", "co", "yes", "true", "dung", *_TICKS}
_NO = {"0", "khong", "no", "false", "sai"}


def text(cell: Cell) -> str | None:
    """NFC text on one line; None for an empty cell. Whole numbers come without `.0`."""
    if isinstance(cell, bool):
        return str(int(cell))
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return _line(cell) if cell else None


@lru_cache(maxsize=16384)
def _line(written: str) -> str | None:
    line = " ".join(nfc(written).split())
    return None if line.lower() in _NOTHING else line


def procedure(cell: Cell) -> str | None:
    """Procedure code; to a spreadsheet a number that loses zeros: `1.00194` is `1.001940`."""
    code = text(cell)
    number = _PROCEDURE_NUMBER.fullmatch(code or "")
    return f"{number[1]}.{number[2]:0<6}" if number else code


def day(cell: Cell, zero: dt.date) -> dt.date | None:
    """A day: YYYY-MM-DD, dd/mm/yyyy or yyyymmdd, with or without time, or a serial number.

    zero: the date of serial number 0. None for an empty cell and for "chưa …" (not yet).
    `Unreadable` for everything else; also for a year of two digits: 05/01/24 may be written day
    first or month first, a spreadsheet shortens both.
    """
    written = text(cell)
    return _day(written, zero) if written else None


@lru_cache(maxsize=16384)
def _day(written: str, zero: dt.date) -> dt.date | None:
    if fold(written).startswith("chua"):
        return None
    found = _YEAR_FIRST.fullmatch(written) or _COMPACT.fullmatch(written)
    if found:
        return _real(found[1], found[2], found[3])
    found = _DAY_FIRST.fullmatch(written)
    if found:
        return _real(found[4], found[3], found[1])
    if _SERIAL.fullmatch(written):
        return _usual(zero + dt.timedelta(days=int(float(written))))
    raise Unreadable("register.short_year" if _SHORT_YEAR.fullmatch(written) else "register.date")


def channel(cell: Cell) -> str | None:
    """`direct`, `online`, `postal` (1, 2, 3 on the national portal); None for an empty cell."""
    written = text(cell)
    return _channel(written) if written else None


@lru_cache(maxsize=256)
def _channel(written: str) -> str:
    said = fold(written)
    for name, number, marks in (
        ("online", "2", ("online", "truc tuyen")),
        ("postal", "3", ("postal", "buu chinh", "buu dien")),
        ("direct", "1", ("direct", "truc tiep")),
    ):
        if said == number or any(mark in said for mark in marks):
            return name
    raise Unreadable("register.channel")


def yes_no(cell: Cell) -> bool | None:
    """1/0, có/không, yes/no, true/false, x; None for an empty cell."""
    written = text(cell)
    if written is None:
        return None
    word = fold(written).split()[0]
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise Unreadable("register.yes_no")


def is_tick(cell: Cell) -> bool:
    """Whether the cell is ticked with a mark, so that an empty cell of its column means no."""
    return isinstance(cell, str) and fold(cell) in _TICKS


def _real(year: str, month: str, number: str) -> dt.date:
    try:
        return _usual(dt.date(int(year), int(month), int(number)))
    except ValueError as exc:
        raise Unreadable("register.date") from exc


def _usual(read: dt.date) -> dt.date:
    if read.year not in _YEARS:
        raise Unreadable("register.date")
    return read
