"""Searches under a name: kept, listed, asked again, forgotten; everybody has names of their own."""

import time

from flows.bench import Archive
from pipeline.catalog.searches import SavedSearch
from pipeline.errors import BadRequest
from portal.asked import Asked, option
from portal.door import Door
from portal.entries import Entry, moment


def keep(archive: Archive, by: str, name: str, asked: Asked) -> None:
    """Keep a question, in place of one of that name; raises BadQuery where it is none."""
    asked.query()
    if not name.strip():
        raise BadRequest(name, code="request.search_name")
    saved = SavedSearch(by, name.strip(), asked.text, asked.filters, time.time())
    archive.catalog.searches.keep(saved)


def recall(archive: Archive, by: str, name: str) -> Asked:
    """The question of that name."""
    saved = archive.catalog.searches.get(by, name.strip())
    return Asked(saved.text, saved.filters)


def print_saved(door: Door, archive: Archive, by: str) -> None:
    """List a person's searches."""
    entries = [_entry(saved) for saved in archive.catalog.searches.of(by)]
    if door.json:
        door.print_json({"searches": entries})
        return
    door.print(door.phrase("saved.count", count=len(entries)))
    for entry in entries:
        filters = " ".join(f"--{name} {value}" for name, value in entry["filters"])
        door.print(" | ".join(filter(None, [entry["name"], entry["query"], filters])))


def _entry(saved: SavedSearch) -> Entry:
    filters = [[option(name), value] for name, value in saved.filters]
    return {"name": saved.name, "query": saved.text, "filters": filters, "at": moment(saved.at)}
