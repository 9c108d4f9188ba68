"""What one paper says that a register of dossiers can be asked about."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.mentions import Mentions, people_in
from pipeline.model import CodeSighting, FieldValue, Role
from pipeline.name_keys import person_key
from pipeline.text import fold

_NO_PEOPLE = frozenset({"company_name", "business_name"})
_MATTERS = ("request", "subject", "title", "components")
_UNITS = ("issuer", "addressee", "reception_unit", "delivery")
_HOMES = re.compile(r"(?:[a-z]+_)?address$")
_SIGNED = ("issued", "written")


@dataclass(frozen=True, slots=True)
class Named:
    """A person on the paper. applicant: the one who asks, not only somebody it names."""

    name: str
    applicant: bool


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """What a paper says about its case; nothing here is more than what stands on it.

    people: as printed. matters: what it is about, folded. units, homes: offices and addresses, folded.
    signed: days it was signed or issued on. received, due, born: other days of the case.
    codes: dossier codes read from print. procedures: codes of procedures.
    """

    people: tuple[Named, ...] = ()
    matters: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    homes: tuple[str, ...] = ()
    signed: tuple[dt.date, ...] = ()
    received: dt.date | None = None
    due: dt.date | None = None
    born: dt.date | None = None
    codes: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()
    role: Role | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """Under which its people may stand in a register."""
        return tuple(dict.fromkeys(filter(None, (person_key(one.name) for one in self.people))))


@dataclass(frozen=True, slots=True)
class Understood:
    """The part of an extraction, or of a catalog's record, from which facts are drawn."""

    type_name: str
    fields: Sequence[FieldValue]
    role: Role | None
    codes: Sequence[CodeSighting]


def facts_of(paper: Understood, mentioned: Mentions) -> PaperFacts:
    """The facts of a paper by its fields, and by what it mentions beside them."""
    told = {one.name: one.value for one in paper.fields if one.value}
    signed = _days(told.get(name) for name in _SIGNED) or _days(mentioned.signed)
    return PaperFacts(
        people=_people(told, mentioned),
        matters=_folded([*(told.get(name) for name in _MATTERS), paper.type_name]),
        units=_folded([*(told.get(name) for name in _UNITS), *mentioned.units]),
        homes=_folded(value for name, value in told.items() if _HOMES.fullmatch(name)),
        signed=signed,
        received=_day(told.get("received_at")),
        due=_day(told.get("due_at")),
        born=_day(told.get("birth_date")) if "child_name" in told else None,
        codes=tuple(dict.fromkeys(one.code for one in paper.codes if one.source == "text")),
        procedures=mentioned.procedures,
        role=paper.role,
    )


def _people(told: dict[str, str], mentioned: Mentions) -> tuple[Named, ...]:
    """The applicant first; a signer is nobody's case."""
    applicant = [Named(told["applicant"], applicant=True)] if "applicant" in told else []
    fields = [v for n, v in told.items() if n.endswith("_name") and n not in _NO_PEOPLE]
    others = [*fields, *people_in(told.get("subject", "")), *mentioned.people]
    return (*applicant, *(Named(name, applicant=False) for name in dict.fromkeys(others)))


def _folded(texts: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fold(text) for text in texts if text))


def _days(values: Iterable[str | None]) -> tuple[dt.date, ...]:
    return tuple(_each_day(values))


def _each_day(values: Iterable[str | None]) -> Iterator[dt.date]:
    for value in values:
        day = _day(value)
        if day is not None:
            yield day


def _day(value: str | None) -> dt.date | None:
    """A whole day; a year alone or what cannot be a day is none."""
    try:
        return dt.date.fromisoformat(value or "")
    except ValueError:
        return None
