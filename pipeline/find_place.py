"""Find the place of a paper: by its codes, else by asking the register; again when the register has changed."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import chain

from pipeline.catalog import Catalog
from pipeline.catalog.matching import Refiled
from pipeline.catalog.records import DocumentRecord
from pipeline.file_document import Filed, asks_register, file_document
from pipeline.filing_by_register import NO_MATCH
from pipeline.mentions import Mentions
from pipeline.model import CodeSighting, Extraction, Problem, Role
from pipeline.name_keys import near_codes, near_keys
from pipeline.paper_facts import PaperFacts, Understood, facts_of
from pipeline.register_match import Match, match

log = logging.getLogger(__name__)

RoleOf = Callable[[str], Role | None]
"""What papers of a type (slug) usually are to a dossier."""

_GUESSED = ("text", "register")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paper belongs. version: of the register that was asked, None where it need not be asked."""

    filed: Filed
    version: int | None


def find_place(
    catalog: Catalog, document: DocumentRecord, extraction: Extraction, mentioned: Mentions
) -> Place:
    """Decide the filings of a document, asking the register where nothing stronger than print files it."""
    codes = [sighting.code for sighting in extraction.dossier_codes]
    found, version = NO_MATCH, None
    if asks_register(document, extraction):
        found, version = ask(catalog, _facts(document, extraction, mentioned))
    registered = catalog.dossiers.registered(codes)  # after asking: never older than `version`
    filed = file_document(document, extraction, registered=registered, found=found)
    return Place(filed, version)


def ask(catalog: Catalog, facts: PaperFacts) -> tuple[Match, int]:
    """What the register says of a paper, and its version."""
    people = dict.fromkeys(chain(facts.keys, *map(near_keys, facts.keys)))
    codes = dict.fromkeys(chain(facts.codes, *map(near_codes, facts.codes)))
    answer = catalog.matching.candidates(list(people), list(codes))
    return match(facts, answer.dossiers), answer.version


def refile(catalog: Catalog, role_of: RoleOf, *, now: float) -> int:
    """Decide anew what was decided by an older register; returns how many papers that were.

    Nothing is read again; what a person said stays. Killed half-way, the next call goes on with the rest.
    """
    done, after = 0, ""
    while ids := catalog.matching.pending(after):
        after = ids[-1]
        for record in catalog.documents.load(ids).values():
            done += catalog.matching.settle(record, _again(catalog, record, role_of), now=now)
    if done:
        log.info("papers matched with the register: count=%d", done)
    return done


def _again(catalog: Catalog, record: DocumentRecord, role_of: RoleOf) -> Refiled:
    if record.accepted_by or any(one.accepted for one in record.filings):
        return Refiled(record.filings, record.problems, None)
    stronger = tuple(one for one in record.filings if one.filed_by not in _GUESSED)
    others = tuple(one for one in record.problems if not one.code.startswith("filing."))
    if stronger:
        kept = tuple(one for one in record.problems if not _guessed(one))
        return Refiled(stronger, kept, None)
    mentioned = Mentions.load(record.mentions)
    extraction = _as_extracted(record, mentioned, role_of(record.type))
    place = find_place(catalog, replace(record, filings=()), extraction, mentioned)
    return Refiled(place.filed.filings, (*others, *place.filed.problems), place.version)


def _guessed(problem: Problem) -> bool:
    return problem.code in ("filing.unfiled", "filing.candidates", "filing.by_register")


def _as_extracted(record: DocumentRecord, mentioned: Mentions, role: Role | None) -> Extraction:
    """What the extractors found, as the catalog remembers it."""
    return Extraction(
        type=record.type,
        type_name=record.type_name,
        type_confidence=record.type_confidence,
        form="",
        fields=record.fields,
        dossier_codes=mentioned.sightings or tuple(_printed(record)),
        role=role,
        restricted=record.restricted,
    )


def _printed(record: DocumentRecord) -> list[CodeSighting]:
    """The code by which print filed a paper, for papers read before mentions were kept."""
    told = (one for one in record.filings if one.filed_by == "text")
    return [CodeSighting(one.dossier, "text", one.confidence, 1) for one in told]


def _facts(document: DocumentRecord, extraction: Extraction, mentioned: Mentions) -> PaperFacts:
    """Facts of a paper; values that a person confirmed stand before what was read."""
    confirmed = {one.name: one for one in document.fields if one.state == "confirmed"}
    fields = {one.name: one for one in extraction.fields} | confirmed
    role = document.told_role or extraction.role
    told = Understood(extraction.type_name, tuple(fields.values()), role, extraction.dossier_codes)
    return facts_of(told, mentioned)
