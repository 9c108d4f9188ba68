"""Running a long job while telling people how far it is, and ending at once when they say so."""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from pipeline.errors import Exit
from portal.door import Door

Done = TypeVar("Done")

_LOOK_SECONDS = 0.5
_LINE_SECONDS = 10.0


class Progress:
    """One line that changes on a terminal, else a plain line every ten seconds."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._live = sys.stderr.isatty()
        self._last_line = ""
        self._last_time = 0.0

    def show(self, line: str, *, now: bool = False) -> None:
        """Show how far we are; now: a new step, print even before ten seconds are over."""
        if line == self._last_line:
            return
        if self._live:
            sys.stderr.write(f"\r\x1b[2K{line}")
            sys.stderr.flush()
        elif now or time.monotonic() - self._last_time >= _LINE_SECONDS:
            self._door.say(line)
        else:
            return
        self._last_line = line
        self._last_time = time.monotonic()

    def end(self) -> None:
        """Leave the changing line."""
        if self._live and self._last_line:
            sys.stderr.write("\n")


def counted(door: Door, key: str, job: Callable[[Callable[[], None]], Done]) -> Done:
    """What a job answers that calls its argument after each file; people see the count, Ctrl-C ends it."""
    progress, count = Progress(door), Count()
    answers: list[Done] = []
    watch(
        lambda: answers.append(job(count.one)),
        lambda: progress.show(door.phrase(key, count=count.files)),
        progress.end,
    )
    progress.end()
    return answers[0]


class Count:
    """Files so far, counted by several threads."""

    def __init__(self) -> None:
        self.files = 0
        self._lock = threading.Lock()

    def one(self) -> None:
        """One more."""
        with self._lock:
            self.files += 1


def watch(job: Callable[[], None], look: Callable[[], None], stopped: Callable[[], object]) -> None:
    """Run `job` in a thread, `look` twice a second; on Ctrl-C or SIGTERM call `stopped` and end the process.

    What the job holds is given back by the claims of a process that is gone; its children end with it.
    Raises what the job raised.
    """
    failures: list[BaseException] = []

    def run() -> None:
        try:
            job()
        except BaseException as exc:
            failures.append(exc)

    thread = threading.Thread(target=run, name="job", daemon=True)
    try:
        thread.start()
        while thread.is_alive():
            thread.join(_LOOK_SECONDS)
            look()
    except KeyboardInterrupt:
        for impatient in (signal.SIGINT, signal.SIGTERM):
            signal.signal(impatient, signal.SIG_IGN)
        stopped()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(Exit.INTERRUPTED)
    if failures:
        raise failures[0]
