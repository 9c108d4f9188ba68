"""What every edit by a person does: act on the newest revision, tell the index, print the entry."""

import time
from collections.abc import Callable, Sequence

from flows.bench import Archive
from flows.digitizing import Told, see_through
from pipeline import holds, indexing
from pipeline.catalog.edits import Editor
from pipeline.catalog.records import DocumentRecord
from pipeline.dossier_code import parse
from pipeline.errors import BadRequest
from pipeline.settings import Settings
from portal.commands.show import print_entry
from portal.door import Door
from portal.entries import entry
from portal.progress import Progress, watch

Edit = Callable[[DocumentRecord, Editor], None]


def edit(archive: Archive, document_id: str, by: str, *edits: Edit) -> None:
    """Apply edits one after the other, each on the revision it saw; the index hears of it at once."""
    for one in edits:
        document = archive.catalog.documents.get(document_id)
        one(document, Editor(by, time.time(), document.revision))
    holds.settle(archive.catalog, archive.store)
    indexing.drain(archive.catalog, archive.store, archive.index)


def read_now(door: Door, settings: Settings, archive: Archive, documents: Sequence[str]) -> None:
    """Read documents that were sent back, and index them, telling on stderr how it goes."""
    progress, told = Progress(door), Told()
    watch(
        lambda: see_through(settings, archive, documents, told),
        lambda: progress.show(door.phrase("step.rereading", total=len(documents))),
        progress.end,
    )
    progress.end()


def print_document(door: Door, archive: Archive, document_id: str) -> None:
    """The entry as it is now."""
    found = entry(archive.catalog.documents.get(document_id), door.lang)
    if door.json:
        door.print_json(found)
    else:
        print_entry(door, found)


def known_code(text: str) -> str:
    """A dossier code in its one written form; raises BadRequest."""
    code = parse(text)
    if code is None:
        raise BadRequest(text, code="request.dossier_code")
    return code.text
