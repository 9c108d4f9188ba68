"""The process of a run ends by itself, whatever hangs after its work."""

import os
import subprocess
import sys

import pytest

from pipeline.errors import Exit

HANGS = """
import threading
from flows import leaving

leaving.LINGER_SECONDS = 0.3
try:
    with leaving.ending_soon():
        raise OSError("the database went away")
except OSError:
    threading.Event().wait(20)
"""


@pytest.mark.parametrize(("worker", "code"), [("w0", Exit.OTHER), (None, None)])
def test_a_run_that_hangs_after_its_work_is_ended(worker: str | None, code: int | None) -> None:
    """Only in a worker's process: a command or an office lives on."""
    environment = {**os.environ} | ({"PREFECT__WORKER_NAME": worker} if worker else {})
    run = subprocess.Popen([sys.executable, "-c", HANGS], env=environment)
    try:
        assert run.wait(3) == code
    except subprocess.TimeoutExpired:
        assert code is None
    finally:
        run.kill()
        run.wait()
