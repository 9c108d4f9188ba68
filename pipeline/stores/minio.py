"""ObjectStore on MinIO, or any S3 server with conditional puts, versions and object lock.

Originals lie in a locked bucket of their own, everything derived in another without versions.
"""

import datetime as dt
import hashlib
import io
import secrets
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

from minio.datatypes import Object
from minio.error import MinioException, S3Error
from urllib3.exceptions import HTTPError

from pipeline.errors import BadRequest, Fault, FileChanged, Part, down
from pipeline.hashing import sha256_of
from pipeline.ports import Stored
from pipeline.stores.minio_faults import LOST_RACE, OTHER_BYTES, guarded, is_passing, names_nothing
from pipeline.stores.minio_stream import open_stream
from pipeline.stores.minio_wire import Wire

_ORIGINALS = "originals/"
_PAUSES = (0.2, 0.5, 1.0, 2.0, 4.0, 8.0, 8.0, 8.0, 8.0)
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Lock:
    """How long the store itself keeps every original from being removed."""

    mode: Literal["none", "governance", "compliance"]
    years: int

    def headers(self, now: dt.datetime) -> dict[str, str]:
        """What a put carries, so that there is no moment without the lock."""
        if self.mode == "none":
            return {}
        until = _years_later(now, self.years).strftime("%Y-%m-%dT%H:%M:%SZ")
        return {
            "x-amz-object-lock-mode": self.mode.upper(),
            "x-amz-object-lock-retain-until-date": until,
        }


@dataclass(frozen=True, slots=True)
class Buckets:
    """Their names; where: the address without credentials, for people."""

    derived: str
    originals: str
    where: str

    def of(self, key: str) -> str:
        """The bucket of a key; ValueError for what is no key."""
        if key.startswith("/") or ".." in key.split("/"):
            raise ValueError(f"not a key: {key}")
        return self.originals if key.startswith(_ORIGINALS) else self.derived


class MinioStore:
    """Objects on an S3 server; the version id of each original is what the catalog records and reads."""

    can_hold = True

    def __init__(self, wire: Wire, buckets: Buckets, lock: Lock, tmp: Path) -> None:
        self._wire = wire
        self._client = wire.client
        self._buckets = buckets
        self._lock = lock
        self._tmp = tmp

    def put_once(self, key: str, source: Path, sha256: str) -> Stored:
        """Store unless the key exists; of any number of racing writers the server lets one win.

        An original under a delete marker exists: its oldest version is the one that was put once.
        """

        def attempt() -> Stored:
            there = self._oldest(key)
            if there:
                return there
            once = {"If-None-Match": "*", **self._lock.headers(dt.datetime.now(dt.UTC))}
            with source.open("rb") as stream:
                return self._send(key, stream, sha256, once)

        with guarded(self._buckets.where, key):
            return _riding_over(attempt)

    def put(self, key: str, data: bytes | Path) -> Stored:
        """Store or replace a derived object."""
        self._refuse_original(key)

        def attempt() -> Stored:
            with data.open("rb") if isinstance(data, Path) else io.BytesIO(data) as stream:
                sha256, _ = sha256_of(stream)
                return self._send(key, stream, sha256, {})

        with guarded(self._buckets.where, key):
            return _riding_over(attempt)

    def read(self, key: str) -> bytes:
        """All bytes of a small object."""
        with self.open(key) as stream:
            return stream.read()

    def open(self, key: str, version: str = "") -> BinaryIO:
        """A stream over the object, which outlives a short outage."""
        place = self._buckets.of(key), key, version
        return open_stream(self._client, place, self._buckets.where)

    @contextmanager
    def local(self, key: str, version: str = "") -> Iterator[Path]:
        """A copy in the temp folder, removed after the block."""
        with tempfile.NamedTemporaryFile(prefix="get-", dir=self._tmp) as copy:
            with self.open(key, version) as stream:
                shutil.copyfileobj(stream, copy, _CHUNK)
            copy.flush()
            path = Path(copy.name)
            path.chmod(0o444)
            yield path

    def find(self, key: str, version: str = "") -> Stored | None:
        """What is stored under the key, or None."""
        bucket = self._buckets.of(key)
        with guarded(self._buckets.where, key):
            try:
                return _stored(self._client.stat_object(bucket, key, version_id=version or None))
            except S3Error as exc:
                if names_nothing(exc, version):
                    return None
                raise

    def newest(self, prefix: str) -> Iterator[Stored]:
        """What lies on top under each key below a prefix; keys under a delete marker are left out."""
        for one in self._versions(prefix.rstrip("/") + "/"):
            if one.is_latest == "true" and not one.is_delete_marker:
                yield _stored(one)

    def keys(self, prefix: str) -> Iterator[str]:
        """All keys below a prefix."""
        below = prefix.rstrip("/") + "/"
        with guarded(self._buckets.where):
            for one in self._client.list_objects(self._buckets.of(below), below, recursive=True):
                yield str(one.object_name)

    def remove(self, key: str) -> None:
        """Remove a derived object."""
        self._refuse_original(key)
        with guarded(self._buckets.where, key):
            self._client.remove_object(self._buckets.of(key), key)

    def hold(self, key: str, version: str, *, on: bool) -> None:
        """Put a legal hold on one version of an original, or lift it."""
        change = (
            self._client.enable_object_legal_hold if on else self._client.disable_object_legal_hold
        )
        with guarded(self._buckets.where, key):
            try:
                change(self._buckets.of(key), key, version or None)
            except S3Error as exc:
                if exc.code in ("InvalidRequest", "InvalidBucketObjectLockConfiguration"):
                    raise BadRequest(self._buckets.originals, code="request.no_hold") from exc
                raise

    def remove_unfinished(self, before: float) -> int:
        """Abort multipart uploads begun before a moment; our own puts are single requests and leave none."""
        aborted = 0
        for bucket in (self._buckets.originals, self._buckets.derived):
            with guarded(self._buckets.where):
                for one in self._client._list_multipart_uploads(bucket).uploads:
                    if one.initiated_time and one.initiated_time.timestamp() < before:
                        upload = str(one.upload_id)
                        self._client._abort_multipart_upload(bucket, one.object_name, upload)
                        aborted += 1
        return aborted

    def prove(self) -> None:
        """Write one object twice and remove it: a server that takes the second put is too old for us."""
        key, once = f"checks/{secrets.token_hex(8)}", {"If-None-Match": "*"}
        nothing = hashlib.sha256(b"").hexdigest()
        with guarded(self._buckets.where, key):
            self._send(key, io.BytesIO(), nothing, once)
            try:
                self._send(key, io.BytesIO(), nothing, once)
            except S3Error as exc:
                if exc.code not in LOST_RACE:
                    raise
            else:
                raise down(Part.STORE, Fault.VERSION, f"{self._buckets.where}: If-None-Match")
            finally:
                self.remove(key)

    def _send(self, key: str, stream: BinaryIO, sha256: str, headers: Mapping[str, str]) -> Stored:
        try:
            version = self._wire.put((self._buckets.of(key), key), stream, sha256, headers)
        except S3Error as exc:
            if exc.code in OTHER_BYTES:
                raise FileChanged from exc
            raise
        return Stored(key, stream.tell(), version)

    def _oldest(self, key: str) -> Stored | None:
        found = [
            one
            for one in self._versions(key)
            if one.object_name == key and not one.is_delete_marker
        ]
        return _stored(min(found, key=_when)) if found else None

    def _versions(self, prefix: str) -> Iterator[Object]:
        with guarded(self._buckets.where):
            yield from self._client.list_objects(
                self._buckets.of(prefix), prefix, recursive=True, include_version=True
            )

    def _refuse_original(self, key: str) -> None:
        if key.startswith(_ORIGINALS):
            raise ValueError(f"originals are never replaced or removed: {key}")


def _riding_over(attempt: Callable[[], Stored]) -> Stored:
    """Try until it works, about 40 s: the server may be restarting, or another writer was quicker."""
    pauses = iter(_PAUSES)
    while True:
        try:
            return attempt()
        except (HTTPError, MinioException) as exc:
            pause = next(pauses, None)
            if pause is None or not is_passing(exc):
                raise
            time.sleep(pause)


def _stored(one: Object) -> Stored:
    version = one.version_id or ""
    return Stored(str(one.object_name), one.size or 0, "" if version == "null" else version)


def _when(one: Object) -> dt.datetime:
    return one.last_modified or dt.datetime.max.replace(tzinfo=dt.UTC)


def _years_later(day: dt.datetime, years: int) -> dt.datetime:
    """The same day so many years later; 29 February becomes 1 March where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, month=3, day=1)
