"""A page picture as a PDF image: the scanner's own JPEG untouched, else fax, else a new JPEG."""

import io
import struct
from dataclasses import dataclass
from enum import Enum

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image
from PIL.TiffImagePlugin import TiffImageFile

from pipeline.picture import PagePicture, Pixels

_QUALITY = 88
_STRIP_OFFSETS, _ROWS_PER_STRIP, _STRIP_SIZES = 273, 278, 279  # TIFF tags
_FRAME_MARKERS = (0xC0, 0xC1, 0xC2)  # baseline, extended, progressive: what a PDF viewer must read


class Coding(Enum):
    """How a layer's bytes are read; a stencil paints its ink black and leaves what lies beneath."""

    GREY_JPEG = "grey"
    COLOUR_JPEG = "colour"
    FAX = "fax"
    STENCIL = "stencil"


@dataclass(frozen=True, slots=True)
class Layer:
    """An encoded picture over the whole page. turned: clockwise degrees to match the page."""

    data: bytes
    width: int
    height: int
    coding: Coding
    turned: int = 0


def faithful(picture: PagePicture) -> Layer:
    """The picture as the archive keeps it.

    Its own JPEG byte for byte; else two tones as fax, lossless; else JPEG of quality 88 (measured on
    300-dpi letters: a fifth more bytes than 75, no blocks around letters, 30 ms).
    """
    if picture.jpeg is not None:
        own = _own_jpeg(picture.jpeg.data, picture.jpeg.turned)
        if own is not None:
            return own
    if picture.pixels.ndim == 2 and _is_two_toned(picture.pixels):
        return fax(picture.pixels == 0, Coding.FAX)
    return jpeg(picture.pixels, _QUALITY)


def jpeg(pixels: Pixels, quality: int) -> Layer:
    """Pixels as JPEG of `quality` 1–100."""
    colour = pixels.ndim == 3
    source = cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR) if colour else pixels
    options = [cv2.IMWRITE_JPEG_QUALITY, quality, cv2.IMWRITE_JPEG_OPTIMIZE, 1]
    _, data = cv2.imencode(".jpg", source, options)
    height, width = pixels.shape[:2]
    return Layer(data.tobytes(), width, height, Coding.COLOUR_JPEG if colour else Coding.GREY_JPEG)


def fax(ink: NDArray[np.bool_], coding: Coding) -> Layer:
    """Two tones as CCITT group 4, lossless. ink: (height, width), True = black."""
    height, width = ink.shape
    tones = Image.frombytes("1", (width, height), np.packbits(ink, axis=1).tobytes())
    file = io.BytesIO()
    tones.save(file, "TIFF", compression="group4", tiffinfo={_ROWS_PER_STRIP: height})
    file.seek(0)
    with TiffImageFile(file) as tiff:
        (start,), (size,) = tiff.tag_v2[_STRIP_OFFSETS], tiff.tag_v2[_STRIP_SIZES]
    return Layer(file.getvalue()[start : start + size], width, height, coding)


def _is_two_toned(grey: Pixels) -> bool:
    middle = grey[len(grey) // 2]  # most scans are told apart by one row
    return all(bool(((part == 0) | (part == 255)).all()) for part in (middle, grey))


def _own_jpeg(data: bytes, turned: int) -> Layer | None:
    """The stream as it is; None if a PDF may not hold it (12 bit, arithmetic, CMYK, damaged)."""
    frame = _frame(data)
    if frame is None:
        return None
    depth, height, width, components = frame
    coding = {1: Coding.GREY_JPEG, 3: Coding.COLOUR_JPEG}.get(components)
    if depth != 8 or not height or not width or coding is None:
        return None
    return Layer(data, width, height, coding, turned)


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
