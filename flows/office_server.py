"""The Prefect API server that `sohoa up` keeps for the whole home, and how others find it."""

import http.client
import json
import os
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from filelock import FileLock, Timeout

from flows.alone import office_lock
from flows.private_server import READY_SECONDS
from flows.runtime import Address
from flows.server_process import ServerProcess
from pipeline.errors import BadRequest

HEALTH_SECONDS = 5.0


class OfficeServer:
    """One server for a home: its `prefect/` holds runs (`prefect.db`), address (`server.json`)."""

    def __init__(self, home: Path) -> None:
        self._folder = home / "prefect"
        self._lock = FileLock(office_lock(home), timeout=0)
        self._server: ServerProcess | None = None

    def start(self, timeout: float = READY_SECONDS) -> Address:
        """Start it and return its address once it answers.

        Raises BadRequest `up.already_running` when another process keeps one for this home, and
        ServiceDown when it ended or `timeout` seconds have passed.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        try:
            self._lock.acquire()
        except Timeout as exc:
            raise BadRequest(code="up.already_running") from exc
        _card(self._folder).unlink(missing_ok=True)
        self._server = ServerProcess(self._folder, self._folder / "prefect.db", private=False)
        self._server.wait_ready(timeout)
        _publish(_card(self._folder), self._server)
        return self._server.address

    def stop(self) -> None:
        """End the server; others no longer find it. Before `start` and twice does no harm."""
        if self._server:
            _card(self._folder).unlink(missing_ok=True)
            self._server.stop()
        self._lock.release()

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def address(self) -> Address:
        """Address and password, known after `start`."""
        if self._server is None:
            raise RuntimeError("start() comes first")
        return self._server.address


def running_server(home: Path) -> Address | None:
    """The server that a `sohoa up` of this home keeps; None at once when there is none."""
    try:
        card = json.loads(_card(home / "prefect").read_text("utf-8"))
        address, pid, born = Address(card["url"], card["auth"]), card["pid"], card["born"]
    except (OSError, ValueError, LookupError, TypeError):
        return None
    return address if _born(pid) == born and _answers(address) else None


def _card(folder: Path) -> Path:
    return folder / "server.json"


def _publish(card: Path, server: ServerProcess) -> None:
    """Write the card whole or not at all, for the home's owner only: it holds the password."""
    half = card.with_suffix(".part")
    half.unlink(missing_ok=True)
    told = {"url": server.address.url, "auth": server.address.auth, "pid": server.pid}
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        json.dump(told | {"born": _born(server.pid)}, out)
    half.replace(card)


def _born(pid: int) -> str | None:
    """When a process started, in ticks since boot: its number alone may be another's by now."""
    try:
        return (
            Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()[19]
        )
    except OSError:
        return None


def _answers(address: Address) -> bool:
    place = urlsplit(address.url)
    asked = http.client.HTTPConnection(place.hostname or "", place.port, timeout=HEALTH_SECONDS)
    try:
        asked.request("GET", f"{place.path}/health")
        return asked.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asked.close()
