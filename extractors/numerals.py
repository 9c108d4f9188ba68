"""Numbers in Vietnamese words, read and written back: amounts, and the days of civil-status papers.

Both ways of speaking are read: `nghìn` and `ngàn`, `linh` and `lẻ`, `tư`, `mốt`, `lăm`, with or without accents.
"""

import datetime as dt
import re
from collections.abc import Sequence
from itertools import takewhile

from pipeline.text import fold

MOST = 10**15 - 1
"""The largest number that is written; nobody pays more đồng."""

_UNITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_DIGITS = {fold(word): value for value, word in enumerate(_UNITS)} | {
    "mot": 1,
    "tu": 4,
    "lam": 5,
    "nham": 5,
    "bay": 7,
}
_GROUPS = ("", "nghìn", "triệu", "tỷ", "nghìn tỷ")
_DAY = re.compile(r"\bngay\s+(.+?)\s+thang\s+(\w+(?:\s+\w+)?)\s+nam\s+(.+)")
_SCALES = {"nghin": 10**3, "ngan": 10**3, "trieu": 10**6, "ty": 10**9, "ti": 10**9}


def write_words(number: int) -> str:
    """A whole number from 0 to `MOST` in words, lower case: 1500000 → `một triệu năm trăm nghìn`."""
    if not 0 <= number <= MOST:
        raise ValueError(f"not between 0 and {MOST}: {number}")
    if number == 0:
        return _UNITS[0]
    groups = [number // 1000**place % 1000 for place in range(len(_GROUPS))]
    top = max(place for place, group in enumerate(groups) if group)
    said = []
    for place in range(top, -1, -1):
        if groups[place]:
            said += [*_hundreds(groups[place], leads=place == top), _scale(groups, place)]
    return " ".join(part for part in said if part)


def _scale(groups: Sequence[int], place: int) -> str:
    """The name of a group's thousands; a thousand milliards followed by milliards names them once."""
    if place == 4 and groups[3]:
        return "nghìn"
    return _GROUPS[place]


def _hundreds(group: int, *, leads: bool) -> list[str]:
    """A group of three digits; behind another group its hundreds are always said."""
    hundreds, rest = divmod(group, 100)
    said = [] if leads and not hundreds else [_UNITS[hundreds], "trăm"]
    return said + _tens(rest, alone=not said)


def _tens(rest: int, *, alone: bool) -> list[str]:
    tens, ones = divmod(rest, 10)
    if tens == 0:
        return [] if not ones else [_UNITS[ones]] if alone else ["linh", _UNITS[ones]]
    said = ["mười"] if tens == 1 else [_UNITS[tens], "mươi"]
    if ones:
        said.append(_one_after(tens, ones))
    return said


def _one_after(tens: int, ones: int) -> str:
    if ones == 5:
        return "lăm"
    return "mốt" if ones == 1 and tens > 1 else _UNITS[ones]


def read_words(words: Sequence[str]) -> tuple[int, int] | None:
    """The number that a text begins with, and how many of its words it takes; None where it begins with none.

    words: folded, without punctuation.
    """
    taken = sum(1 for _ in takewhile(_is_numeral, words))
    if taken == 0:
        return None
    total, below = 0, 0
    for amount, scale in _groups(words[:taken]):
        if scale == 10**9:
            total, below = total + (below + amount) * scale, 0
        else:
            below += amount * scale
    return total + below, taken


def read_amount(text: str) -> str | None:
    """The number that a text says in words, plain digits with a point: `một trăm phẩy năm` → `100.5`."""
    whole, _, part = re.sub(r"[^\w\s]", " ", fold(text)).partition(" phay ")
    number, behind = read_words(whole.split()), read_words(part.split())
    if number is None:
        return None
    return f"{number[0]}.{behind[0]}".rstrip("0") if behind and behind[0] else str(number[0])


def write_amount(number: str) -> str:
    """A number with up to two decimals in words: `100.5` → `một trăm phẩy năm`."""
    whole, _, part = number.partition(".")
    said = write_words(int(whole))
    return f"{said} phẩy {write_words(int(part))}" if part else said


def read_day(text: str) -> dt.date | None:
    """A day in words: `ngày mười lăm tháng tám năm hai nghìn không trăm mười`; None where it is none."""
    match = _DAY.search(re.sub(r"[^\w\s]", " ", fold(text)))
    parts = [read_words(part.split()) for part in match.groups()] if match else []
    if not parts or not all(parts):
        return None
    day, month, year = (part[0] for part in parts if part)
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def write_day(day: dt.date) -> str:
    """A day in words as civil-status papers say it."""
    month = "tư" if day.month == 4 else write_words(day.month)
    return f"ngày {write_words(day.day)} tháng {month} năm {write_words(day.year)}"


def _is_numeral(word: str) -> bool:
    return word in _DIGITS or word in _SCALES or word in ("muoi", "tram", "linh", "le")


def _groups(words: Sequence[str]) -> list[tuple[int, int]]:
    """(hundreds, scale) of each group, largest first."""
    groups: list[tuple[int, int]] = []
    begun: list[str] = []
    for word in words:
        if word in _SCALES:
            groups.append((_small(begun), _SCALES[word]))
            begun = []
        else:
            begun.append(word)
    return [*groups, (_small(begun), 1)]


def _small(words: Sequence[str]) -> int:
    """A group below 1000."""
    value, digit = 0, 0
    for word in words:
        if word == "tram":
            value, digit = value + digit * 100, 0
        elif word == "muoi":
            value, digit = value + max(digit, 1) * 10, 0
        elif word in _DIGITS:
            digit = _DIGITS[word]
    return value + digit
