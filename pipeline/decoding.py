"""From one encoded picture to pixels in bounded memory: converted and shrunk band by band."""

import io
import logging
import math
import struct
import warnings
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

import cv2
import numpy as np
from PIL import Image, ImageFile, Jpeg2KImagePlugin

from pipeline.errors import SohoaError
from pipeline.picture import MILLION, Pixels
from pipeline.sniff import Kind

log = logging.getLogger(__name__)

# Our own limits stand before every decode (`Limits.max_megapixels`); Pillow's would only warn.
Image.MAX_IMAGE_PIXELS = None

# Pillow's readers raise all of these on hostile bytes; nothing else is translated.
PICTURE_ERRORS = (
    OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error,
    OverflowError, IndexError, KeyError, TypeError, ZeroDivisionError,
)  # fmt: skip

_PILLOW_NAME = {Kind.JPEG: ("JPEG", "MPO"), Kind.JPEG2000: ("JPEG2000",)}
_GREY_MODES = frozenset({"1", "L", "LA", "La", "I;16", "I;16L", "I;16B", "I", "F"})
_DEEP_MODES = frozenset({"I;16", "I;16L", "I;16B", "I", "F"})
_LEVELS = (1, 255, 4095, 65535)
_BAND_ROWS = 512
_FILLER = 128  # libjpeg's grey for blocks that are not there; no scanner gives a whole row of it
_MOST_BYTES = 700 * MILLION  # of a picture held whole: 1 GB with all else
_MOST_COEFFICIENTS = 380 * MILLION  # of 2 bytes: 250 megapixels with colours at half resolution
_COPIES = {"WEBP": 3, "TIFF": 2}  # libwebp keeps two canvases beside Pillow's, libtiff a strip
_HEADROOM = (
    2  # what is decoded before the last, exact shrinking may be twice as large as the result
)
_LARGEST_REDUCTION = (
    5  # a JPEG 2000 picture may have fewer levels than asked for; Pillow's default has 5
)


@dataclass(frozen=True, slots=True, eq=False)
class Decoded:
    """Pixels; scale: their width to the original's, over 0 to 1; lost: share of rows, 0-1."""

    pixels: Pixels
    scale: float
    lost: float = 0.0


class Tailed(io.RawIOBase):
    """A file with a few bytes put behind it, so that a cut one is read as far as it goes."""

    def __init__(self, file: BinaryIO, tail: bytes) -> None:
        self._file = file
        self._tail = tail
        self._size = file.seek(0, io.SEEK_END)
        self._at = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Always."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Move as in any file."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size + len(self._tail)}
        self._at = max(0, base[whence] + offset)
        return self._at

    def tell(self) -> int:
        """Position, bytes."""
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # any writable buffer
        """Fill from the file, then from the tail."""
        if self._at < self._size:
            self._file.seek(self._at)
            piece = self._file.read(min(len(buffer), self._size - self._at))
        else:
            piece = self._tail[self._at - self._size :][: len(buffer)]
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)


@contextmanager
def translated(error: type[SohoaError], detail: str) -> Iterator[None]:
    """What a picture library raises on damaged bytes becomes `error`; its warnings are dropped."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except PICTURE_ERRORS as exc:
            raise error(detail) from exc


def open_picture(stream: BinaryIO, kind: Kind) -> ImageFile.ImageFile:
    """The picture's header, by Pillow's reader of this kind only; nothing is decoded yet."""
    return Image.open(stream, formats=_PILLOW_NAME.get(kind, (kind.value.upper(),)))


def decode(image: ImageFile.ImageFile, megapixels: float) -> Decoded:
    """All rows of an opened picture, shrunk to at most `megapixels`. Errors: `PICTURE_ERRORS`."""
    width = image.width
    _ask_for_less(image, megapixels)
    image.load()
    top = _white_level(image) if image.mode in _DEEP_MODES else 255.0
    bands = _bands(image, band_rows(image.size, megapixels))
    whole = gather(bands, image.size, megapixels, top=top)
    return Decoded(whole.pixels, whole.pixels.shape[1] / width)


def decode_jpeg(data: BinaryIO, megapixels: float) -> Decoded:
    """A JPEG's rows; those missing at its end are white and counted in `lost`."""
    try:
        data.seek(0)
        whole = decode(open_picture(data, Kind.JPEG), megapixels)
        return _without_filler(whole) if (whole.pixels[-1] == _FILLER).all() else whole
    except OSError:
        ended = io.BufferedReader(Tailed(data, b"\xff\xd9"))
        return _without_filler(decode(open_picture(ended, Kind.JPEG), megapixels))


def gather(
    bands: Iterable[Image.Image], size: tuple[int, int], megapixels: float, *, top: float = 255.0
) -> Decoded:
    """Bands, top to bottom, put together into one picture of at most `megapixels`.

    size: (width, height) px of the whole. Rows that no band brings are white and counted in `lost`.
    top: the value of white in 16-bit and deeper bands.
    """
    whole, rows = _gathered(bands, size, whole_factor(size, megapixels * _HEADROOM), top)
    height, width = whole.shape[:2]
    shrink = math.sqrt(width * height / (megapixels * MILLION))
    if shrink > 1:
        whole = _shrunk(whole, max(1, int(width / shrink)), max(1, int(height / shrink)))
    return Decoded(whole, whole.shape[1] / size[0], (height - rows) / height)


def _gathered(
    bands: Iterable[Image.Image], size: tuple[int, int], factor: int, top: float
) -> tuple[Pixels, int]:
    """The bands, each divided by `factor`, and how many rows are sound."""
    width, height = (math.ceil(side / factor) for side in size)
    whole: Pixels | None = None
    row = 0
    try:
        for band in bands:
            pixels = _shrunk(_flat(band, top), width, math.ceil(band.height / factor))
            if whole is None:
                whole = np.full((height, *pixels.shape[1:]), 255, np.uint8)
            whole[row : row + len(pixels)] = pixels[: height - row]
            row = min(height, row + len(pixels))
    except PICTURE_ERRORS as exc:
        log.info("picture breaks off: %s", exc)
        row = min(row, height - 1)  # rows are there, but not all are right
    if whole is None:
        raise ValueError("no rows")
    return whole, row


def fits(image: ImageFile.ImageFile) -> bool:
    """Whether an opened picture can be decoded by `decode` with the whole process below 1 GB."""
    pixels = image.width * image.height
    if image.format == "JPEG2000":
        return True
    if image.format in ("JPEG", "MPO"):
        return (
            "progressive" not in image.info or pixels * _coefficients(image) <= _MOST_COEFFICIENTS
        )
    pixel = 1 if image.mode in ("1", "L", "P") else 2 if image.mode.startswith("I;16") else 4
    return pixels * pixel * _COPIES.get(image.format or "", 1) <= _MOST_BYTES


def _coefficients(image: ImageFile.ImageFile) -> float:
    """How many numbers a pixel a progressive JPEG's decoder has to keep, 1-4."""
    layers = [(across, down) for _, across, down, _ in getattr(image, "layer", [])]
    finest = max(across for across, _ in layers) * max(down for _, down in layers)
    return float(sum(across * down for across, down in layers) / finest)


def whole_factor(size: tuple[int, int], megapixels: float) -> int:
    """The smallest whole number by which both sides are divided to come below `megapixels`."""
    return max(1, math.ceil(math.sqrt(size[0] * size[1] / (megapixels * MILLION))))


def band_rows(size: tuple[int, int], megapixels: float) -> int:
    """Rows a band has so that bands meet after shrinking: a multiple of the factor in `gather`."""
    factor = whole_factor(size, megapixels * _HEADROOM)
    return max(1, _BAND_ROWS // factor) * factor


def _ask_for_less(image: ImageFile.ImageFile, megapixels: float) -> None:
    """Let the decoder itself leave out what is not needed, where the format can."""
    if isinstance(image, Jpeg2KImagePlugin.Jpeg2KImageFile):
        factor = whole_factor(image.size, megapixels)
        image.reduce = min(
            _LARGEST_REDUCTION, math.ceil(math.log2(factor))
        )  # Pillow's switch, not its method
    elif image.format in ("JPEG", "MPO"):
        # the decoder divides by 2, 4 or 8; what then is still too large is shrunk exactly
        steps = (1, 2, 4, 8)
        headroom = 1 if "progressive" in image.info else _HEADROOM
        factor = whole_factor(image.size, megapixels * headroom)
        scale = next((step for step in steps if step >= factor), 8)
        image.draft(None, (image.width // scale, image.height // scale))


def _bands(image: Image.Image, rows: int) -> Iterator[Image.Image]:
    for upper in range(0, image.height, rows):
        yield image.crop((0, upper, image.width, min(upper + rows, image.height)))


def _flat(band: Image.Image, top: float) -> Pixels:
    """Any mode as grey or RGB, transparency over white."""
    if band.mode in _DEEP_MODES:
        return np.asarray(np.clip(np.asarray(band) * (255.0 / top), 0, 255), np.uint8)
    target = "L" if is_grey(band) else "RGB"
    if band.has_transparency_data:
        clear = band.convert("RGBA")
        white = Image.new("RGB", band.size, "white")
        white.paste(clear, mask=clear.getchannel("A"))
        band = white
    return np.asarray(band.convert(target))


def is_grey(band: Image.Image) -> bool:
    """Whether a picture has no colours by its mode and palette."""
    return band.mode in _GREY_MODES or _grey_palette(band)


def _grey_palette(band: Image.Image) -> bool:
    if band.mode != "P" or band.palette is None:
        return False
    colours = band.getpalette("RGB") or []
    return colours[0::3] == colours[1::3] == colours[2::3]


def _white_level(image: Image.Image) -> float:
    """The value of white in a deep picture: its brightest pixel tells the scanner's depth."""
    extrema = image.getextrema()
    brightest = float(extrema[1])  # type: ignore[arg-type]  # deep modes have one channel
    return next((float(level) for level in _LEVELS if brightest <= level), brightest)


def _shrunk(pixels: Pixels, width: int, height: int) -> Pixels:
    if pixels.shape[:2] == (height, width):
        return pixels
    return np.asarray(cv2.resize(pixels, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def _without_filler(decoded: Decoded) -> Decoded:
    """The flat rows with which libjpeg ends a picture that breaks off, made white and counted."""
    pixels = decoded.pixels
    flat = (pixels == pixels[-1, -1]).reshape(len(pixels), -1).all(axis=1)
    written = np.flatnonzero(~flat)
    sound = int(written[-1]) + 1 if written.size else 0
    pixels[sound:] = 255
    return Decoded(pixels, decoded.scale, 1 - sound / len(pixels))
