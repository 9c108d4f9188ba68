"""The straight line for one document: read, understand, file, copy, record. Needs no runner."""

import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event

from pipeline import keys, pdfa, quality
from pipeline.alike import alike_of, met_by
from pipeline.at_hand import AtHand, at_hand
from pipeline.catalog import Catalog
from pipeline.catalog.people_first import marking_of
from pipeline.catalog.records import LOOKS_ALIKE, Claim, DocumentRecord, Finding, PageFacts
from pipeline.confirming import confirmed, signed_on
from pipeline.errors import ClaimLost, ServiceDown
from pipeline.file_document import file_document
from pipeline.learning import taught
from pipeline.likeness import Likeness, likeness
from pipeline.locking import clear_rooms, lock_away, room_prefix
from pipeline.model import Extraction, OcrPage, Problem, Profile
from pipeline.ocr.pool import PageDone, PageJob
from pipeline.ocr.words_file import dump_page
from pipeline.picture import Inspection
from pipeline.ports import ObjectStore
from pipeline.sheets import Sheet, read_page, sheets
from pipeline.signatures import Signature, days_of, problems_of
from pipeline.signed_files import signatures_of
from pipeline.unread import as_picture

MOST_ATTEMPTS = 5
"""A paper whose readers died so often (whole processes, not page workers) is given up until `reread`."""

_PAGE_TRIES = 2


@dataclass(frozen=True, slots=True)
class Bench:
    """What working on a document needs: ports, plain functions and values, chosen in `flows/bench.py`.

    inspect, read, signatures: a file, one page, what signs a file, in a killable worker. recipe: the name of
    what a profile does. marking: the secrecy marking on a page.
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
    signatures: Callable[[Path], tuple[Signature, ...]]
    marking: Callable[[OcrPage], str | None]


@dataclass(frozen=True, slots=True)
class _Reading:
    pages: list[OcrPage]
    problems: list[Problem]
    copies: list[Path]
    signatures: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where one document is read. secret: set as soon as it is known to be; nothing is kept from then on."""

    claim: Claim
    document: DocumentRecord
    recipe: str
    originals: AtHand
    room: Path
    secret: Event


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
    with _workroom(bench.tmp, document.id) as room:
        reading = _read(bench, claim, document, room)
        facts = [PageFacts.of(page) for page in reading.pages]
        bench.catalog.documents.record_read(claim, facts, recipe=recipe)
        extraction = bench.extract(reading.pages)
        extraction = replace(extraction, restricted=marking_of(document, extraction.restricted))
        if extraction.restricted:
            lock_away(bench.store, document)
            clear_rooms(bench.tmp, document.id, but=room)
            reading = replace(reading, copies=[], signatures=())
            extraction = replace(extraction, fields=())
        fields = confirmed(extraction.fields, reading.pages, document.file)
        fields = taught(fields, bench.catalog.learnt.about(fields))
        fields = signed_on(fields, days_of(reading.signatures))
        extraction = replace(extraction, fields=fields)
        _keep_copy(bench, document, reading, room)
        finding = _conclude(bench, document, reading, extraction)
    mine = None if finding.restricted else likeness(reading.pages, finding.fields)
    met = met_by(bench.catalog, document.id, mine)
    alike = alike_of(bench.catalog, bench.store, mine, met)
    finding = replace(
        finding,
        likeness=mine.keys if mine else (),
        problems=(*finding.problems, *(Problem(LOOKS_ALIKE, detail=other) for other in alike)),
    )
    seconds = bench.clock() - started
    bench.catalog.documents.record(claim, replace(finding, seconds=seconds), now=bench.clock())
    _look_again(bench, document.id, mine, met)


def _look_again(bench: Bench, document: str, mine: Likeness | None, met: Collection[str]) -> None:
    """The other scan may have been read at the same time: whichever is recorded last meets the first."""
    late = [one for one in met_by(bench.catalog, document, mine) if one not in met]
    if alike := alike_of(bench.catalog, bench.store, mine, late):
        bench.catalog.likenesses.tell(document, alike)


def _read(bench: Bench, claim: Claim, document: DocumentRecord, room: Path) -> _Reading:
    todo = list(sheets(document.parts))
    secret = Event()
    if document.restricted is not None:
        secret.set()
    with at_hand(bench.store) as originals:
        recipe = bench.recipe(Profile(document.profile))
        desk = _Desk(claim, document, recipe, originals, room, secret)

        def one(sheet: Sheet) -> tuple[OcrPage | None, Problem | None, Path]:
            return _read_sheet(bench, desk, sheet)

        if len(todo) == 1:
            done = [one(todo[0])]
        else:
            with ThreadPoolExecutor(bench.pages_at_once) as threads:
                done = list(threads.map(one, todo))
        pages = [page for page, _, _ in done if page]
        signed = signatures_of(bench.signatures, originals, todo, pages)
    return _Reading(
        pages=pages,
        problems=[problem for _, problem, _ in done if problem],
        copies=[copy for _, _, copy in done if copy.exists()],
        signatures=signed,
    )


def _read_sheet(
    bench: Bench, desk: _Desk, sheet: Sheet
) -> tuple[OcrPage | None, Problem | None, Path]:
    known = read_page(bench.store, sheet, desk.recipe)
    copy = desk.room / f"{sheet.number:05}.pdf"
    job = PageJob(
        path=desk.originals.path(sheet),
        number=sheet.page,
        profile=Profile(desk.document.profile),
        dpi=bench.dpi,
        decode_megapixels=bench.decode_megapixels,
        pdf_to=None if desk.secret.is_set() else copy,
        known=known,
    )
    outcome = _tried(bench, job)
    if isinstance(outcome, Problem):
        if alone := as_picture(job, outcome):
            bench.read(alone)
        return known, replace(outcome, page=sheet.number), copy
    page = replace(outcome.page, number=sheet.number)
    _lock_if_marked(bench, desk, page)
    if known is None and not desk.secret.is_set():
        data = dump_page(replace(page, number=sheet.page))
        bench.store.put(keys.ocr_page(sheet.sha256, desk.recipe, sheet.page), data)
    return page, None, copy


def _lock_if_marked(bench: Bench, desk: _Desk, page: OcrPage) -> None:
    """The first marked page makes the paper secret, for whoever reads on after this process died too."""
    marking = marking_of(desk.document, bench.marking(page))
    if marking is not None and not desk.secret.is_set():
        desk.secret.set()
        bench.catalog.documents.lock(desk.claim, marking)


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
    codes = [sighting.code for sighting in extraction.dossier_codes]
    filed = file_document(document, extraction, registered=bench.catalog.dossiers.registered(codes))
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
            *filed.problems,
            *problems_of(reading.signatures),
        ),
        filings=filed.filings,
        restricted=extraction.restricted,
        seconds=0.0,
        sensitive=extraction.sensitive,
        signatures=reading.signatures,
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
        restricted=document.restricted,
        sensitive=document.sensitive,
        seconds=0.0,
    )
    bench.catalog.documents.record(claim, finding, now=bench.clock())


@contextmanager
def _workroom(tmp: Path, document: str) -> Iterator[Path]:
    room = Path(tempfile.mkdtemp(prefix=room_prefix(document), dir=tmp))
    try:
        yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)
