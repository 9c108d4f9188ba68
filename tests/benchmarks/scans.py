"""What is measured on: made scans, one PDF of many pages, and the real scans where they are."""

import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path

import pikepdf
from PIL import Image

from pipeline import pages
from samples.files import pdf
from samples.lots import orders, write_lot
from samples.papers import KINDS, Order, make

REAL = Path(__file__).resolve().parents[2].parent / "shared" / "real"
"""Real scans beside the checkout; never committed, left out where they are absent."""

SEED = 7


def real_documents() -> list[Path]:
    """The twelve real letters and decisions, or nothing."""
    return sorted((REAL / "documents").glob("*.pdf"))


def scanned_pages(amount: int, level: str = "scan") -> Iterator[bytes]:
    """One-page PDFs of held-out layout b, 300 dpi, colour JPEG, all kinds in turn."""
    made = 0
    for number in count():
        paper = make(Order(KINDS[number % len(KINDS)], "b", level, SEED * 100_003 + number))
        for picture in paper.pages[: amount - made]:
            made += 1
            yield pdf([picture], paper.quality, paper.dpi)
        if made >= amount:
            return


def pictures(papers: Iterable[Path]) -> Iterator[bytes]:
    """Each page as a picture alone: OCRmyPDF refuses papers with the text of a signature on them."""
    for paper in papers:
        for number in range(1, pages.inspect(paper, pages.Limits()).pages + 1):
            page = pages.render(paper, number)
            yield pdf([Image.fromarray(page.pixels)], 85, page.dpi)


def letters(folder: Path, amount: int) -> list[Path]:
    """A lot of different one-page letters, JPEG and PDF in turn, in `folder/scans`."""
    return [paper.path for paper in write_lot(folder, amount, SEED)]


def joined(sources: Iterable[bytes | Path], out: Path) -> Path:
    """All pages in one PDF, every JPEG stream as it was."""
    with pikepdf.new() as whole:
        for source in sources:
            with _as_pdf(source) as part:
                whole.pages.extend(part.pages)
        whole.save(out)
    return out


def _as_pdf(source: bytes | Path) -> pikepdf.Pdf:
    if isinstance(source, Path) and source.suffix == ".jpg":
        return _around(source)
    return pikepdf.open(io.BytesIO(source) if isinstance(source, bytes) else source)


def _around(photo: Path) -> pikepdf.Pdf:
    """A page that shows a JPEG, whose bytes stay as they are."""
    with Image.open(photo) as picture:
        (width, height), dpi = picture.size, picture.info.get("dpi", (300, 300))[0]
        space = pikepdf.Name.DeviceGray if picture.mode == "L" else pikepdf.Name.DeviceRGB
    wide, high = width * 72 / float(dpi), height * 72 / float(dpi)
    whole = pikepdf.new()
    whole.add_blank_page(page_size=(wide, high))
    stream = whole.make_stream(
        photo.read_bytes(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=width,
        Height=height, BitsPerComponent=8, ColorSpace=space, Filter=pikepdf.Name.DCTDecode,
    )  # fmt: skip
    page = whole.pages[0]
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=stream))
    page.Contents = whole.make_stream(f"q {wide:.2f} 0 0 {high:.2f} 0 0 cm /Im Do Q".encode())
    return whole


def small_pages(folder: Path, amount: int) -> Path:
    """Different one-page JPEGs of 620 x 877 px: cheap to decode, still full of letters."""
    folder.mkdir(parents=True, exist_ok=True)
    made = make(Order("cong-van", "a", "plain", SEED))
    page = made.pages[0].convert("L").resize((620, 877), Image.Resampling.LANCZOS)
    for number in range(amount):
        page.putpixel((number % 600, 876 - number // 600), 0)
        page.save(folder / f"{number:05}.jpg", quality=60, dpi=(75, 75))
    return folder


def sample_orders(papers: int, level: str) -> Sequence[Order]:
    """Papers of held-out layout b, all kinds in turn."""
    return orders(papers, level, "b", SEED)
