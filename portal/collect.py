"""From paths on the command line to papers: what is a scan, what belongs together, what is ignored."""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from pipeline.catalog.records import Placement
from pipeline.errors import BadRequest, NotAScan
from pipeline.filing import from_path
from pipeline.intake import Upload
from pipeline.model import Role
from pipeline.sniff import Kind, sniff

_REGISTERS = {".csv", ".xlsx", ".xls", ".ods"}
_LITTER = {"thumbs.db", "desktop.ini"}
_DIGITS = re.compile(r"(\d+)")


@dataclass(slots=True)
class Collected:
    """Papers in natural order, each the files of its pages, and the names of what was passed over."""

    papers: list[list[Upload]] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)


def collect(
    paths: Sequence[str], *, together: bool, dossier: str | None, role: Role | None
) -> Collected:
    """Look through files and folders; links are never followed, folders always wholly.

    together: the pictures of each folder are the pages of one paper. dossier, role: the clerk's options.
    Raises BadRequest for an empty path: Python takes it for the current folder.
    """
    if not all(paths):
        raise BadRequest("", code="request.empty_path")
    found = Collected()
    uploads = []
    for name in paths:
        for path in _files(Path(name), found):
            uploads.append(Upload(path, readable(path), _placement(path, dossier, role)))
    found.papers = _together(uploads) if together else [[upload] for upload in uploads]
    return found


def readable(path: Path) -> str:
    """A path as text; bytes that are no UTF-8, as old machines write names, are shown as hex."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def natural(name: str) -> list[tuple[int, int | str]]:
    """A sort key by which `page 2` comes before `page 10`."""
    pieces = _DIGITS.split(name.casefold())
    return [(0, int(piece)) if piece.isdecimal() else (1, piece) for piece in pieces if piece]


def _files(path: Path, found: Collected) -> Iterator[Path]:
    if path.is_symlink() or _is_litter(path.name):
        found.ignored.append(readable(path))
    elif inside := _inside(path):
        for one in inside:
            yield from _files(one, found)
    elif path.suffix.lower() in _REGISTERS and path.exists():
        found.ignored.append(readable(path))
    elif inside is None:
        yield path


def _inside(folder: Path) -> list[Path] | None:
    """What lies in a folder, in natural order; None for what is no folder or may not be looked into."""
    try:
        return sorted(folder.iterdir(), key=lambda one: natural(one.name))
    except OSError:
        return None


def _is_litter(name: str) -> bool:
    return (name.startswith((".", "~$")) and name not in (".", "..")) or name.lower() in _LITTER


def _placement(path: Path, dossier: str | None, role: Role | None) -> Placement | None:
    place = from_path(path.absolute().parts[:-1])
    if dossier is not None:
        against = place.dossier if place.dossier not in (None, dossier) else None
        return Placement(dossier, role or place.role, "option", against or "")
    if place.dossier is not None:
        return Placement(place.dossier, role or place.role, "folder")
    return Placement(None, role, "option") if role else None


def _together(uploads: Sequence[Upload]) -> list[list[Upload]]:
    papers: list[list[Upload]] = []
    for _, group in groupby(uploads, key=lambda upload: upload.path.parent):
        files = list(group)
        pictures = [upload for upload in files if _is_picture(upload.path)]
        papers += [[upload] for upload in files if upload not in pictures]
        papers += [pictures] if pictures else []
    return papers


def _is_picture(path: Path) -> bool:
    try:
        return path.is_file() and sniff(path) is not Kind.PDF  # opening a pipe would wait for ever
    except (NotAScan, OSError):
        return False
