"""`sohoa show`: one document, its text, its original bytes, its searchable copy."""

import argparse
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flows.bench import Archive
from pipeline import keys
from pipeline.catalog.records import DocumentRecord
from pipeline.errors import BadRequest, NotAllowed
from pipeline.settings import Settings
from pipeline.sheets import read_pages
from portal.door import Door
from portal.entries import full_entry
from portal.phrases import PHRASES


def run(door: Door, options: argparse.Namespace) -> int:
    """Print the document; write the files asked for."""
    settings = door.settings()
    with door.archive(settings) as archive:
        document = readable(archive, options.document, settings)
        if options.original:
            _write_originals(archive, document, Path(options.original))
        if options.pdf:
            _write(archive, keys.searchable_pdf(document.id), Path(options.pdf))
        text = _text(archive, document) if options.text else None
        history = archive.catalog.documents.history(document.id)
    entry = full_entry(document, history, door.lang)
    if door.json:
        door.print_json({**entry, "text": text} if options.text else entry)
    elif text is not None:
        door.print(text)
    else:
        print_entry(door, entry)
    return 0


def readable(archive: Archive, document_id: str, settings: Settings) -> DocumentRecord:
    """A document that this reader may see; raises BadRequest, NotAllowed."""
    document = archive.catalog.documents.get(document_id)
    if document.restricted and settings.reader_clearance < 1:
        raise NotAllowed(document_id)
    if settings.reader_units:
        codes = [filing.dossier for filing in document.filings]
        units = {dossier.unit for dossier in archive.catalog.dossiers.known(codes).values()}
        if not units & set(settings.reader_units):
            raise NotAllowed(document_id)
    return document


def print_entry(door: Door, entry: dict[str, Any]) -> None:
    """An entry for people: one line a fact."""
    for name, value in entry.items():
        if name == "fields":
            for field, found in value.items():
                door.print(
                    f"  {field}: {found['value']}  ({found['state']}, {found['confidence']})"
                )
        elif name in _LINES:
            for one in value:
                door.print(f"  {_LINES[name](door, one)}")
        elif not isinstance(value, list | dict) and value is not None:
            door.print(f"{name}: {value}")


def _problem_line(_door: Door, problem: dict[str, Any]) -> str:
    return f"! {problem['message']} {problem['advice']} ({problem['code']})"


def filed_line(door: Door, filing: dict[str, Any]) -> str:
    """In which dossier a paper lies, as what, by what it was filed there and why."""
    source = filing["filed_by"]
    by = door.phrase(f"filed.{source}") if f"filed.{source}" in PHRASES else source
    about = [filing["dossier"], door.phrase(f"role.{filing['role'] or 'unknown'}"), by]
    about += [door.phrase("filed.doubt")] if filing["in_doubt"] else []
    why = "; ".join(door.phrase(f"verdict.{one}") for one in filing["why"])
    return ", ".join(about) + (f": {why}" if why else "")


_LINES: dict[str, Callable[[Door, dict[str, Any]], str]] = {
    "dossiers": filed_line,
    "problems": _problem_line,
}


def _text(archive: Archive, document: DocumentRecord) -> str:
    return "\f".join(page.text() + "\n" for page in read_pages(archive.store, document))


def _write_originals(archive: Archive, document: DocumentRecord, target: Path) -> None:
    """One original to the file itself; several into a folder of that name, under their own names."""
    if len(document.parts) == 1:
        _write(
            archive, keys.original(document.parts[0].part.sha256), target, document.parts[0].version
        )
        return
    target.mkdir(parents=True, exist_ok=True)
    for number, filed in enumerate(document.parts, 1):
        name = f"{number:03} {Path(filed.file).name}"
        _write(archive, keys.original(filed.part.sha256), target / name, filed.version)


def _write(archive: Archive, key: str, target: Path, version: str = "") -> None:
    try:
        with archive.store.open(key, version) as stream, target.open("wb") as out:
            shutil.copyfileobj(stream, out)
    except KeyError as exc:
        raise BadRequest(key, code="request.no_copy") from exc
