"""Move: the same office in another store and another database; the source stays as it is."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from pipeline.backup_folder import read_rows, write_rows
from pipeline.catalog.copying import free, load, record_versions, refuse_unless_empty, snapshot
from pipeline.catalog.engine import Database
from pipeline.errors import BadRequest, FileChanged, SohoaError
from pipeline.hashing import sha256_of
from pipeline.needed import needed
from pipeline.object_list import Listed, ObjectList
from pipeline.ports import ObjectStore

_THREADS = 8
_ORIGINALS = "originals/"


@dataclass(frozen=True, slots=True)
class Office:
    """A store and a database; address: of the database, for people."""

    store: ObjectStore
    database: Database
    address: str


@dataclass(frozen=True, slots=True)
class Target:
    """Where to: None for what stays. address: of the database, for people."""

    store: ObjectStore | None
    database: Database | None
    address: str


@dataclass(frozen=True, slots=True)
class Moved:
    """What is at the target now. damaged: keys of originals that the source has not whole."""

    files: int
    bytes: int
    rows: int
    damaged: tuple[str, ...]


def move(
    source: Office, target: Target, room: Path, on_file: Callable[[], None] = lambda: None
) -> Moved:
    """Copy store, catalog or both to the target; one that was interrupted goes on. The catalog comes last.

    room: an empty folder for notes. Raises BadRequest `restore.not_empty`, and `move.changed` when people
    worked meanwhile.
    """
    if target.database is not None:
        refuse_unless_empty(target.database, target.address)
    with snapshot(source.database) as moment:
        counts = write_rows(room / "rows", moment.rows())
        listed = ObjectList.of(room / "objects", needed(moment))
        before = moment.fingerprint()
    copying = _Copying(source.store, target.store, on_file)
    if target.store is not None:
        copying.copy_all(listed)
    with snapshot(source.database) as moment:
        if moment.fingerprint() != before:
            raise BadRequest(source.address, code="move.changed")
    versions = copying.versions if target.store is not None else None
    if target.database is not None:
        _fill(target, moment.schema, room / "rows", versions)
    elif versions is not None:
        record_versions(source.database, versions)
    files, size = listed.sums()
    listed.close()
    return Moved(files, size, sum(counts.values()), tuple(copying.damaged))


def _fill(target: Target, schema: str, rows: Path, versions: dict[str, str] | None) -> None:
    assert target.database is not None
    load(target.database, target.address, schema, free(read_rows(rows), versions))
    with snapshot(target.database) as moment:
        there = {name: count for name, count in moment.counts().items() if count}
    told: dict[str, int] = {}
    for name, _ in read_rows(rows):
        told[name] = told.get(name, 0) + 1
    if there != told:
        raise SohoaError(f"{target.address}: {there} != {told}")


class _Copying:
    """From store to store; every original is read back at the target."""

    def __init__(
        self, source: ObjectStore, target: ObjectStore | None, on_file: Callable[[], None]
    ) -> None:
        self._source = source
        self._target = target
        self._on_file = on_file
        self.versions: dict[str, str] = {}
        self.damaged: list[str] = []

    def copy_all(self, listed: ObjectList) -> None:
        with ThreadPoolExecutor(_THREADS) as threads:
            for some in listed.to_fetch():
                found = threads.map(self._copied, some)
                listed.know(one for one in found if one is not None)

    def _copied(self, wanted: tuple[str, str, str]) -> Listed | None:
        key, version, mark = wanted
        is_original = key.startswith(_ORIGINALS)
        try:
            with self._source.local(key, version) as path:
                return self._original(key, path, mark) if is_original else self._derived(key, path)
        except (KeyError, FileChanged):
            self.damaged += [key] if is_original else []
            return None
        finally:
            self._on_file()

    def _original(self, key: str, path: Path, sha256: str) -> Listed:
        assert self._target is not None
        stored = self._target.put_once(key, path, sha256)
        with self._target.open(key, stored.version) as stream:
            found, size = sha256_of(stream)
        if found != sha256:
            raise BadRequest(key, code="restore.not_empty")
        if stored.version:
            self.versions[sha256] = stored.version
        return Listed(key, sha256, size)

    def _derived(self, key: str, path: Path) -> Listed:
        """Left alone where an interrupted move brought it already."""
        assert self._target is not None
        with path.open("rb") as stream:
            sha256, size = sha256_of(stream)
        if not self._has(key, sha256):
            self._target.put(key, path)
        return Listed(key, sha256, size)

    def _has(self, key: str, sha256: str) -> bool:
        assert self._target is not None
        if self._target.find(key) is None:
            return False
        with self._target.open(key) as stream:
            return sha256_of(stream)[0] == sha256
