"""The bench at which this process works; a flow finds it here, since its parameters are only ids."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from flows.bench import Archive, open_archive, open_bench
from flows.leaving import ending_soon, leaving_gently
from flows.lifeline import end_with_parent
from flows.repeating import every
from pipeline import indexing
from pipeline.digitize import Bench
from pipeline.holder import this_process
from pipeline.home import home_folder
from pipeline.settings import load

_RENEW_SECONDS = 30.0
_DRAIN_SECONDS = 1.0

_here: list[Bench] = []


@contextmanager
def at(bench: Bench, archive: Archive) -> Iterator[None]:
    """Work at `bench` inside the block; what is finished becomes searchable within about a second."""

    def drain() -> None:
        indexing.drain(archive.catalog, archive.store, archive.index)

    _here.append(bench)
    try:
        with every(_DRAIN_SECONDS, drain):
            yield
    finally:
        _here.remove(bench)


@contextmanager
def alive(archive: Archive) -> Iterator[None]:
    """Tell other processes, as long as the block lasts, that this one works on its batch and claims."""

    def renew() -> None:
        archive.catalog.claims.renew(this_process(), time.time())

    with every(_RENEW_SECONDS, renew):
        yield


@contextmanager
def here() -> Iterator[Bench]:
    """The bench of this process; a process started by a Prefect runner opens its own from SOHOA_HOME."""
    if _here:
        yield _here[-1]
        return
    settings = load(home_folder(os.environ.get("SOHOA_HOME")))
    end_with_parent()
    with open_archive(settings) as archive, open_bench(settings, archive) as bench:
        gently = leaving_gently(lambda: _give_back(archive))
        with ending_soon(), alive(archive), at(bench, archive), gently:
            yield bench
        indexing.drain(archive.catalog, archive.store, archive.index)


def _give_back(archive: Archive) -> None:
    archive.catalog.queue.give_back(this_process())
