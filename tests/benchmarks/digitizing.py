"""`sohoa digitize` beside `sohoa ocr` on the same pages, and once more on a folder that is known.

Runner start-up is the time from the last paper received to the first one taken up, out of the
catalog: the server starts while papers are received, what is left of its start is waited for then.
"""

import json
import shutil
import sqlite3
import statistics
from collections.abc import Iterator
from pathlib import Path

import scans
from processes import SOHOA, Ran, run
from rows import Row, Sizes

SIZES: Sizes = {"documents": 60, "runs": 1}
FULL: Sizes = {"documents": 200, "runs": 2}
MOST_LONGER = 25.0
MOST_MS = 5.0
MOST_MB = 1500.0
FAST = ["--profile", "fast", "--jobs", "2"]


def measure(room: Path, sizes: Sizes) -> Iterator[Row]:
    """Digitize and read in turn, then digitize again."""
    papers = scans.letters(room / "lot", sizes["documents"])
    pages = scans.joined(papers, room / "lot.pdf")
    home, folder = room / "home", papers[0].parent
    digitized, waited, read = [], [], []
    for _ in range(sizes["runs"]):
        shutil.rmtree(home, ignore_errors=True)
        digitized.append(_digitize(folder, home))
        waited.append(_waited(home / "catalog.db"))
        read.append(run([SOHOA, "ocr", pages, room / "lot-out.pdf", *FAST]))
    yield _beside(len(papers), digitized, read, statistics.median(waited))
    peak = max(ran.peak for ran in digitized)
    yield Row("memory of all processes, real OCR, two workers", f"{peak:.0f} MB", "", f"{peak:.0f} MB",
              f"< {MOST_MB:.0f} MB", peak < MOST_MB)  # fmt: skip
    yield from _again(folder, home, len(papers))


def _digitize(what: Path, home: Path) -> Ran:
    ran = run([SOHOA, "digitize", what, "--home", home, "--json", *FAST], ends=(0, 5))
    status = {entry["status"] for entry in json.loads(ran.out)["documents"]}
    if not status <= {"indexed", "duplicate"}:
        raise RuntimeError(f"not all was digitized: {status}")
    return ran


def _waited(catalog: Path) -> float:
    """Seconds from the last paper received to the first taken up."""
    with sqlite3.connect(catalog) as base:
        asked = "select max(received_at), min(finished_at - seconds) from documents"
        received, taken = base.execute(asked).fetchone()
    return max(0.0, float(taken) - float(received))


def _beside(count: int, digitized: list[Ran], read: list[Ran], waited: float) -> Row:
    whole = statistics.median(ran.seconds for ran in digitized)
    peer = statistics.median(ran.seconds for ran in read)
    work = [statistics.median(ran.cpu for ran in some) for some in (digitized, read)]
    longer = 100 * ((whole - waited) / peer - 1)
    return Row(
        f"`sohoa digitize`, {count} one-page documents, beside `sohoa ocr`, one file",
        f"{whole:.1f} s, {work[0]:.1f} CPU s; runner start-up {waited:.1f} s",
        f"{peer:.1f} s, {work[1]:.1f} CPU s",
        f"{longer:+.0f} %",
        f"<= {MOST_LONGER:.0f} %",
        longer <= MOST_LONGER,
    )


def _again(folder: Path, home: Path, count: int) -> Iterator[Row]:
    one = next(path for path in folder.iterdir() if path.is_file())
    whole = [_digitize(folder, home) for _ in range(3)]
    single = [_digitize(one, home) for _ in range(3)]
    seconds = [statistics.median(ran.seconds for ran in some) for some in (whole, single)]
    each = 1000 * (seconds[0] - seconds[1]) / (count - 1)
    yield Row(
        f"second `digitize` of the same {count} files",
        f"{seconds[0]:.2f} s, one known file alone {seconds[1]:.2f} s",
        "",
        f"{each:.1f} ms/file",
        f"< {MOST_MS:.0f} ms",
        each < MOST_MS,
    )
    servers = {line for ran in whole for line in ran.commands if "flows.server" in line}
    imported = _imports_prefect(one, home)
    yield Row(
        "second `digitize` starts no Prefect",
        f"{len(servers)} servers, Prefect {'' if imported else 'not '}imported",
        bar="none",
        met=not (servers or imported),
    )


def _imports_prefect(one: Path, home: Path) -> bool:
    probe = (
        "import sys; from portal.cli import main; main(sys.argv[1:]); "
        "sys.stderr.flush(); sys.exit(7 if 'prefect' in sys.modules else 0)"
    )
    python = Path(SOHOA).with_name("python")
    try:
        run([python, "-c", probe, "digitize", one, "--home", home, "--json"])
    except RuntimeError:
        return True
    return False
