"""A day is one day however it is written: `5/3/2020`, `05/03/2020`, `2020-03-05`, ngày 05 tháng 3 năm 2020."""

import datetime as dt
from collections.abc import Sequence

Words = tuple[str, ...]


def day_of(words: Sequence[str]) -> dt.date | None:
    """The day of three numbers, day or year first; None where they are none."""
    if len(words) != 3 or not all(word.isascii() and word.isdigit() for word in words):
        return None
    first, month, last = words
    year, day = (first, last) if len(first) == 4 else (last, first)
    if len(year) != 4 or len(month) > 2 or len(day) > 2:
        return None
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def other_days(words: Words) -> tuple[Words, ...]:
    """Other writings of a day, folded; nothing for words that are no day."""
    day = day_of(words)
    if day is None:
        return ()
    year, months, days = f"{day:%Y}", _written(day.month), _written(day.day)
    found: list[Words] = [(d, m, year) for d in days for m in months]
    found += [("ngay", d, "thang", m, "nam", year) for d in days for m in months]
    found.append((year, months[0], days[0]))
    return tuple(other for other in dict.fromkeys(found) if other != words)


def _written(number: int) -> list[str]:
    return list(dict.fromkeys((f"{number:02}", str(number))))
