"""The main job on MinIO, PostgreSQL, Elasticsearch and Prefect workers beside the embedded defaults.

Pages per second of processor time of our own processes: servers, Prefect's among them, are left out on
both sides; what the worker and the processes of its runs cost is in.
"""

import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import scans
from processes import SOHOA, beneath, cpu_of, run
from rows import Row, Sizes

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
# the house before the tests: both have a folder `pipeline`, and page workers begin with this path
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from servers.elasticsearch_node import Elasticsearch
from servers.minio import Minio
from servers.postgres import Postgres
from servers.prefect_server import PrefectServer
from servers.process import CACHE
from servers.province import Servers

SIZES: Sizes = {"documents": 60, "runs": 1}
FULL: Sizes = {"documents": 200, "runs": 3}
LEAST = 0.85


@dataclass(frozen=True, slots=True)
class _Run:
    """seconds: wall, from the command to its answer. cpu: s of our own processes."""

    seconds: float
    cpu: float


def measure(room: Path, sizes: Sizes) -> Iterator[Row]:
    """Digitize the same letters in turn, each time into a new home."""
    folder = scans.letters(room / "lot", sizes["documents"])[0].parent
    alone, grown = [], []
    with started(room / "servers") as servers:
        for number in range(sizes["runs"]):
            alone.append(_embedded(folder, room / "home"))
            grown.append(_on_servers(folder, room / f"grown{number}", servers, f"bench{number}"))
    yield _beside(sizes["documents"], alone, grown)


@contextmanager
def started(room: Path) -> Iterator[Servers]:
    """The four servers, for the length of the block."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        minio, postgres, search = (
            Minio(room / "minio"), Postgres(), Elasticsearch(room / "search")
        )  # fmt: skip
        prefect = PrefectServer(room / "prefect", postgres)
        for server in (minio, postgres, search, prefect):
            server.start()
            stack.callback(server.stop)
        yield Servers(minio, postgres, search, prefect)


def _embedded(folder: Path, home: Path) -> _Run:
    shutil.rmtree(home, ignore_errors=True)
    ran = run([*_digitize(folder), "--home", home, "--jobs", "2"], ends=(0, 5))
    _check(ran.out)
    return _Run(ran.seconds, ran.cpu - ran.server_cpu)


def _on_servers(folder: Path, home: Path, servers: Servers, name: str) -> _Run:
    """One worker with two page processes; its start is not counted in the time, but in the cost."""
    settings = {**servers.settings(name), "SOHOA_HOME": str(home), "SOHOA_PROFILE": "fast"}
    run([SOHOA, "deploy"], **settings)
    with _worker(settings) as worker:
        time.sleep(15)  # Prefect counts it as online
        before = _cost(worker.pid)
        ran = run(_digitize(folder), ends=(0, 5), **settings)
        _check(ran.out)
        cpu = ran.cpu + _cost(worker.pid) - before
    return _Run(ran.seconds, cpu)


@contextmanager
def _worker(settings: dict[str, str]) -> Iterator["subprocess.Popen[bytes]"]:
    words = [SOHOA, "worker", "--name", "w1", "--jobs", "2"]
    with (
        Path(settings["SOHOA_HOME"] + ".worker.log").open("wb") as log,
        subprocess.Popen(words, env=os.environ | settings, stdout=log, stderr=log) as worker,
    ):
        try:
            yield worker
        finally:
            worker.send_signal(signal.SIGTERM)
            worker.wait(120)


def _cost(pid: int) -> float:
    return sum(cpu_of(one) for one in beneath(pid))


def _digitize(folder: Path) -> list[str | Path]:
    return [SOHOA, "digitize", folder, "--json", "--profile", "fast"]


def _check(out: str) -> None:
    status = {entry["status"] for entry in json.loads(out)["documents"]}
    if status != {"indexed"}:
        raise RuntimeError(f"not all was digitized: {status}")


def _beside(pages: int, alone: list[_Run], grown: list[_Run]) -> Row:
    cost = [statistics.median(run.cpu for run in runs) / pages for runs in (alone, grown)]
    speed = [60 * pages / statistics.median(run.seconds for run in runs) for runs in (alone, grown)]
    ratio = cost[0] / cost[1]
    return Row(
        f"pages per CPU second of our own processes, {pages} letters, servers beside embedded",
        f"servers {1 / cost[1]:.2f}, {speed[1]:.0f} pages/min",
        f"embedded {1 / cost[0]:.2f}, {speed[0]:.0f} pages/min",
        f"{ratio:.2f} x",
        f">= {LEAST} x",
        ratio >= LEAST,
    )
