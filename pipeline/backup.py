"""Backup: the catalog as it is at one moment, and of the store what the last backup does not hold yet."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from pipeline.backup_folder import FORMAT, BackupDamaged, BackupFolder, Manifest, backup_folder
from pipeline.catalog import Catalog
from pipeline.catalog.copying import snapshot
from pipeline.errors import BadRequest
from pipeline.needed import needed
from pipeline.object_list import Listed, ObjectList
from pipeline.ports import ObjectStore

_THREADS = 8


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What a backup holds, and what of it is new. damaged: keys of originals that are nowhere whole."""

    files: int
    bytes: int
    new_files: int
    new_bytes: int
    damaged: tuple[str, ...]


@dataclass(slots=True)
class _Fetched:
    files: int = 0
    bytes: int = 0
    damaged: tuple[str, ...] = ()


def backup(
    catalog: Catalog,
    store: ObjectStore | None,
    folder: Path,
    on_file: Callable[[], None] = lambda: None,
) -> BackedUp:
    """Bring the backup in `folder` up to date while work goes on; until the end the last one stays whole.

    store: None for the catalog alone. Raises BadRequest `backup.busy`, ServiceDown, OSError of the folder.
    """
    fetched = _Fetched()
    with backup_folder(folder) as place:
        name = place.new_list()
        with snapshot(catalog.database) as moment:
            rows = place.write_rows(moment.rows())
            listed = ObjectList.of(place.path(name), needed(moment))
        if store is not None:
            _take_over(place, listed)
            fetched = _fetch(store, place, listed, on_file)
        files, size = listed.sums()
        listed.finish()
        made = Manifest(
            format=FORMAT,
            made=time.time(),
            complete=store is not None,
            schema=moment.schema,
            catalog=rows[0],
            catalog_sha256=place.checksum(rows[0]),
            rows=rows[1],
            objects=name,
            objects_sha256=place.checksum(name),
            files=files,
            bytes=size,
        )
        place.finish(made)
        place.prune(made)
    return BackedUp(files, size, fetched.files, fetched.bytes, fetched.damaged)


def _take_over(place: BackupFolder, listed: ObjectList) -> None:
    """What the last backup holds need not be fetched, unless somebody removed it from the folder."""
    try:
        last = place.whole()
    except (BadRequest, BackupDamaged):  # there is none, or it is of no use
        return
    listed.take_over(place.path(last.objects))
    for some in listed.fetched():
        listed.forget([one.key for one in some if not place.holds(one)])


def _fetch(
    store: ObjectStore, place: BackupFolder, listed: ObjectList, on_file: Callable[[], None]
) -> _Fetched:
    """Copy what is new; derived objects that are gone were made anew or not at all, and `verify` tells."""
    total = _Fetched()

    def one(wanted: tuple[str, str, str]) -> Listed | None:
        key, version, mark = wanted
        found = _copied(store, place, key, version, mark if key.startswith("originals/") else "")
        on_file()
        return found

    with ThreadPoolExecutor(_THREADS) as threads:
        for some in listed.to_fetch():
            found = list(threads.map(one, some))
            known = [one for one in found if one is not None]
            listed.know(known)
            total.files += len(known)
            total.bytes += sum(one.size for one in known)
            lost = [w[0] for w, got in zip(some, found, strict=True) if got is None]
            total.damaged += tuple(key for key in lost if key.startswith("originals/"))
    return total


def _copied(
    store: ObjectStore, place: BackupFolder, key: str, version: str, sha256: str
) -> Listed | None:
    """One object in the backup, or None where it is not to be had. sha256: of an original."""
    if sha256 and place.is_whole(sha256):  # left by a backup that was interrupted
        return Listed(key, sha256, place.content(sha256).stat().st_size)
    try:
        with store.open(key, version) as stream:
            found, size = place.take(stream)
    except KeyError:
        return None
    return Listed(key, found, size) if found == (sha256 or found) else None
