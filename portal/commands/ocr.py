"""`sohoa ocr`: one file to a searchable PDF/A, its text and its words; no catalog, no server."""

import argparse
import json
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from pipeline import pdfa
from pipeline.errors import BadRequest, DamagedFile, Exit
from pipeline.hashing import sha256_of
from pipeline.model import OcrPage, Problem, Profile
from pipeline.ocr.pool import PageDone, PageJob, PagePool
from pipeline.ocr.words_file import page_record
from pipeline.origin import Told
from pipeline.ranges import ranges
from pipeline.settings import Settings
from pipeline.unread import as_picture
from portal.door import Door
from portal.problems import HARMLESS, problem_entry
from portal.progress import Progress
from portal.readers import tell_if_as_fast


@dataclass(frozen=True, slots=True)
class _Read:
    number: int
    outcome: PageDone | Problem


def run(door: Door, options: argparse.Namespace) -> int:
    """Read the pages asked for; a bad page is left out, said, and makes exit code 5."""
    settings = door.settings(profile=options.profile, jobs=options.jobs)
    tell_if_as_fast(door, settings)
    source, output = Path(options.input), Path(options.output)
    if not source.is_file():
        raise BadRequest(str(source), code="request.no_file")
    for made in filter(None, (options.output, options.sidecar, options.words)):
        if Path(made).exists() and Path(made).samefile(source):
            raise BadRequest(made, code="request.same_file")
    with (
        tempfile.TemporaryDirectory(prefix=".sohoa-", dir=output.absolute().parent) as room,
        PagePool(
            settings.page_workers,
            settings.page_seconds,
            settings.page_megabytes,
            engine=settings.engine,
        ) as pool,
    ):
        found = pool.inspect(source, settings.limits)
        last = min(options.last or found.pages, found.pages)
        numbers = range(max(options.first, 1), last + 1)
        jobs = [_job(settings, options, source, number, Path(room)) for number in numbers]
        reads = list(_read(door, settings, pool, jobs))
        told = _write(options, reads, jobs, output)
    return _tell(door, [*found.problems, *_problems(reads)], reads, told)


def _job(
    settings: Settings, options: argparse.Namespace, source: Path, number: int, room: Path
) -> PageJob:
    return PageJob(
        path=source,
        number=number,
        profile=Profile(settings.profile),
        dpi=settings.dpi,
        decode_megapixels=settings.decode_megapixels,
        pdf_to=room / f"{number:05}.pdf",
        small=options.small,
    )


def _read(door: Door, settings: Settings, pool: PagePool, jobs: list[PageJob]) -> Iterator[_Read]:
    progress = Progress(door)
    with ThreadPoolExecutor(settings.page_workers) as threads:
        outcomes = threads.map(lambda job: _one(pool, job), jobs)
        for job, outcome in zip(jobs, outcomes, strict=True):
            progress.show(door.phrase("step.page", page=job.number, total=jobs[-1].number))
            yield _Read(job.number, outcome)
    progress.end()


def _one(pool: PagePool, job: PageJob) -> PageDone | Problem:
    """Read a page; where that fails its picture is in the copy all the same."""
    outcome = pool.read(job)
    if isinstance(outcome, Problem) and (alone := as_picture(job, outcome)):
        pool.read(alone)
    return outcome


def _write(
    options: argparse.Namespace, reads: list[_Read], jobs: list[PageJob], output: Path
) -> Told:
    copies = [job.pdf_to for job in jobs if job.pdf_to and job.pdf_to.exists()]
    if not copies:
        raise DamagedFile(options.input)
    source = Path(options.input)
    with source.open("rb") as original:
        sha256, _ = sha256_of(original)
    told = pdfa.assemble(copies, output, title=source.stem, sources=[sha256])
    pages = [read.outcome.page for read in reads if isinstance(read.outcome, PageDone)]
    if options.sidecar:
        texts = [_text(read) for read in reads]
        Path(options.sidecar).write_text("\f".join(texts), encoding="utf-8")
    if options.words:
        Path(options.words).write_text(_words(pages), encoding="utf-8")
    return told


def _text(read: _Read) -> str:
    return read.outcome.page.text() + "\n" if isinstance(read.outcome, PageDone) else "\n"


def _words(pages: list[OcrPage]) -> str:
    return json.dumps({"pages": [page_record(page) for page in pages]}, ensure_ascii=False)


def _problems(reads: list[_Read]) -> list[Problem]:
    return [read.outcome for read in reads if isinstance(read.outcome, Problem)]


def _tell(door: Door, problems: list[Problem], reads: list[_Read], told: Told) -> int:
    entries = [problem_entry(problem, door.lang) for problem in problems]
    for entry in entries:
        page = door.phrase("ocr.page", page=entry["page"]) if entry["page"] else ""
        door.say(f"{page}{entry['message']} {entry['advice']}")
    anew = [number for number, _ in told.anew]
    if anew:
        door.tell("ocr.anew", pages=ranges(anew))
    if told.signed:
        door.tell("ocr.signed")
    if door.json:
        copy = {"signed_original": told.signed, "pages_anew": anew}
        door.print_json({"pages": len(reads), "problems": entries, "copy": copy})
    bad = [entry for entry in entries if entry["code"] not in HARMLESS]
    return Exit.PARTLY if bad else Exit.DONE
