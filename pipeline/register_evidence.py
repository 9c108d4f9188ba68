"""Evidence that a paper belongs to a dossier of the register: one verdict for each thing both speak of.

A verdict is a word such as `name.same` or `day.against`; what each weighs is in `register_match.py`.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from pipeline.dossier_code import parse
from pipeline.model import Dossier, Role
from pipeline.name_keys import person_key, plain_name
from pipeline.paper_facts import Named, PaperFacts
from pipeline.text import canonical_tones, fold

MERGER = dt.date(2025, 7, 1)
"""Communes were merged on this day: offices of older cases have other names since (`domain.md`)."""

_COMMUNE = re.compile(r"\b(?:xa|phuong|thi tran)\s+[a-z0-9 ]+")
_ALIKE = 88.0
_STOPS = re.compile(
    r"(?:ve|viec|cua|cho|doi|voi|ong|ba|va|do|tai|theo|de|nghi|don|giay|quyet|dinh|thuc|hien|xin|duoc|co|cac|mot"
    r"|so|dang|ky|ban|sao|kem|v)"
)
_FORM = re.compile(r"\bto khai\b")
_REMEMBERED = (
    4096  # a name, an office, a procedure is compared with hundreds of dossiers of namesakes
)
_ABOUT = 0.2
_CLOSE, _NEAR, _FAR = 3, 30, 180


class Verdict(StrEnum):
    """What a comparison says; those that end in `against` contradict."""

    NAME_SAME = "name.same"
    NAME_ACCENTS = "name.accents"
    NAME_NEAR = "name.near"
    NAME_SILENT = "name.silent"
    NAME_AGAINST = "name.against"
    PERSON_APPLICANT = "person.applicant"
    PERSON_OTHER = "person.other"
    PERSON_BESIDE = "person.beside"
    PROCEDURE_SAME = "procedure.same"
    PROCEDURE_ALIKE = "procedure.alike"
    PROCEDURE_SILENT = "procedure.silent"
    PROCEDURE_AGAINST = "procedure.against"
    DAY_CLOSE = "day.close"
    DAY_FITS = "day.fits"
    DAY_SILENT = "day.silent"
    DAY_AGAINST = "day.against"
    UNIT_SAME = "unit.same"
    UNIT_HOME = "unit.home"
    UNIT_SILENT = "unit.silent"
    UNIT_OTHER_HOME = "unit.other_home"
    UNIT_AGAINST = "unit.against"
    CODE_NEAR = "code.near"
    CODE_SAME = "code.same"
    CODE_SILENT = "code.silent"
    CODE_AGAINST = "code.against"


def evidence(facts: PaperFacts, dossier: Dossier) -> tuple[Verdict, ...]:
    """Name, person, procedure, day, unit and code, in this order."""
    name, who = _name(facts.people, dossier)
    return (
        name,
        _person(facts.people, who),
        _procedure(facts, dossier),
        _day(facts, dossier),
        _unit(facts, dossier),
        _code(facts.codes, dossier.code),
    )


@lru_cache(_REMEMBERED)
def likeness(name: str, applicant: str | None) -> Verdict:
    """How like a name on the paper is to the register's."""
    one, other = plain_name(name), plain_name(applicant or "")
    if not one or not other:
        return Verdict.NAME_SILENT
    mine, theirs = person_key(one), person_key(other)
    if mine == theirs:
        spelt = _spelt(one) == _spelt(other)
        return Verdict.NAME_SAME if spelt else Verdict.NAME_ACCENTS
    near = Levenshtein.distance(mine, theirs, score_cutoff=1) <= 1
    return Verdict.NAME_NEAR if near else Verdict.NAME_AGAINST


def _spelt(name: str) -> str:
    return "".join(canonical_tones(name).lower().split())


_LIKENESS = (
    Verdict.NAME_SAME,
    Verdict.NAME_ACCENTS,
    Verdict.NAME_NEAR,
    Verdict.NAME_AGAINST,
    Verdict.NAME_SILENT,
)


def _name(people: Sequence[Named], dossier: Dossier) -> tuple[Verdict, Named | None]:
    """The best likeness, and whose name it is; the applicant's where it is as like as another's."""
    compared = [(likeness(one.name, dossier.applicant), one) for one in people]
    if not compared or not dossier.applicant:
        return Verdict.NAME_SILENT, None
    best = min(compared, key=lambda pair: (_LIKENESS.index(pair[0]), not pair[1].applicant))
    return best if best[0] is not Verdict.NAME_AGAINST else (best[0], None)


def _person(people: Sequence[Named], who: Named | None) -> Verdict:
    """Whether the paper says that the register's applicant is the one who asks, or names another as such."""
    if who is not None and who.applicant:
        return Verdict.PERSON_APPLICANT
    asked = any(one.applicant for one in people)
    return Verdict.PERSON_BESIDE if asked else Verdict.PERSON_OTHER


def _procedure(facts: PaperFacts, dossier: Dossier) -> Verdict:
    if dossier.procedure and dossier.procedure in facts.procedures:
        return Verdict.PROCEDURE_SAME
    if not dossier.procedure_name or not facts.matters:
        return Verdict.PROCEDURE_SILENT
    about = max(aboutness(matter, dossier.procedure_name) for matter in facts.matters)
    if about >= _ABOUT:
        return Verdict.PROCEDURE_SAME if about > 2 * _ABOUT else Verdict.PROCEDURE_ALIKE
    told = any(_syllables(matter) for matter in facts.matters)
    return Verdict.PROCEDURE_AGAINST if about == 0 and told else Verdict.PROCEDURE_SILENT


@lru_cache(_REMEMBERED)
def aboutness(matter: str, procedure: str) -> float:
    """How far a folded text speaks of a procedure, 0–1: pairs of syllables they share, of the shorter's.

    A single syllable in common is a trace, 0.05; syllables of office language count nothing.
    """
    mine, theirs = _syllables(matter), _syllables(fold(procedure))
    if not mine or not theirs:
        return 0.0
    pairs, others = _pairs(mine), _pairs(theirs)
    shared = len(pairs & others) / max(1, min(len(pairs), len(others)))
    return shared or (0.05 if set(mine) & set(theirs) else 0.0)


def _syllables(folded: str) -> list[str]:
    return [w for w in re.findall(r"[a-z]+", _FORM.sub("", folded)) if not _STOPS.fullmatch(w)]


def _pairs(syllables: Sequence[str]) -> set[tuple[str, str]]:
    return set(pairwise(syllables))


_DAYS = (Verdict.DAY_CLOSE, Verdict.DAY_FITS, Verdict.DAY_SILENT, Verdict.DAY_AGAINST)


def _day(facts: PaperFacts, dossier: Dossier) -> Verdict:
    """A day that is told twice must be the same; signing must lie where papers of this role are signed."""
    told = [*_told(facts, dossier)]
    if Verdict.DAY_AGAINST in told:
        return Verdict.DAY_AGAINST
    signed = [_signed(day, facts.role, dossier) for day in facts.signed]
    best = min(signed, key=_DAYS.index, default=Verdict.DAY_SILENT)
    if best is Verdict.DAY_AGAINST:
        return best
    return min([*told, best], key=_DAYS.index)


def _told(facts: PaperFacts, dossier: Dossier) -> Iterable[Verdict]:
    for said, known in ((facts.received, dossier.received), (facts.due, dossier.due)):
        if said and known:
            yield Verdict.DAY_CLOSE if said == known else Verdict.DAY_AGAINST
    if facts.born and dossier.received:
        age = (dossier.received - facts.born).days
        yield Verdict.DAY_AGAINST if age < 0 else _within(age, 0, 60)


def role_by_day(facts: PaperFacts, dossier: Dossier) -> Role | None:
    """What a paper of no usual role is to a dossier: signed before it was received, an attachment.

    Signed by its office on the day the case was finished, the result. Else it is not known.
    """
    day = max(facts.signed, default=None)
    if day is None or dossier.received is None:
        return None
    if day < dossier.received:
        return Role.ATTACHMENT
    own = _unit(facts, dossier) is Verdict.UNIT_SAME
    finished = dossier.finished or dossier.returned
    return Role.RESULT if own and finished and abs((day - finished).days) <= 1 else None


def _within(days: int, least: int, most: int) -> Verdict:
    return Verdict.DAY_FITS if least <= days <= most else Verdict.DAY_SILENT


def _signed(day: dt.date, role: Role | None, dossier: Dossier) -> Verdict:
    if dossier.received is None:
        return Verdict.DAY_SILENT
    before = (dossier.received - day).days
    if role is Role.RESULT or (role is not Role.APPLICATION and before < 0):
        return _answered(day, dossier)
    if before < 0:
        return Verdict.DAY_AGAINST
    if before <= _CLOSE:
        return Verdict.DAY_CLOSE
    if role is Role.APPLICATION and before > _FAR:
        return Verdict.DAY_AGAINST
    return _within(before, 0, _NEAR)


def _answered(day: dt.date, dossier: Dossier) -> Verdict:
    """A paper of the office: from the reception to the return, best on the day the case was finished."""
    ends = [one for one in (dossier.finished, dossier.returned) if one]
    if dossier.received is None or day < dossier.received:
        return Verdict.DAY_AGAINST
    if not ends:
        close = dossier.due is not None and day <= dossier.due + dt.timedelta(days=_NEAR)
        return Verdict.DAY_FITS if close else Verdict.DAY_SILENT
    if day > max(ends) + dt.timedelta(days=_CLOSE):
        return Verdict.DAY_AGAINST
    finished = dossier.finished or max(ends)
    return Verdict.DAY_CLOSE if abs((day - finished).days) <= 1 else Verdict.DAY_FITS


def _unit(facts: PaperFacts, dossier: Dossier) -> Verdict:
    wanted, is_commune = _called(dossier.unit_name or "")
    if not wanted:
        return Verdict.UNIT_SILENT
    if any(_speaks_of(text, wanted) for text in facts.units):
        return Verdict.UNIT_SAME
    if not is_commune:
        return Verdict.UNIT_SILENT
    renamed = _renamed(facts, dossier)
    if not renamed and any(_COMMUNE.search(text) for text in facts.units):
        return Verdict.UNIT_AGAINST
    if not facts.homes or renamed:
        return Verdict.UNIT_SILENT
    home = any(_speaks_of(text, wanted) for text in facts.homes)
    return Verdict.UNIT_HOME if home else Verdict.UNIT_OTHER_HOME


@lru_cache(_REMEMBERED)
def _called(unit: str) -> tuple[str, bool]:
    """By what an office is recognised on a paper, folded, and whether that is a commune."""
    name = fold(unit)
    place = _COMMUNE.search(name)
    return (place[0].strip(), True) if place else (name, False)


@lru_cache(_REMEMBERED)
def _speaks_of(text: str, wanted: str) -> bool:
    """Whether a text names an office, one wrong letter in eight forgiven, but never a longer name."""
    if re.search(rf"\b{re.escape(wanted)}\b", text):
        return True
    return len(wanted) > 8 and fuzz.partial_ratio(wanted, text) >= _ALIKE


def _renamed(facts: PaperFacts, dossier: Dossier) -> bool:
    day = max(facts.signed, default=None)
    return bool(day and dossier.received and dossier.received < MERGER <= day)


def _code(codes: Sequence[str], code: str) -> Verdict:
    if code in codes:
        return Verdict.CODE_SAME
    if any(one_digit_off(one, code) for one in codes):
        return Verdict.CODE_NEAR
    return Verdict.CODE_AGAINST if codes else Verdict.CODE_SILENT


def one_digit_off(read: str, code: str) -> bool:
    """Whether a code read from print is another one but for a single digit."""
    if len(read) != len(code) or parse(code) is None:
        return False
    differ = [(a, b) for a, b in zip(read, code, strict=True) if a != b]
    return len(differ) == 1 and all(c.isdigit() for c in differ[0])
