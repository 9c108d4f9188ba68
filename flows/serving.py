"""The side of a running office that runs what others ask for, one run at a time.

Importing Prefect takes seconds: done inside, after `flows.runtime.enter`.
"""

import asyncio
import os
import threading
from pathlib import Path

from flows.crew import LOCAL
from flows.runtime import Address, connected
from pipeline.errors import ServiceDown

_LOOK_SECONDS = 0.2


def serve_office(home: Path, address: Address, over: threading.Event) -> None:
    """Run the slices that are asked for until `over` is set, then kill the one under way.

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
        await digitize_batch.ato_deployment(LOCAL, entrypoint_type=EntrypointType.MODULE_PATH)
    )
    serving = asyncio.create_task(runner.start())
    while not (over.is_set() or serving.done()):
        await asyncio.sleep(_LOOK_SECONDS)
    if serving.done() and (error := serving.exception()):
        raise ServiceDown(f"runner: {type(error).__name__}") from error
    serving.cancel()
    await asyncio.wait([serving])
