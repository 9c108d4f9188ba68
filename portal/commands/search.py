"""`sohoa search`: find papers by what is on them."""

import argparse
import datetime as dt
import time
from dataclasses import replace
from typing import Any

from pipeline.catalog.records import DocumentRecord
from pipeline.errors import BadQuery
from pipeline.indexing import issued_on, title
from pipeline.masking import masked
from pipeline.model import Match, Query, Reader, Role
from pipeline.sheets import read_pages
from portal.door import Door
from search.highlight import PageHit, highlight
from search.query import parse


def run(door: Door, options: argparse.Namespace) -> int:
    """Search, mark the words of the hits that are shown, print."""
    settings = door.settings()
    query = _query(options)
    reader = Reader(units=settings.reader_units, clearance=settings.reader_clearance)
    with door.archive(settings) as archive:
        started = time.perf_counter()
        found = archive.index.search(query, reader, limit=options.limit, offset=options.offset)
        records = archive.catalog.documents.load([match.document for match in found.matches])
        hits = []
        for match in found.matches:
            if match.document in records:
                record = records[match.document]
                pages = () if record.sensitive else read_pages(archive.store, record)
                hits.append(
                    _hit(match, _seen(record, reader), highlight(pages, query, tier=match.tier))
                )
        seconds = time.perf_counter() - started
    answer = {
        "query": options.query,
        "total": found.total,
        "seconds": round(seconds, 4),
        "hits": hits,
    }
    if door.json:
        door.print_json(answer)
    else:
        _print_for_people(door, answer)
    return 0


def _query(options: argparse.Namespace) -> Query:
    return parse(
        options.query,
        type=options.type,
        role=Role(options.role) if options.role else None,
        dossier=options.dossier,
        unit=options.unit,
        issued_from=day(options.start),
        issued_to=day(options.end),
        fields=tuple(_field(one) for one in options.field),
    )


def day(text: str | None) -> dt.date | None:
    """A day given as YYYY-MM-DD or dd/mm/yyyy; raises BadQuery."""
    if not text:
        return None
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return dt.datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise BadQuery(text)


def _field(option: str) -> tuple[str, str]:
    name, found, value = option.partition("=")
    if not found:
        raise BadQuery(option)
    return name.strip(), value.strip()


def _seen(record: DocumentRecord, reader: Reader) -> DocumentRecord:
    """The record as a reader may see it: the file of a sensitive paper may be called by a person."""
    return replace(record, file="") if record.sensitive and reader.clearance < 1 else record


def _hit(match: Match, record: DocumentRecord, pages: list[PageHit]) -> dict[str, Any]:
    issued = issued_on(record)
    role = next((filing.role for filing in record.filings if filing.role), None)
    return {
        "document": record.id,
        "file": record.file,
        "dossiers": [filing.dossier for filing in record.filings],
        "role": role.value if role else None,
        "type": record.type,
        "type_name": record.type_name,
        "title": title(record),
        "issued": issued.isoformat() if issued else None,
        "score": round(match.score, 3),
        "tier": match.tier.value,
        "pages": [
            {
                "page": hit.page,
                "snippet": masked(hit.snippet),
                "boxes": [box.as_list() for box in hit.boxes],
            }
            for hit in pages
        ],
    }


def _print_for_people(door: Door, answer: dict[str, Any]) -> None:
    door.print(door.phrase("search.total", total=answer["total"], seconds=answer["seconds"]))
    for hit in answer["hits"]:
        door.print()
        door.print(masked(f"{hit['document']}  {hit['title']}"))
        about = [hit["type_name"], hit["issued"], *hit["dossiers"], hit["file"]]
        tier = door.phrase(f"tier.{hit['tier']}")
        door.print(masked("  " + " | ".join(filter(None, [tier, *about]))))
        for page in hit["pages"]:
            snippet = page["snippet"].replace("<mark>", "[").replace("</mark>", "]")
            door.print("  " + door.phrase("search.page", page=page["page"], snippet=snippet))
