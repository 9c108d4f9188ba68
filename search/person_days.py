"""A person's name and a day that stand near each other, as one term: name and birth date are of one person.

The same name and the same day elsewhere on the page are of two.
"""

import datetime as dt
from collections.abc import Iterator, Sequence

from search.days import day_of
from search.persons import LONGEST, SHORTEST, begins_name

_SPELLED = ("thang", "nam")

_NEAR = 40
"""Tokens between a name and a day of the same person, as on forms: born, sex, people, then the next."""


def person_day(words: Sequence[str], day: dt.date) -> str:
    """Term of a folded name and a day."""
    return f"{'_'.join(words)}@{day:%Y%m%d}"


def person_days(folded: Sequence[str]) -> Iterator[str]:
    """Terms of all days of a stretch, each with the last name written before it."""
    for place, day in _days(folded):
        start = next(
            (at for at in range(place - SHORTEST, place - _NEAR, -1) if _begins(folded, at)), -1
        )
        for length in range(SHORTEST, min(LONGEST, place - start) + 1) if start >= 0 else ():
            yield person_day(folded[start : start + length], day)


def _begins(folded: Sequence[str], at: int) -> bool:
    return at >= 0 and begins_name(folded[at], folded[at + 1])


def _days(folded: Sequence[str]) -> Iterator[tuple[int, dt.date]]:
    """Days with the place of their first number."""
    for place, token in enumerate(folded):
        if token[0].isdigit():
            words = folded[place : place + 5]
            spelled = words[::2] if words[1:4:2] == _SPELLED else words[:3]
            if found := day_of(spelled):
                yield place, found
