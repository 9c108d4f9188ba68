"""Opening a PDF, whole or damaged, and what it holds: pages, what is lost, attached files."""

import io
import re
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

import pikepdf
from pikepdf import settings

from pipeline.decoding import PICTURE_ERRORS, Tailed, decode_jpeg
from pipeline.errors import DamagedFile, EncryptedScan, ScanTooLarge
from pipeline.model import Problem
from pipeline.pdf_content import PDF_ERRORS, PdfObject, look, page_box, pictures_in
from pipeline.pdf_picture import file_kind
from pipeline.pdf_sheet import scanned
from pipeline.picture import MILLION, Inspection, Limits, inspection
from pipeline.sniff import Kind
from pipeline.standard import below_standard

_MEGABYTE = 1024**2

# 1.5 MB of object stream can inflate to gigabytes; no honest one comes near this.
settings.set_qpdf_limits(
    flate_max_memory=256 * _MEGABYTE,
    run_length_max_memory=256 * _MEGABYTE,
    png_max_memory=256 * _MEGABYTE,
    tiff_max_memory=256 * _MEGABYTE,
)

_END_LOOK = 1054  # where qpdf looks for "startxref"
_CHUNK = 4 * _MEGABYTE
_OBJECT_LOOK = 4096  # a page's dictionary is shorter
_NUMBER = re.compile(rb"(?<!\d)(\d{1,8}) (\d{1,5})$")
_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_CATALOG = re.compile(rb"/Type\s*/Catalog(?![A-Za-z])")
_CLOSE = b"\nendstream\nendobj\n"
_TRIAL_MEGAPIXELS = 1.0
_SIGNATURES_EXIST = 1


@dataclass(frozen=True, slots=True, eq=False)
class OpenPdf:
    """An opened PDF. declared: pages that its tree speaks of.

    repaired: the table of objects had to be guessed. cut: the end of the file is not there.
    """

    pdf: pikepdf.Pdf
    pages: int
    declared: int
    repaired: bool
    cut: bool


@contextmanager
def opened(path: Path, max_pages: int | None = None) -> Iterator[OpenPdf]:
    """A PDF for reading, a damaged one as far as it can be saved.

    max_pages: None to not look; beyond it `ScanTooLarge`. Raises `EncryptedScan`, `DamagedFile`.
    """
    with ExitStack() as stack:
        file = stack.enter_context(path.open("rb"))
        cut = not _has_end(file)
        pdf = None if cut else _open(path)
        pdf = stack.enter_context(pdf or _rescue(file))
        try:
            found = _counted(pdf, max_pages, cut=cut)
        except PDF_ERRORS as exc:
            raise DamagedFile("the PDF cannot be opened") from exc
        yield found


def inspect_pdf(path: Path, limits: Limits) -> Inspection:
    """How many pages a PDF has, what of it is lost, how many files are attached.

    Raises `EncryptedScan`, `DamagedFile`, `ScanTooLarge`.
    """
    with opened(path, limits.max_pages) as file:
        try:
            losses = [_loss(file, index, limits) for index in range(file.pages)]
            below = below_standard([scanned(page.obj) for page in file.pdf.pages])
            attached = _attached(file)
        except PDF_ERRORS as exc:
            raise DamagedFile("the pages cannot be read") from exc
        more_lost = file.cut or file.pages < file.declared
        found = inspection("pdf", losses, more_lost=more_lost)
    carried = (Problem("scan.attachments", None, f"{attached}"),) if attached else ()
    return replace(found, problems=(*found.problems, *below, *carried))


def single_page(file: OpenPdf, number: int) -> bytes:
    """One page as a PDF of its own, for a renderer that cannot read the damaged file."""
    with pikepdf.new() as alone, warnings.catch_warnings():
        warnings.simplefilter("ignore", pikepdf.PageCopyWarning)  # to be looked at, not filled in
        alone.pages.append(file.pdf.pages[number - 1])
        out = io.BytesIO()
        alone.save(out)
    return out.getvalue()


def _has_end(file: BinaryIO) -> bool:
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - _END_LOOK))
    return b"startxref" in file.read()


def _open(source: Path | BinaryIO) -> pikepdf.Pdf | None:
    try:
        return pikepdf.open(source)
    except pikepdf.PasswordError as exc:
        raise EncryptedScan("a password is needed") from exc
    except PDF_ERRORS:
        return None


def _rescue(file: BinaryIO) -> pikepdf.Pdf:
    """A cut PDF, with what is missing at its end put there: first as little as possible."""
    pages, catalog, last, packed = _objects(file)
    tails = [_CLOSE] if pages or packed else []
    if catalog is not None:
        tails.append(_CLOSE + b"trailer\n<</Root %d 0 R>>\n%%%%EOF\n" % catalog)
    if pages:
        tails.append(_CLOSE + _new_tree(pages, last + 1))
    for tail in tails:
        pdf = _open(io.BufferedReader(Tailed(file, tail)))
        if pdf is not None and _usable(pdf):
            return pdf
    raise DamagedFile("no page is left in it")


def _usable(pdf: pikepdf.Pdf) -> bool:
    """Whether it has pages; a file without its trailer opens by guess, but loses the object cut."""
    if any("unable to find trailer" in str(warning) for warning in pdf.get_warnings()):
        return False
    try:
        return len(pdf.pages) > 0
    except PDF_ERRORS:
        return False


def _new_tree(pages: list[int], free: int) -> bytes:
    """A catalog of these page objects; free: the first object number that is not taken."""
    kids = " ".join(f"{number} 0 R" for number in pages)
    tree = (
        f"{free} 0 obj\n<</Type/Catalog/Pages {free + 1} 0 R>>\nendobj\n"
        f"{free + 1} 0 obj\n<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>\nendobj\n"
        f"trailer\n<</Root {free} 0 R>>\n%%EOF\n"
    )
    return tree.encode()


def _objects(file: BinaryIO) -> tuple[list[int], int | None, int, bool]:
    """Numbers of the page objects as they stand in the file, of the last catalog, and the highest.

    At last whether there are objects packed in streams, among which pages may be.
    """
    pages: dict[int, None] = {}
    catalog: int | None = None
    highest = 0
    packed = False
    for number, body in _bodies(file):
        highest = max(highest, number)
        packed |= b"/ObjStm" in body
        if _PAGE.search(body):
            pages[number] = None
        elif _CATALOG.search(body):
            catalog = number
    return list(pages), catalog, highest, packed


def _bodies(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """(number, first kilobytes of the body) of everything that looks like an object."""
    size = file.seek(0, io.SEEK_END)
    for start in range(0, size, _CHUNK):
        file.seek(max(0, start - 16))
        chunk = file.read(_CHUNK + 16 + _OBJECT_LOOK)
        at = chunk.find(b" obj")
        while 0 <= at < _CHUNK + 16:
            number = _NUMBER.search(chunk[max(0, at - 16) : at])
            body = chunk[at + 4 : at + 4 + _OBJECT_LOOK].split(b"endobj")[0].split(b"stream")[0]
            if number:
                yield int(number[1]), body
            at = chunk.find(b" obj", at + 4)


def _counted(pdf: pikepdf.Pdf, max_pages: int | None, *, cut: bool) -> OpenPdf:
    # first what is declared: building the list of a million pages would already cost too much
    count = pdf.Root.Pages.get("/Count", 0)
    declared = int(count) if isinstance(count, int) else 0
    if max_pages is not None and declared > max_pages:
        raise ScanTooLarge(f"{declared} pages")
    pages = len(pdf.pages)
    if max_pages is not None and pages > max_pages:
        raise ScanTooLarge(f"{pages} pages")
    if not pages:
        raise DamagedFile("no page")
    repaired = cut or any("reconstruct" in str(warning) for warning in pdf.get_warnings())
    return OpenPdf(pdf, pages, declared, repaired, cut)


def _loss(file: OpenPdf, index: int, limits: Limits) -> float:
    """Share of a page that is lost, 0-1. Raises `ScanTooLarge` for a picture beyond the limits."""
    page = file.pdf.pages[index].obj
    pictures = list(pictures_in(page))
    for picture in pictures:
        width, height = int(picture.get("/Width", 0)), int(picture.get("/Height", 0))
        if width * height > limits.max_megapixels * MILLION:
            raise ScanTooLarge(f"page {index + 1}: picture of {width} x {height} pixels")
    return _damage(page, pictures) if file.repaired else 0.0


def _damage(page: PdfObject, pictures: list[PdfObject]) -> float:
    try:
        if "/Contents" not in page or look(page, page_box(page)).missing:
            return 1.0
    except PDF_ERRORS:
        return 1.0
    return max((_rows_lost(picture) for picture in pictures), default=0.0)


def _rows_lost(picture: PdfObject) -> float:
    """Share of a JPEG picture's rows that are lost; other compressions are not looked into."""
    if file_kind(picture) is not Kind.JPEG:
        return 0.0
    try:
        return decode_jpeg(io.BytesIO(picture.read_raw_bytes()), _TRIAL_MEGAPIXELS).lost
    except (*PICTURE_ERRORS, pikepdf.PikepdfError):
        return 1.0


def is_signed(pdf: pikepdf.Pdf) -> bool:
    """Whether the file says that it holds signatures (ISO 32000-1, 12.7.2), or has a signed field."""
    form = pdf.Root.get("/AcroForm")
    if not isinstance(form, pikepdf.Dictionary):
        return False
    if int(form.get("/SigFlags", 0)) & _SIGNATURES_EXIST:
        return True
    fields = form.get("/Fields")
    listed = list(fields.as_list()) if isinstance(fields, pikepdf.Array) else []
    return any(
        isinstance(field, pikepdf.Dictionary) and field.get("/FT") == "/Sig" and "/V" in field
        for field in listed
    )


def _attached(file: OpenPdf) -> int:
    """How many files the PDF carries, in its name tree or pinned to its pages."""
    pinned = 0
    for page in file.pdf.pages:
        annotations = page.obj.get("/Annots")
        if isinstance(annotations, pikepdf.Array):
            notes = [note for note in annotations.as_list() if isinstance(note, pikepdf.Dictionary)]
            pinned += sum(note.get("/Subtype") == "/FileAttachment" for note in notes)
    return len(file.pdf.attachments) + pinned
