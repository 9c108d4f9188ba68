"""`sohoa export`: dossiers with originals, searchable copies, fields and checksums."""

import argparse
import json
import shutil
from pathlib import Path

from flows.bench import Archive
from pipeline import keys
from pipeline.catalog.records import DocumentRecord
from pipeline.errors import NotAllowed
from pipeline.excerpt import excerpt
from pipeline.hashing import sha256_of
from pipeline.ranges import ranges
from pipeline.sheets import originals, runs, sheets
from portal.commands.show import readable, refuse_secret_originals
from portal.door import Door
from portal.editing import known_code
from portal.entries import entry


def run(door: Door, options: argparse.Namespace) -> int:
    """One folder a dossier: `goc/` originals, `pdf/` searchable copies, `ho-so.json`, `SHA256SUMS`."""
    settings = door.settings()
    target = Path(options.folder)
    written: list[Path] = []
    with door.archive(settings) as archive:
        for code in map(known_code, options.dossiers):
            archive.catalog.dossiers.get(code)
            papers = [p for p in archive.catalog.dossiers.papers(code) if not p.withdrawn]
            documents = [readable(archive, paper.document, settings) for paper in papers]
            closed = any(document.restricted or document.sensitive for document in documents)
            if closed and not settings.reader_clearance:
                raise NotAllowed(code)
            for document in documents:
                refuse_secret_originals(archive, document, settings)
            written += _export(door, archive, documents, target / code)
    answer = {"files": len(written), "bytes": sum(path.stat().st_size for path in written)}
    if door.json:
        door.print_json(answer)
    else:
        door.print(door.phrase("export.done", **answer, folder=target))
    return 0


def _export(
    door: Door, archive: Archive, documents: list[DocumentRecord], folder: Path
) -> list[Path]:
    for name in ("goc", "pdf"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for number, document in enumerate(documents, 1):
        written += _originals(archive, document, folder / "goc", number)
        if archive.store.find(keys.searchable_pdf(document.id)):
            name = _fitting(f"{number:03} {Path(document.file).stem}.pdf")
            copied = _copy(archive, keys.searchable_pdf(document.id), folder / "pdf" / name)
            written.append(copied)
    facts = folder / "ho-so.json"
    entries = [entry(document, door.lang) for document in documents]
    facts.write_text(json.dumps({"documents": entries}, ensure_ascii=False, indent=1))
    written.append(facts)
    return [*written, _checksums(folder, written)]


def _originals(archive: Archive, document: DocumentRecord, folder: Path, number: int) -> list[Path]:
    """Its originals; of one in which other papers lie too, its own pages alone."""
    written: list[Path] = []
    pages = archive.catalog.stacks.pages_of(filed.part.sha256 for filed in document.parts)
    for part, filed in enumerate(originals(document.parts), 1):
        sha256, name = filed.part.sha256, f"{number:03}.{part:02} {Path(filed.file).name}"
        own = [sheet.page for sheet in sheets(document.parts) if sheet.sha256 == sha256]
        inside = [one.part for one in runs(document.parts) if one.part.sha256 == sha256]
        if sum(run.pages for run in inside) >= pages[sha256]:
            target = folder / _fitting(name)
            written.append(_copy(archive, keys.original(sha256), target, filed.version))
            continue
        with archive.store.local(keys.original(sha256), filed.version) as path:
            content = excerpt(path, own)
        if content is not None:
            target = folder / _fitting(f"{Path(name).stem} tr {ranges(own)}.pdf")
            target.write_bytes(content)
            written.append(target)
    return written


def _fitting(name: str) -> str:
    """The name cut to the 255 bytes that file systems allow, its suffix kept."""
    stem, suffix = Path(name).stem, Path(name).suffix
    room = 255 - len(suffix.encode())
    return stem.encode()[:room].decode("utf-8", "ignore") + suffix


def _copy(archive: Archive, key: str, target: Path, version: str = "") -> Path:
    with archive.store.open(key, version) as stream, target.open("wb") as out:
        shutil.copyfileobj(stream, out)
    return target


def _checksums(folder: Path, files: list[Path]) -> Path:
    """`sha256sum -c SHA256SUMS` in the folder checks the copy."""
    sums = folder / "SHA256SUMS"
    lines = []
    for path in files:
        with path.open("rb") as stream:
            digest, _ = sha256_of(stream)
        lines.append(f"{digest}  {path.relative_to(folder)}\n")
    sums.write_text("".join(lines))
    return sums
