"""Where the flows of a command run: under a running `sohoa up`, on a shared server, or on a private one."""

import time
from collections.abc import Sequence
from importlib import import_module

from flows import dispatch, workplace
from flows.bench import Archive
from flows.crew import Crew, find_crew, is_there
from flows.private_server import PrivateServer
from flows.runtime import Address, connected, enter, environment_at
from pipeline.digitize import Bench
from pipeline.errors import ServiceDown
from pipeline.settings import Settings

_LOOK_SECONDS = 1.0


class Runner:
    """Sees documents through. A private server starts at `begin` and ends with `stop`."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._private: PrivateServer | None = None
        self._crew: Crew | None = None

    @property
    def starts_server(self) -> bool:
        """True once a private server was begun."""
        return self._private is not None

    def begin(self) -> None:
        """Find readers or start a private server, without waiting for either; twice does no harm."""
        if self._private or self._crew:
            return
        self._crew = find_crew(self._settings)
        if self._crew is None:
            self._private = PrivateServer(self._settings.home / "prefect")
            self._private.begin()

    def wait_ready(self) -> None:
        """Return once flows can run; raises ServiceDown when no server answers, or not as it should."""
        if self._crew:
            self._crew.check()
        if self._private:
            enter_prefect(self._settings, self._private.address)
            import_module("flows.batch")  # Prefect's import overlaps with the server's start
            self._private.wait_ready()

    def run(self, batch: str, documents: Sequence[str], bench: Bench, archive: Archive) -> None:
        """Finish the documents; returns when none is left or none can be helped now.

        Raises ServiceDown when the runner, the store, the catalog or the index fail.
        """
        if self._crew:
            readers, still = self._crew, lambda: is_there(self._settings)
            dispatch.see_through(readers, archive, batch, documents, still)
        elif self._private:
            self._work(self._private.address, batch, documents, (bench, archive))
            _await_others(documents, archive)

    def stop(self) -> None:
        """End what `begin` started."""
        if self._private:
            self._private.stop()
        if self._crew:
            self._crew.api.close()

    def _work(
        self, address: Address, batch: str, documents: Sequence[str], place: tuple[Bench, Archive]
    ) -> None:
        """Run the flow in this process, recorded by the private server."""
        import httpx

        from flows.batch import digitize_batch, documents_at_once

        here = digitize_batch.with_options(task_runner=documents_at_once(place[0].pages_at_once))
        try:
            with workplace.at(*place), connected(address):
                for part in dispatch.slices(documents):
                    here(batch, part)
        except httpx.HTTPError as exc:  # the documents went on, only their records were lost
            raise ServiceDown("runner: the private server ended") from exc


def enter_prefect(settings: Settings, address: Address) -> None:
    """Set this process's Prefect environment for an address."""
    enter(environment_at(settings.home / "prefect", address))


def _await_others(documents: Sequence[str], archive: Archive) -> None:
    """Wait for papers that another living process took up before us, until it finishes or fails."""
    claims = archive.catalog.claims
    while any(claims.is_held(one, time.time()) for one in dispatch.left_of(archive, documents)):
        time.sleep(_LOOK_SECONDS)
