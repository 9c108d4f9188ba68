"""Each page of a document takes its turn: read in a killable worker, unless it was read before."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event
from typing import TypeAlias

from pipeline import keys
from pipeline.at_hand import AtHand, at_hand
from pipeline.catalog.people_first import marking_of
from pipeline.catalog.records import Claim, DocumentRecord
from pipeline.model import OcrPage, Problem, Profile
from pipeline.ocr.page_job import PageDone, PageJob
from pipeline.ocr.words_file import dump_page
from pipeline.sheets import Sheet, read_page, sheets
from pipeline.signatures import Signature
from pipeline.signed_files import signatures_of
from pipeline.unread import as_picture
from pipeline.workbench import Bench

_PAGE_TRIES = 2


@dataclass(frozen=True, slots=True)
class Done:
    """A page after its turn. copy: where its searchable page is, if it could be made."""

    page: OcrPage | None
    problem: Problem | None
    copy: Path
    signed: bool = False


Ready: TypeAlias = dict[tuple[str, int], Done]
"""Pages that were read just now, by original and page there: a stack's, for the papers in it."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the pages of one document are read. room: an empty folder for their copies.

    secret: set as soon as the document is known to be; nothing of it is kept from then on.
    """

    claim: Claim
    recipe: str
    room: Path
    ready: Ready
    secret: Event = field(default_factory=Event)


@dataclass(frozen=True, slots=True)
class Reading:
    """The pages of a document after their turns, those that could be read, and what was wrong with others."""

    pages: list[OcrPage]
    problems: list[Problem]
    copies: list[Path]
    ready: Ready
    signatures: tuple[Signature, ...] = ()

    @property
    def is_signed(self) -> bool:
        """Whether a file of the document carries a digital signature."""
        return bool(self.signatures) or any(done.signed for done in self.ready.values())


def read_document(bench: Bench, document: DocumentRecord, desk: Desk) -> Reading:
    """Read what was not read before, and make the searchable page of each; several pages at once."""
    todo = list(sheets(document.parts))
    if document.restricted is not None:
        desk.secret.set()
    with at_hand(bench.store) as originals:

        def one(sheet: Sheet) -> Done:
            return _read_sheet(bench, document, sheet, (originals, desk))

        if len(todo) == 1:
            done = [one(todo[0])]
        else:
            with ThreadPoolExecutor(bench.pages_at_once) as threads:
                done = list(threads.map(one, todo))
        pages = [each.page for each in done if each.page]
        signed = signatures_of(bench.signatures, originals, todo, pages)
    return Reading(
        pages=pages,
        problems=[each.problem for each in done if each.problem],
        copies=[each.copy for each in done if each.copy.exists()],
        ready={(sheet.sha256, sheet.page): each for sheet, each in zip(todo, done, strict=True)},
        signatures=signed,
    )


def _renumbered(done: Done, sheet: Sheet) -> Done:
    page = done.page and replace(done.page, number=sheet.number)
    problem = done.problem and replace(done.problem, page=sheet.number)
    return replace(done, page=page, problem=problem)


def _read_sheet(
    bench: Bench, document: DocumentRecord, sheet: Sheet, about: tuple[AtHand, Desk]
) -> Done:
    """Read a page, or take what is ready: of a stack, whose copy may lack where another page made it secret."""
    originals, desk = about
    kept = read_page(bench.store, sheet, desk.recipe)
    ready = desk.ready.get((sheet.sha256, sheet.page))
    if ready and (ready.problem or ready.copy.exists()):
        _keep(bench, desk, sheet, ready.page, kept)
        return _renumbered(ready, sheet)
    copy = desk.room / f"{sheet.number:05}.pdf"
    job = PageJob(
        path=originals.path(sheet),
        number=sheet.page,
        profile=Profile(document.profile),
        dpi=bench.dpi,
        decode_megapixels=bench.decode_megapixels,
        pdf_to=None if desk.secret.is_set() else copy,
        known=kept or (ready.page if ready else None),
    )
    outcome = _tried(bench, job)
    if isinstance(outcome, Problem):
        if alone := as_picture(job, outcome):
            bench.read(alone)
        return Done(kept, replace(outcome, page=sheet.number), copy)
    page = replace(outcome.page, number=sheet.number)
    _lock_if_marked(bench, document, desk, page)
    _keep(bench, desk, sheet, page, kept)
    return Done(page, None, copy, outcome.signed or bool(ready and ready.signed))


def _keep(
    bench: Bench, desk: Desk, sheet: Sheet, page: OcrPage | None, kept: OcrPage | None
) -> None:
    if page is not None and kept is None and not desk.secret.is_set():
        data = dump_page(replace(page, number=sheet.page))
        bench.store.put(keys.ocr_page(sheet.sha256, desk.recipe, sheet.page), data)


def _lock_if_marked(bench: Bench, document: DocumentRecord, desk: Desk, page: OcrPage) -> None:
    """The first marked page makes the document secret, for whoever reads on after this process died too."""
    marking = marking_of(document, bench.marking(page))
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
