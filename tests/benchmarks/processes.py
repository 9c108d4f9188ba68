"""Running a command to its end: wall time, processor time and memory of all its processes."""

import os
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SOHOA = str(Path(sys.executable).with_name("sohoa"))
PEERS = Path(__file__).resolve().parents[2] / ".venv-bench" / "bin"
_LOOK_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Ran:
    """A finished command. seconds: wall. cpu: s of it and its children. peak: MB (10^6) of all at once.

    server_cpu: s of the Prefect server it started, contained in cpu. commands: the command lines of every
    process seen beneath it.
    """

    seconds: float
    cpu: float
    server_cpu: float
    peak: float
    out: str
    commands: frozenset[str]


def run(
    words: Sequence[str | Path], *, ends: Sequence[int] = (0,), **environment: str | Path
) -> Ran:
    """Run a command; raises RuntimeError with its messages when it ends otherwise than in `ends`."""
    begun = time.perf_counter()
    with subprocess.Popen(
        [str(word) for word in words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **{name: str(value) for name, value in environment.items()}},
    ) as process:
        watch = _Watch(process.pid)
        said = [_Reader(process.stdout), _Reader(process.stderr)]
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - begun
        watch.end()
        out, errors = (reader.text() for reader in said)
    if process.returncode not in ends:
        raise RuntimeError(f"{words} ended with {process.returncode}:\n{errors}")
    return Ran(
        seconds,
        used.ru_utime + used.ru_stime,
        sum(watch.servers.values()),
        watch.peak / 1e6,
        out,
        frozenset(watch.commands),
    )


def peer(program: str) -> Path | None:
    """A program of `make install-bench`, or None where that was not run."""
    path = PEERS / program
    return path if path.exists() else None


class _Reader:
    """Takes in a pipe to its end, so that the writer never waits."""

    def __init__(self, pipe: object) -> None:
        self._pipe = pipe
        self._text = ""
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        self._text = self._pipe.read().decode("utf-8", "replace")

    def text(self) -> str:
        self._thread.join(5)
        return self._text


class _Watch:
    """Looks at a process and all beneath it ten times a second; peak: most bytes they held together.

    Shared pages are counted once (PSS), else every worker would be charged for the same libraries.
    """

    def __init__(self, pid: int) -> None:
        self.peak = 0
        self.commands: set[str] = set()
        self.servers: dict[int, float] = {}
        self._pid = pid
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def end(self) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(_LOOK_SECONDS):
            everyone = beneath(self._pid)
            self.peak = max(self.peak, sum(_held(pid) for pid in everyone))
            commands = {pid: _command(pid) for pid in everyone}
            self.commands |= set(commands.values())
            self.servers |= {
                pid: cpu_of(pid) for pid in everyone if "flows.server" in commands[pid]
            }


def beneath(pid: int) -> list[int]:
    """A process and all its descendants that are alive."""
    children: dict[int, list[int]] = defaultdict(list)
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (parent := _parent(entry)) is not None:
            children[parent].append(int(entry.name))
    found = [pid]
    for one in found:
        found += children[one]
    return found


def _parent(entry: Path) -> int | None:
    try:
        return int((entry / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:  # it has just ended
        return None


def cpu_of(pid: int) -> float:
    """Seconds of processor time of a process and its children that have ended; 0 when it is gone."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, told[11:15])) / os.sysconf("SC_CLK_TCK")


def _held(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    sizes = (line.split()[1] for line in lines if line.startswith("Pss:"))
    return sum(int(size) for size in sizes) * 1024


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode().strip()
    except OSError:
        return ""
