"""The picture inside a picture file as a PDF can hold it: the file's own bytes, nothing encoded anew."""

from typing import BinaryIO

from pikepdf import Array, Dictionary, Name, String
from PIL import ImageFile, TiffImagePlugin

from pipeline import png_rows, tiff_strips
from pipeline.pdf_stream import Encoded, is_plain_jp2

_MOST_BYTES = 64 * 1024**2
_GREY, _RGB, _PALETTE = 0, 2, 3  # PNG colour types
_COLOURS = {_GREY: Name.DeviceGray, _RGB: Name.DeviceRGB}
_PHOTOMETRIC, _FILL_ORDER, _COMPRESSION, _GROUP_4 = 262, 266, 259, 4
_WHITE_IS_ZERO, _BLACK_IS_ZERO = 0, 1


def stream_of(file: BinaryIO, image: ImageFile.ImageFile) -> Encoded | None:
    """The frame at which `image` stands; None where a PDF/A-2 cannot hold it as it is.

    JPEG: grey or RGB. PNG: up to 8 bits, neither interlaced nor transparent, undamaged. JPEG 2000: grey
    or RGB in its own file format. TIFF: fax group 4 in one strip.
    """
    if file.seek(0, 2) > _MOST_BYTES:
        return None
    if image.format == "JPEG":
        return Encoded(_all_of(file), b"") if image.mode in ("L", "RGB") else None
    if image.format == "PNG":
        return _png(file)
    if image.format == "JPEG2000":
        return _jpeg_2000(file, image)
    if isinstance(image, TiffImagePlugin.TiffImageFile):
        return _fax(file, image)
    return None


def _all_of(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read()


def _png(file: BinaryIO) -> Encoded | None:
    header = png_rows.read_header(file)
    if header.interlaced or header.transparency or header.depth > 8:
        return None
    if header.colour not in (_GREY, _RGB, _PALETTE) or not png_rows.is_whole(file):
        return None
    entries = _entries(header.width, header.height, Name.FlateDecode)
    entries.BitsPerComponent = header.depth
    entries.ColorSpace = _COLOURS.get(header.colour) or _palette(header.palette)
    entries.DecodeParms = Dictionary(
        Predictor=15,
        Colors=3 if header.colour == _RGB else 1,
        BitsPerComponent=header.depth,
        Columns=header.width,
    )
    return Encoded(png_rows.deflated(file), entries.unparse())


def _palette(colours: bytes) -> Array:
    return Array([Name.Indexed, Name.DeviceRGB, len(colours) // 3 - 1, String(colours)])


def _jpeg_2000(file: BinaryIO, image: ImageFile.ImageFile) -> Encoded | None:
    data = _all_of(file)
    if not is_plain_jp2(data):
        return None
    return Encoded(data, _entries(*image.size, Name.JPXDecode).unparse())


def _fax(file: BinaryIO, image: TiffImagePlugin.TiffImageFile) -> Encoded | None:
    tags = image.tag_v2
    strip = tiff_strips.only_strip(image)
    sense = tags.get(_PHOTOMETRIC)
    plain = tags.get(_COMPRESSION) == _GROUP_4 and tags.get(_FILL_ORDER, 1) == 1
    if strip is None or not plain or sense not in (_WHITE_IS_ZERO, _BLACK_IS_ZERO):
        return None
    width, height = int(tags[256]), int(tags[257])
    entries = _entries(width, height, Name.CCITTFaxDecode)
    entries.BitsPerComponent, entries.ColorSpace = 1, Name.DeviceGray
    entries.DecodeParms = Dictionary(
        K=-1, Columns=width, Rows=height, BlackIs1=sense == _BLACK_IS_ZERO
    )
    offset, count = strip
    file.seek(offset)
    return Encoded(file.read(count), entries.unparse())


def _entries(width: int, height: int, coding: Name) -> Dictionary:
    return Dictionary(Width=width, Height=height, Filter=coding)
