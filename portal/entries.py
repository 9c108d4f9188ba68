"""The JSON of the contract (`docs/commands.md`): a document's entry, from what the catalog knows now."""

import datetime as dt
from collections.abc import Sequence
from itertools import islice
from typing import Any

from pipeline.catalog import Catalog
from pipeline.catalog.records import Answer, DocumentRecord, HandIn, Happening
from pipeline.indexing import title
from pipeline.model import FieldValue, Filing, Problem
from portal.problems import problem_entry

Entry = dict[str, Any]


def batch_entries(catalog: Catalog, batch: str, lang: str) -> list[Entry]:
    """Every file of a batch in exactly one entry, in the order handed in."""
    lines = catalog.batches.hand_ins(batch)
    ids = list({line.document for line in lines if line.document})
    records = catalog.documents.load(ids)
    entries: list[Entry] = []
    handed_in = iter([line for line in lines if line.answer is not Answer.IGNORED])
    for line in handed_in:
        if line.document is None:
            entries.append(_rejected(line, lang))
            continue
        record = records[line.document]
        others = islice(handed_in, len(record.parts) - 1)
        entries.append(_handed_in([line, *others], record, lang))
    return entries


def ignored(catalog: Catalog, batch: str) -> list[str]:
    """Files of a batch that are no scans by name: hidden ones, registers, links."""
    return [line.file for line in catalog.batches.hand_ins(batch) if line.answer is Answer.IGNORED]


def entry(document: DocumentRecord, lang: str) -> Entry:
    """A document by itself, as `show`, `review` and the edits print it."""
    first = document.parts[0]
    return {
        "file": document.file,
        "pages_from": [first.part.first, first.part.last],
        "document": document.id,
        "sha256": first.part.sha256,
        "status": status(document),
        **_understood(document, lang),
    }


def full_entry(document: DocumentRecord, history: Sequence[Happening], lang: str) -> Entry:
    """A document with its story."""
    return {
        **entry(document, lang),
        "title": title(document),
        "stage": document.stage.value,
        "revision": document.revision,
        "received": moment(document.received_at),
        "by": document.received_by,
        "batch": document.batch,
        "withdrawn": document.withdrawn_why,
        "replaced_by": document.replaced_by,
        "history": [_happening(one) for one in history],
    }


def status(document: DocumentRecord) -> str:
    """`indexed`, `waiting` or `restricted`."""
    if document.restricted is not None and document.finished:
        return "restricted"
    return "indexed" if document.indexed else "waiting"


def moment(seconds: float) -> str:
    """Seconds since the epoch as local ISO time."""
    return dt.datetime.fromtimestamp(seconds).astimezone().isoformat(timespec="seconds")


def _handed_in(lines: Sequence[HandIn], document: DocumentRecord, lang: str) -> Entry:
    line = lines[0]
    is_duplicate = line.answer is Answer.DUPLICATE and document.restricted is None
    return {
        "file": line.file,
        "pages_from": [line.first, line.last],
        "document": document.id,
        "sha256": line.sha256,
        "status": "duplicate" if is_duplicate else status(document),
        **_understood(document, lang),
        "parts": [
            {"file": one.file, "sha256": one.sha256, "pages_from": [one.first, one.last]}
            for one in lines
        ],
    }


def _rejected(line: HandIn, lang: str) -> Entry:
    problem = Problem(line.code or "scan.rejected", detail=line.detail)
    return {
        "file": line.file,
        "pages_from": None,
        "document": None,
        "sha256": line.sha256,
        "status": "rejected",
        "review": False,
        "pages": 0,
        "dossier": None,
        "dossiers": [],
        "role": None,
        "type": None,
        "type_name": None,
        "type_confidence": None,
        "fields": {},
        "problems": [problem_entry(problem, lang)],
        "seconds": 0.0,
    }


def _understood(document: DocumentRecord, lang: str) -> Entry:
    main = document.filings[0] if document.filings else None
    return {
        "review": bool(document.why_review),
        "pages": document.pages,
        "blank_pages": [page.number for page in document.facts if page.blank],
        "dossier": main.dossier if main else None,
        "dossiers": [_filing(filing) for filing in document.filings],
        "role": _role(document),
        "type": document.type,
        "type_name": document.type_name,
        "type_confidence": round(document.type_confidence, 4),
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


def _happening(one: Happening) -> Entry:
    return {
        "at": moment(one.at),
        "by": one.by,
        "event": one.event,
        "name": one.name,
        "before": one.before,
        "after": one.after,
    }
