"""The whole office on one machine: Prefect server, runner, inbox, sweep, until somebody stops it."""

import logging
import os
import threading
import time
from collections.abc import Callable

from flows.bench import Archive, open_bench
from flows.dispatch import serve_office, start_batch
from flows.inbox import Inbox, take
from flows.leftovers import remove_leftovers
from flows.office_server import OfficeServer
from flows.repeating import every
from flows.runner import SLICE, enter_prefect
from flows.runtime import Address
from flows.workplace import alive
from pipeline import indexing
from pipeline.digitize import Bench
from pipeline.errors import ServiceDown
from pipeline.settings import Settings

log = logging.getLogger(__name__)

_LOOK_SECONDS = 2.0
_DRAIN_SECONDS = 1.0


def run_office(
    settings: Settings,
    archive: Archive,
    inbox: Inbox,
    on_ready: Callable[[], None],
    on_batch: Callable[[str], None],
) -> None:
    """Serve until KeyboardInterrupt. Raises BadRequest `up.already_running`, ServiceDown."""
    over = threading.Event()
    failed: list[BaseException] = []
    with OfficeServer(settings.home) as server, open_bench(settings, archive) as bench:
        enter_prefect(settings, server.address)
        serving = threading.Thread(
            target=_serve, args=(settings, server.address, over, failed), daemon=True
        )
        serving.start()
        on_ready()
        office = _Office(settings, archive, bench, server.address)
        try:
            with (
                alive(archive),
                every(_DRAIN_SECONDS, office.drain),
                every(settings.sweep_seconds, office.sweep),
                every(_LOOK_SECONDS, lambda: office.look(inbox, on_batch)),
            ):
                office.sweep()
                while serving.is_alive():
                    serving.join(0.5)
        finally:
            over.set()
            serving.join()
    if failed:
        raise ServiceDown("runner") from failed[0]


def _serve(
    settings: Settings,
    address: Address,
    over: threading.Event,
    failed: list[BaseException],
) -> None:
    os.environ["SOHOA_JOBS"] = str(
        settings.jobs
    )  # for the runs' processes, which read settings anew
    try:
        serve_office(settings.home, address, over)
    except ServiceDown as exc:
        failed.append(exc)


class _Office:
    def __init__(
        self, settings: Settings, archive: Archive, bench: Bench, address: Address
    ) -> None:
        self._settings = settings
        self._archive = archive
        self._bench = bench
        self._address = address
        self._sent: dict[str, float] = {}

    def drain(self) -> None:
        """Make searchable what was finished or edited."""
        indexing.drain(self._archive.catalog, self._archive.store, self._archive.index)

    def look(self, inbox: Inbox, on_batch: Callable[[str], None]) -> None:
        """Take quiet files and start reading them."""
        batch = take(inbox, self._archive, self._bench.inspect)
        if batch is not None:
            on_batch(batch)
            self._start(batch, self._archive.catalog.documents.unfinished(batch))

    def sweep(self) -> None:
        """Start what nobody works on; what was sent lately waits for its turn in the runner."""
        now = time.time()
        unfinished = self._archive.catalog.documents.unfinished()
        self._sent = {one: at for one, at in self._sent.items() if one in set(unfinished)}
        claims = self._archive.catalog.claims
        left = [
            one
            for one in unfinished
            if self._sent.get(one, 0.0) < now - self._settings.sweep_seconds * 10
            and not claims.is_cared_for(one, now)
        ]
        if left:
            self._start("sweep", left)
        remove_leftovers(self._settings.home / "tmp", now)

    def _start(self, batch: str, documents: list[str]) -> None:
        for first in range(0, len(documents), SLICE):
            start_batch(self._address, batch, documents[first : first + SLICE])
        self._sent.update(dict.fromkeys(documents, time.time()))
