"""Restore: an empty home becomes the office that was backed up."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from pipeline.backup_folder import BackupDamaged, BackupFolder, Manifest, read_rows
from pipeline.catalog.copying import CatalogRow, Snapshot, free, load, refuse_unless_empty
from pipeline.catalog.engine import Database
from pipeline.errors import BadRequest, FileChanged
from pipeline.hashing import sha256_of
from pipeline.object_list import Listed, ObjectList
from pipeline.ports import ObjectStore

_THREADS = 8
_ORIGINALS = "originals/"


@dataclass(frozen=True, slots=True)
class Restored:
    """How much was restored; bytes of different contents."""

    files: int
    bytes: int


def restore(
    folder: Path,
    store: ObjectStore,
    database: Database,
    address: str,
    on_file: Callable[[], None] = lambda: None,
) -> Restored:
    """Fill an empty store and an empty database; one that was interrupted goes on. The catalog comes last.

    A backup of the catalog alone belongs to the store that is there. address: of the database, for people.
    Raises BadRequest `restore.not_empty`, `backup.none`, `backup.version`, BackupDamaged, ServiceDown.
    """
    place = BackupFolder(folder)
    made = place.whole()
    if made.schema > Snapshot.schema:
        raise BadRequest(str(folder), code="backup.version")
    refuse_unless_empty(database, address)
    versions = _put_all(place, made, store, on_file) if made.complete else None
    rows = free(read_rows(place.path(made.catalog)), versions)
    load(database, address, made.schema, _unindexed(rows))
    return Restored(made.files, made.bytes)


def _unindexed(rows: Iterable[CatalogRow]) -> Iterator[CatalogRow]:
    """The index of this office is still to be built."""
    for name, row in rows:
        yield name, row | {"indexed_revision": 0} if name == "documents" else row


def _refuse_strangers(store: ObjectStore, listed: ObjectList) -> None:
    """Only originals of this backup may lie in the store: those that an interrupted restore left."""
    for one in store.newest("originals"):
        if not listed.has(one.key):
            raise BadRequest(one.key, code="restore.not_empty")


def _put_all(
    place: BackupFolder, made: Manifest, store: ObjectStore, on_file: Callable[[], None]
) -> dict[str, str]:
    """All objects into the store; returns its own ids of the originals, by SHA-256."""
    versions: dict[str, str] = {}
    listed = ObjectList(place.path(made.objects))
    _refuse_strangers(store, listed)

    def one(wanted: Listed) -> tuple[str, str]:
        version = _put(place, store, wanted)
        on_file()
        return wanted.sha256, version

    with ThreadPoolExecutor(_THREADS) as threads:
        for some in listed.fetched():
            versions |= {sha256: version for sha256, version in threads.map(one, some) if version}
    listed.close()
    return versions


def _put(place: BackupFolder, store: ObjectStore, wanted: Listed) -> str:
    path = place.content(wanted.sha256)
    if not place.is_whole(wanted.sha256):
        raise BackupDamaged(wanted.key)
    if not wanted.key.startswith(_ORIGINALS):
        store.put(wanted.key, path)
        return ""
    try:
        version = store.put_once(wanted.key, path, wanted.sha256).version
    except FileChanged as exc:
        raise BackupDamaged(wanted.key) from exc
    with store.open(wanted.key, version) as stream:  # it may have been there before
        if sha256_of(stream)[0] != wanted.sha256:
            raise BadRequest(wanted.key, code="restore.not_empty")
    return version
