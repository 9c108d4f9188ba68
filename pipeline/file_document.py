"""File one document: what the clerk and people said stays, else what the paper itself says decides."""

from collections.abc import Container
from dataclasses import dataclass, replace

from pipeline.catalog.records import DocumentRecord
from pipeline.dossier_code import parse
from pipeline.filing import Decision, Evidence, RoleEvidence, Source, decide, sighted
from pipeline.filing_by_register import NO_MATCH, explained, explanation, with_register
from pipeline.model import Extraction, Filing, Problem
from pipeline.register_match import Match

AT_THE_COUNTER = (Source.OPTION, Source.FOLDER, Source.SEPARATOR)
"""Whoever handed the paper in said so."""


@dataclass(frozen=True, slots=True)
class Filed:
    """The filings of a document and what a person must look at."""

    filings: tuple[Filing, ...]
    problems: tuple[Problem, ...]


def asks_register(document: DocumentRecord, extraction: Extraction) -> bool:
    """Whether nothing stronger than print says where a document belongs, so that the register may know."""
    if extraction.restricted or any(_is_placed(filing) for filing in document.filings):
        return False
    return all(one.source == "text" for one in extraction.dossier_codes)


def file_document(
    document: DocumentRecord,
    extraction: Extraction,
    *,
    registered: Container[str],
    found: Match = NO_MATCH,
) -> Filed:
    """Decide every filing of a document.

    Filings a person made or accepted are final. Those by option, folder or separator sheet stay, in doubt
    where a code on the paper names a dossier that is none of them. Else the strongest code on the paper
    files it; a code that only print tells and that the register does not know leaves the filing in doubt.
    What the register itself says of the paper (`found`, where `asks_register`) is the weakest evidence.
    """
    accepted = tuple(filing for filing in document.filings if filing.accepted)
    if accepted:
        return Filed(accepted, ())
    placed = [filing for filing in document.filings if filing.filed_by in AT_THE_COUNTER]
    seen = sighted(extraction.dossier_codes)
    if placed:
        return _confirm(placed, seen, extraction)
    roles = RoleEvidence(option=document.told_role, usual=extraction.role)
    decision = decide(with_register(seen, found, registered), roles)
    known = explained(_checked(decision, registered), found)
    return _as_filed(document.id, known, explanation(known, found))


def _is_placed(filing: Filing) -> bool:
    return filing.accepted or filing.filed_by in ("option", "folder")


def _confirm(placed: list[Filing], seen: tuple[Evidence, ...], extraction: Extraction) -> Filed:
    codes = {filing.dossier for filing in placed}
    filings: list[Filing] = []
    problems: list[Problem] = []
    for filing in placed:
        others = [one for one in seen if _written(one.code) not in codes - {filing.dossier}]
        own = Evidence(Source(filing.filed_by), filing.dossier)
        decision = decide([own, *others], _roles(filing, extraction))
        filed = _as_filed(filing.document, decision)
        filings += [replace(one, in_doubt=one.in_doubt or filing.in_doubt) for one in filed.filings]
        problems += filed.problems
    return Filed(tuple(filings), tuple(dict.fromkeys(problems)))


def _roles(filing: Filing, extraction: Extraction) -> RoleEvidence:
    if filing.filed_by != "folder":
        return RoleEvidence(option=filing.role, usual=extraction.role)
    return RoleEvidence(folder=filing.role, usual=extraction.role)


def _checked(decision: Decision, registered: Container[str]) -> Decision:
    if decision.filed_by is not Source.TEXT or decision.dossier in registered:
        return decision
    problem = Problem("filing.unknown_dossier", detail=decision.dossier or "")
    return Decision(
        decision.dossier,
        decision.role,
        decision.filed_by,
        decision.confidence,
        in_doubt=True,
        problems=(*decision.problems, problem),
    )


def _as_filed(document: str, decision: Decision, why: str = "") -> Filed:
    if decision.dossier is None or decision.filed_by is None:
        return Filed((), decision.problems)
    filing = Filing(
        document=document,
        dossier=decision.dossier,
        role=decision.role,
        filed_by=decision.filed_by.value,
        confidence=decision.confidence,
        in_doubt=decision.in_doubt,
        why=why,
    )
    return Filed((filing,), decision.problems)


def _written(code: str) -> str:
    parsed = parse(code)
    return parsed.text if parsed else code.strip()
