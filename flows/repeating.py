"""Something done again and again beside the work: renewing claims, draining the outbox."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pipeline.errors import SohoaError

log = logging.getLogger(__name__)

_PATIENCE_SECONDS = 5.0  # an act in the middle of something long ends with the process
_NIGHT_LOOK_SECONDS = 60.0


@contextmanager
def every(seconds: float, act: Callable[[], object]) -> Iterator[None]:
    """Call `act` each `seconds` in a thread of its own until the block ends; its failures are logged."""
    over = threading.Event()

    def repeat() -> None:
        while not over.wait(seconds):
            try:
                act()
            except (SohoaError, OSError) as exc:
                log.warning("will be tried again: %s", exc)

    thread = threading.Thread(target=repeat, name=f"every-{seconds}s", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(_PATIENCE_SECONDS)


@contextmanager
def nightly(hour: int, act: Callable[[], object]) -> Iterator[None]:
    """Call `act` once a night after `hour` o'clock, in a thread of its own, until the block ends."""
    done_on = [time.localtime().tm_yday if time.localtime().tm_hour >= hour else -1]

    def look() -> None:
        now = time.localtime()
        if now.tm_hour >= hour and now.tm_yday != done_on[0]:
            done_on[0] = now.tm_yday
            act()

    with every(_NIGHT_LOOK_SECONDS, look):
        yield
