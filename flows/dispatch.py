"""Handing documents to readers and waiting for them. The catalog is the queue: runs take what is free there."""

import logging
import math
import time
from collections.abc import Callable, Sequence

from flows.bench import Archive
from flows.crew import Crew, no_worker
from pipeline.errors import ServiceDown
from pipeline.model import Stage

log = logging.getLogger(__name__)

SLICE = 200
"""Documents a flow run at most: more make Prefect slow and lose more when a run is lost."""

WORTH = 4
"""Documents for which one more run is worth its start (7 s of processor time)."""

LOOK_SECONDS = 1.0
ROUND_SECONDS = 5.0  # between two looks at the runner; the catalog is looked at more often
LONELY_SECONDS = 30.0  # without a worker; one that was just started takes 15 s to be seen
SILENT_SECONDS = 60.0  # without an answer of the server, while nobody works on our documents
IDLE_SECONDS = (
    180.0  # in which workers are there and nobody works; a run that was lost costs 60 of them
)
MOST_FRUITLESS = 3


def hand_out(crew: Crew, archive: Archive, batch: str, documents: Sequence[str]) -> int:
    """Start the runs that these documents lack now; returns how many.

    A document needs a run when nobody works on it and no run that is still coming names it. Several
    runs get the same list where several readers are idle: each takes the next free document.
    """
    queue = archive.catalog.queue
    now = time.time()
    free = queue.free(documents, now)
    if not free:
        return 0
    coming = crew.coming()
    named = {one for run in coming for one in run.documents}
    fresh = [one for one in free if one not in named]
    idle = crew.hands() - len(queue.holders(now)) - len(coming)
    is_begun = len(free) < len(left_of(archive, documents)) or len(fresh) < len(free)
    if not fresh or (idle < 1 and is_begun):
        return 0
    lists = [part for part in slices(fresh) for _ in range(_runs_for(part, fresh, idle))]
    for part in lists:
        crew.start(batch, part)
    log.info("runs started: batch=%s documents=%d runs=%d", batch, len(fresh), len(lists))
    return len(lists)


def slices(documents: Sequence[str]) -> list[list[str]]:
    """Parts of about equal length, none longer than a run may be."""
    count = math.ceil(len(documents) / SLICE)
    size = math.ceil(len(documents) / count) if count else 1
    return [list(documents[first : first + size]) for first in range(0, len(documents), size)]


def see_through(
    crew: Crew,
    archive: Archive,
    batch: str,
    documents: Sequence[str],
    is_there: Callable[[], bool],
) -> None:
    """Hand documents out and wait in the catalog until all are finished, whoever finishes them.

    What a reader that died leaves is handed out again. is_there: False once nobody will come back.
    Raises ServiceDown when nobody works any more; runs that wait go on later.
    """
    watch = _Watch(crew, archive, batch)
    while left := left_of(archive, documents):
        if not is_there():
            raise ServiceDown("runner: `sohoa up` was stopped")
        watch.look(left)
        time.sleep(LOOK_SECONDS)


class _Watch:
    """What one waiting command has seen. Moments are monotonic seconds."""

    def __init__(self, crew: Crew, archive: Archive, batch: str) -> None:
        self._crew = crew
        self._archive = archive
        self._batch = batch
        self._next = 0.0
        self._heard = self._seen_hands = self._seen_work = time.monotonic()
        self._fruitless = 0
        self._left = -1

    def look(self, left: list[str]) -> None:
        """Hand out what lacks a run, now and then; raises ServiceDown when there is no hope."""
        if len(left) != self._left:
            self._left, self._fruitless = len(left), 0
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + ROUND_SECONDS
        queue = self._archive.catalog.queue
        is_worked_on = len(queue.free(left, time.time())) < len(left)
        if is_worked_on or queue.holders(time.time()):
            self._seen_work = now
        try:
            started = hand_out(self._crew, self._archive, self._batch, left)
            hands = self._crew.hands()
        except ServiceDown as exc:
            if not is_worked_on and now - self._heard > SILENT_SECONDS:
                raise
            log.warning("runner does not answer, waiting in the catalog: %s", exc)
            return
        self._heard = now
        if hands or is_worked_on:
            self._seen_hands = now
        self._judge(started, now)

    def _judge(self, started: int, now: float) -> None:
        self._fruitless += started > 0
        if now - self._seen_hands > LONELY_SECONDS:
            raise no_worker(self._crew)
        if now - self._seen_work > IDLE_SECONDS:
            raise ServiceDown("runner: workers are online and take up nothing, see their logs")
        if self._fruitless > MOST_FRUITLESS:
            raise ServiceDown("runner: the runs ended early, see the logs of the workers")


def _runs_for(part: Sequence[str], whole: Sequence[str], idle: int) -> int:
    """How many runs share a part: the idle readers over all parts, none for too little work."""
    share = math.ceil(idle * len(part) / len(whole))
    return max(1, min(share, math.ceil(len(part) / WORTH)))


def left_of(archive: Archive, documents: Sequence[str]) -> list[str]:
    """Which of some documents are not finished."""
    stages = archive.catalog.documents.stages(documents)
    return [one for one in documents if stages.get(one, Stage.EXTRACTED) is not Stage.EXTRACTED]
