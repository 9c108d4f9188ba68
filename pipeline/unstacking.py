"""From the pages that were read to the papers in a file, and to what a person should look at."""

from collections.abc import Callable, Iterable, Sequence

from pipeline.catalog import Catalog
from pipeline.catalog.records import DocumentRecord, NewPaper
from pipeline.cutting import papers_of
from pipeline.model import OcrPage, Problem
from pipeline.separators import separator_on
from pipeline.sheets import runs, sheets
from pipeline.signs import PageSigns, Sign
from pipeline.stacks import Leaf, Piece, arrange

UNSURE = "stack.unsure"


def leaves(
    document: DocumentRecord,
    pages: Iterable[OcrPage],
    signs_of: Callable[[OcrPage], PageSigns],
) -> list[Leaf]:
    """The pages of a document as a stack; those that could not be read count as printed."""
    read = {page.number: page for page in pages}
    numbers = [sheet.number for sheet in sheets(document.parts)]
    return [
        leaf(number, read[number], signs_of) if number in read else Leaf(number)
        for number in numbers
    ]


def pieces(
    document: DocumentRecord, stack: Sequence[Leaf], *, is_signed: bool
) -> tuple[Piece, ...]:
    """The papers of a document. A signed file and one of several pictures are one, unless sheets part them."""
    together = len(runs(document.parts)) > 1
    return arrange(stack, one_paper=is_signed or together)


def new_papers(
    catalog: Catalog, document: DocumentRecord, found: Sequence[Piece]
) -> tuple[NewPaper, ...]:
    """The papers to be made of a document; none where nobody but its file said where it begins and ends."""
    if document.bounds_by is not None or (len(found) == 1 and found[0].separator is None):
        return ()
    pages = catalog.stacks.pages_of(filed.part.sha256 for filed in document.parts)
    return papers_of(document, found, pages)


def doubts(document: DocumentRecord, found: Sequence[Piece]) -> tuple[Problem, ...]:
    """Pages at which another paper may begin; what a person decided is not doubted."""
    if document.bounds_by:
        return ()
    starts = [start for piece in found for start in (piece.start, *piece.doubts) if start]
    return tuple(
        Problem(UNSURE, start.page, f"{start.why}: {start.sure:.2f}")
        for start in sorted(starts, key=lambda one: one.page)
    )


def marking_inside(stack: Sequence[Leaf]) -> str | None:
    """The secrecy marking of a page that has a head of its own: it locks away what it was not cut from."""
    for leaf in stack:
        if leaf.signs and leaf.signs.marking and Sign.NATION in leaf.signs.signs:
            return leaf.signs.marking
    return None


def leaf(number: int, page: OcrPage, signs_of: Callable[[OcrPage], PageSigns]) -> Leaf:
    """A page that was read, as a page of a stack: a separator sheet, blank, or with its signs."""
    separator = separator_on(page)
    blank = page.blank and not page.codes
    signs = None if separator or blank else signs_of(page)
    return Leaf(number, blank, separator, signs)
