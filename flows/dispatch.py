"""Handing slices of a batch to a running office, and the office's side that runs them."""

import asyncio
import os
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from flows.runtime import Address, connected
from pipeline.errors import ServiceDown

if TYPE_CHECKING:
    from prefect.client.orchestration import SyncPrefectClient

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
    from prefect.client.orchestration import get_client
    from prefect.exceptions import ObjectNotFound, PrefectHTTPStatusError

    given = {"batch_id": batch, "documents": list(documents)}
    try:  # not `run_deployment`: in 3.8.8 it leaves a connection open each time
        with connected(address), get_client(sync_client=True) as client:
            offered = _offered(client)
            return str(client.create_flow_run_from_deployment(offered, parameters=given).id)
    except (httpx.HTTPError, PrefectHTTPStatusError, ObjectNotFound) as exc:
        raise ServiceDown(f"runner: {type(exc).__name__}") from exc


def is_over(address: Address, run: str) -> bool:
    """Whether a run that `start_batch` began has ended, well or not; raises ServiceDown."""
    import httpx
    from prefect.client.orchestration import get_client
    from prefect.exceptions import ObjectNotFound, PrefectHTTPStatusError

    try:
        with connected(address), get_client(sync_client=True) as client:
            state = client.read_flow_run(UUID(run)).state
    except (httpx.HTTPError, PrefectHTTPStatusError, ObjectNotFound) as exc:
        raise ServiceDown(f"runner: {type(exc).__name__}") from exc
    return state is not None and state.is_final()


def _offered(client: "SyncPrefectClient") -> UUID:
    """The number of our flow's deployment, once the runner has offered it."""
    from prefect.exceptions import ObjectNotFound

    from flows.batch import digitize_batch

    until = time.monotonic() + OFFER_SECONDS
    while True:
        try:
            return client.read_deployment_by_name(f"{digitize_batch.name}/{DEPLOYMENT}").id
        except ObjectNotFound:
            if time.monotonic() > until:
                raise
        time.sleep(_LOOK_SECONDS)


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
