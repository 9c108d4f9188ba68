"""What counts as digitized: pure functions over filings; formulas are data (`formulas.yaml`).

Source: decision 766/QĐ-TTg of 2022, indicators 4.1 and 4.2 (`domain.md` §1.4).
"""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files

import yaml

from pipeline.errors import BadSettings
from pipeline.model import Dossier, Role

APPLICATION = "application"
RESULT = "result"


class Moment(StrEnum):
    """The dossier's day by which a formula dates it; names the field of `Dossier`."""

    RECEIVED = "received"
    FINISHED = "finished"
    RETURNED = "returned"


class By(StrEnum):
    """What the rows of a table of rates stand for."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    UNIT = "unit"
    PROCEDURE = "procedure"


@dataclass(frozen=True, slots=True)
class Formula:
    """One published way of counting, in force from `valid_from` until the next one.

    components: roles of which one file is enough. needs_result: a dossier of a procedure that
    returns paper needs its result's file too. dossiers_by, results_by: day that decides the period.
    """

    id: str
    valid_from: dt.date
    source: str
    components: tuple[Role, ...]
    needs_result: bool
    dossiers_by: Moment
    results_by: Moment

    @property
    def name(self) -> str:
        """Id and first day, `qd-766@2022-06-23`: what a printed rate cites."""
        return f"{self.id}@{self.valid_from}"


@dataclass(frozen=True, slots=True)
class FiledPaper:
    """What counting needs to know of one document in one dossier.

    readable: at least one page could be read. blank: all pages are. in_doubt, accepted: of the
    filing.
    """

    role: Role | None
    readable: bool = True
    blank: bool = False
    withdrawn: bool = False
    in_doubt: bool = False
    accepted: bool = False


@dataclass(frozen=True, slots=True)
class DossierState:
    """Whether a dossier counts as digitized. missing: of `application`, `result`, in this order.

    `application` is missing when no component (application or attachment) has a file.
    """

    complete: bool
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Period:
    """Days `first` to `last`, both included; None is open."""

    first: dt.date | None = None
    last: dt.date | None = None

    def holds(self, day: dt.date) -> bool:
        """Whether the day lies in the period."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Share:
    """`digitized` out of `of`."""

    digitized: int = 0
    of: int = 0

    @property
    def rate(self) -> float | None:
        """Percent with two decimals, halves up as an office rounds; None where `of` is 0."""
        if self.of == 0:
            return None
        return (20_000 * self.digitized + self.of) // (2 * self.of) / 100


@dataclass(frozen=True, slots=True)
class Row:
    """Rates of one key: `2024-01`, `2024-Q1`, `2024`, code of a unit or procedure, `total`."""

    key: str
    dossiers: Share
    results: Share


@dataclass(frozen=True, slots=True)
class Stats:
    """A table of rates; `rows` sorted by key and empty when nothing was asked to be told apart."""

    rows: tuple[Row, ...]
    total: Row
    formula: str


def counts(paper: FiledPaper, *, need_acceptance: bool) -> bool:
    """Whether a filed paper counts: readable, not blank, not withdrawn, its filing not in doubt.

    A person's acceptance removes the doubt; with `need_acceptance` nothing counts without one.
    """
    sound = paper.readable and not paper.blank and not paper.withdrawn
    settled = paper.accepted or not (paper.in_doubt or need_acceptance)
    return sound and settled


def dossier_state(
    dossier: Dossier, papers: Iterable[FiledPaper], formula: Formula, *, need_acceptance: bool
) -> DossierState:
    """Whether the dossier counts as digitized by the formula, and what it lacks."""
    roles = {paper.role for paper in papers if counts(paper, need_acceptance=need_acceptance)}
    missing = []
    if roles.isdisjoint(formula.components):
        missing.append(APPLICATION)
    if dossier.returns_result and Role.RESULT not in roles:
        missing.append(RESULT)
    needed = {APPLICATION, RESULT} if formula.needs_result else {APPLICATION}
    return DossierState(needed.isdisjoint(missing), tuple(missing))


def tally(
    states: Iterable[tuple[Dossier, DossierState]],
    period: Period,
    *,
    by: By | None = None,
    formula: Formula,
) -> Stats:
    """Rates over a stream of dossiers; memory grows with the number of rows only.

    Dossiers are dated by the formula's day (of reception), results by theirs (of return) among the
    procedures that return paper; what has no such day is not counted. A dossier without unit or
    procedure falls under the key "".
    """
    total = _Sums()
    rows: dict[str, _Sums] = {}
    for dossier, state in states:
        day = _dated(dossier, formula.dossiers_by, period)
        if day is not None:
            for sums in _touched(dossier, day, by, (total, rows)):
                sums.add_dossier(state.complete)
        day = _dated(dossier, formula.results_by, period)
        if day is not None and dossier.returns_result:
            for sums in _touched(dossier, day, by, (total, rows)):
                sums.add_result(RESULT not in state.missing)
    table = tuple(rows[key].row(key) for key in sorted(rows))
    return Stats(table, total.row("total"), formula.name)


def formula_on(day: dt.date, among: Sequence[Formula] | None = None) -> Formula:
    """The formula in force on a day; before the first, the first. among: those shipped if None."""
    known = sorted(among or formulas(), key=lambda formula: formula.valid_from)
    return next((one for one in reversed(known) if one.valid_from <= day), known[0])


@cache
def formulas() -> tuple[Formula, ...]:
    """The formulas shipped in `formulas.yaml`."""
    return read_formulas(files("pipeline").joinpath("formulas.yaml").read_text(encoding="utf-8"))


def read_formulas(text: str) -> tuple[Formula, ...]:
    """Formulas written in YAML as in `formulas.yaml`; `BadSettings` tells which one is wrong."""
    try:
        entries = yaml.safe_load(text)
        return tuple(_formula(entry) for entry in entries)
    except (yaml.YAMLError, KeyError, TypeError, ValueError) as exc:
        raise BadSettings(f"formulas: {exc}") from exc


@dataclass(slots=True)
class _Sums:
    """Running counts of one row as [digitized, of]."""

    dossiers: list[int] = field(default_factory=lambda: [0, 0])
    results: list[int] = field(default_factory=lambda: [0, 0])

    def add_dossier(self, digitized: bool) -> None:
        self.dossiers[0] += digitized
        self.dossiers[1] += 1

    def add_result(self, digitized: bool) -> None:
        self.results[0] += digitized
        self.results[1] += 1

    def row(self, key: str) -> Row:
        return Row(key, Share(*self.dossiers), Share(*self.results))


def _dated(dossier: Dossier, moment: Moment, period: Period) -> dt.date | None:
    day: dt.date | None = getattr(dossier, moment.value)
    return day if day is not None and period.holds(day) else None


def _touched(
    dossier: Dossier, day: dt.date, by: By | None, sums: tuple[_Sums, dict[str, _Sums]]
) -> Collection[_Sums]:
    total, rows = sums
    if by is None:
        return (total,)
    return total, rows.setdefault(_key(dossier, day, by), _Sums())


def _key(dossier: Dossier, day: dt.date, by: By) -> str:
    match by:
        case By.MONTH:
            return f"{day:%Y-%m}"
        case By.QUARTER:
            return f"{day:%Y}-Q{(day.month + 2) // 3}"
        case By.YEAR:
            return f"{day:%Y}"
        case By.UNIT:
            return dossier.unit or ""
        case By.PROCEDURE:
            return dossier.procedure or ""


def _formula(entry: dict[str, object]) -> Formula:
    match entry:
        case {
            "id": str(name),
            "valid_from": dt.date() as valid_from,
            "source": str(source),
            "dossiers": {
                "by": str(dossiers_by),
                "components": [*roles],
                "needs_result": bool(needs_result),
            },
            "results": {"by": str(results_by)},
        }:
            components = tuple(Role(role) for role in roles)
            moments = Moment(dossiers_by), Moment(results_by)
            return Formula(name, valid_from, source, components, needs_result, *moments)
        case _:
            raise ValueError(f"a part is missing or of the wrong kind in {entry!r}")
