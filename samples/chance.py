"""Seeded choices: the same parts give the same stream on every machine and Python."""

import datetime as dt
import hashlib
import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """A stream of choices named by its parts, so that one paper's choices never shift another's."""

    def __init__(self, *parts: object) -> None:
        digest = hashlib.sha256("|".join(str(part) for part in parts).encode()).digest()
        self.seed = int.from_bytes(digest[:8], "big")
        self._random = random.Random(self.seed)

    def real(self, low: float, high: float) -> float:
        """A number between `low` and `high`."""
        return low + (high - low) * self._random.random()

    def whole(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self._random.random() * (high - low + 1))

    def odds(self, share: float) -> bool:
        """True in `share` (0–1) of the cases."""
        return self._random.random() < share

    def pick(self, things: Sequence[T]) -> T:
        """One of `things`, each as likely as the other."""
        return things[self.whole(0, len(things) - 1)]

    def some(self, things: Sequence[T], count: int) -> list[T]:
        """`count` different ones of `things`, in the order of the draw."""
        left = list(things)
        return [left.pop(self.whole(0, len(left) - 1)) for _ in range(min(count, len(left)))]

    def day(self, first: dt.date, last: dt.date) -> dt.date:
        """A day from `first` to `last`, both included."""
        return first + dt.timedelta(days=self.whole(0, (last - first).days))

    def workday(self, first: dt.date, last: dt.date) -> dt.date:
        """A day from `first` to `last` on which offices work; `first` must be some days earlier."""
        day = self.day(first, last)
        return day - dt.timedelta(days=max(0, day.weekday() - 4))
