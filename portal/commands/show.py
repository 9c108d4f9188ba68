"""`sohoa show`: one document, its text, its original bytes, its searchable copy."""

import argparse
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from extractors import lies_now
from flows.bench import Archive
from pipeline import keys
from pipeline.catalog.records import DocumentRecord
from pipeline.errors import BadRequest, NotAllowed
from pipeline.indexing import open_fields
from pipeline.settings import Settings
from pipeline.sheets import originals, read_pages
from portal.door import Door
from portal.entries import Entry, Story, full_entry
from portal.phrases import PHRASES


def run(door: Door, options: argparse.Namespace) -> int:
    """Print the document; write the files asked for."""
    settings = door.settings()
    with door.archive(settings) as archive:
        document = readable(archive, options.document, settings)
        cleared = not document.sensitive or settings.reader_clearance > 0
        if not cleared and (options.original or options.pdf or options.text):
            raise NotAllowed(document.id)
        if options.original:
            refuse_secret_originals(archive, document, settings)
            refuse_unless_all_readable(archive, document, settings)
            _write_originals(archive, document, Path(options.original))
        if options.pdf:
            _write(archive, keys.searchable_pdf(document.id), Path(options.pdf))
        text = _text(archive, document) if options.text else None
        story = Story(
            archive.catalog.documents.history(document.id),
            archive.catalog.signatures.of(document.id),
        )
    seen = document if cleared else replace(document, fields=open_fields(document), problems=())
    entry = _with_places(full_entry(seen, story, door.lang))
    if door.json:
        door.print_json({**entry, "text": text} if options.text else entry)
    elif text is not None:
        door.print(text)
    else:
        print_entry(door, entry)
    return 0


def _with_places(entry: Entry) -> Entry:
    """An entry whose addresses tell where they lie since the communes of 01/7/2025."""
    for name, field in entry["fields"].items():
        field["lies_now"] = list(lies_now(entry["type"], name, field["value"]))
    return entry


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


def refuse_secret_originals(archive: Archive, document: DocumentRecord, settings: Settings) -> None:
    """The bytes of a stack show every paper in it; raises NotAllowed where one is secret."""
    if settings.reader_clearance < 1 and archive.catalog.documents.shares_secret(document.id):
        raise NotAllowed(document.id)


def print_entry(door: Door, entry: dict[str, Any]) -> None:
    """An entry for people: one line a fact."""
    for name, value in entry.items():
        if name in _LINES:
            for line in _LINES[name](door, value):
                door.print(line)
        elif not isinstance(value, list | dict) and value is not None:
            door.print(f"{name}: {value}")


def _field_lines(door: Door, fields: dict[str, Any]) -> Iterator[str]:
    for field, found in fields.items():
        value = found["value"] or door.phrase("field.unread")
        yield f"  {field}: {value}  ({found['state']}, {found['confidence']})"
        places = [place for place in found.get("lies_now", ()) if place not in found["value"]]
        if places:
            yield "    " + door.phrase("field.lies_now", places="; ".join(places))


def _problem_lines(door: Door, problems: list[Any]) -> Iterator[str]:
    del door
    for problem in problems:
        about = ": ".join(filter(None, [problem["code"], problem["detail"]]))
        yield f"  ! {problem['message']} {problem['advice']} ({about})"


def _signature_lines(door: Door, signatures: list[Any]) -> Iterator[str]:
    for signature in signatures:
        yield signature_line(door, signature)


def filed_line(door: Door, filing: dict[str, Any]) -> str:
    """In which dossier a paper lies, as what, by what it was filed there and why."""
    source = filing["filed_by"]
    by = door.phrase(f"filed.{source}") if f"filed.{source}" in PHRASES else source
    about = [filing["dossier"], door.phrase(f"role.{filing['role'] or 'unknown'}"), by]
    about += [door.phrase("filed.doubt")] if filing["in_doubt"] else []
    why = "; ".join(door.phrase(f"verdict.{one}") for one in filing["why"])
    return ", ".join(about) + (f": {why}" if why else "")


def _filed_lines(door: Door, filings: list[Any]) -> Iterator[str]:
    for filing in filings:
        yield f"  {filed_line(door, filing)}"


_LINES: dict[str, Callable[[Door, Any], Iterator[str]]] = {
    "dossiers": _filed_lines,
    "fields": _field_lines,
    "problems": _problem_lines,
    "signatures": _signature_lines,
}


def signature_line(door: Door, signature: dict[str, Any]) -> str:
    """A digital signature in one line: who, when, intact or not, trusted or not known."""
    who = [
        signature["signer"],
        signature["organisation"],
        signature["timestamp"] or signature["at"],
    ]
    intact = {True: "intact", False: "broken", None: "unreadable"}[signature["intact"]]
    trusted = {True: "trusted", False: "untrusted", None: "unknown"}[signature["trusted"]]
    said = [door.phrase(f"signature.{intact}"), door.phrase(f"signature.{trusted}")]
    said += [door.phrase("signature.weak")] if signature["weak"] else []
    by = " | ".join(filter(None, who)) or signature["field"]
    return door.phrase("signature.line", by=by, said=", ".join(said))


def _text(archive: Archive, document: DocumentRecord) -> str:
    """The text of a finished paper: before, nobody can tell whether it is secret."""
    pages = read_pages(archive.store, document) if document.finished else ()
    return "\f".join(page.text() + "\n" for page in pages)


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
