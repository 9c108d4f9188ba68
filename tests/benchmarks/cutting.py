"""Cutting: where papers begin in made stacks of the layout that is kept for judging, with and without sheets."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from PIL import Image
from rows import Row, Sizes
from stored_readings import stack_read

from extractors import first_page
from pipeline import pages
from pipeline.separator_sheet import sheets_pdf
from pipeline.separators import Separator
from pipeline.stacks import Piece, arrange
from pipeline.unstacking import leaf
from samples.stacks import StackTruth, make_stack

SIZES: Sizes = {"pages": 60}
FULL: Sizes = {"pages": 300}
SEED = 11
BARE_BAR, SHEETS_BAR = 0.97, 1.0


def measure(room: Path, sizes: Sizes) -> Iterator[Row]:
    """F1 of the pages at which papers begin; the first page of a stack is none of them."""
    yield _row("without separator sheets", sizes["pages"], (), BARE_BAR)
    yield _row("with separator sheets", sizes["pages"] // 3, (_sheet(room),), SHEETS_BAR)


def _sheet(room: Path) -> Image.Image:
    path = room / "sheet.pdf"
    path.write_bytes(sheets_pdf(Separator(), 1))
    return Image.fromarray(pages.render(path, 1, dpi=300).pixels)


def _row(what: str, count: int, sheets: Sequence[Image.Image], bar: float) -> Row:
    read = stack_read(make_stack(count, SEED, layout="b", separators=sheets))
    found = arrange([leaf(n, page, first_page) for n, page in enumerate(read.pages, 1)])
    cut, true = _starts(found), _true_starts(read.truth)
    doubts = sum(len(piece.doubts) for piece in found)
    f1 = 2 * len(cut & true) / max(1, len(cut) + len(true))
    said = f"missed {sorted(true - cut)}, wrong {sorted(cut - true)}, {doubts} places for a person"
    name = f"cutting {read.truth.pages} pages, {len(read.truth.documents)} papers, {what}: F1"
    return Row(name, said, figure=f"{f1:.3f}", bar=f"{bar:g}", met=f1 >= bar)


def _starts(found: Sequence[Piece]) -> set[int]:
    """First printed pages of all papers but the first."""
    return {_first_printed(piece) for piece in found[1:]}


def _first_printed(piece: Piece) -> int:
    aside = {*piece.left_out, *piece.blank}
    return next(page for page in range(piece.first, piece.last + 1) if page not in aside)


def _true_starts(truth: StackTruth) -> set[int]:
    return {document.first for document in truth.documents[1:]}
