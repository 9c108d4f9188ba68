"""To which dossier of the register a paper without a code belongs: scored, explained, never silently guessed."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import Dossier, Role
from pipeline.paper_facts import PaperFacts
from pipeline.register_evidence import Verdict, evidence, role_by_day

REGISTERED = 0.9
"""How often the dossier of a paper that names an applicant is in the register, as assumed (0–1)."""

SURE = 0.99
"""A dossier less likely than this (0–1) is filed in doubt."""

LIKELY = 0.5
"""A dossier less likely than this (0–1) is only named to a person."""

WORTH_NAMING = 0.05
MOST_NAMED = 5

WEIGHTS: dict[Verdict, float] = {
    Verdict.NAME_SAME: 0.0,
    Verdict.NAME_ACCENTS: -3.5,
    Verdict.NAME_NEAR: -3.5,
    Verdict.NAME_SILENT: -5.0,
    Verdict.NAME_AGAINST: -7.0,
    Verdict.PERSON_BESIDE: -3.0,
    Verdict.PROCEDURE_SAME: 2.0,
    Verdict.PROCEDURE_ALIKE: 1.5,
    Verdict.PROCEDURE_SILENT: -0.5,
    Verdict.PROCEDURE_AGAINST: -4.0,
    Verdict.DAY_CLOSE: 4.0,
    Verdict.DAY_FITS: 2.0,
    Verdict.DAY_SILENT: -0.5,
    Verdict.DAY_AGAINST: -4.0,
    Verdict.UNIT_SAME: 3.0,
    Verdict.UNIT_HOME: 2.0,
    Verdict.UNIT_OTHER_HOME: -3.0,
    Verdict.UNIT_AGAINST: -4.0,
    Verdict.CODE_SAME: 6.0,
    Verdict.CODE_NEAR: 4.0,
    Verdict.CODE_AGAINST: -4.0,
}
"""Natural logarithm of how many times as often a verdict comes with the right dossier as with a namesake's.

Of names: as with the right name read right. Counted by `tests/benchmarks/filing_evidence.py` on layout a,
rounded, held within 4 because the verdicts lean on each other (decision 0026). What is not listed weighs nothing.
"""

_DAY = frozenset({Verdict.DAY_CLOSE, Verdict.DAY_FITS})
_PROCEDURE = frozenset({Verdict.PROCEDURE_SAME, Verdict.PROCEDURE_ALIKE})
_LIKE = frozenset({Verdict.NAME_SAME, Verdict.NAME_ACCENTS, Verdict.NAME_NEAR})

_BEYOND_NAME = frozenset(
    {
        Verdict.PROCEDURE_SAME,
        Verdict.PROCEDURE_ALIKE,
        Verdict.DAY_CLOSE,
        Verdict.DAY_FITS,
        Verdict.UNIT_SAME,
        Verdict.UNIT_HOME,
        Verdict.CODE_SAME,
        Verdict.CODE_NEAR,
    }
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A dossier that may be the paper's. likely: 0–1, all candidates together at most 1.

    role: what the paper is to it, for papers that have no usual role.
    """

    dossier: Dossier
    verdicts: tuple[Verdict, ...]
    likely: float
    role: Role | None = None

    @property
    def told(self) -> tuple[str, ...]:
        """The verdicts that say something."""
        return tuple(one.value for one in self.verdicts if not one.endswith(".silent"))

    @property
    def agreed(self) -> bool:
        """The paper names the applicant, its day is the case's, and nothing contradicts.

        A day that only lies within the case (people come again), or somebody whom the paper names but not as
        its applicant (officials have namesakes too), is enough only where the procedure agrees as well.
        """
        said = set(self.verdicts)
        if any(one.endswith(".against") for one in said) or not said & _LIKE:
            return False
        if Verdict.CODE_SAME in said:
            return True
        asked = {Verdict.DAY_CLOSE, Verdict.PERSON_APPLICANT} <= said
        return asked or bool(said & _DAY and said & _PROCEDURE)

    @property
    def backed(self) -> bool:
        """Something beside the name speaks for the dossier."""
        return not _BEYOND_NAME.isdisjoint(self.verdicts)


@dataclass(frozen=True, slots=True)
class Match:
    """What the register says of a paper: candidates worth naming, most likely first."""

    candidates: tuple[Candidate, ...] = ()

    @property
    def best(self) -> Candidate | None:
        """The dossier the paper is filed in, if any is likely enough."""
        first = self.candidates[0] if self.candidates else None
        return first if first is not None and first.likely >= LIKELY else None

    @property
    def sure(self) -> bool:
        """One dossier is clearly ahead of all others and nothing on the paper contradicts it."""
        best = self.best
        return best is not None and best.likely >= SURE and best.agreed


def match(facts: PaperFacts, dossiers: Sequence[Dossier]) -> Match:
    """The dossiers of a register that a paper may belong to; in which order they come does not matter.

    dossiers: all of those whose applicant is, but for a letter, somebody the paper names, and those whose code
    is, but for a digit, one that it prints. Bayes' rule over them and "none of these": see decision 0026.
    """
    weighed = [(one, evidence(facts, one)) for one in {d.code: d for d in dossiers}.values()]
    scores = [_score(verdicts) for _, verdicts in weighed]
    namesakes = sum(Verdict.NAME_SAME in verdicts for _, verdicts in weighed)
    whole = sum(scores) + (1 - REGISTERED) * (namesakes + 0.5)
    found = [
        Candidate(dossier, verdicts, score / whole, facts.role or role_by_day(facts, dossier))
        for (dossier, verdicts), score in zip(weighed, scores, strict=True)
    ]
    named = [one for one in found if one.backed and one.likely >= WORTH_NAMING]
    ordered = sorted(named, key=lambda one: (-one.likely, one.dossier.code))
    return Match(tuple(ordered[:MOST_NAMED]))


def _score(verdicts: Sequence[Verdict]) -> float:
    return REGISTERED * math.exp(sum(WEIGHTS.get(one, 0.0) for one in verdicts))
