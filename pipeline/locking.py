"""Locking a marked paper away: nothing that was made from it stays but what the catalog needs to name it."""

import shutil
from pathlib import Path

from pipeline import keys
from pipeline.catalog.records import DocumentRecord
from pipeline.ports import ObjectStore
from pipeline.sheets import sheets


def lock_away(store: ObjectStore, document: DocumentRecord) -> None:
    """Remove every reading of its pages, by whatever recipe, and its searchable copy; the original stays."""
    own: dict[str, set[str]] = {}
    for sheet in sheets(document.parts):
        own.setdefault(sheet.sha256, set()).add(f"{sheet.page}.json")
    for sha256, names in own.items():
        for key in list(store.keys(keys.readings(sha256))):
            if key.rpartition("/")[2] in names:
                store.remove(key)
    store.remove(keys.searchable_pdf(document.id))


def clear_rooms(tmp: Path, document: str, *, but: Path) -> None:
    """Remove the work rooms that killed readers of a paper left behind, with their copies of its pages."""
    for room in tmp.glob(f"{room_prefix(document)}*"):
        if room != but:
            shutil.rmtree(room, ignore_errors=True)


def room_prefix(document: str) -> str:
    """How the names of the work rooms of a document begin."""
    return f"room-{document}-"
