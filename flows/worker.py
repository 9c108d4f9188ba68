"""A worker: takes runs of the work pool, one at a time, each in a process of its own, until it is stopped.

Importing Prefect takes seconds: done inside, after `flows.runtime.enter`.
"""

import asyncio
import contextlib
import logging
import os
import shlex
import signal
import sys
import threading
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from flows.alone import alone
from flows.leaving import GRACE_SECONDS
from flows.runtime import Address, never_wait_for_a_dead_server
from pipeline.errors import BadRequest
from pipeline.settings import Settings

if TYPE_CHECKING:
    from prefect.workers.process import ProcessJobConfiguration

log = logging.getLogger(__name__)

BEAT_SECONDS = 10  # Prefect calls a worker offline after three missed beats
DRAIN_SECONDS = GRACE_SECONDS + 10
_LOOK_SECONDS = 1.0
_TROUBLE_SECONDS = 5.0


def work(settings: Settings, address: Address, name: str, over: threading.Event) -> None:
    """Work until `over` is set, then let the run under way give back what it cannot finish soon.

    Blocks; may run in any thread. A server that is gone for a while is waited for.
    """
    os.environ["SOHOA_HOME"] = str(settings.home)
    os.environ["SOHOA_JOBS"] = str(settings.jobs)
    os.environ["PYTHONSAFEPATH"] = "1"  # the runs' processes import us, not what lies in our cwd
    asyncio.run(_work(settings.work_pool, name, over))
    log.info("worker ends: %s at %s", name, address.url)


def only_one(home: Path, name: str) -> contextlib.AbstractContextManager[None]:
    """Keep a second worker of that name away from this home; raises BadRequest."""
    lock = home / "prefect" / f"worker-{quote(name, safe='')}.lock"
    return alone(lock, BadRequest(name, code="worker.already_running"))


async def _work(pool: str, name: str, over: threading.Event) -> None:
    """Prefect's worker, and another one when it fell over a server that went away at a bad moment."""
    import httpx

    while not over.is_set():
        try:
            await _take_runs(pool, name, over)
        except* httpx.HTTPError as group:
            log.warning("worker begins anew: %s", _names(group))
            await asyncio.sleep(_TROUBLE_SECONDS)


async def _take_runs(pool: str, name: str, over: threading.Event) -> None:
    """Only public steps of Prefect's worker, in a loop of our own that outlives a server that is gone."""
    from prefect.workers.process import ProcessWorker

    never_wait_for_a_dead_server()
    worker = ProcessWorker(
        work_pool_name=pool,
        name=name,
        limit=1,
        create_pool_if_not_found=False,
        heartbeat_interval_seconds=BEAT_SECONDS,
    )
    worker.job_configuration = _directly()
    async with worker:
        beat_at = 0.0
        while not over.is_set():
            if time.monotonic() >= beat_at and await _answered(worker.sync_with_backend):
                beat_at = time.monotonic() + BEAT_SECONDS
            if not worker.limiter.borrowed_tokens:  # else the server is asked each second in vain
                await _answered(worker.get_and_submit_flow_runs)
            await asyncio.sleep(_LOOK_SECONDS)
        await _drain()


async def _answered(step: Callable[[], Awaitable[object]]) -> bool:
    """Do a step; False, after a pause, where the server does not answer."""
    import httpx

    try:
        await step()
    except httpx.HTTPError as exc:
        log.warning("server does not answer: %s", type(exc).__name__)
        await asyncio.sleep(_TROUBLE_SECONDS)
        return False
    return True


async def _drain() -> None:
    """Tell the run under way to take up nothing more, wait for it, end it when it takes too long."""
    for signum, patience in ((signal.SIGTERM, DRAIN_SECONDS), (signal.SIGKILL, _TROUBLE_SECONDS)):
        for child in _children():
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signum)
        until = time.monotonic() + patience
        while _children() and time.monotonic() < until:
            await asyncio.sleep(_LOOK_SECONDS / 5)


def _children() -> list[int]:
    """Processes of runs: this process starts no others."""
    found: list[int] = []
    for thread in Path("/proc/self/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += map(int, thread.read_text().split())
    return found


def _directly() -> "type[ProcessJobConfiguration]":
    """Runs are started by this Python itself; by default another Prefect stands between, for 4 s of work."""
    from prefect.workers.process import ProcessJobConfiguration

    class Directly(ProcessJobConfiguration):
        def prepare_for_flow_run(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Prefect's
            self.command = shlex.join([sys.executable, "-P", "-m", "prefect.engine"])
            super().prepare_for_flow_run(*args, **kwargs)

    return Directly


def _names(group: BaseExceptionGroup[Any]) -> str:
    return ", ".join(sorted({type(one).__name__ for one in group.exceptions}))
