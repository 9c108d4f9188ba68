"""The most memory a page worker held while it read A4 pages of 300 dpi in colour."""

import os
from collections.abc import Iterator
from pathlib import Path

import processes
import scans
from rows import Row, Sizes

from pipeline.model import Profile
from pipeline.ocr.pool import PageJob, PagePool

SIZES: Sizes = {"pages": 8}
FULL = SIZES
BARS = {"fast": 300.0, "accurate": 450.0, "best": 1000.0}


def measure(room: Path, sizes: Sizes) -> Iterator[Row]:
    """A fresh worker for each profile, all kinds of paper in turn."""
    pages = scans.joined(scans.scanned_pages(sizes["pages"]), room / "in.pdf")
    for profile, bar in BARS.items():
        held = _held(pages, sizes["pages"], Profile(profile))
        yield Row(
            f"memory of a page worker, `{profile}`, {sizes['pages']} pages",
            f"{held:.0f} MB",
            figure=f"{held:.0f} MB",
            bar=f"<= {bar:.0f} MB",
            met=held <= bar,
        )


def _held(pages: Path, count: int, profile: Profile) -> float:
    with PagePool(1, 120, 2000) as pool:
        for number in range(1, count + 1):
            pool.read(PageJob(pages, number, profile))
        return max(_most(pid) for pid in processes.beneath(os.getpid())[1:])


def _most(pid: int) -> float:
    """Peak resident memory of a process, MB (10^6), libraries that others share included."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    sizes = [line.split()[1] for line in lines if line.startswith("VmHWM:")]
    return int(sizes[0]) * 1024 / 1e6 if sizes else 0.0
