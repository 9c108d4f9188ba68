"""The searchable copy: a page as PDF with picture and words, and many pages as one PDF/A-2b."""

import io
import zlib

import pikepdf
from pikepdf import Dictionary, Name, Object, Pdf, Stream

from pipeline import embedding, invisible, shrink
from pipeline.embedding import Coding, Layer
from pipeline.glyphless import add_font
from pipeline.model import OcrPage
from pipeline.paper import Paper, paper_for, placement
from pipeline.pdfa import assemble
from pipeline.picture import PagePicture

__all__ = ["assemble", "page_pdf"]


def page_pdf(picture: PagePicture, page: OcrPage, *, small: bool = False) -> bytes:
    """One upright page: the picture with the words of `page` invisible over it, as PDF bytes.

    The picture's own JPEG is embedded untouched; small: at most about 60 kB for a page of text
    instead, black ink sharp, the rest coarse. The page has its true size at `picture.dpi`. The same
    input gives the same bytes. Words that cannot be placed or written are left out (`invisible.operators`).
    """
    layers = shrink.small_layers(picture) if small else (embedding.faithful(picture),)
    named = {f"/P{number}": layer for number, layer in enumerate(layers)}
    paper = _paper(picture, page.turned)
    words = invisible.operators(page, paper)
    with pikepdf.new() as pdf:
        images = {name: _image(pdf, layer) for name, layer in named.items()}
        resources = Dictionary(XObject=Dictionary(images))
        if words:
            resources.Font = Dictionary({invisible.FONT: add_font(pdf)})
        pdf.add_blank_page(page_size=(paper.width, paper.height))
        pdf.pages[0].Resources = resources
        pdf.pages[0].Contents = _packed(pdf, _shown(named, paper, page.turned) + words)
        return _saved(pdf)


def _shown(named: dict[str, Layer], paper: Paper, turned: int) -> bytes:
    """Operators that lay the layers over the sheet, the first lowest."""
    laid = (
        f"q {placement(paper, layer.turned + turned)} cm {name} Do Q\n"
        for name, layer in named.items()
    )
    return "".join(laid).encode("ascii")


def _packed(pdf: Pdf, operators: bytes) -> Stream:
    return Stream(pdf, zlib.compress(operators, 9), Filter=Name.FlateDecode)


def _paper(picture: PagePicture, turned: int) -> Paper:
    height, width = picture.pixels.shape[:2]
    if turned % 180:
        width, height = height, width
    return paper_for(width, height, picture.dpi)


def _image(pdf: Pdf, layer: Layer) -> Object:
    entries = Dictionary(
        Type=Name.XObject, Subtype=Name.Image, Width=layer.width, Height=layer.height
    )
    if layer.coding in (Coding.FAX, Coding.STENCIL):
        entries.BitsPerComponent = 1
        entries.DecodeParms = Dictionary(K=-1, Columns=layer.width, Rows=layer.height)
        entries.Filter = Name.CCITTFaxDecode
    else:
        entries.BitsPerComponent = 8
        entries.Filter = Name.DCTDecode
    if layer.coding is Coding.STENCIL:
        entries.ImageMask = True
    else:
        colour = layer.coding is Coding.COLOUR_JPEG
        entries.ColorSpace = Name.DeviceRGB if colour else Name.DeviceGray
    return Stream(pdf, layer.data, entries)


def _saved(pdf: Pdf) -> bytes:
    file = io.BytesIO()
    pdf.save(file, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return file.getvalue()
