"""`sohoa cut` and `sohoa join`: where papers begin and end, decided by a person."""

import argparse
import time
from collections.abc import Sequence

from flows.bench import Archive
from flows.restacking import finish_here
from pipeline.catalog.edits import Editor, refuse_remade
from pipeline.catalog.records import DocumentRecord, NewPaper
from pipeline.catalog.stacks import CUT, JOINED
from pipeline.cutting import cut_at, joined
from pipeline.errors import BadRequest
from pipeline.settings import Settings
from portal.commands.digitize import document_line, exit_code
from portal.commands.show import readable
from portal.door import Door
from portal.editing import print_document
from portal.entries import entry


def run(door: Door, options: argparse.Namespace) -> int:
    """Make new papers of the pages of old ones, finish them, print their entries."""
    settings = door.settings()
    with door.archive(settings) as archive:
        if options.command == "cut":
            return _cut(door, archive, settings, options)
        return _join(door, archive, settings, options)


def _cut(door: Door, archive: Archive, settings: Settings, options: argparse.Namespace) -> int:
    document = _seen(archive, options.document, settings)
    papers = cut_at(document, options.at, _pages(archive, [document]))
    _remake(archive, [document], papers, (CUT, options.by))
    made = [paper.id for paper in papers]
    finish_here(settings, archive, made)
    records = archive.catalog.documents.load(made)
    entries = [entry(records[one], door.lang) for one in made]
    if door.json:
        door.print_json({"document": document.id, "documents": entries})
    for one in entries:
        door.print(document_line(door, one))
    return exit_code(entries)


def _join(door: Door, archive: Archive, settings: Settings, options: argparse.Namespace) -> int:
    if len(set(options.documents)) < max(2, len(options.documents)):
        raise BadRequest(" ".join(options.documents), code="request.join")
    documents = [_seen(archive, one, settings) for one in options.documents]
    paper = joined(documents, _pages(archive, documents))
    _remake(archive, documents, [paper], (JOINED, options.by))
    finish_here(settings, archive, [paper.id])
    print_document(door, archive, paper.id)
    return exit_code([entry(archive.catalog.documents.get(paper.id), door.lang)])


def _seen(archive: Archive, document_id: str, settings: Settings) -> DocumentRecord:
    """A document that may be cut or joined."""
    document = readable(archive, document_id, settings)
    refuse_remade(document_id, document)
    if document.withdrawn:
        raise BadRequest(document_id, code="request.withdrawn")
    return document


def _pages(archive: Archive, documents: Sequence[DocumentRecord]) -> dict[str, int]:
    hashes = [filed.part.sha256 for document in documents for filed in document.parts]
    return archive.catalog.stacks.pages_of(hashes)


def _remake(
    archive: Archive,
    old: Sequence[DocumentRecord],
    papers: Sequence[NewPaper],
    what: tuple[str, str],
) -> None:
    event, by = what
    seen = [(document.id, document.revision) for document in old]
    editor = Editor(by, time.time(), old[0].revision)
    archive.catalog.stacks.remake(seen, papers, event, editor)
