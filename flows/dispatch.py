"""Handing slices of a batch to a running office, and the office's side that runs them."""

import asyncio
import os
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from flows.runtime import Address, connected
from pipeline.errors import ServiceDown

DEPLOYMENT = "local"
OFFER_SECONDS = 30.0  # between a server that answers and its runner that has offered the flow
_LOOK_SECONDS = 0.2


def start_batch(address: Address, batch: str, documents: Sequence[str]) -> str:
    """Ask the runner at `address` to digitize some documents of a batch; returns the run's id.

    Without an idempotency key: a slice that failed must be startable again, and claims keep two
    runs apart. Raises ServiceDown when the server does not answer, or serves no such flow even
    after the time that an office takes to start.
    """
    import httpx
    from prefect.exceptions import ObjectNotFound, PrefectHTTPStatusError

    given: dict[str, object] = {"batch_id": batch, "documents": list(documents)}
    with connected(address):
        try:
            return asyncio.run(_start(given))
        except (httpx.HTTPError, PrefectHTTPStatusError, ObjectNotFound) as exc:
            raise ServiceDown(f"runner: {type(exc).__name__}") from exc


async def _start(given: dict[str, object]) -> str:
    from prefect.deployments import arun_deployment
    from prefect.exceptions import ObjectNotFound

    from flows.batch import digitize_batch

    name = f"{digitize_batch.name}/{DEPLOYMENT}"
    until = time.monotonic() + OFFER_SECONDS
    while True:
        try:
            run = await arun_deployment(name, parameters=given, timeout=0, as_subflow=False)
        except ObjectNotFound:
            if time.monotonic() > until:
                raise
            await asyncio.sleep(_LOOK_SECONDS)
        else:
            return str(run.id)


def serve_office(home: Path, address: Address, over: threading.Event) -> None:
    """Run the slices that `start_batch` asks for until `over` is set, then kill the one under way.

    One at a time, each in a process of its own that finds the home in SOHOA_HOME: memory that it
    leaks ends with it. Blocks; may run in any thread. Raises ServiceDown when the server is gone.
    """
    os.environ["SOHOA_HOME"] = str(home)
    os.environ["PYTHONSAFEPATH"] = "1"  # the runs' processes import us, not what lies in our cwd
    with connected(address):
        asyncio.run(_serve(over))


async def _serve(over: threading.Event) -> None:
    from prefect.runner import Runner
    from prefect.types.entrypoint import EntrypointType

    from flows.batch import digitize_batch

    runner = Runner(name="sohoa", limit=1, pause_on_shutdown=False)
    await runner.aadd_deployment(
        await digitize_batch.ato_deployment(DEPLOYMENT, entrypoint_type=EntrypointType.MODULE_PATH)
    )
    serving = asyncio.create_task(runner.start())
    while not (over.is_set() or serving.done()):
        await asyncio.sleep(_LOOK_SECONDS)
    if serving.done() and (error := serving.exception()):
        raise ServiceDown(f"runner: {type(error).__name__}") from error
    serving.cancel()
    await asyncio.wait([serving])
