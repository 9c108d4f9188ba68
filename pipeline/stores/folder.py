"""ObjectStore in a folder: temp file, fsync, link or rename; originals are written once and read-only."""

import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from pipeline.durable import flush
from pipeline.errors import BadRequest, FileChanged, ServiceDown
from pipeline.hashing import sha256_of
from pipeline.ports import Stored

_LOCKED = "originals/"
_CHUNK = 1 << 20


class FolderStore:
    """Objects as files below `folder`; `tmp` must lie on the same file system so that rename is atomic.

    A folder has no versions and no locks: whoever may write in it may do anything; `verify` notices.
    """

    can_hold = False

    def __init__(self, folder: Path, tmp: Path) -> None:
        self._folder = folder
        self._tmp = tmp

    def put_once(self, key: str, source: Path, sha256: str) -> Stored:
        """Store unless the key exists. A hard link makes the second of two writers lose, never overwrite."""
        target = self._path(key)
        with self._guarded(key):
            self._folder.stat()
            if not target.exists():
                made = self._durable_copy(source)
                _check(made, sha256)
                made.chmod(0o444)
                self._link(made, target)
            return Stored(key, target.stat().st_size)

    def put(self, key: str, data: bytes | Path) -> Stored:
        """Store or replace a derived object by rename."""
        self._refuse_original(key)
        target = self._path(key)
        with self._guarded(key):
            self._folder.stat()
            made = self._durable_copy(data)
            target.parent.mkdir(parents=True, exist_ok=True)
            made.replace(target)
            flush(target.parent)
            return Stored(key, target.stat().st_size)

    def read(self, key: str) -> bytes:
        """All bytes of an object."""
        with self.open(key) as stream:
            return stream.read()

    def open(self, key: str, version: str = "") -> BinaryIO:
        """A stream over the object."""
        del version
        with self._guarded(key):
            return self._path(key).open("rb")

    @contextmanager
    def local(self, key: str, version: str = "") -> Iterator[Path]:
        """The stored file itself; readers must not change it."""
        del version
        path = self._path(key)
        with self._guarded(key):
            path.stat()
        yield path

    def find(self, key: str, version: str = "") -> Stored | None:
        """What is stored under the key, or None; ServiceDown when the whole folder is gone."""
        del version
        with self._guarded(key):
            try:
                return Stored(key, self._path(key).stat().st_size)
            except FileNotFoundError:
                self._folder.stat()
                return None

    def newest(self, prefix: str) -> Iterator[Stored]:
        """All objects below a prefix."""
        with self._guarded(prefix):
            self._folder.stat()
            for path in sorted((self._folder / prefix).rglob("*")):
                if path.is_file():
                    key = path.relative_to(self._folder).as_posix()
                    yield Stored(key, path.stat().st_size)

    def keys(self, prefix: str) -> Iterator[str]:
        """All keys below a prefix."""
        return (stored.key for stored in self.newest(prefix))

    def remove(self, key: str) -> None:
        """Remove a derived object."""
        self._refuse_original(key)
        with self._guarded(key):
            self._path(key).unlink(missing_ok=True)

    def hold(self, key: str, version: str, *, on: bool) -> None:
        """A folder cannot lock anything."""
        raise BadRequest(key, code="request.no_hold")

    def remove_unfinished(self, before: float) -> int:
        """Remove copies that a killed process left in the temp folder."""
        with self._guarded(""):
            old = [path for path in self._tmp.glob("put-*") if path.stat().st_mtime < before]
            for path in old:
                path.unlink(missing_ok=True)
        return len(old)

    def _path(self, key: str) -> Path:
        if key.startswith("/") or ".." in key.split("/"):
            raise ValueError(f"not a key: {key}")
        return self._folder / key

    def _durable_copy(self, source: bytes | Path) -> Path:
        made = self._tmp / f"put-{secrets.token_hex(8)}"
        try:
            with made.open("xb") as out:
                if isinstance(source, bytes):
                    out.write(source)
                else:
                    with source.open("rb") as stream:
                        shutil.copyfileobj(stream, out, _CHUNK)
                out.flush()
                os.fsync(out.fileno())
        except BaseException:
            made.unlink(missing_ok=True)
            raise
        return made

    def _link(self, made: Path, target: Path) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(made, target)
        except FileExistsError:
            pass
        finally:
            made.unlink(missing_ok=True)
        flush(target.parent)

    def _refuse_original(self, key: str) -> None:
        if key.startswith(_LOCKED):
            raise ValueError(f"originals are never replaced or removed: {key}")

    @contextmanager
    def _guarded(self, key: str) -> Iterator[None]:
        """Translate the operating system's errors: KeyError for a missing object, else ServiceDown."""
        try:
            yield
        except FileNotFoundError as exc:
            if self._folder.is_dir() and self._tmp.is_dir():
                raise KeyError(key) from exc
            raise ServiceDown(f"store: folder is gone: {self._folder}") from exc
        except OSError as exc:
            reason = "disk full" if exc.errno == errno.ENOSPC else exc.strerror
            raise ServiceDown(f"store: {reason}") from exc


def _check(made: Path, sha256: str) -> None:
    """Compare what was really copied: the source may have changed since it was hashed."""
    with made.open("rb") as stream:
        if sha256_of(stream)[0] != sha256:
            made.unlink()
            raise FileChanged


def open_folder_store(folder: Path, tmp: Path) -> FolderStore:
    """The store of a new or existing home; the folder is made only together with a new home."""
    marker = folder.parent / ".store-made"
    if not marker.exists():
        folder.mkdir(parents=True, exist_ok=True)
        marker.touch()
    tmp.mkdir(parents=True, exist_ok=True)
    return FolderStore(folder, tmp)
