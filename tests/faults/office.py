"""An office of its own, run by the real command line with an engine that fails on demand."""

import hashlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SOHOA = Path(sys.executable).parent / "sohoa"
PATIENCE = 120.0


def _hear_ctrl_c() -> None:
    """A test run started in the background ignores SIGINT, and its children would too."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@dataclass
class Done:
    """A command that ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON object on stdout."""
        return json.loads(self.out)


@dataclass
class Office:
    """A home, a folder of faults for the engine, and the processes started in it."""

    home: Path
    faults: Path
    settings: dict[str, str] = field(default_factory=dict)
    started: list["subprocess.Popen[str]"] = field(default_factory=list)
    patience: float = PATIENCE
    look_seconds: float = 0.005

    def start(self, *words: object) -> "subprocess.Popen[str]":
        """Start `sohoa …` and return at once."""
        clean = {name: value for name, value in os.environ.items() if name[:6] != "SOHOA_"}
        environment = {
            **clean,
            "SOHOA_HOME": str(self.home),
            "SOHOA_ENGINE": "faulty:Faulty",
            "SOHOA_PROFILE": "fast",
            "FAULTS": str(self.faults),
            "PYTHONPATH": str(HERE),
            **self.settings,
        }
        process = subprocess.Popen(
            [str(SOHOA), *map(str, words)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
            preexec_fn=_hear_ctrl_c,
        )
        self.started.append(process)
        return process

    def end(self, process: "subprocess.Popen[str]") -> Done:
        """Wait for its end."""
        out, err = process.communicate(timeout=self.patience)
        assert "Traceback" not in err, err
        return Done(process.returncode, out, err)

    def run(self, *words: object) -> Done:
        """Run `sohoa …`."""
        return self.end(self.start(*words))

    def digitize(self, *files: Path) -> Done:
        """Run `sohoa digitize … --json`."""
        return self.run("digitize", *files, "--json")

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        """Look into the catalog, beside all locks; nothing where there is none yet."""
        path = self.home / "catalog.db"
        if not path.exists():
            return []
        with suppress(sqlite3.OperationalError), closing(sqlite3.connect(path)) as catalog:
            return catalog.execute(question).fetchall()
        return []

    def stages(self) -> list[str]:
        """How far each document is, sorted."""
        return sorted(stage for (stage,) in self.ask("SELECT stage FROM documents"))

    def wait_for(self, what: Callable[[], object]) -> None:
        """Look again and again until it is true."""
        until = time.monotonic() + self.patience
        while not what():
            assert time.monotonic() < until, "waited in vain"
            time.sleep(self.look_seconds)

    @contextmanager
    def lock_catalog(self) -> Iterator[None]:
        """Let nobody else write to the catalog inside the block."""
        with closing(sqlite3.connect(self.home / "catalog.db", timeout=30)) as catalog:
            catalog.isolation_level = None
            catalog.execute("BEGIN IMMEDIATE")
            try:
                yield
            finally:
                catalog.execute("ROLLBACK")

    def hold(self) -> None:
        """Make every reading wait until `go_on`."""
        (self.faults / "hold").touch()

    def go_on(self) -> None:
        """Let the readings go on."""
        (self.faults / "hold").unlink()

    def reads(self) -> int:
        """How many pages the engine was given."""
        log = self.faults / "reads"
        return len(log.read_text().splitlines()) if log.exists() else 0

    def kill(self, process: "subprocess.Popen[str]") -> dict[int, str]:
        """Kill the process alone; its children, which are returned, must end by themselves within 5 s."""
        family = descendants(process.pid)
        process.kill()
        process.communicate(timeout=PATIENCE)
        self.nobody_left(family)
        return family

    def nobody_left(self, family: dict[int, str]) -> None:
        """All these processes are gone within 5 s."""
        until = time.monotonic() + 5
        while left := [pid for pid, born in family.items() if born and birth(pid) == born]:
            assert time.monotonic() < until, [command(pid) for pid in left]
            time.sleep(0.05)

    def assert_sound(self, *files: Path) -> None:
        """Another run answers every file; catalog, store and index hold each of them exactly once."""
        done = self.digitize(*files)
        assert done.code == 0, done.err
        entries = done.json["documents"]
        assert sorted(entry["file"] for entry in entries) == sorted(map(str, files))
        assert {entry["status"] for entry in entries} <= {"indexed", "duplicate"}
        self.assert_holds(*files)

    def assert_holds(self, *files: Path) -> None:
        """Catalog, store and index hold the papers of these files and nothing else."""
        hashes = {hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
        ids = {one[:16] for one in hashes}
        assert self.run("verify", "--json").json == {
            "checked": len(hashes),
            "missing": [],
            "changed": [],
            "hidden": [],
            "unindexed": [],
            "stray": [],
        }
        assert {one for (one,) in self.ask("SELECT id FROM documents")} == ids
        stored = list((self.home / "store" / "originals").iterdir())
        assert {path.name for path in stored} == hashes
        assert all(hashlib.sha256(path.read_bytes()).hexdigest() == path.name for path in stored)
        found = self.run("search", "quyết định", "--limit", 100, "--json").json
        assert found["total"] == len(ids)
        assert sorted(hit["document"] for hit in found["hits"]) == sorted(ids)
        assert {path.stem for path in (self.home / "store" / "pdf").iterdir()} == ids


def birth(pid: int) -> str:
    """When a process was born, in ticks; empty when it is gone or a zombie."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return ""
    return "" if stat[0] in "ZX" else stat[19]


def command(pid: int) -> str:
    """The words of a process, for messages."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_text("utf-8", "replace").replace("\0", " ")
    return ""


def descendants(pid: int) -> dict[int, str]:
    """All processes below one, by number, with their birth."""
    found: dict[int, str] = {}
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            for child in map(int, children.read_text().split()):
                found |= {child: birth(child)} | descendants(child)
    return found
