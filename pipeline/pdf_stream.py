"""A page's picture taken out of a PDF as it stands: its bytes, and what a PDF/A-2 needs to show them."""

import io
from dataclasses import dataclass
from typing import TypeAlias

import pikepdf
from pikepdf import Array, Dictionary, Name

from pipeline.decoding import open_picture
from pipeline.pdf_content import PdfObject
from pipeline.sniff import Kind

_KEPT = frozenset(
    ("/CCITTFaxDecode", "/FlateDecode", "/JBIG2Decode", "/JPXDecode", "/RunLengthDecode")
)
"""Compressions of one picture that PDF/A-2 takes and viewers know; DCTDecode is told by its own header."""

_PARAMETERS = frozenset(
    ("/K", "/Columns", "/Rows", "/BlackIs1", "/EncodedByteAlign", "/EndOfLine", "/EndOfBlock",
     "/DamagedRowsBeforeError", "/Predictor", "/Colors", "/BitsPerComponent")
)  # fmt: skip

_DEVICE = {
    "/DeviceGray": Name.DeviceGray, "/CalGray": Name.DeviceGray,
    "/DeviceRGB": Name.DeviceRGB, "/CalRGB": Name.DeviceRGB,
}  # fmt: skip
_OF_PROFILE = {1: Name.DeviceGray, 3: Name.DeviceRGB}
_DEPTHS = (1, 2, 4, 8, 16)
_JP2_FILE = b"\0\0\0\x0cjP  \r\n\x87\n"
_MOST_BYTES = 64 * 1024**2

Space: TypeAlias = Name | Array


@dataclass(frozen=True, slots=True)
class Encoded:
    """A picture's bytes, the dictionary that tells how they are read, and JBIG2 segments they need."""

    data: bytes
    entries: bytes
    shared: bytes = b""


def encoded(picture: PdfObject) -> Encoded | None:
    """The grey, RGB or indexed picture as it stands, else None: JPEG, CMYK, LZW, several filters.

    Colour profiles are left out: a faulty one would make the copy no PDF/A. Errors: `PDF_ERRORS`,
    `PICTURE_ERRORS`.
    """
    names = _listed(picture.get("/Filter"))
    if len(names) != 1 or str(names[0]) not in _KEPT:
        return None
    entries = _entries(picture)
    data = picture.read_raw_bytes()
    if entries is None or len(data) > _MOST_BYTES:
        return None
    if str(names[0]) == "/JPXDecode":
        return Encoded(data, entries.unparse()) if is_plain_jp2(data) else None
    parameters, shared = _parameters(picture)
    if parameters:
        entries.DecodeParms = parameters
    return Encoded(data, entries.unparse(), shared)


def _entries(picture: PdfObject) -> Dictionary | None:
    """Size, depth, colours and levels; None where the copy cannot have them."""
    [name] = _listed(picture.get("/Filter"))
    entries = Dictionary(
        Width=int(picture["/Width"]), Height=int(picture["/Height"]), Filter=Name(str(name))
    )
    space = _space(picture.get("/ColorSpace"))
    depth = int(picture.get("/BitsPerComponent", 1 if name == "/CCITTFaxDecode" else 0))
    if space is not None:
        entries.ColorSpace = space
        entries.BitsPerComponent = depth
    elif name != "/JPXDecode" or "/ColorSpace" in picture:
        return None
    if space is not None and depth not in _DEPTHS:
        return None
    if "/Decode" in picture:
        entries.Decode = Array([float(level) for level in _listed(picture["/Decode"])])
    return entries


def _space(space: PdfObject | None) -> Space | None:
    if not isinstance(space, Array):
        return _DEVICE.get(str(space))
    kind = str(space[0])
    if kind == "/ICCBased":
        return _OF_PROFILE.get(int(space[1].get("/N", 0)))
    if kind == "/Indexed":
        return _indexed(space)
    return _DEVICE.get(kind)


def _indexed(space: Array) -> Space | None:
    base = _space(space[1])
    if not isinstance(base, Name):
        return None
    table = space[3]
    colours = table.read_bytes() if isinstance(table, pikepdf.Stream) else bytes(table)
    return Array([Name.Indexed, base, int(space[2]), pikepdf.String(colours)])


def _parameters(picture: PdfObject) -> tuple[Dictionary | None, bytes]:
    """What the decoder has to know, and a JBIG2 picture's shared segments."""
    told = _listed(picture.get("/DecodeParms"))
    if not told or not isinstance(told[0], Dictionary):
        return None, b""
    known = {key: told[0][key] for key in told[0].keys() if key in _PARAMETERS}  # noqa: SIM118 - no mapping
    shared = told[0].get("/JBIG2Globals")
    data = shared.read_bytes() if isinstance(shared, pikepdf.Stream) else b""
    return Dictionary(known) if known else None, data


def is_plain_jp2(data: bytes) -> bool:
    """A JPEG 2000 file of grey or RGB; bare code streams and other colours are no PDF/A."""
    return data.startswith(_JP2_FILE) and open_picture(io.BytesIO(data), Kind.JPEG2000).mode in (
        "L",
        "RGB",
    )


def _listed(value: PdfObject | None) -> list[PdfObject]:
    if value is None:
        return []
    return list(value.as_list()) if isinstance(value, Array) else [value]
