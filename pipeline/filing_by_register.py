"""What the register says of a paper, as evidence beside the codes printed on it."""

from collections.abc import Container, Sequence
from dataclasses import replace

from pipeline.filing import Decision, Evidence, Source
from pipeline.model import Problem
from pipeline.register_evidence import one_digit_off
from pipeline.register_match import Candidate, Match

NO_MATCH = Match()
"""The register was not asked, or knows nobody whom the paper names."""


def with_register(
    seen: Sequence[Evidence], found: Match, registered: Container[str]
) -> tuple[Evidence, ...]:
    """The evidence of a paper together with what the register says.

    A printed code that no dossier has, and that is this one's but for a digit, is a reading error.
    """
    best = found.best
    if best is None:
        return tuple(seen)
    code = best.dossier.code
    misread = {one.code for one in seen if one_digit_off(one.code, code)}
    kept = (one for one in seen if one.code not in misread or one.code in registered)
    return (*kept, Evidence(Source.REGISTER, code, best.likely))


def explained(decision: Decision, found: Match) -> Decision:
    """The decision with the doubt that the register leaves, or with the doubt that it takes away."""
    best = found.best
    if decision.dossier is None:
        return _named(decision, found) if found.candidates else decision
    if best is None or decision.dossier != best.dossier.code:
        return decision
    if decision.role is None and best.role is not None:
        decision = replace(_without(decision, "filing.role_unknown"), role=best.role)
    if found.sure:
        return _without(decision, "filing.unsure")
    if decision.filed_by is not Source.REGISTER:
        return decision
    problem = Problem("filing.by_register", detail=_told(found.candidates))
    return replace(decision, in_doubt=True, problems=(problem, *decision.problems))


def explanation(decision: Decision, found: Match) -> str:
    """What the paper and its dossier in the register agree and disagree in, no names: `name.same, day.close`."""
    mine = (one for one in found.candidates if one.dossier.code == decision.dossier)
    return ", ".join(told for one in mine for told in one.told)


def _named(decision: Decision, found: Match) -> Decision:
    """Unfiled, but these dossiers are worth a look."""
    problem = Problem("filing.candidates", detail=_told(found.candidates))
    rest = (one for one in decision.problems if one.code != "filing.unfiled")
    return replace(decision, problems=(problem, *rest))


def _without(decision: Decision, code: str) -> Decision:
    left = tuple(problem for problem in decision.problems if problem.code != code)
    return replace(decision, problems=left, in_doubt=bool(left))


def _told(candidates: Sequence[Candidate]) -> str:
    """Codes and verdicts, most likely first; nothing about anybody."""
    return "; ".join(f"{one.dossier.code}: {', '.join(one.told)}" for one in candidates)
