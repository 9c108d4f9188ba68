"""Hits as the contract prints them, as far as their reader may see them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from flows.bench import Archive
from pipeline.catalog.records import DocumentRecord
from pipeline.indexing import issued_on, title
from pipeline.masking import masked
from pipeline.model import Match, Query, Reader
from pipeline.sheets import read_pages
from portal.door import Door
from portal.entries import Entry
from search.highlight import PageHit, highlight


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that answers, as its reader may see it."""

    match: Match
    record: DocumentRecord


def hits(archive: Archive, matches: Sequence[Match], reader: Reader) -> list[Hit]:
    """The documents of these matches; those that went meanwhile are left out."""
    records = archive.catalog.documents.load([match.document for match in matches])
    return [
        Hit(match, _seen(records[match.document], reader))
        for match in matches
        if match.document in records
    ]


def _seen(record: DocumentRecord, reader: Reader) -> DocumentRecord:
    """The record as a reader may see it: the file of a sensitive paper may be called by a person."""
    return replace(record, file="") if record.sensitive and reader.clearance < 1 else record


def marked_entry(archive: Archive, hit: Hit, query: Query) -> Entry:
    """The entry of a hit with its best places; none of a sensitive paper, whose text is not searched."""
    pages = () if hit.record.sensitive else read_pages(archive.store, hit.record)
    found = highlight(pages, query, tier=hit.match.tier)
    return {**hit_entry(hit), "pages": [_page(page) for page in found]}


def hit_entry(hit: Hit) -> Entry:
    """The entry of a hit, without places on its pages."""
    record, issued = hit.record, issued_on(hit.record)
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
        "score": round(hit.match.score, 3),
        "tier": hit.match.tier.value,
        "pages": [],
    }


def _page(hit: PageHit) -> Entry:
    return {
        "page": hit.page,
        "snippet": masked(hit.snippet),
        "boxes": [box.as_list() for box in hit.boxes],
    }


def hit_lines(door: Door, entry: Entry) -> Iterator[str]:
    """A hit for people: id and title, what it is, its best places."""
    yield masked(f"{entry['document']}  {entry['title']}")
    about = [entry["type_name"], entry["issued"], *entry["dossiers"], entry["file"]]
    tier = door.phrase(f"tier.{entry['tier']}")
    yield masked("  " + " | ".join(filter(None, [tier, *about])))
    for page in entry["pages"]:
        snippet = page["snippet"].replace("<mark>", "[").replace("</mark>", "]")
        yield "  " + door.phrase("search.page", page=page["page"], snippet=snippet)
