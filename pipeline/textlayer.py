"""The searchable copy: a page as PDF with picture and words, and many pages as one PDF/A-2b."""

import io
import zlib
from collections.abc import Sequence

import pikepdf
from pikepdf import Dictionary, Name, Object, Pdf, Stream

from pipeline import embedding, invisible, origin, shrink
from pipeline.embedding import Layer
from pipeline.glyphless import add_font
from pipeline.invisible import writable
from pipeline.model import OcrPage
from pipeline.origin import Origin
from pipeline.paper import Paper, laid_down, paper_for, placement
from pipeline.pdfa import assemble
from pipeline.picture import PagePicture, turn_box

__all__ = ["assemble", "page_pdf"]


def page_pdf(picture: PagePicture, page: OcrPage, *, small: bool = False) -> bytes:
    """One upright page: the picture with the words of `page` invisible over it, as PDF bytes.

    The scan's own stream is embedded untouched and turned by /Rotate; small: at most about 60 kB for a
    page of text instead, black ink sharp, the rest coarse. The page has its true size at `picture.dpi`.
    The same input gives the same bytes. Words that cannot be placed or written are left out
    (`invisible.lettering`).
    """
    paper = _paper(picture, page.turned)
    words = invisible.lettering(page, paper)
    layers = _layers(picture, words.operators, small=small)
    named = {f"/P{number}": layer for number, layer in enumerate(layers)}
    rotate = (layers[0].turned + page.turned) % 360
    with pikepdf.new() as pdf:
        images = {name: _image(pdf, layer) for name, layer in named.items()}
        resources = Dictionary(XObject=Dictionary(images))
        if words.operators:
            resources.Font = Dictionary({invisible.FONT: add_font(pdf, words.rows)})
        sheet = paper.lying(rotate)
        pdf.add_blank_page(page_size=(sheet.width, sheet.height))
        pdf.pages[0].Resources = resources
        shown = _shown(named, paper, page.turned) + words.operators
        pdf.pages[0].Contents = _packed(pdf, _turned(shown, paper, rotate))
        if rotate:
            pdf.pages[0].Rotate = rotate
        origin.write(pdf, _origin(picture, layers, page.recipe, words.rows))
        return _saved(pdf)


def _layers(picture: PagePicture, words: bytes, *, small: bool) -> tuple[Layer, ...]:
    if not small:
        return embedding.faithful(picture)
    return shrink.small_layers(picture, len(zlib.compress(words, 9)))


def _origin(picture: PagePicture, layers: Sequence[Layer], recipe: str, rows: bytes) -> Origin:
    return Origin(
        recipe=writable(recipe),
        anew=0 if layers[0].own else picture.dpi,
        signed=picture.signed,
        rows=rows,
    )


def _shown(named: dict[str, Layer], paper: Paper, turned: int) -> bytes:
    """Operators that lay the layers over the upright sheet, the first lowest."""
    laid = (
        f"q {placement(paper, layer.turned + turned, turn_box(layer.area, turned))} cm {name} Do Q\n"
        for name, layer in named.items()
    )
    return "".join(laid).encode("ascii")


def _turned(operators: bytes, paper: Paper, rotate: int) -> bytes:
    """What is written for the upright sheet, on a page that is turned when it is shown."""
    if not rotate:
        return operators
    return b"q %b cm\n%bQ\n" % (laid_down(paper, rotate).encode("ascii"), operators)


def _packed(pdf: Pdf, operators: bytes) -> Stream:
    return Stream(pdf, zlib.compress(operators, 9), Filter=Name.FlateDecode)


def _paper(picture: PagePicture, turned: int) -> Paper:
    height, width = picture.pixels.shape[:2]
    if turned % 180:
        width, height = height, width
    return paper_for(width, height, picture.dpi)


def _image(pdf: Pdf, layer: Layer) -> Object:
    image = Stream(pdf, layer.data, Type=Name.XObject, Subtype=Name.Image)
    for key, value in Object.parse(layer.entries).items():
        image[key] = value
    if layer.shared:
        image.DecodeParms = Dictionary(JBIG2Globals=Stream(pdf, layer.shared))
    return image


def _saved(pdf: Pdf) -> bytes:
    file = io.BytesIO()
    pdf.save(file, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return file.getvalue()
