"""One Elasticsearch: requests that wait out a short refusal, and its faults by their names."""

import logging
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from elasticsearch import (
    ApiError,
    Elasticsearch,
    SerializationError,
    SSLError,
    TransportError,
    UnsupportedProductError,
)

from pipeline.addresses import ServerAddress
from pipeline.errors import Fault, IndexDamaged, Part, ServiceDown, SohoaError, down

OLDEST = (8, 19)
_USUAL_PORT = 9200

# People are told faults by our errors; the client would print each with its traceback.
logging.getLogger("elastic_transport").propagate = False

# A command says within 5 s what is wrong; a bulk of a long document may take longer than that.
_GREETING_SECONDS = 4.0
_ANSWER_SECONDS = 10.0
_WRITING_SECONDS = 60.0
_SHARD_SECONDS = "200ms"
_PAUSES = (0.1, 0.3, 0.8, 1.6)
_BUSY = {429, 502, 503, 504}

_PORTION_BYTES = 4 * 1024 * 1024
_PORTION_LINES = 500

Said = Callable[[Elasticsearch], Any]


class Gone(IndexDamaged):
    """There is no such index, or not any more."""


class Taken(SohoaError):
    """An index of that name exists already."""


@dataclass(frozen=True, slots=True)
class Login:
    """User and password, or an API key, or nothing."""

    user: str = ""
    password: str = field(default="", repr=False)
    api_key: str = field(default="", repr=False)


class Server:
    """The server at an address; connects at the first question. Threads may share one."""

    def __init__(self, address: ServerAddress, login: Login, ca_file: Path | None) -> None:
        self.address = address
        self._login = login
        self._ca_file = ca_file
        self._client: Elasticsearch | None = None
        self._lock = threading.Lock()

    def ask(self, say: Said, *, seconds: float = _ANSWER_SECONDS) -> Any:  # noqa: ANN401 - JSON
        """What the server answers; ServiceDown, or IndexDamaged where the index is not as it was."""
        return self._patiently(say, self._greeted().options(request_timeout=seconds))

    def bulk(self, index: str, lines: Iterable[bytes]) -> None:
        """Tell an index by its alias, in portions; older versions do no harm."""
        for portion in _portions(lines):
            left = portion
            for pause in (*_PAUSES, None):
                left = self._send(index, left)
                if not left:
                    break
                if pause is None:
                    raise down(Part.INDEX, Fault.UNREACHABLE, f"{self.address}: busy")
                time.sleep(pause)

    def close(self) -> None:
        """Release the connections; the next question opens them again."""
        with self._lock:
            client, self._client = self._client, None
        if client:
            client.close()

    def _send(self, index: str, lines: list[bytes]) -> list[bytes]:
        """Lines that were refused for now."""
        made: Any = lines  # ready lines are taken as they are, which its types do not say
        answer = self.ask(
            lambda es: es.bulk(
                operations=made, index=index, require_alias=True, timeout=_SHARD_SECONDS,
                filter_path="errors,items.*.status,items.*.error.type,items.*.error.reason",
            ),
            seconds=_WRITING_SECONDS,
        )  # fmt: skip
        if not answer["errors"]:
            return []
        results = (next(iter(item.values())) for item in answer["items"])
        return [line for line, result in zip(lines, results, strict=True) if self._waits(result)]

    def _waits(self, result: dict[str, Any]) -> bool:
        """Whether a line must be sent again; raises where that would not help."""
        error = result.get("error")
        if not error or result["status"] == 409:  # something newer is there
            return False
        if _is_busy(result["status"], error["type"]):
            return True
        raise self._refusal(result["status"], error["type"])

    def _patiently(self, say: Said, client: Elasticsearch) -> Any:  # noqa: ANN401 - JSON
        for pause in (*_PAUSES, None):
            try:
                return say(client).body
            except ApiError as exc:
                if pause is None or not _is_busy(exc.status_code, _kind(exc)):
                    raise self._named(exc) from exc
            except TransportError as exc:
                raise self._unanswered(exc) from exc
            time.sleep(pause)
        raise AssertionError("the last try answers or raises")

    def _greeted(self) -> Elasticsearch:
        """The client, once it is known who answers there."""
        with self._lock:
            if self._client is None:
                client = self._connect()
                try:
                    self._check(client.options(request_timeout=_GREETING_SECONDS))
                except BaseException:
                    client.close()
                    raise
                self._client = client
            return self._client

    def _connect(self) -> Elasticsearch:
        at = self.address
        host: dict[str, Any] = {
            "scheme": "https" if at.is_secure else "http",
            "host": at.host,
            "port": at.port or _USUAL_PORT,
        }
        login: dict[str, Any] = {}
        if self._login.api_key:
            login["api_key"] = self._login.api_key
        elif self._login.user:
            login["basic_auth"] = (self._login.user, self._login.password)
        if at.is_secure:
            login["ssl_context"] = self._trust()
        # Once more is for connections that died unused; refusals are repeated here, with pauses.
        return Elasticsearch([host], max_retries=1, retry_on_status=(), **login)

    def _trust(self) -> ssl.SSLContext:
        try:
            return ssl.create_default_context(cafile=self._ca_file)
        except OSError as exc:
            raise down(Part.INDEX, Fault.TLS, f"ca_file: {exc.strerror or 'no PEM'}") from exc

    def _check(self, client: Elasticsearch) -> None:
        told = self._patiently(lambda es: es.info(), client)
        try:
            number = str(told["version"]["number"])
            version = tuple(int(part) for part in number.split(".")[:2])
        except (LookupError, TypeError, ValueError) as exc:
            raise down(Part.INDEX, Fault.OTHER_SERVER, str(self.address)) from exc
        if version < OLDEST:
            raise down(Part.INDEX, Fault.VERSION, f"{self.address}: {number}")

    def _unanswered(self, exc: TransportError) -> ServiceDown:
        match exc:
            case SSLError():
                fault = Fault.TLS
            case SerializationError():  # a page of another kind of server
                fault = Fault.OTHER_SERVER
            case _:
                fault = Fault.UNREACHABLE
        return down(Part.INDEX, fault, str(self.address))

    def _named(self, exc: ApiError) -> SohoaError:
        """An answer that is no success, by its name."""
        status = exc.status_code
        is_known = exc.meta.headers.get("x-elastic-product") == "Elasticsearch"
        if isinstance(exc, UnsupportedProductError) or not (
            is_known or status in _BUSY or status in (401, 413)
        ):
            return down(Part.INDEX, Fault.OTHER_SERVER, str(self.address))
        return self._refusal(status, _kind(exc))

    def _refusal(self, status: int, kind: str) -> SohoaError:
        if kind == "resource_already_exists_exception":
            return Taken(kind)
        if fault := _fault(status, kind):
            return down(Part.INDEX, fault, f"{self.address}: {kind or status}")
        return Gone(kind) if status == 404 else IndexDamaged(f"{status} {kind}")


def _fault(status: int, kind: str) -> Fault | None:
    # The block of a full disk comes with 429 or 403; the one of a lost leader with 503.
    blocked = kind == "cluster_block_exception" and status != 503
    if blocked or status == 413 or kind == "validation_exception":
        return Fault.FULL
    if kind == "media_type_header_exception" or status == 406:
        return Fault.VERSION
    by_status = {401: Fault.CREDENTIALS, 403: Fault.RIGHTS}
    return Fault.UNREACHABLE if status in _BUSY else by_status.get(status)


def _is_busy(status: int, kind: str) -> bool:
    """Whether the same may be taken in a moment."""
    return _fault(status, kind) is Fault.UNREACHABLE


def _kind(exc: ApiError) -> str:
    """What the server calls it; its sentences may cite what was sent."""
    error = exc.body.get("error") if isinstance(exc.body, dict) else None
    return str(error.get("type", "")) if isinstance(error, dict) else ""


def _portions(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Requests of bounded size; a single document may be larger."""
    portion: list[bytes] = []
    size = 0
    for line in lines:
        if portion and (size + len(line) > _PORTION_BYTES or len(portion) >= _PORTION_LINES):
            yield portion
            portion, size = [], 0
        portion.append(line)
        size += len(line)
    if portion:
        yield portion
