"""Killable page workers: a page that stalls, crashes or eats memory is a problem, the others go on.

Light to import; OpenCV and Tesseract are loaded in the workers only (`pipeline/ocr/worker.py`).
"""

import logging
import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import CancelledError
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from threading import RLock
from typing import Any, Self, TypeVar

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from pipeline.errors import DamagedFile, ServiceDown, SohoaError
from pipeline.model import Problem
from pipeline.ocr import worker
from pipeline.ocr.page_job import PageDone, PageJob
from pipeline.picture import Inspection, Limits
from pipeline.signatures import Signature, unread

__all__ = ["PageDone", "PageJob", "PagePool"]

log = logging.getLogger(__name__)

Answer = TypeVar("Answer")


class _Stopped(Exception):
    """A call that did not come back, with the code of the problem it becomes."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


class PagePool:
    """Page workers, started with the first call, ended with the `with` block; used by several threads.

    jobs: workers. seconds: longest time for one call. megabytes: most memory of a worker.
    engine: a name known to `engines.engine`. Workers end with this process, however it ends.
    """

    def __init__(
        self, jobs: int, seconds: float, megabytes: int, *, engine: str = "tesserocr"
    ) -> None:
        self._jobs = jobs
        self._seconds = seconds
        self._megabytes = megabytes
        self._engine = engine
        self._lock = RLock()
        self._pool = self._fresh()
        self._over = False
        self._waiting: dict[ProcessFuture[Any], ProcessPool] = {}

    def __enter__(self) -> Self:
        """The pool itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the workers, also in the middle of a page; whoever waits for one gets ServiceDown."""
        with self._lock:
            self._over = True
        self._end(self._pool)

    def read(self, job: PageJob) -> PageDone | Problem:
        """Read one page; blocks until it is read or given up.

        Problems: `page.unreadable`, `page.timeout`, `page.crashed`. Raises ToolMissing, ServiceDown.
        """
        try:
            return self._call(worker.read, job, self._engine)
        except _Stopped as stopped:
            return Problem(stopped.code, job.number, stopped.detail)

    def inspect(self, path: Path, limits: Limits) -> Inspection:
        """What a file holds, looked at under the same limits; raises ScanRejected and its kinds."""
        try:
            return self._call(worker.inspect, path, limits)
        except _Stopped as stopped:
            raise DamagedFile(stopped.detail) from stopped

    def signatures(self, path: Path, roots: Path | None) -> tuple[Signature, ...]:
        """The digital signatures of a PDF, read under the same limits; a file that breaks them is unread."""
        try:
            return self._call(worker.signatures, path, roots)
        except _Stopped as stopped:
            return unread(stopped.code)

    def _call(self, function: Callable[..., Answer], *args: object) -> Answer:
        for _ in range(2):
            pool, future = self._scheduled(function, args)
            try:
                return self._result(future)
            except (BrokenProcessPool, CancelledError):
                self._replace(pool)
            finally:
                self._waiting.pop(future, None)
        raise _Stopped("page.crashed", "the worker ended twice")

    def _result(self, future: ProcessFuture[Answer]) -> Answer:
        try:
            return future.result()
        except TimeoutError as error:
            raise _Stopped("page.timeout", f"{self._seconds:g} s") from error
        except ProcessExpired as error:
            starved = error.exitcode == worker.OUT_OF_MEMORY
            why = f"beyond {self._megabytes} MB" if starved else f"exit {error.exitcode}"
            raise _Stopped("page.crashed", why) from error
        except (BrokenProcessPool, CancelledError, SohoaError):
            raise
        except Exception as error:  # the worker's border: an odd page never stops the others
            if getattr(error, "errno", None) is not None:  # the machine's trouble, not the page's
                raise
            log.exception("a page worker failed")
            raise _Stopped("page.crashed", type(error).__name__) from error

    def _scheduled(
        self, function: Callable[..., Answer], args: tuple[object, ...]
    ) -> tuple[ProcessPool, ProcessFuture[Answer]]:
        with self._lock:
            pool = self._pool
            try:
                future = pool.schedule(function, args=args, timeout=self._seconds)
            except (
                RuntimeError
            ):  # an idle worker was killed from outside, and pebble gave the pool up
                pool = self._replace(pool)
                future = pool.schedule(function, args=args, timeout=self._seconds)
            self._waiting[future] = pool
            return pool, future

    def _replace(self, broken: ProcessPool) -> ProcessPool:
        with self._lock:
            if self._over:
                raise ServiceDown("page workers: stopped")
            if self._pool is broken:
                self._end(broken)
                self._pool = self._fresh()
            return self._pool

    def _end(self, pool: ProcessPool) -> None:
        pool.stop()  # type: ignore[no-untyped-call]  # pebble leaves these without types
        pool.join()
        for future, its in list(self._waiting.items()):
            if its is pool:  # pebble forgets what it had not begun
                future.cancel()  # type: ignore[no-untyped-call]

    def _fresh(self) -> ProcessPool:
        return ProcessPool(
            max_workers=self._jobs,
            initializer=worker.begin,
            initargs=(self._megabytes, os.getpid()),
            context=multiprocessing.get_context("spawn"),
        )
