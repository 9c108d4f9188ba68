"""Two workers beside one, a page process each, on a Prefect server and a catalog on PostgreSQL.

From the first page begun to the last document done, out of the catalog. Store and index lie in one
folder, so that only PostgreSQL and Prefect run beside the workers.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import scans
from processes import SOHOA
from rows import Row, Sizes

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
# the house before the tests: both have a folder `pipeline`, and page workers begin with this path
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from servers.postgres import Postgres
from servers.prefect_server import PrefectServer
from servers.process import CACHE

SIZES: Sizes = {"documents": 60, "runs": 1}
FULL: Sizes = {"documents": 220, "runs": 1}
LEAST = 1.7


def measure(room: Path, sizes: Sizes) -> Iterator[Row]:
    """Digitize the same papers with one worker and with two, each time in a new office."""
    papers = scans.letters(room / "lot", sizes["documents"])
    seconds: dict[int, list[float]] = {1: [], 2: []}
    CACHE.mkdir(parents=True, exist_ok=True)
    with _servers(room) as (postgres, prefect):
        for number in range(sizes["runs"]):
            for count in seconds:
                name = f"workers-{count}-{number}"
                settings = _settings(postgres, prefect, room, name)
                _read(papers[0].parent, settings, count)
                spent = "select max(finished_at) - min(finished_at - seconds) from documents"
                seconds[count].append(float(postgres.sql(spent, name)))
    one, two = (min(some) for some in seconds.values())
    pages = len(papers)
    yield Row(
        f"two workers, one page process each, {pages} pages",
        f"{two:.1f} s, {60 * pages / two:.0f} pages/min",
        f"one worker: {one:.1f} s, {60 * pages / one:.0f} pages/min",
        f"{one / two:.2f} ×",
        f">= {LEAST} ×",
        one / two >= LEAST,
    )


def _read(folder: Path, settings: dict[str, str], count: int) -> None:
    """Digitize a folder with so many workers."""
    environment = {**os.environ, **settings}
    subprocess.run([SOHOA, "deploy"], env=environment, check=True, capture_output=True)
    with ExitStack() as stack:
        for number in range(count):
            words = [SOHOA, "worker", "--name", f"w{number}", "--jobs", "1"]
            worker = stack.enter_context(subprocess.Popen(words, env=environment))
            stack.callback(worker.terminate)
        time.sleep(12)  # the workers are online, and quiet
        words = [SOHOA, "digitize", str(folder), "--json", "--jobs", "1"]
        done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
        status = {entry["status"] for entry in json.loads(done.stdout)["documents"]}
    if status != {"indexed"}:
        raise RuntimeError(f"not all was digitized: {status}\n{done.stderr}")


@contextmanager
def _servers(room: Path) -> Iterator[tuple[Postgres, PrefectServer]]:
    postgres = Postgres()
    try:
        postgres.start()
        prefect = PrefectServer(room / "prefect", postgres)
        try:
            prefect.start()
            yield postgres, prefect
        finally:
            prefect.stop()
    finally:
        postgres.stop()


def _settings(postgres: Postgres, prefect: PrefectServer, room: Path, name: str) -> dict[str, str]:
    return {
        "SOHOA_HOME": str(room / name),
        "SOHOA_CATALOG": postgres.make_database(name),
        "SOHOA_CATALOG_PASSWORD": postgres.password,
        "SOHOA_RUNNER": prefect.url,
        "SOHOA_RUNNER_AUTH": prefect.auth,
        "SOHOA_WORK_POOL": name,
    }
