"""Each page of a document takes its turn: read in a killable worker, unless it was read before."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from pipeline import keys
from pipeline.at_hand import AtHand, at_hand
from pipeline.catalog.records import DocumentRecord
from pipeline.model import OcrPage, Problem, Profile
from pipeline.ocr.page_job import PageDone, PageJob
from pipeline.ocr.words_file import dump_page
from pipeline.sheets import Sheet, read_page, sheets
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
    """Where the pages of one document are read. room: an empty folder for their copies."""

    room: Path
    ready: Ready


@dataclass(frozen=True, slots=True)
class Reading:
    """The pages of a document after their turns, those that could be read, and what was wrong with others."""

    pages: list[OcrPage]
    problems: list[Problem]
    copies: list[Path]
    ready: Ready

    @property
    def is_signed(self) -> bool:
        """Whether a file of the document carries a digital signature."""
        return any(done.signed for done in self.ready.values())


def read_document(bench: Bench, document: DocumentRecord, recipe: str, desk: Desk) -> Reading:
    """Read what was not read before, and make the searchable page of each; several pages at once."""
    todo = list(sheets(document.parts))
    with at_hand(bench.store) as originals:

        def one(sheet: Sheet) -> Done:
            place = sheet.sha256, sheet.page
            if place in desk.ready:
                return _renumbered(desk.ready[place], sheet)
            return _read_sheet(bench, document, sheet, recipe, (originals, desk.room))

        if len(todo) == 1:
            done = [one(todo[0])]
        else:
            with ThreadPoolExecutor(bench.pages_at_once) as threads:
                done = list(threads.map(one, todo))
    return Reading(
        pages=[each.page for each in done if each.page],
        problems=[each.problem for each in done if each.problem],
        copies=[each.copy for each in done if each.copy.exists()],
        ready={(sheet.sha256, sheet.page): each for sheet, each in zip(todo, done, strict=True)},
    )


def _renumbered(done: Done, sheet: Sheet) -> Done:
    page = done.page and replace(done.page, number=sheet.number)
    problem = done.problem and replace(done.problem, page=sheet.number)
    return replace(done, page=page, problem=problem)


def _read_sheet(
    bench: Bench, document: DocumentRecord, sheet: Sheet, recipe: str, desk: tuple[AtHand, Path]
) -> Done:
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
        return Done(known, replace(outcome, page=sheet.number), copy)
    page = replace(outcome.page, number=sheet.number)
    if known is None:
        data = dump_page(replace(page, number=sheet.page))
        bench.store.put(keys.ocr_page(sheet.sha256, recipe, sheet.page), data)
    return Done(page, None, copy, outcome.signed)


def _tried(bench: Bench, job: PageJob) -> PageDone | Problem:
    """Read a page; one that killed or stalled its worker gets a second try."""
    for _ in range(_PAGE_TRIES):
        outcome = bench.read(job)
        if not isinstance(outcome, Problem) or outcome.code == "page.unreadable":
            break
    return outcome
