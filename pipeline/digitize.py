"""The straight line for one document: read, understand, file, copy, record. Needs no runner."""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import keys, pdfa, quality
from pipeline.at_hand import AtHand, at_hand
from pipeline.catalog import Catalog
from pipeline.catalog.records import Claim, DocumentRecord, Finding, PageFacts
from pipeline.confirming import confirmed
from pipeline.errors import ClaimLost, ServiceDown
from pipeline.find_place import find_place
from pipeline.mentions import mentions
from pipeline.model import Extraction, OcrPage, Problem, Profile
from pipeline.ocr.pool import PageDone, PageJob
from pipeline.ocr.words_file import dump_page
from pipeline.picture import Inspection
from pipeline.ports import ObjectStore
from pipeline.sheets import Sheet, read_page, sheets
from pipeline.unread import as_picture

MOST_ATTEMPTS = 5
"""A paper whose readers died so often (whole processes, not page workers) is given up until `reread`."""

_PAGE_TRIES = 2


@dataclass(frozen=True, slots=True)
class Bench:
    """What working on a document needs: ports, plain functions and values, chosen in `flows/bench.py`.

    inspect, read: a file, one page, in a killable worker. recipe: the name of what a profile does.
    clock: seconds since the epoch. tmp: a folder on the store's file system. pages_at_once: page workers
    of this process.
    """

    catalog: Catalog
    store: ObjectStore
    inspect: Callable[[Path], Inspection]
    read: Callable[[PageJob], PageDone | Problem]
    extract: Callable[[Sequence[OcrPage]], Extraction]
    recipe: Callable[[Profile], str]
    clock: Callable[[], float]
    holder: str
    tmp: Path
    pages_at_once: int
    dpi: int
    decode_megapixels: int


@dataclass(frozen=True, slots=True)
class _Reading:
    pages: list[OcrPage]
    problems: list[Problem]
    copies: list[Path]


def finish_document(bench: Bench, document_id: str) -> bool:
    """Bring one received document to EXTRACTED; False when it was finished or is in other hands.

    Runs any number of times with the same outcome. ServiceDown gives the claim back and goes on up.
    """
    claim = bench.catalog.claims.take(document_id, holder=bench.holder, now=bench.clock())
    if claim is None:
        return False
    try:
        _finish(bench, claim)
    except ClaimLost:
        return False
    except OSError as exc:
        bench.catalog.claims.release(claim)
        if exc.errno is None:  # not the machine's but a library's, about this paper
            raise
        raise ServiceDown(f"disk: {exc.strerror}") from exc
    except BaseException:
        bench.catalog.claims.release(claim)
        raise
    return True


def give_up(bench: Bench, document_id: str) -> bool:
    """Close a document that cannot be finished: a problem says so, a person must look."""
    claim = bench.catalog.claims.take(document_id, holder=bench.holder, now=bench.clock())
    if claim is None:
        return False
    _give_up(bench, claim, bench.catalog.documents.get(document_id))
    return True


def _finish(bench: Bench, claim: Claim) -> None:
    started = bench.clock()
    document = bench.catalog.documents.get(claim.document)
    if document.attempts > MOST_ATTEMPTS:
        _give_up(bench, claim, document)
        return
    recipe = bench.recipe(Profile(document.profile))
    with _workroom(bench.tmp) as room:
        reading = _read(bench, document, recipe, room)
        facts = [PageFacts.of(page) for page in reading.pages]
        bench.catalog.documents.record_read(claim, facts, recipe=recipe)
        extraction = bench.extract(reading.pages)
        if extraction.restricted:
            _lock_away(bench, document, recipe)
            reading = replace(reading, copies=[])
            extraction = replace(extraction, fields=())
        fields = confirmed(extraction.fields, reading.pages, document.file)
        extraction = replace(extraction, fields=fields)
        _keep_copy(bench, document, reading, room)
        finding = _conclude(bench, document, reading, extraction)
    seconds = bench.clock() - started
    bench.catalog.documents.record(claim, replace(finding, seconds=seconds), now=bench.clock())


def _read(bench: Bench, document: DocumentRecord, recipe: str, room: Path) -> _Reading:
    todo = list(sheets(document.parts))
    with at_hand(bench.store) as originals:

        def one(sheet: Sheet) -> tuple[OcrPage | None, Problem | None, Path]:
            return _read_sheet(bench, document, sheet, recipe, (originals, room))

        if len(todo) == 1:
            done = [one(todo[0])]
        else:
            with ThreadPoolExecutor(bench.pages_at_once) as threads:
                done = list(threads.map(one, todo))
    return _Reading(
        pages=[page for page, _, _ in done if page],
        problems=[problem for _, problem, _ in done if problem],
        copies=[copy for _, _, copy in done if copy.exists()],
    )


def _read_sheet(
    bench: Bench, document: DocumentRecord, sheet: Sheet, recipe: str, desk: tuple[AtHand, Path]
) -> tuple[OcrPage | None, Problem | None, Path]:
    originals, room = desk
    known = read_page(bench.store, sheet, recipe)
    copy = room / f"{sheet.number:05}.pdf"
    job = PageJob(
        path=originals.path(sheet),
        number=sheet.page,
        profile=Profile(document.profile),
        dpi=bench.dpi,
        decode_megapixels=bench.decode_megapixels,
        pdf_to=copy,
        known=known,
    )
    outcome = _tried(bench, job)
    if isinstance(outcome, Problem):
        if alone := as_picture(job, outcome):
            bench.read(alone)
        return known, replace(outcome, page=sheet.number), copy
    page = replace(outcome.page, number=sheet.number)
    if known is None:
        data = dump_page(replace(page, number=sheet.page))
        bench.store.put(keys.ocr_page(sheet.sha256, recipe, sheet.page), data)
    return page, None, copy


def _tried(bench: Bench, job: PageJob) -> PageDone | Problem:
    """Read a page; one that killed or stalled its worker gets a second try."""
    for _ in range(_PAGE_TRIES):
        outcome = bench.read(job)
        if not isinstance(outcome, Problem) or outcome.code == "page.unreadable":
            break
    return outcome


def _conclude(
    bench: Bench, document: DocumentRecord, reading: _Reading, extraction: Extraction
) -> Finding:
    seen = () if extraction.restricted else reading.pages
    mentioned = mentions(seen, extraction.dossier_codes)
    answer = find_place(bench.catalog, document, extraction, mentioned)
    from_counter = [problem for problem in document.problems if _stays(problem)]
    return Finding(
        type=extraction.type,
        type_name=extraction.type_name,
        type_confidence=extraction.type_confidence,
        form=extraction.form,
        fields=extraction.fields,
        problems=(
            *from_counter,
            *reading.problems,
            *quality.problems(reading.pages),
            *extraction.problems,
            *answer.filed.problems,
        ),
        filings=answer.filed.filings,
        restricted=extraction.restricted,
        seconds=0.0,
        mentions=mentioned.dump() or None,
        matched=answer.version,
    )


def _stays(problem: Problem) -> bool:
    """What was seen at the counter and no reading can see again."""
    told = problem.code == "filing.disagree" and problem.detail.startswith("option:")
    return told or problem.code.startswith("scan.")


def _keep_copy(bench: Bench, document: DocumentRecord, reading: _Reading, room: Path) -> None:
    key = keys.searchable_pdf(document.id)
    if not reading.copies:
        bench.store.remove(key)
        return
    whole = room / "whole.pdf"
    sources = list(dict.fromkeys(sheet.sha256 for sheet in sheets(document.parts)))
    pdfa.assemble(reading.copies, whole, title=Path(document.file).stem, sources=sources)
    bench.store.put(key, whole)


def _lock_away(bench: Bench, document: DocumentRecord, recipe: str) -> None:
    """No text of a restricted paper stays behind."""
    for sheet in sheets(document.parts):
        bench.store.remove(keys.ocr_page(sheet.sha256, recipe, sheet.page))


def _give_up(bench: Bench, claim: Claim, document: DocumentRecord) -> None:
    problem = Problem("document.gave_up", detail=str(document.attempts - 1))
    finding = Finding(
        type="unknown",
        type_name="",
        type_confidence=0.0,
        form="",
        fields=(),
        problems=(*document.problems, problem),
        filings=document.filings,
        restricted=None,
        seconds=0.0,
    )
    bench.catalog.documents.record(claim, finding, now=bench.clock())


@contextmanager
def _workroom(tmp: Path) -> Iterator[Path]:
    room = Path(tempfile.mkdtemp(prefix="room-", dir=tmp))
    try:
        yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)
