"""The picture that fills a PDF page: what its stream is, and its JPEG bytes."""

import io
from dataclasses import dataclass

import pikepdf

from pipeline.decoding import open_picture
from pipeline.pdf_content import PdfObject, Seen
from pipeline.sniff import Kind

_MODES = {"/DeviceGray": "L", "/CalGray": "L", "/DeviceRGB": "RGB", "/CalRGB": "RGB"}
_FILE_KINDS = {"/DCTDecode": Kind.JPEG, "/JPXDecode": Kind.JPEG2000}
_ICC_MODES = {1: "L", 3: "RGB"}
_PLAIN_DECODES: tuple[list[float], ...] = ([], [0, 1], [0, 1, 0, 1, 0, 1])


@dataclass(frozen=True, slots=True, eq=False)
class OwnPicture:
    """A picture's stream that is a picture file as it stands. size: (width, height) px."""

    data: bytes
    kind: Kind
    size: tuple[int, int]


def own_picture(seen: Seen) -> OwnPicture | None:
    """The grey or RGB picture file under all that can be seen of the page, or None.

    Other compressions, colour spaces and colour maps are left to the renderer, and a file that is not
    what the PDF says of it. Errors: `PDF_ERRORS`; `PICTURE_ERRORS` for a file that cannot be opened.
    """
    picture = seen.picture
    if picture is None or seen.drawn_on or not _plain(picture):
        return None
    kind = file_kind(picture)
    if kind is None:
        return None
    data = picture.read_raw_bytes()
    header = open_picture(io.BytesIO(data), kind)
    told = (int(picture["/Width"]), int(picture["/Height"]))
    mode = _mode(picture) or (header.mode if "/ColorSpace" not in picture else None)
    if told != header.size or mode != header.mode or mode not in ("L", "RGB"):
        return None
    return OwnPicture(data, kind, header.size)


def file_kind(picture: PdfObject) -> Kind | None:
    """JPEG or JPEG 2000 where the picture's stream is such a file as it stands, else None."""
    filters = picture.get("/Filter")
    names = list(filters.as_list()) if isinstance(filters, pikepdf.Array) else [filters]
    return _FILE_KINDS.get(str(names[0])) if len(names) == 1 else None


def is_grey(picture: PdfObject) -> bool:
    """Whether the picture has no colours."""
    return _mode(picture) == "L"


def _plain(picture: PdfObject) -> bool:
    """No colour map and no parameters that would change how the JPEG looks."""
    decode = picture.get("/Decode")
    levels = [float(level) for level in decode.as_list()] if decode is not None else []
    return levels in _PLAIN_DECODES and "/DecodeParms" not in picture


def _mode(picture: PdfObject) -> str | None:
    space = picture.get("/ColorSpace")
    if not isinstance(space, pikepdf.Array):
        return _MODES.get(str(space))
    if str(space[0]) == "/ICCBased":
        return _ICC_MODES.get(int(space[1].get("/N", 0)))
    return _MODES.get(str(space[0]))
