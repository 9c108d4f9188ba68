"""The office that is always open: inbox, sweep and search on this machine, until somebody stops it.

Alone, it also keeps a Prefect server and its runner; with a shared server, the workers read.
"""

import logging
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flows import chores
from flows.alone import alone, office_lock
from flows.bench import Archive, open_bench
from flows.crew import Crew, shared_address
from flows.dispatch import hand_out
from flows.inbox import Inbox, take
from flows.office_server import OfficeServer
from flows.repeating import every, nightly
from flows.runner import enter_prefect
from flows.runtime import Address
from flows.safekeeping import back_up_when_due
from flows.serving import serve_office
from flows.workplace import alive
from pipeline import indexing
from pipeline.digitize import Bench
from pipeline.errors import BadRequest, ServiceDown
from pipeline.settings import Settings

log = logging.getLogger(__name__)

_LOOK_SECONDS = 2.0
_DRAIN_SECONDS = 1.0
_NIGHT_HOUR = 1
_BACKUP_LOOK_SECONDS = 300.0


def run_office(
    settings: Settings,
    archive: Archive,
    inbox: Inbox,
    on_ready: Callable[[], None],
    on_batch: Callable[[str], None],
) -> None:
    """Serve until KeyboardInterrupt. Raises BadRequest `up.already_running`, ServiceDown."""
    with _readers(settings) as (crew, are_there), open_bench(settings, archive) as bench:
        on_ready()
        office = _Office(settings, archive, bench, crew)
        with (
            alive(archive),
            every(_DRAIN_SECONDS, office.drain),
            every(settings.sweep_seconds, office.sweep),
            every(_LOOK_SECONDS, lambda: office.look(inbox, on_batch)),
            every(_BACKUP_LOOK_SECONDS, lambda: back_up_when_due(settings, archive)),
            nightly(_NIGHT_HOUR, office.look_after if crew.pool is None else _nothing),
        ):
            office.sweep()
            while are_there(0.5):
                pass
    raise ServiceDown("runner: its process ended")


@contextmanager
def _readers(settings: Settings) -> Iterator[tuple[Crew, Callable[[float], bool]]]:
    """Who reads, and a function that waits some seconds and tells whether they are still there."""
    shared = shared_address(settings)
    if shared is None:
        with OfficeServer(settings.home) as server, _serving(settings, server.address) as lives:
            yield Crew(server.address, None), lives
        return
    crew = Crew(shared, settings.work_pool)
    crew.check()
    already = BadRequest(code="up.already_running")
    with alone(office_lock(settings.home), already), crew.api:
        for_ever = threading.Event()
        yield crew, lambda seconds: not for_ever.wait(seconds)


@contextmanager
def _serving(settings: Settings, address: Address) -> Iterator[Callable[[float], bool]]:
    """Run what is asked for in a thread until the block ends; raises ServiceDown when that fails."""
    over = threading.Event()
    failed: list[BaseException] = []

    def serve() -> None:
        os.environ["SOHOA_JOBS"] = str(settings.jobs)  # for the runs, which read settings anew
        try:
            serve_office(settings.home, address, over)
        except ServiceDown as exc:
            failed.append(exc)

    def lives(seconds: float) -> bool:
        serving.join(seconds)
        return serving.is_alive()

    enter_prefect(settings, address)
    serving = threading.Thread(target=serve, daemon=True)
    serving.start()
    try:
        yield lives
    finally:
        over.set()
        serving.join()
        if failed:
            raise ServiceDown("runner") from failed[0]


class _Office:
    def __init__(self, settings: Settings, archive: Archive, bench: Bench, crew: Crew) -> None:
        self._settings = settings
        self._archive = archive
        self._bench = bench
        self._crew = crew

    def drain(self) -> None:
        """Make searchable what was finished or edited."""
        indexing.drain(self._archive.catalog, self._archive.store, self._archive.index)

    def look(self, inbox: Inbox, on_batch: Callable[[str], None]) -> None:
        """Take quiet files and start reading them."""
        batch = take(inbox, self._archive, self._bench.inspect)
        if batch is not None:
            on_batch(batch)
            received = self._archive.catalog.documents.unfinished(batch)
            hand_out(self._crew, self._archive, batch, received)

    def sweep(self) -> None:
        """Start what nobody works on; what waits in the runner already waits on."""
        try:
            chores.sweep(self._settings, self._archive, self._crew)
        except ServiceDown as exc:  # the next sweep tries again; the office stays open
            log.warning("sweep: %s", exc)

    def look_after(self) -> None:
        """The nightly look at some originals."""
        chores.verify_portion(self._settings, self._archive)


def _nothing() -> None:
    """At night a worker of the shared server does it (`flows/upkeep.py`)."""
