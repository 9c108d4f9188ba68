"""The JSON of the contract (`docs/commands.md`): a document's entry, from what the catalog knows now."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.catalog.records import DocumentRecord, Happening
from pipeline.indexing import title
from pipeline.model import FieldValue, Filing, Part
from pipeline.sheets import runs
from pipeline.signatures import VIETNAM, Signature
from portal.problems import problem_entry

Entry = dict[str, Any]


def entry(document: DocumentRecord, lang: str) -> Entry:
    """A document by itself, as `show`, `review` and the edits print it."""
    found = runs(document.parts)
    return {
        "file": document.file,
        "pages_from": pages_from(found[0].part),
        "document": document.id,
        "sha256": found[0].part.sha256,
        "status": status(document),
        **understood(document, lang),
        "parts": [part_entry(filed.file, filed.part) for filed in found],
    }


@dataclass(frozen=True, slots=True)
class Story:
    """What hangs on a document beside its record."""

    history: Sequence[Happening]
    signatures: Sequence[Signature]


def full_entry(document: DocumentRecord, story: Story, lang: str) -> Entry:
    """A document with its signatures and its story."""
    return {
        **entry(document, lang),
        "title": title(document),
        "signatures": [_signature(one) for one in story.signatures],
        "stage": document.stage.value,
        "revision": document.revision,
        "received": moment(document.received_at),
        "by": document.received_by,
        "batch": document.batch,
        "withdrawn": document.withdrawn_why,
        "replaced_by": document.replaced_by,
        "became": list(document.became),
        "history": [_happening(one) for one in story.history],
    }


def status(document: DocumentRecord) -> str:
    """`indexed`, `waiting` or `restricted`."""
    if document.restricted is not None and document.finished:
        return "restricted"
    return "indexed" if document.indexed else "waiting"


def moment(seconds: float) -> str:
    """Seconds since the epoch as local ISO time."""
    return dt.datetime.fromtimestamp(seconds).astimezone().isoformat(timespec="seconds")


def pages_from(part: Part) -> list[int]:
    """First and last page in the file."""
    return [part.first, part.last]


def part_entry(file: str, part: Part) -> Entry:
    """A run of pages of one file."""
    return {"file": file, "sha256": part.sha256, "pages_from": pages_from(part)}


def understood(document: DocumentRecord, lang: str) -> Entry:
    """What every entry tells of a document."""
    main = document.filings[0] if document.filings else None
    return {
        "review": bool(document.why_review),
        "pages": document.pages,
        "blank_pages": [page.number for page in document.facts if page.blank],
        "separators": [
            part_entry(filed.file, filed.part) for filed in document.parts if filed.left_out
        ],
        "dossier": main.dossier if main else None,
        "dossiers": [_filing(filing) for filing in document.filings],
        "role": _role(document),
        "type": document.type,
        "type_name": document.type_name,
        "type_confidence": round(document.type_confidence, 4),
        "restricted": document.restricted,
        "sensitive": document.sensitive,
        "fields": {value.name: _field(value) for value in document.fields},
        "problems": [problem_entry(problem, lang) for problem in document.problems],
        "seconds": round(document.seconds, 2),
    }


def _role(document: DocumentRecord) -> str | None:
    filed = document.filings[0].role if document.filings else document.told_role
    return filed.value if filed else None


def _field(value: FieldValue) -> Entry:
    return {
        "value": value.value,
        "raw": value.raw,
        "confidence": round(value.confidence, 4),
        "state": value.state.value,
        "page": value.page,
        "box": value.box.as_list() if value.box else None,
        "source": value.source,
    }


def _filing(filing: Filing) -> Entry:
    return {
        "dossier": filing.dossier,
        "role": filing.role.value if filing.role else None,
        "filed_by": filing.filed_by,
        "confidence": round(filing.confidence, 4),
        "in_doubt": filing.in_doubt,
        "accepted": filing.accepted,
        "why": filing.why.split(", ") if filing.why else [],
    }


def _signature(one: Signature) -> Entry:
    return {
        "signer": one.signer or None,
        "organisation": one.organisation or None,
        "at": one.at and one.at.isoformat(),
        "timestamp": one.stamped and one.stamped.astimezone(VIETNAM).isoformat(),
        "day": one.day and one.day.isoformat(),
        "intact": one.intact,
        "changed": one.changed,
        "covers_whole": one.covers_whole,
        "trusted": one.trusted,
        "certificate_valid": one.valid_then,
        "weak": one.weak,
        "field": one.field,
        "page": one.page,
        "box": one.box.as_list() if one.box else None,
        "problem": one.problem or None,
    }


def _happening(one: Happening) -> Entry:
    return {
        "at": moment(one.at),
        "by": one.by,
        "event": one.event,
        "name": one.name,
        "before": one.before,
        "after": one.after,
    }
