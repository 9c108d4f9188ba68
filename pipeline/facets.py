"""How the answers to a query are spread: by type, unit, procedure, year of issue, role."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Count:
    """How many documents have a value; one that has two of a kind counts under both."""

    value: str
    documents: int


@dataclass(frozen=True, slots=True)
class Facets:
    """Counts over all answers, most frequent first, years newest first. Papers without a value are in none.

    unit, procedure: codes of the register. year: of issue, `2024`.
    """

    type: tuple[Count, ...] = ()
    unit: tuple[Count, ...] = ()
    procedure: tuple[Count, ...] = ()
    year: tuple[Count, ...] = ()
    role: tuple[Count, ...] = ()
