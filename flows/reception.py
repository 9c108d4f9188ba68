"""The reception counter: every file of a hand-in is taken, recognised, refused or ignored, one by one."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from flows.bench import Archive
from pipeline.catalog.records import Answer, HandIn
from pipeline.intake import Counter, Upload, receive
from pipeline.picture import Inspection

_LINES_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class HandInRequest:
    """What a person hands in. papers: the files of each paper, in page order. ignored: names only."""

    papers: Sequence[Sequence[Upload]]
    ignored: Sequence[str]
    by: str
    profile: str


@dataclass(frozen=True, slots=True)
class Reception:
    """Where and how a hand-in is received. on_new: called once, at the first paper that is new work."""

    archive: Archive
    inspect: Callable[[Path], Inspection]
    batch: str
    on_new: Callable[[], None]
    on_paper: Callable[[], None]


def receive_all(reception: Reception, request: HandInRequest) -> None:
    """Receive every paper; lines are written to the catalog as they come, at the latest per hundred."""
    counter = Counter(
        catalog=reception.archive.catalog,
        store=reception.archive.store,
        inspect=reception.inspect,
        clock=time.time,
        batch=reception.batch,
        by=request.by,
        profile=request.profile,
    )
    book = _Book(reception)
    try:
        for name in request.ignored:
            book.write([HandIn(0, name, Answer.IGNORED)])
        for paper in request.papers:
            book.write(receive(counter, paper))
            reception.on_paper()
    finally:
        book.close()


class _Book:
    """The lines of a batch, numbered, written down some at a time; new papers at once."""

    def __init__(self, reception: Reception) -> None:
        self._reception = reception
        self._waiting: list[HandIn] = []
        self._count = 0
        self._seen_new = False

    def write(self, lines: Sequence[HandIn]) -> None:
        """Take lines in; a new paper is in the catalog when this returns."""
        for line in lines:
            self._count += 1
            self._waiting.append(replace(line, ordinal=self._count))
        is_new = any(line.answer is Answer.RECEIVED for line in lines)
        if is_new or len(self._waiting) >= _LINES_AT_ONCE:
            self.close()
        if is_new and not self._seen_new:
            self._seen_new = True
            self._reception.on_new()

    def close(self) -> None:
        """Write down what waits."""
        self._reception.archive.catalog.batches.add(self._reception.batch, self._waiting)
        self._waiting = []
