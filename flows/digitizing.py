"""The main job: receive a hand-in, see it through, leave the answers in the catalog."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from flows.bench import Archive, open_bench
from flows.chores import match_again, tidy
from flows.dispatch import left_of
from flows.reception import HandInRequest, Reception, receive_all
from flows.runner import Runner
from flows.workplace import alive
from pipeline import holds, indexing
from pipeline.catalog.claims import LEASE_SECONDS
from pipeline.digitize import Bench
from pipeline.holder import this_process
from pipeline.settings import Settings

_ROUNDS = 3
_LOOK_SECONDS = 1.0


@dataclass(slots=True)
class Told:
    """How far a job is, for whoever watches; step: `receiving`, `starting`, `reading`, `indexing`, `done`."""

    batch: str = ""
    step: str = "receiving"
    received: int = 0
    finished: int = 0


def digitize(settings: Settings, archive: Archive, request: HandInRequest, told: Told) -> None:
    """Receive every paper and finish it; answers are read from the catalog by `told.batch`.

    Papers that a process now dead left unfinished are taken along. Raises ServiceDown when a service
    fails: what was received is safe and waits.
    """
    told.batch = _begin(archive, request.by)
    runner = Runner(settings)
    try:
        with alive(archive), open_bench(settings, archive) as bench:
            reception = Reception(
                archive=archive,
                inspect=bench.inspect,
                batch=told.batch,
                on_new=runner.begin,
                on_paper=lambda: _count(told),
            )
            receive_all(reception, request)
            tidy(settings, archive)
            match_again(settings, archive)
            own = archive.catalog.documents.unfinished(told.batch)
            _see_through(told, runner, archive, bench, own)
            papers = archive.catalog.documents.unfinished(told.batch)
            if set(papers) - set(own):  # of a stack that failed with one of them
                _see_through(told, runner, archive, bench, papers)
    finally:
        runner.stop()
        archive.catalog.batches.end(told.batch, time.time())


def sweep(settings: Settings, archive: Archive, told: Told) -> None:
    """Finish what is unfinished and nobody works on, index it, remove what dead processes left behind."""
    before = _waiting(archive)
    match_again(settings, archive)
    for _ in range(_ROUNDS):
        see_through(settings, archive, [], told)
        if not _comes_back(archive):
            break
    told.finished = max(before - _waiting(archive), 0)
    tidy(settings, archive)


def see_through(settings: Settings, archive: Archive, documents: Sequence[str], told: Told) -> None:
    """Finish these documents, and all that nobody cares for."""
    runner = Runner(settings)
    try:
        with alive(archive), open_bench(settings, archive) as bench:
            _see_through(told, runner, archive, bench, documents)
    finally:
        runner.stop()


def _see_through(
    told: Told, runner: Runner, archive: Archive, bench: Bench, own: Sequence[str]
) -> None:
    archive.index.reach()  # nobody should wait for the reading to hear of a wrong address
    left = [one for one in archive.catalog.queue.abandoned(time.time()) if one not in set(own)]
    if own or left:
        runner.begin()
        told.step = "starting" if runner.starts_server else "reading"
        runner.wait_ready()
        told.step = "reading"
        runner.run(told.batch or "sweep", [*own, *left], bench, archive)
    holds.settle(archive.catalog, archive.store)
    told.step = "indexing"
    indexing.drain(archive.catalog, archive.store, archive.index)
    told.step = "done"


def _comes_back(archive: Archive) -> bool:
    """Wait for what others have in hand, at most for a lease; True once something of it is free, unfinished.

    A reader whose store or catalog failed holds its papers until it ends.
    """
    until = time.monotonic() + LEASE_SECONDS
    unfinished = archive.catalog.documents.unfinished()
    free = set(archive.catalog.queue.free(unfinished, time.time()))
    in_hand = [one for one in unfinished if one not in free]
    while not archive.catalog.queue.abandoned(time.time()):
        if not left_of(archive, in_hand) or time.monotonic() > until:
            return False
        time.sleep(_LOOK_SECONDS)
    return True


def _begin(archive: Archive, by: str) -> str:
    now = time.time()
    return archive.catalog.batches.begin(
        by=by, holder=this_process(), now=now, alive_until=now + LEASE_SECONDS
    )


def _count(told: Told) -> None:
    told.received += 1


def _waiting(archive: Archive) -> int:
    return len(archive.catalog.documents.unfinished()) + archive.catalog.outbox.count()
