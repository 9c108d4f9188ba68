"""A Prefect API server for one process: starts in seconds, meets no other, leaves nothing."""

import shutil
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

from flows.runtime import Address
from flows.server_process import ServerProcess

READY_SECONDS = 120.0  # cold disk, busy machine, first migrations


class PrivateServer:
    """The server that one `sohoa digitize` starts for itself and takes with it.

    folder: Prefect's folder in the home; only the template database is kept there. The runs' own
    database is thrown away: the catalog is the record.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._scratch: Path | None = None
        self._server: ServerProcess | None = None

    def begin(self) -> None:
        """Start the server and return at once; Prefect is not imported in this process."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._scratch = Path(tempfile.mkdtemp(prefix="sohoa-prefect-"))
        self._server = ServerProcess(self._folder, self._scratch / "runs.db", private=True)

    def wait_ready(self, timeout: float = READY_SECONDS) -> None:
        """Return once it answers; raises ServiceDown when it ended or `timeout` s have passed."""
        self._running().wait_ready(timeout)

    @property
    def address(self) -> Address:
        """Address and password, known from `begin` on."""
        return self._running().address

    @property
    def pid(self) -> int:
        """Number of the server's process."""
        return self._running().pid

    def stop(self) -> None:
        """End the server and remove its folder; before `begin` and twice does no harm."""
        if self._server:
            self._server.stop()
        if self._scratch:
            shutil.rmtree(self._scratch, ignore_errors=True)

    def __enter__(self) -> Self:
        self.begin()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _running(self) -> ServerProcess:
        if self._server is None:
            raise RuntimeError("begin() comes first")
        return self._server
