"""A page picture as a PDF image: the scan's own stream untouched, else fax, else a new JPEG."""

import io
import math
import struct
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image
from PIL.TiffImagePlugin import TiffImageFile

from pipeline.model import Box
from pipeline.picture import WHOLE, PagePicture, Pixels, ScanStream

_QUALITY = 88
_STRIP_OFFSETS, _ROWS_PER_STRIP, _STRIP_SIZES = 273, 278, 279  # TIFF tags
_FRAME_MARKERS = (0xC0, 0xC1, 0xC2)  # baseline, extended, progressive: what a PDF viewer must read


@dataclass(frozen=True, slots=True)
class Layer:
    """An encoded picture on the page.

    entries: PDF dictionary that tells how `data` are read; a stencil paints its ink black and leaves
    what lies beneath. shared: JBIG2 segments that `data` refer to. turned: clockwise degrees to match
    the page. area: where it then lies. own: the bytes are those of the scan.
    """

    data: bytes
    entries: bytes
    shared: bytes = b""
    turned: int = 0
    area: Box = WHOLE
    own: bool = False


def faithful(picture: PagePicture) -> tuple[Layer, ...]:
    """The picture as the archive keeps it, the lowest layer first.

    Its own stream byte for byte, and over it what stamps and notes lie upon it; else two tones as fax,
    lossless; else JPEG of quality 88 (measured on 300-dpi letters: a fifth more bytes than 75, no blocks
    around letters, 30 ms).
    """
    own = _own(picture.scan) if picture.scan is not None else None
    if own is not None:
        return (own, *(_patch(picture.pixels, area) for area in picture.over))
    if picture.pixels.ndim == 2 and _is_two_toned(picture.pixels):
        return (fax(picture.pixels == 0),)
    return (jpeg(picture.pixels, _QUALITY),)


def jpeg(pixels: Pixels, quality: int) -> Layer:
    """Pixels as JPEG of `quality` 1–100."""
    colour = pixels.ndim == 3
    source = cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR) if colour else pixels
    options = [cv2.IMWRITE_JPEG_QUALITY, quality, cv2.IMWRITE_JPEG_OPTIMIZE, 1]
    _, data = cv2.imencode(".jpg", source, options)
    height, width = pixels.shape[:2]
    return Layer(data.tobytes(), _jpeg_entries(width, height, colour=colour))


def fax(ink: NDArray[np.bool_], *, stencil: bool = False) -> Layer:
    """Two tones as CCITT group 4, lossless. ink: (height, width), True = black."""
    height, width = ink.shape
    tones = Image.frombytes("1", (width, height), np.packbits(ink, axis=1).tobytes())
    file = io.BytesIO()
    tones.save(file, "TIFF", compression="group4", tiffinfo={_ROWS_PER_STRIP: height})
    file.seek(0)
    with TiffImageFile(file) as tiff:
        (start,), (size,) = tiff.tag_v2[_STRIP_OFFSETS], tiff.tag_v2[_STRIP_SIZES]
    colours = b"/ImageMask true" if stencil else b"/ColorSpace/DeviceGray"
    entries = (
        b"<</Width %d/Height %d/BitsPerComponent 1%b/Filter/CCITTFaxDecode"
        b"/DecodeParms<</K -1/Columns %d/Rows %d>>>>" % (width, height, colours, width, height)
    )
    return Layer(file.getvalue()[start : start + size], entries)


def _jpeg_entries(width: int, height: int, *, colour: bool) -> bytes:
    space = b"/DeviceRGB" if colour else b"/DeviceGray"
    told = b"<</Width %d/Height %d/BitsPerComponent 8/ColorSpace%b/Filter/DCTDecode>>"
    return told % (width, height, space)


def _patch(pixels: Pixels, area: Box) -> Layer:
    """What is seen in an area, cut out on whole px."""
    height, width = pixels.shape[:2]
    left, top = max(0, math.floor(area.left * width)), max(0, math.floor(area.top * height))
    right, bottom = math.ceil(area.right * width), math.ceil(area.bottom * height)
    cut = pixels[top : max(bottom, top + 1), left : max(right, left + 1)]
    down, across = cut.shape[:2]
    place = Box(left / width, top / height, (left + across) / width, (top + down) / height)
    return replace(jpeg(np.ascontiguousarray(cut), _QUALITY), area=place)


def _is_two_toned(grey: Pixels) -> bool:
    middle = grey[len(grey) // 2]  # most scans are told apart by one row
    return all(bool(((part == 0) | (part == 255)).all()) for part in (middle, grey))


def _own(scan: ScanStream) -> Layer | None:
    """The stream as it is; None for a JPEG that a PDF may not hold (12 bit, arithmetic, CMYK, damaged)."""
    entries = scan.entries or _told_by_jpeg(scan.data)
    if entries is None:
        return None
    return Layer(scan.data, entries, scan.shared, scan.turned, scan.area, own=True)


def _told_by_jpeg(data: bytes) -> bytes | None:
    frame = _frame(data)
    if frame is None:
        return None
    depth, height, width, components = frame
    if depth != 8 or not height or not width or components not in (1, 3):
        return None
    return _jpeg_entries(width, height, colour=components == 3)


def _frame(data: bytes) -> tuple[int, int, int, int] | None:
    """Bit depth, height, width, components from the frame header (ITU-T T.81, B.2.2)."""
    at = 2
    while at + 10 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker in _FRAME_MARKERS:
            depth, height, width, components = struct.unpack_from(">BHHB", data, at + 4)
            return depth, height, width, components
        if marker == 0xFF:  # a fill byte
            at += 1
        elif marker == 0xDA:
            return None
        else:
            at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None
