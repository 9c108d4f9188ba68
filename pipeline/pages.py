"""From any handed-in file to page pictures: one at a time, bounded memory, honest about damage."""

import io
import logging
import math
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pdf2image
from pdf2image import exceptions as poppler

from pipeline import legacy_fonts
from pipeline.decoding import decode, decode_jpeg, open_picture, translated
from pipeline.errors import PageUnreadable, ScanRejected, ScanTooLarge, ToolMissing
from pipeline.image_pages import inspect_image, render_image
from pipeline.pdf_content import PDF_ERRORS
from pipeline.pdf_file import OpenPdf, inspect_pdf, is_signed, opened, single_page
from pipeline.pdf_picture import OwnPicture, is_grey, own_picture
from pipeline.pdf_sheet import Sheet, sheet_of
from pipeline.pdf_stream import encoded
from pipeline.picture import (
    MILLION,
    WHOLE,
    Inspection,
    Limits,
    PagePicture,
    ScanStream,
    believable_dpi,
    turn,
)
from pipeline.sniff import Kind, sniff

__all__ = ["Inspection", "Limits", "PagePicture", "ScanStream", "inspect", "render"]

log = logging.getLogger(__name__)

_TIMEOUT = "page.timeout"
_POPPLER_SECONDS = 60
_POPPLER_BYTES = 800 * 1024**2
_LEGIBLE_DPI = 200  # signature stamps drawn over a coarser scan could not be read
_MOST_COVERED = 0.5  # share of a page; what lies over a scan is encoded anew, then better all of it


def inspect(path: Path, limits: Limits) -> Inspection:
    """What a file holds, by its bytes: kind, pages, what is lost, how many files are attached.

    Raises `NotAScan`, `EncryptedScan`, `ScanTooLarge`, `DamagedFile`.
    """
    size = path.stat().st_size
    if size > limits.max_bytes:
        raise ScanTooLarge(f"{size} bytes")
    kind = sniff(path)
    if kind is Kind.PDF:
        return inspect_pdf(path, limits)
    return inspect_image(path, kind, limits)


def render(
    path: Path, number: int, *, dpi: int = 300, decode_megapixels: float = 40
) -> PagePicture:
    """Page `number` (from 1) of a file, turned as the file declares, at most `decode_megapixels`.

    Where a picture is all that can be seen of a PDF page, that picture; else the page is drawn at `dpi`,
    with annotations and signature stamps. Raises `PageUnreadable`, `ToolMissing`.
    """
    try:
        kind = sniff(path)
        if kind is Kind.PDF:
            return _pdf_page(path, number, dpi, decode_megapixels)
    except ScanRejected as exc:
        raise PageUnreadable(exc.detail) from exc
    return render_image(path, kind, number, decode_megapixels)


@dataclass(frozen=True, slots=True)
class _Drawing:
    """resolution: dots to an inch of the page box, for poppler. dpi: of the paper, as believed."""

    resolution: float
    dpi: int
    grey: bool


def _pdf_page(path: Path, number: int, dpi: int, megapixels: float) -> PagePicture:
    with opened(path) as file:
        if not 1 <= number <= file.pages:
            raise PageUnreadable("no such page")
        try:
            sheet = sheet_of(file.pdf.pages[number - 1].obj)
            if sheet.seen.missing and file.repaired:
                raise PageUnreadable("what the page shows is lost")
            with translated(PageUnreadable, "the page's picture cannot be opened"):
                own = own_picture(sheet.seen)
                scan = _kept(own, sheet)
            signed = is_signed(file.pdf)
        except PDF_ERRORS as exc:
            raise PageUnreadable("the page cannot be read") from exc
        if own is not None and sheet.seen.alone:
            picture = _embedded(own, scan, number, sheet, megapixels)
        else:
            picture = _drawn_from(file, path, number, _drawing(sheet, dpi, megapixels))
            if not file.repaired:
                picture = _with_stream(picture, scan, sheet)
        return replace(picture, signed=signed)


def _with_stream(picture: PagePicture, scan: ScanStream | None, sheet: Sheet) -> PagePicture:
    """A drawn page with the stream of the scan beneath; not where most of it is covered."""
    over = tuple(map(sheet.area, sheet.seen.over))
    if scan is None or sum(area.width * area.height for area in over) > _MOST_COVERED:
        return picture
    return replace(picture, scan=scan, over=over)


def _kept(own: OwnPicture | None, sheet: Sheet) -> ScanStream | None:
    """The picture's stream for the copy, where no more than notes and stamps lie upon it."""
    seen = sheet.seen
    if seen.picture is None or seen.where is None or seen.drawn_on:
        return None
    area = sheet.area(seen.where)
    if own is not None and own.kind is Kind.JPEG:
        return ScanStream(own.data, sheet.turned, area)
    found = encoded(seen.picture)
    if found is None:
        return None
    return ScanStream(found.data, sheet.turned, area, found.entries, found.shared)


def _drawn_from(file: OpenPdf, path: Path, number: int, drawing: _Drawing) -> PagePicture:
    """From the file; where that is damaged, poppler refuses it or a font is mended, from the page rewritten."""
    mended = _mended(file, number)
    if not file.repaired and not mended:
        try:
            return _drawn(path, number, drawing)
        except PageUnreadable as exc:
            if exc.code == _TIMEOUT:
                raise
    try:
        rewritten = single_page(file, number)
    except PDF_ERRORS as exc:
        raise PageUnreadable("the page cannot be read") from exc
    return _drawn(rewritten, number, drawing)


def _mended(file: OpenPdf, number: int) -> bool:
    """Whether the page has fonts from before Unicode that the file lacks; they now draw with another."""
    try:
        return legacy_fonts.mend(file.pdf, file.pdf.pages[number - 1])
    except PDF_ERRORS:
        return False


def _embedded(
    own: OwnPicture, scan: ScanStream | None, number: int, sheet: Sheet, megapixels: float
) -> PagePicture:
    """The page's own picture, decoded and turned; it is the page, also where it is a little larger."""
    file = io.BytesIO(own.data)
    with translated(PageUnreadable, "the page's picture cannot be decoded"):
        if own.kind is Kind.JPEG:
            decoded = decode_jpeg(file, megapixels)
        else:
            decoded = decode(open_picture(file, own.kind), megapixels)
    dpi = max(1, round(believable_dpi(sheet.resolution, *own.size) * decoded.scale))
    kept = None if scan is None or decoded.lost else replace(scan, area=WHOLE)
    return PagePicture(number, turn(decoded.pixels, sheet.turned), dpi, kept, decoded.lost)


def _drawing(sheet: Sheet, dpi: int, megapixels: float) -> _Drawing:
    """Dot for dot where a picture fills the page, so that nothing is blurred; else at `dpi`."""
    wanted, believed, grey = float(dpi), dpi, False
    picture = sheet.seen.picture
    if picture is not None:
        dots = round(sheet.width * sheet.resolution), round(sheet.height * sheet.resolution)
        believed = believable_dpi(sheet.resolution, *dots)
        times = math.ceil(_LEGIBLE_DPI / believed)
        believed *= times
        # a hair less, because poppler rounds the page up to whole pixels
        wanted = sheet.resolution * times * (1 - 1e-5)
        grey = sheet.seen.alone and is_grey(picture)
    most = math.sqrt(megapixels * MILLION / (sheet.width * sheet.height))
    limited = min(wanted, most)
    return _Drawing(limited, max(1, round(believed * limited / wanted)), grey)


@contextmanager
def _children_bounded() -> Iterator[None]:
    """A program started meanwhile gets so much memory and no more: a page of 9 MB took 16 GB without.

    The bound is inherited; for this process it stands as far above what it has already.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    bound = _own_bytes() + _POPPLER_BYTES
    if hard != resource.RLIM_INFINITY:
        bound = min(bound, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (bound, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _own_bytes() -> int:
    """What RLIMIT_DATA counts of this process: sixth number of statm, in pages (proc(5))."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[5]
    return int(pages) * resource.getpagesize()


def _drawn(source: Path | bytes, number: int, drawing: _Drawing) -> PagePicture:
    """The page as poppler draws it, with annotations and signature stamps."""
    options: dict[str, Any] = {
        "dpi": drawing.resolution, "grayscale": drawing.grey, "use_cropbox": True,
        "timeout": _POPPLER_SECONDS,
    }  # fmt: skip
    try:
        with translated(PageUnreadable, "poppler's picture cannot be read"), _children_bounded():
            if isinstance(source, bytes):
                found = pdf2image.convert_from_bytes(source, **options)
            else:
                path = str(source.absolute())
                found = pdf2image.convert_from_path(
                    path, first_page=number, last_page=number, **options
                )
            pixels = np.asarray(found[0])
    except poppler.PDFInfoNotInstalledError as exc:
        raise ToolMissing("poppler") from exc
    except poppler.PDFPopplerTimeoutError as exc:
        raise PageUnreadable(f"not drawn in {_POPPLER_SECONDS} s", code=_TIMEOUT) from exc
    except (poppler.PDFPageCountError, poppler.PDFSyntaxError) as exc:
        raise PageUnreadable("poppler cannot draw the page") from exc
    return PagePicture(number, pixels, drawing.dpi)
