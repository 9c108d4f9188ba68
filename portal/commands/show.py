"""`sohoa show`: one document, its text, its original bytes, its searchable copy."""

import argparse
import shutil
from pathlib import Path

from flows.bench import Archive
from pipeline import keys
from pipeline.catalog.records import DocumentRecord
from pipeline.errors import BadRequest, NotAllowed
from pipeline.settings import Settings
from pipeline.sheets import originals, read_pages
from portal.door import Door
from portal.entries import full_entry


def run(door: Door, options: argparse.Namespace) -> int:
    """Print the document; write the files asked for."""
    settings = door.settings()
    with door.archive(settings) as archive:
        document = readable(archive, options.document, settings)
        if options.original:
            refuse_unless_all_readable(archive, document, settings)
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


def print_entry(door: Door, entry: dict[str, object]) -> None:
    """An entry for people: one line a fact."""
    for name, value in entry.items():
        if name == "fields" and isinstance(value, dict):
            for field, found in value.items():
                door.print(
                    f"  {field}: {found['value']}  ({found['state']}, {found['confidence']})"
                )
        elif name == "problems" and isinstance(value, list):
            for problem in value:
                door.print(f"  ! {problem['message']} {problem['advice']} ({problem['code']})")
        elif not isinstance(value, list | dict) and value is not None:
            door.print(f"{name}: {value}")


def _text(archive: Archive, document: DocumentRecord) -> str:
    return "\f".join(page.text() + "\n" for page in read_pages(archive.store, document))


def refuse_unless_all_readable(
    archive: Archive, document: DocumentRecord, settings: Settings
) -> None:
    """A stack's bytes hold other papers too: raises NotAllowed where this reader may not see one of them."""
    hashes = [filed.part.sha256 for filed in document.parts]
    for other in archive.catalog.stacks.sharing(hashes):
        readable(archive, other, settings)


def _write_originals(archive: Archive, document: DocumentRecord, target: Path) -> None:
    """One original to the file itself; several into a folder of that name, under their own names."""
    found = originals(document.parts)
    if len(found) == 1:
        _write(archive, keys.original(found[0].part.sha256), target, found[0].version)
        return
    target.mkdir(parents=True, exist_ok=True)
    for number, filed in enumerate(found, 1):
        name = f"{number:03} {Path(filed.file).name}"
        _write(archive, keys.original(filed.part.sha256), target / name, filed.version)


def _write(archive: Archive, key: str, target: Path, version: str = "") -> None:
    try:
        with archive.store.open(key, version) as stream, target.open("wb") as out:
            shutil.copyfileobj(stream, out)
    except KeyError as exc:
        raise BadRequest(key, code="request.no_copy") from exc
