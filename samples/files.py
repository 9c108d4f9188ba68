"""Scan files as office machines write them: JPEG, PDF of JPEG streams, bilevel TIFF, PNG."""

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from samples.papers import MadePaper
from samples.truth import PaperTruth

_WHITE_FROM = 165
"""Grey from which a bilevel scan shows white: grey print (MẪU) and blurred strokes survive."""


@dataclass(frozen=True, slots=True)
class WrittenPaper:
    """A scan on disk and what it says."""

    path: Path
    truth: PaperTruth


def jpeg(picture: Image.Image, quality: int, dpi: int | None) -> bytes:
    """The picture as a baseline JPEG; without resolution where dpi is None, as phones write it."""
    out = io.BytesIO()
    density = {} if dpi is None else {"dpi": (dpi, dpi)}
    picture.save(out, "JPEG", quality=quality or 95, **density)
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a PDF: its JPEG, px, whether it is grey, px an inch."""

    stream: bytes
    width: int
    height: int
    grey: bool
    dpi: int


def sheet(picture: Image.Image, quality: int, dpi: int | None) -> Sheet:
    """A picture as a page; 200 dpi where it says nothing."""
    stream = jpeg(picture, quality, dpi)
    return Sheet(stream, picture.width, picture.height, picture.mode == "L", dpi or 200)


def _pdf_page(number: int, page: Sheet) -> list[bytes]:
    """Three objects: page, its drawing, its picture; numbered from `number`."""
    wide, tall = page.width * 72 / page.dpi, page.height * 72 / page.dpi
    space = b"DeviceGray" if page.grey else b"DeviceRGB"
    drawing = b"q %.2f 0 0 %.2f 0 0 cm /Im Do Q" % (wide, tall)
    return [
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %.2f %.2f]/Contents %d 0 R"
        b"/Resources<</XObject<</Im %d 0 R>>>>>>" % (wide, tall, number + 1, number + 2),
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawing), drawing),
        b"<</Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/%s"
        b"/Filter/DCTDecode/Length %d>>stream\n%s\nendstream"
        % (page.width, page.height, space, len(page.stream), page.stream),
    ]


def pdf(pictures: Sequence[Image.Image], quality: int, dpi: int | None) -> bytes:
    """A PDF 1.4 whose pages are the JPEG streams, as scanners write them; no date in it."""
    return bound([sheet(picture, quality, dpi) for picture in pictures])


def bound(sheets: Sequence[Sheet]) -> bytes:
    """One PDF 1.4 of pages that are JPEGs already."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    for page in sheets:
        objects += _pdf_page(len(objects) + 1, page)
    kids = b" ".join(b"%d 0 R" % n for n in range(3, len(objects) + 1, 3))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(sheets), kids)
    out, places = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
    for n, content in enumerate(objects):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n + 1, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def tiff(pictures: Sequence[Image.Image], dpi: int | None) -> bytes:
    """A black-and-white CCITT group 4 TIFF of all pages."""
    black = [
        picture.convert("L").point(lambda grey: 255 if grey >= _WHITE_FROM else 0).convert("1")
        for picture in pictures
    ]
    out = io.BytesIO()
    density = (dpi or 200, dpi or 200)
    rest = black[1:]
    black[0].save(
        out, "TIFF", compression="group4", dpi=density, save_all=bool(rest), append_images=rest
    )
    return out.getvalue()


def png(pictures: Sequence[Image.Image], dpi: int | None) -> bytes:
    """The first page, lossless."""
    out = io.BytesIO()
    pictures[0].save(out, "PNG", dpi=(dpi or 200, dpi or 200), compress_level=3)
    return out.getvalue()


def scan_bytes(made: MadePaper, suffix: str) -> bytes:
    """The paper as a file of that kind: `.jpg` and `.png` hold one page, `.pdf` and `.tif` all."""
    if suffix in (".jpg", ".png") and len(made.pages) > 1:
        raise ValueError(f"{suffix} holds one page, the paper has {len(made.pages)}")
    if suffix == ".jpg":
        return jpeg(made.pages[0], made.quality, made.dpi)
    if suffix == ".png":
        return png(made.pages, made.dpi)
    if suffix == ".tif":
        return tiff(made.pages, made.dpi)
    return pdf(made.pages, made.quality, made.dpi)


def write(made: MadePaper, folder: Path, name: str) -> WrittenPaper:
    """Write `scans/NAME` and `truth/NAME.json` under `folder`; NAME may hold folders."""
    path, truth = folder / "scans" / name, folder / "truth" / f"{name}.json"
    for place in (path, truth):
        place.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(scan_bytes(made, path.suffix))
    told = {"file": name, **made.truth.as_json()}
    truth.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return WrittenPaper(path, made.truth)
