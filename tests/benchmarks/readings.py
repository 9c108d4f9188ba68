"""Pages read by the product's page workers, and plainly by Tesseract: once for all that is measured on them."""

import os
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from pipeline import pages
from pipeline.model import OcrPage, Profile
from pipeline.ocr.pool import PageDone, PageJob, PagePool

PROFILES = tuple(profile.value for profile in Profile)
_SECONDS = 120.0
_MEGABYTES = 1500


def two_workers() -> PagePool:
    """The page workers of all measurements."""
    return PagePool(2, _SECONDS, _MEGABYTES)


def read_all(scans: Sequence[Path], profile: str) -> list[OcrPage]:
    """The first page of each scan. Raises RuntimeError where one cannot be read."""
    with two_workers() as pool, ThreadPoolExecutor(2) as threads:
        first = partial(read_page, pool, Profile(profile), number=1)
        return list(threads.map(first, scans))


def read_pages(paper: Path, profile: str) -> list[OcrPage]:
    """All pages of one paper. Raises RuntimeError where one cannot be read."""
    count = pages.inspect(paper, pages.Limits()).pages
    with two_workers() as pool, ThreadPoolExecutor(2) as threads:
        numbers = range(1, count + 1)
        return list(threads.map(partial(read_page, pool, Profile(profile), paper), numbers))


def plainly(scans: Sequence[Path]) -> list[str]:
    """The text of each scan by the program `tesseract` as it comes, Vietnamese, one thread each."""
    with ThreadPoolExecutor(2) as threads:
        return list(threads.map(_plainly, scans))


def read_page(pool: PagePool, profile: Profile, scan: Path, number: int) -> OcrPage:
    """One page of a scan. Raises RuntimeError where it cannot be read."""
    outcome = pool.read(PageJob(scan, number, profile))
    if not isinstance(outcome, PageDone):
        raise RuntimeError(f"{scan.name}: {outcome}")
    return outcome.page


def _plainly(scan: Path) -> str:
    return subprocess.run(
        ["tesseract", scan, "-", "-l", "vie", "--psm", "3"],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    ).stdout
