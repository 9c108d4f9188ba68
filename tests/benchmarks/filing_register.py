"""A made register full of namesakes, and papers of some of its dossiers, each misread by lot."""

import datetime as dt
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import filing_papers
from filing_papers import Misreading

from pipeline.mentions import Mentions
from pipeline.model import Dossier, Extraction, Role
from samples.cases import BIRTH, Case, draw_case
from samples.chance import Chance
from samples.offices import commune

CERTIFIED = "giay-khai-sinh"
NOTICE = "giay-chung-sinh"
RECEIPT = "giay-tiep-nhan-ho-so-va-hen-tra-ket-qua"


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as it was understood. code: of its dossier, whether the register has that or not; empty for a stray.

    named: the applicant of the dossier stands on the paper. role: what it is to the dossier.
    """

    kind: str
    code: str
    registered: bool
    named: bool
    role: Role
    extraction: Extraction
    mentioned: Mentions


def cases(count: int, seed: int) -> list[Case]:
    """Cases as a province's offices number them: 0001, 0002 … each day, so that codes lie close together.

    One in six is one more case of an applicant before it, at the same office within two months.
    """
    made: list[Case] = []
    taken: Counter[str] = Counter()
    for number in range(count):
        chance = Chance("register", seed, number)
        case = draw_case(chance)
        if made and chance.odds(1 / 6):
            case = _again(case, chance.pick(made[-40:]), chance)
        day = f"{case.unit}-{case.received:%y%m%d}"
        taken[day] += 1
        made.append(replace(case, code=f"{day}-{taken[day]:04d}"))
    return made


def _again(case: Case, earlier: Case, chance: Chance) -> Case:
    """The same person asks again."""
    if case.birth or earlier.birth:
        return case
    day = earlier.received + dt.timedelta(days=chance.whole(0, 60))
    span = day.date() - case.received.date()
    return replace(
        case,
        unit=earlier.unit,
        place=earlier.place,
        applicant=earlier.applicant,
        received=day,
        due=case.due + span,
        finished=case.finished and case.finished + span,
        returned=case.returned and case.returned + span,
    )


def dossier(case: Case) -> Dossier:
    """A case as the register tells it."""
    day = case.received.date()
    return Dossier(
        code=case.code,
        procedure=case.procedure.code,
        procedure_name=case.procedure.name,
        unit=case.unit,
        unit_name=commune(case.place, day).name,
        channel="direct",
        applicant=case.applicant.name,
        received=day,
        due=case.due,
        finished=case.finished,
        returned=case.returned,
        returns_result=bool(case.procedure.result),
    )


def kinds(case: Case) -> list[str]:
    """The papers that a case has."""
    told = [case.procedure.application, RECEIPT]
    told += [case.procedure.result] if case.procedure.result and case.finished else []
    return told + ([NOTICE] if case.procedure is BIRTH else [])


def papers(
    some: Sequence[Case], layout: str, seed: int, misreading: Misreading, absent: frozenset[str]
) -> Iterator[Paper]:
    """Every paper of some cases; `absent`: codes that the register lacks."""
    for number, case in enumerate(some):
        written = _dated(case, random.Random(f"{seed} {number}"))
        for kind in kinds(case):
            shown = written if kind in (case.procedure.application, NOTICE) else case
            found, mentioned = filing_papers.read(
                shown, kind, layout, seed * 100_003 + number, misreading
            )
            yield Paper(
                kind=kind,
                code=case.code,
                registered=case.code not in absent,
                named=names_applicant(case, kind),
                role=role(case, kind),
                extraction=found,
                mentioned=mentioned,
            )


def strays(count: int, layout: str, seed: int, misreading: Misreading) -> Iterator[Paper]:
    """Letters, decisions and reports that belong to no dossier of the register."""
    for number in range(count):
        kind = ("cong-van", "quyet-dinh", "bao-cao")[number % 3]
        found, mentioned = filing_papers.read(None, kind, layout, seed * 7 + number, misreading)
        yield Paper(kind, "", False, False, Role.ATTACHMENT, found, mentioned)


def role(case: Case, kind: str) -> Role:
    """What a paper of a kind is to its case."""
    if kind == case.procedure.application:
        return Role.APPLICATION
    return Role.RESULT if kind == case.procedure.result else Role.ATTACHMENT


def names_applicant(case: Case, kind: str) -> bool:
    """A notice of birth names the mother alone, and the father may be the one who asks."""
    birth = case.birth
    return kind != NOTICE or (birth is not None and birth.mother.name == case.applicant.name)


def _dated(case: Case, chance: random.Random) -> Case:
    """An application is written some days before it is handed in: half on the day, the rest within two weeks."""
    before = 0 if chance.random() < 0.5 else chance.randint(1, 14)
    return replace(case, received=case.received - dt.timedelta(days=before))
