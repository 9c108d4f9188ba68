"""The real command line on a small office that was digitized once for all reading tests."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import samples

COMMAND = Path(sys.executable).with_name("sohoa")
SECONDS = 240


@dataclass(frozen=True)
class Said:
    """What a command printed and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The one JSON object on stdout; fails when there is anything else."""
        answer = json.loads(self.out)
        assert isinstance(answer, dict)
        return answer


@dataclass(frozen=True)
class Office:
    """A home folder and the command line on it."""

    home: Path
    cwd: Path

    def run(self, *words: str | Path, **environment: str) -> Said:
        """Run `sohoa …` to its end."""
        told = {**os.environ, "SOHOA_HOME": str(self.home), "LC_ALL": "C.UTF-8", **environment}
        done = subprocess.run(
            [COMMAND, *map(str, words)],
            capture_output=True,
            text=True,
            cwd=self.cwd,
            env=told,
            timeout=SECONDS,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return Said(done.returncode, done.stdout, done.stderr)

    def json(self, *words: str | Path, code: int = 0) -> dict[str, Any]:
        """Run a command with --json, check its exit code, return its object."""
        said = self.run(*words, "--json")
        assert said.code == code, (said.code, said.out, said.err)
        return said.json


@pytest.fixture
def empty(tmp_path: Path) -> Office:
    """An office whose home does not exist yet."""
    return Office(tmp_path / "home", tmp_path)


@pytest.fixture(scope="session")
def office_at() -> Callable[[Path], Office]:
    """An office whose home will be made below a folder."""
    return lambda folder: Office(folder / "home", folder)


@dataclass(frozen=True)
class Digitized:
    """An office with four dossiers, their register, and the truth about every paper."""

    office: Office
    written: samples.WrittenDossiers
    report: dict[str, Any]

    def entry(self, path: Path) -> dict[str, Any]:
        """The report's entry of a file."""
        found: dict[str, Any] = next(e for e in self.report["documents"] if e["file"] == str(path))
        return found

    def of_type(self, slug: str) -> dict[str, Any]:
        """The first entry of a type."""
        found: dict[str, Any] = next(e for e in self.report["documents"] if e["type"] == slug)
        return found


@pytest.fixture(scope="session")
def digitized(tmp_path_factory: pytest.TempPathFactory) -> Digitized:
    """Made once; tests that change it copy it first (`own`)."""
    folder = tmp_path_factory.mktemp("office")
    written = samples.write_dossiers(folder / "mau", 4, 2024)
    office = Office(folder / "home", folder)
    office.json("dossiers", "import", written.csv)
    report = office.json("digitize", written.scans, "--profile", "fast", "--by", "Lan")
    return Digitized(office, written, report)


@pytest.fixture
def own(digitized: Digitized, tmp_path: Path) -> Digitized:
    """A copy of the digitized office that a test may change."""
    shutil.copytree(digitized.office.home, tmp_path / "home")
    return Digitized(Office(tmp_path / "home", tmp_path), digitized.written, digitized.report)


@pytest.fixture
def picture(tmp_path: Path) -> Callable[[str, int], Path]:
    """Writes one made page as JPEG: (name below the test's folder, seed)."""

    def made(name: str, seed: int) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        paper = samples.paper("cong-van", "a", "clean", seed)
        paper.pages[0].convert("L").save(path, dpi=(300, 300), quality=70)
        return path

    return made
