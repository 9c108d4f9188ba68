"""The folder of a backup: `backup.json` names the newest whole one, `bytes/` holds every content once.

backup.json                what the backup consists of, with checksums; written last, by rename
catalog-STAMP.jsonl.gz     every row of the catalog, one a line
objects-STAMP.db           key, hash and size of every object (SQLite)
bytes/ab/abcd…             contents, named by their SHA-256
"""

import gzip
import json
import os
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

from filelock import FileLock, Timeout

from pipeline.catalog.copying import CatalogRow
from pipeline.durable import flush
from pipeline.errors import BadRequest, SohoaError
from pipeline.hashing import sha256_of
from pipeline.object_list import Listed, ObjectList

FORMAT = 1
_MANIFEST = "backup.json"
_CHUNK = 1 << 20


class BackupDamaged(SohoaError):
    """A file of the backup is missing or altered."""

    code = "backup.damaged"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What one whole backup consists of. rows: by table. files, bytes: of different contents.

    complete: with the objects of the store; else the catalog alone.
    """

    format: int
    made: float
    complete: bool
    schema: str
    catalog: str
    catalog_sha256: str
    rows: dict[str, int]
    objects: str
    objects_sha256: str
    files: int
    bytes: int


class BackupFolder:
    """One folder, held by one process at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._bytes = folder / "bytes"
        self._tmp = folder / "tmp"

    def newest(self) -> Manifest | None:
        """The newest whole backup, or None; raises BadRequest `backup.version` for that of a newer program."""
        path = self._folder / _MANIFEST
        if not path.exists():
            return None
        try:
            told = json.loads(path.read_text("utf-8"))
            if told["format"] > FORMAT:
                raise BadRequest(str(path), code="backup.version")
            return Manifest(**told)
        except (ValueError, KeyError, TypeError) as exc:
            raise BackupDamaged(_MANIFEST) from exc

    def whole(self) -> Manifest:
        """The newest whole backup, catalog and list checked; raises BadRequest `backup.none`, BackupDamaged."""
        found = self.newest()
        if found is None:
            raise BadRequest(str(self._folder), code="backup.none")
        for name, sha256 in (
            (found.catalog, found.catalog_sha256),
            (found.objects, found.objects_sha256),
        ):
            if _hash(self._folder / name) != sha256:
                raise BackupDamaged(name)
        return found

    def path(self, name: str) -> Path:
        """Where a file named in the manifest lies."""
        return self._folder / name

    def content(self, sha256: str) -> Path:
        """Where a content lies or will lie."""
        return self._bytes / sha256[:2] / sha256

    def holds(self, listed: Listed) -> bool:
        """Whether a content is there in its full length."""
        try:
            return self.content(listed.sha256).stat().st_size == listed.size
        except FileNotFoundError:
            return False

    def is_whole(self, sha256: str) -> bool:
        """Whether a content is there with the right bytes."""
        return _hash(self.content(sha256)) == sha256

    def take(self, stream: BinaryIO) -> tuple[str, int]:
        """Keep a content under its hash; returns SHA-256 and size. Durable after `finish`.

        Raises KeyError where the stream cannot be read to its end: one rotten file must not cost the backup.
        """
        made = self._tmp / secrets.token_hex(8)
        with made.open("wb") as out:
            while chunk := _read(stream):
                out.write(chunk)
        with made.open("rb") as written:
            sha256, size = sha256_of(written)
        target = self.content(sha256)
        target.parent.mkdir(exist_ok=True)
        made.replace(target)
        return sha256, size

    def write_rows(self, rows: Iterable[CatalogRow]) -> tuple[str, dict[str, int]]:
        """Write the catalog; returns the name of its file and how many rows each table has."""
        name = f"catalog-{_stamp()}.jsonl.gz"
        return name, write_rows(self._folder / name, rows)

    def new_list(self) -> str:
        """Name of a new list of objects."""
        return f"objects-{_stamp()}.db"

    def checksum(self, name: str) -> str:
        """SHA-256 of a file of the backup."""
        return _hash(self._folder / name)

    def finish(self, made: Manifest) -> None:
        """Make everything durable, then let the new backup be the newest: before this the old one is."""
        os.sync()  # thousands of small files at once, instead of one by one
        written = self._tmp / _MANIFEST
        with written.open("w", encoding="utf-8") as out:
            json.dump(asdict(made), out, ensure_ascii=False, indent=1)
            out.flush()
            os.fsync(out.fileno())
        written.replace(self._folder / _MANIFEST)
        flush(self._folder)

    def prune(self, kept: Manifest) -> None:
        """Remove what the newest backup does not need: older catalogs, and texts that must not stay."""
        for path in (*self._folder.glob("catalog-*"), *self._folder.glob("objects-*")):
            if path.name not in (kept.catalog, kept.objects):
                path.unlink()
        if not kept.complete:
            return
        listed = ObjectList(self._folder / kept.objects)
        for path in self._bytes.glob("*/*"):
            if not listed.holds(path.name):
                path.unlink()
        listed.close()


@contextmanager
def backup_folder(folder: Path) -> Iterator[BackupFolder]:
    """The folder for writing; raises BadRequest `backup.busy` while another process writes there."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # everybody's papers
    for name in ("bytes", "tmp"):
        (folder / name).mkdir(exist_ok=True)
    lock = FileLock(folder / "lock")
    try:
        with lock.acquire(timeout=0):
            shutil.rmtree(folder / "tmp")
            (folder / "tmp").mkdir()
            yield BackupFolder(folder)
    except Timeout as exc:
        raise BadRequest(str(folder), code="backup.busy") from exc


def write_rows(path: Path, rows: Iterable[CatalogRow]) -> dict[str, int]:
    """Rows as JSON lines, packed; returns how many each table has."""
    counts: dict[str, int] = {}
    with gzip.open(path, "wt", compresslevel=5, encoding="utf-8") as out:
        for name, row in rows:
            counts[name] = counts.get(name, 0) + 1
            out.write(json.dumps([name, row], ensure_ascii=False, separators=(",", ":")) + "\n")
    return counts


def read_rows(path: Path) -> Iterator[CatalogRow]:
    """The rows of such a file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            name, row = json.loads(line)
            yield name, row


def _read(stream: BinaryIO) -> bytes:
    try:
        return stream.read(_CHUNK)
    except OSError as exc:
        raise KeyError(str(exc)) from exc


def _stamp() -> str:
    return f"{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}-{secrets.token_hex(2)}"


def _hash(path: Path) -> str:
    """SHA-256 of a file, empty where there is none."""
    try:
        with path.open("rb") as stream:
            return sha256_of(stream)[0]
    except FileNotFoundError:
        return ""
