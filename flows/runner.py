"""Where the flows of a command run: under a running `sohoa up`, a named server, or a private server."""

import time
from collections.abc import Sequence
from importlib import import_module

from flows import workplace
from flows.bench import Archive
from flows.office_server import running_server
from flows.private_server import PrivateServer
from flows.runtime import Address, connected, enter, prefect_environment
from pipeline.digitize import Bench
from pipeline.errors import ServiceDown
from pipeline.model import Stage
from pipeline.settings import Settings

SLICE = 200
"""Documents a flow run: more make Prefect slow and lose more when a run is lost (`reference/prefect.md`)."""

_LOOK_SECONDS = 1.0


class Runner:
    """Sees documents through. A private server starts at `begin` and ends with `stop`."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._private: PrivateServer | None = None
        self._shared: Address | None = None

    @property
    def starts_server(self) -> bool:
        """True once a private server was begun."""
        return self._private is not None

    def begin(self) -> None:
        """Find the running office or start a private server, without waiting for it; twice does no harm."""
        if self._private or self._shared:
            return
        self._shared = self._find_shared()
        if self._shared is None:
            self._private = PrivateServer(self._settings.home / "prefect")
            self._private.begin()

    def wait_ready(self) -> None:
        """Return once flows can run; raises ServiceDown when a private server does not start."""
        if self._private:
            enter_prefect(self._settings, self._private.address)
            import_module("flows.batch")  # Prefect's import overlaps with the server's start
            self._private.wait_ready()

    def run(self, batch: str, documents: Sequence[str], bench: Bench, archive: Archive) -> None:
        """Finish the documents in slices; returns when none is left or none can be helped now.

        Raises ServiceDown when the runner, the store, the catalog or the index fail.
        """
        self.begin()
        self.wait_ready()
        slices = [list(documents[n : n + SLICE]) for n in range(0, len(documents), SLICE)]
        if self._private is None:
            self._send(batch, slices, archive)
        else:
            self._work(self._private.address, batch, slices, (bench, archive))
            _await_others(documents, archive)

    def stop(self) -> None:
        """End what `begin` started."""
        if self._private:
            self._private.stop()

    def _find_shared(self) -> Address | None:
        if self._settings.runner != "local":
            auth = self._settings.runner_auth
            return Address(self._settings.runner, auth.get_secret_value() if auth else None)
        return running_server(self._settings.home)

    def _work(
        self,
        address: Address,
        batch: str,
        slices: Sequence[list[str]],
        place: tuple[Bench, Archive],
    ) -> None:
        """Run the flow in this process, recorded by the private server."""
        import httpx

        from flows.batch import digitize_batch, documents_at_once

        here = digitize_batch.with_options(task_runner=documents_at_once(place[0].pages_at_once))
        try:
            with workplace.at(*place), connected(address):
                for documents in slices:
                    here(batch, documents)
        except httpx.HTTPError as exc:  # the documents went on, only their records were lost
            raise ServiceDown("runner: the private server ended") from exc

    def _send(self, batch: str, slices: Sequence[list[str]], archive: Archive) -> None:
        """Hand the slices to the runner's workers and wait until they are through."""
        assert self._shared is not None
        enter_prefect(self._settings, self._shared)
        from flows.dispatch import start_batch

        runs = [start_batch(self._shared, batch, documents) for documents in slices]
        for run, documents in zip(runs, slices, strict=True):
            self._await(run, (batch, documents), archive)

    def _await(self, run: str, part: tuple[str, Sequence[str]], archive: Archive) -> None:
        """Wait until a slice is through; one whose run ended early (it was killed) is started once more.

        Raises ServiceDown when that ends early too (a service fails) or the runner went away.
        """
        assert self._shared is not None
        from flows.dispatch import is_over, start_batch

        started_again = False
        while True:
            over = is_over(self._shared, run)
            left = _left(archive, part[1])
            if not left:
                return
            if self._find_shared() is None:
                raise ServiceDown("runner: `sohoa up` was stopped")
            if over and started_again:
                raise ServiceDown("runner: the run ended early, see the log of `sohoa up`")
            if over:
                run, started_again = start_batch(self._shared, part[0], left), True
            time.sleep(_LOOK_SECONDS)


def enter_prefect(settings: Settings, address: Address) -> None:
    """Set this process's Prefect environment for an address."""
    enter(prefect_environment(settings.home / "prefect", api_url=address.url, auth=address.auth))


def _await_others(documents: Sequence[str], archive: Archive) -> None:
    """Wait for papers that another living process took up before us, until it finishes or fails."""
    claims = archive.catalog.claims
    while any(claims.is_held(one, time.time()) for one in _left(archive, documents)):
        time.sleep(_LOOK_SECONDS)


def _left(archive: Archive, documents: Sequence[str]) -> list[str]:
    stages = archive.catalog.documents.stages(documents)
    return [document for document, stage in stages.items() if stage is not Stage.EXTRACTED]
