"""What any engine can be asked, as a small tree."""

import datetime as dt
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Term:
    """One term of one field."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Adjacent:
    """At least two terms of one field that stand next to each other in this order."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """A term of one field with at most one letter wrong, lost, gained, or swapped with its neighbour."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Days:
    """Issued on a known day from `first` to `last`, both included; None is open."""

    first: dt.date | None
    last: dt.date | None


@dataclass(frozen=True, slots=True)
class Every:
    """All of them."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Some:
    """At least one of them."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Worth:
    """Scores exactly `points`, whatever the engine thinks."""

    part: "Node"
    points: float = 0.0


Node: TypeAlias = Term | Adjacent | Fuzzy | Days | Every | Some | Worth
