"""What a page worker is asked and what it answers."""

from dataclasses import dataclass
from pathlib import Path

from pipeline.model import OcrPage, Profile


@dataclass(frozen=True, slots=True)
class PageJob:
    """One page to read.

    path: the file. number: page in it, from 1. dpi: for drawn PDF pages. decode_megapixels: larger pages
    are decoded smaller. pdf_to: where to put a one-page searchable PDF. small: that PDF made small.
    known: what was read before; then only the PDF is made.
    """

    path: Path
    number: int
    profile: Profile = Profile.ACCURATE
    dpi: int = 300
    decode_megapixels: float = 40
    pdf_to: Path | None = None
    small: bool = False
    known: OcrPage | None = None


@dataclass(frozen=True, slots=True)
class PageDone:
    """A page that was read. seconds: wall time in the worker. signed: its file carries a digital signature."""

    page: OcrPage
    seconds: float
    signed: bool = False
