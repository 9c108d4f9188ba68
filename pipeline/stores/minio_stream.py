"""Reading an object of an S3 server as a stream that goes on where a broken connection left it.

An object that is listed but whose bytes the server cannot give (its disk rots) is a KeyError, so that
`verify` names this one and goes on.
"""

import io
import time
from typing import TYPE_CHECKING, BinaryIO, cast

from minio import Minio
from minio.error import MinioException, S3Error
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from pipeline.stores.minio_faults import UNREADABLE, guarded, is_passing, names_nothing

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_TRIES = 4
_PAUSE = 1.0
_BUFFER = 1 << 20


def open_stream(client: Minio, place: tuple[str, str, str], where: str) -> BinaryIO:
    """Read bucket, key, version (empty: the newest); KeyError where there is none."""
    return cast(BinaryIO, io.BufferedReader(_Stream(client, place, where), _BUFFER))


class _Stream(io.RawIOBase):
    def __init__(self, client: Minio, place: tuple[str, str, str], where: str) -> None:
        self._client = client
        self._place = place
        self._where = where
        self._position = 0
        self._answer = self._ask()
        self._size = int(self._answer.headers.get("Content-Length", "0"))

    def readable(self) -> bool:
        """A stream for reading."""
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """The next bytes of the object; 0 at its end."""
        view = memoryview(buffer)
        if self._position >= self._size:
            return 0
        with guarded(self._where, self._place[1]):
            found = self._read(min(len(view), self._size - self._position))
        view[: len(found)] = found
        self._position += len(found)
        return len(found)

    def close(self) -> None:
        """Give the connection back."""
        if not self.closed:
            self._drop()
        super().close()

    def _read(self, size: int) -> bytes:
        for attempt in range(_TRIES):
            try:
                found = self._answer.read(size)
            except HTTPError as exc:
                if attempt + 1 == _TRIES or not is_passing(exc):
                    raise KeyError(self._place[1]) if self._is_listed() else exc from exc
            else:
                if found:
                    return found
            time.sleep(_PAUSE * attempt)
            self._drop()
            self._answer = self._ask()
        return b""

    def _ask(self) -> BaseHTTPResponse:
        bucket, key, version = self._place
        with guarded(self._where, key):
            try:
                return self._client.get_object(
                    bucket, key, offset=self._position, version_id=version or None
                )
            except S3Error as exc:
                unreadable = exc.code == UNREADABLE and self._is_listed()
                if unreadable or names_nothing(exc, version):
                    raise KeyError(key) from exc
                raise

    def _is_listed(self) -> bool:
        """Whether the server answers, and knows this very object."""
        bucket, key, version = self._place
        try:
            self._client.stat_object(bucket, key, version_id=version or None)
        except (HTTPError, MinioException):
            return False
        return True

    def _drop(self) -> None:
        self._answer.close()
        self._answer.release_conn()
