"""What runs inside a page worker. The heavy libraries are imported by the first page, not before."""

import os
import resource
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from pipeline.errors import PageUnreadable, ServiceDown
from pipeline.model import OcrPage, Problem
from pipeline.ocr.page_job import PageDone, PageJob

if TYPE_CHECKING:  # these import numpy, which must not be loaded before `begin` has run
    from pipeline.ocr.engines import Readers
    from pipeline.picture import Inspection, Limits, PagePicture
    from pipeline.signatures import Signature

OUT_OF_MEMORY = 12
"""Exit code of a worker that reached its limit (ENOMEM)."""

_WATCH_SECONDS = 0.5


def begin(megabytes: int, parent: int) -> None:
    """Limit this worker's memory and tie its life, and its children's, to the parent process id."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # numpy's own threads would cost memory and do nothing
    # a group of its own: Ctrl-C on the terminal is the parent's business, and killing reaches our children
    os.setpgid(0, 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    Thread(target=_watch, args=(parent,), name="watch-parent", daemon=True).start()
    limit = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a dump would hold a page of somebody's paper


def read(job: PageJob, engine: str) -> PageDone | Problem:
    """Render and read one page, and write its PDF if asked. Raises SohoaError."""
    started = time.perf_counter()
    try:
        with _ending_without_memory():
            page, signed = _read(job, engine)
    except PageUnreadable as error:
        return Problem(error.code, job.number, error.detail)
    except (SystemExit, UnicodeError) as error:  # the first would end the parent too
        return Problem("page.crashed", job.number, type(error).__name__)
    return PageDone(page, round(time.perf_counter() - started, 3), signed)


def inspect(path: Path, limits: "Limits") -> "Inspection":
    """What a file holds; raises ScanRejected and its kinds."""
    from pipeline import pages

    with _ending_without_memory():
        return pages.inspect(path, limits)


def signatures(path: Path, roots: Path | None) -> "tuple[Signature, ...]":
    """The digital signatures of a PDF; roots: a folder of certificates that the office trusts."""
    from pipeline.pdf_signatures import read_signatures

    with _ending_without_memory():
        return read_signatures(path, roots)


@contextmanager
def _ending_without_memory() -> Iterator[None]:
    """End the process when memory runs out.

    The pool keeps an error, and all that its frames hold, until the next task: that page would fail too.
    """
    try:
        yield
    except MemoryError:
        os._exit(OUT_OF_MEMORY)


def _watch(parent: int) -> None:
    """End at once when told to (SIGTERM) or when the parent is gone, also in the middle of native code."""
    while os.getppid() == parent:
        if signal.sigtimedwait({signal.SIGTERM}, _WATCH_SECONDS):
            break
    os.killpg(0, signal.SIGKILL)


def _read(job: PageJob, engine: str) -> tuple[OcrPage, bool]:
    import cv2

    from pipeline import pages

    cv2.setNumThreads(1)
    try:
        picture = pages.render(
            job.path, job.number, dpi=job.dpi, decode_megapixels=job.decode_megapixels
        )
        page = job.known or _recognise(picture, job, engine)
        if job.pdf_to is not None:
            _write_pdf(job.pdf_to, picture, page, small=job.small)
    except cv2.error as error:
        if error.code == cv2.Error.StsNoMem:
            raise MemoryError("OpenCV") from error
        raise
    return page, picture.signed


def _recognise(picture: "PagePicture", job: PageJob, engine: str) -> OcrPage:
    from pipeline.ocr.reading import read_picture

    page = read_picture(picture, _readers(engine), job.profile)
    page.text().encode()  # what is no Unicode could not be written down
    return page


@lru_cache(maxsize=1)
def _readers(name: str) -> "Readers":
    from pipeline.ocr.engines import readers

    return readers(name)


def _write_pdf(target: Path, picture: "PagePicture", page: OcrPage, *, small: bool) -> None:
    from pipeline import textlayer

    content = textlayer.page_pdf(picture, page, small=small)
    try:
        with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as part:
            part.write(content)
        Path(part.name).replace(target)
    except OSError as error:
        raise ServiceDown(f"cannot write the searchable copy: {error.strerror}") from error
