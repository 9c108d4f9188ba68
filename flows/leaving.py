"""How the process of a run leaves when its worker is stopped: it takes up nothing more and gives back the rest."""

import logging
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pipeline.errors import Exit

log = logging.getLogger(__name__)

GRACE_SECONDS = 45.0
"""For the documents in hand; systemd waits 90 s."""

LINGER_SECONDS = 60.0
"""For what a run still tells its server when its documents are done or its services failed."""

_told = threading.Event()


def is_leaving() -> bool:
    """Whether this process was told to take up nothing more."""
    return _told.is_set()


def is_of_a_worker() -> bool:
    """Whether this process runs a flow for a worker of a pool, which Prefect tells by a variable."""
    return "PREFECT__WORKER_NAME" in os.environ


@contextmanager
def leaving_gently(give_back: Callable[[], object]) -> Iterator[None]:
    """Inside the block, SIGTERM and Ctrl-C let the documents in hand be finished, in the main thread.

    What is not finished after `GRACE_SECONDS` is given back, and the process ends.
    """
    if threading.current_thread() is not threading.main_thread() or not is_of_a_worker():
        yield
        return

    def leave(_signal: int, _frame: object) -> None:
        if not _told.is_set():
            _told.set()
            late = threading.Timer(GRACE_SECONDS, _end, [give_back])
            late.daemon = True
            late.start()

    before = {one: signal.signal(one, leave) for one in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


@contextmanager
def ending_soon() -> Iterator[None]:
    """After the block, this process of a worker's run ends within `LINGER_SECONDS`, also when something hangs.

    Its worker takes up nothing else before; what is cut off is only told to nobody.
    """
    try:
        yield
    finally:
        if is_of_a_worker():
            late = threading.Timer(LINGER_SECONDS, os._exit, [Exit.OTHER])
            late.daemon = True
            late.start()


def _end(give_back: Callable[[], object]) -> None:
    log.warning("documents in hand are given back: the worker was stopped")
    try:
        give_back()
    finally:
        os._exit(Exit.INTERRUPTED)
