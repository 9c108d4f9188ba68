"""Speed, memory and accuracy in small: ours beside the peers, one table, in at most ten minutes.

    python tests/benchmarks/bench.py [--full]           everything
    python tests/benchmarks/bench.py reading --pages 50  one measurement, at a size of your own

A figure taken while other programs use the processor says little; the load is printed.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

import accuracy
import cutting
import digitizing
import filing
import finding
import finding_bars
import finding_on_server
import grown
import reading_bars
import reading_speed
import remembering
import starting
import understanding
import understanding_bars
import workers
from processes import PEERS
from rows import Row, Sizes, table

MEASUREMENTS: dict[str, ModuleType] = {
    "reading": reading_speed,
    "digitizing": digitizing,
    "memory": remembering,
    "finding": finding,
    "filing": filing,
    "starting": starting,
    "accuracy": accuracy,
}

BY_NAME: dict[str, ModuleType] = {
    "reading-bars": reading_bars,
    "understanding-bars": understanding_bars,
    "understanding": understanding,
    "finding-bars": finding_bars,
    "finding-on-server": finding_on_server,
    "cutting": cutting,
    "grown": grown,
    "workers": workers,
}
"""By name only: every bar of reading, understanding and finding, parts, servers (`make bench-servers`)."""


def main() -> int:
    given = _arguments()
    os.environ.pop("SOHOA_HOME", None)
    print(conditions(), flush=True)
    begun = time.monotonic()
    rows = list(_measure(given))
    print(f"\n{table(rows)}\n\n{time.monotonic() - begun:.0f} s in all; {_load()}")
    return 0 if all(row.met is not False for row in rows) else 1


def conditions() -> str:
    """Machine and versions, one line each."""
    cores = len(os.sched_getaffinity(0))
    return "\n".join(
        [
            f"{time.strftime('%Y-%m-%d %H:%M')}, {cores} cores, Python {platform.python_version()}, {_load()}",
            f"tesserocr {version('tesserocr')}, Prefect {version('prefect')}, tantivy {version('tantivy')}",
            f"beside: {_said('tesseract', '--version')}; OCRmyPDF {_said(PEERS / 'ocrmypdf', '--version')}",
        ]
    )


def _arguments() -> argparse.Namespace:
    reader = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    reader.add_argument("--full", action="store_true", help="larger sizes, up to an hour")
    reader.add_argument("--room", type=Path, help="where to work; default: a temporary folder")
    one = reader.add_subparsers(dest="only", metavar="MEASUREMENT")
    for name, module in (MEASUREMENTS | BY_NAME).items():
        single = one.add_parser(name, help=(module.__doc__ or "").split("\n")[0])
        for size, default in module.SIZES.items():
            single.add_argument(f"--{size.replace('_', '-')}", type=int, help=f"default {default}")
    return reader.parse_args()


def _measure(given: argparse.Namespace) -> Iterator[Row]:
    for name in [given.only] if given.only else MEASUREMENTS:
        module = (MEASUREMENTS | BY_NAME)[name]
        begun = time.monotonic()
        with tempfile.TemporaryDirectory(prefix=f"bench-{name}-", dir=given.room) as room:
            for row in module.measure(Path(room), _sizes(module, given)):
                print(f"{row.what}: {row.ours} | {row.peer} | {row.figure}", file=sys.stderr)
                yield row
        print(f"({name}: {time.monotonic() - begun:.0f} s)", file=sys.stderr)


def _sizes(module: ModuleType, given: argparse.Namespace) -> Sizes:
    usual: Sizes = module.FULL if given.full else module.SIZES
    return {name: getattr(given, name, None) or count for name, count in usual.items()}


def _said(*words: str | Path) -> str:
    try:
        said = subprocess.run([str(word) for word in words], capture_output=True, text=True)
    except FileNotFoundError:
        return "not installed"
    return (said.stdout or said.stderr).split("\n")[0]


def _load() -> str:
    return f"load {os.getloadavg()[0]:.1f}"


if __name__ == "__main__":
    raise SystemExit(main())
