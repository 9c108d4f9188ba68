"""Treatment of a page picture before it is read: pure functions on arrays, geometric ones with their inverse.

Angles are degrees counter-clockwise; turns are quarter turns in degrees clockwise; boxes are fractions.
Measured gains: `tests/accuracy/README.md`.
"""

import math
from functools import lru_cache
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.model import Box
from pipeline.ports import Colour, Grey

Matrix: TypeAlias = NDArray[np.float64]
"""2 x 3, maps (x, y, 1) in px to (x, y)."""

WORKING_WIDTH = 1240
"""px of the shorter side on which slant, leaders and blankness are judged: 150 dpi of A4."""

SMALL = 1100
"""px of the shorter side below which a page is treated as low in resolution (A4 under 133 dpi)."""

LEAST_SLANT = 0.15
"""Degrees that the engine does not notice; below, resampling would only cost."""

_COARSE_DPI, _COARSE_WIDTH = 200, 1654
"""What is enough for Tesseract, and px of A4's shorter side at it."""

_COLOURED = 40
"""Channels this far apart are coloured ink; tinted paper and JPEG's colour noise stay below."""

_SPECKED = 400
"""Lone black px per megapixel from which a page counts as specked; clean scans have under 60."""


def plain(pixels: Colour | Grey) -> Grey:
    """The picture in ordinary grey."""
    if pixels.ndim == 2:
        return pixels
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)


def brightest(pixels: Colour | Grey) -> Grey:
    """Grey picture in which red seals and blue signatures have faded and black ink stays as it is.

    pixels: (height, width, 3) RGB, or grey, which comes back as it is. Where colour is found, the
    brightest channel is taken and raised by the colour's excess. Taken everywhere, it would thin the
    strokes of small JPEG pages (100-dpi letter: CER 3.7 % instead of 0.9 %).
    """
    if pixels.ndim == 2:
        return pixels
    red, green, blue = cv2.split(pixels)
    bright = cv2.max(cv2.max(red, green), blue)
    spread = np.asarray(cv2.subtract(bright, cv2.min(cv2.min(red, green), blue)), np.uint8)
    faded = cv2.add(bright, cv2.subtract(spread, np.full_like(spread, _COLOURED)))
    return np.asarray(cv2.copyTo(faded, _coloured(spread), plain(pixels).copy()), np.uint8)


def faded_share(before: Grey, after: Grey) -> float:
    """Share of px, 0–1, that fading the colours made clearly brighter."""
    return int(np.count_nonzero(cv2.subtract(after, before) > 60)) / before.size


def _coloured(spread: Grey) -> Grey:
    height, width = spread.shape
    quarter = (max(1, width // 4), max(1, height // 4))
    small = cv2.resize(spread, quarter, interpolation=cv2.INTER_AREA)
    mask = np.where(small > _COLOURED, 255, 0).astype(np.uint8)
    wide = cv2.dilate(mask, np.ones((5, 5), np.uint8))
    return np.asarray(cv2.resize(wide, (width, height), interpolation=cv2.INTER_NEAREST), np.uint8)


def marks(mask: Grey) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """The connected marks of a mask: their labels by px, and a row a mark (left, top, width, height, area).

    Mark 0 is the background. The block-based method gives what OpenCV's default gives, three times as fast.
    """
    _, labels, stats, _ = cv2.connectedComponentsWithStatsWithAlgorithm(
        mask, 8, cv2.CV_32S, cv2.CCL_BBDT
    )
    return np.asarray(labels, np.int32), np.asarray(stats, np.int32)


def only(labels: NDArray[np.int32], chosen: NDArray[np.bool_]) -> Grey:
    """Mask of the chosen marks. chosen: a truth value a mark."""
    tones = np.where(chosen, 255, 0).astype(np.uint8)
    return np.asarray(np.take(tones, labels), np.uint8)


def working_copy(grey: Grey) -> tuple[Grey, float]:
    """The picture shrunk to `WORKING_WIDTH` px on its shorter side, and the factor (≤ 1) used."""
    factor = min(1.0, WORKING_WIDTH / min(grey.shape))
    if factor > 0.8:
        return grey, 1.0
    small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8), factor


def working_size(grey: Grey) -> Grey:
    """The working copy; of a picture under `SMALL` one twice as large, or its letters run together."""
    return enlarge(grey) if min(grey.shape) < SMALL else working_copy(grey)[0]


def ink(grey: Grey, *, contrast: int = 18) -> Grey:
    """Mask (255 = ink) of what is darker than its surroundings by `contrast` levels (1–254).

    Shadows and folds are no ink.
    """
    window = max(15, min(grey.shape) // 40) | 1
    method, kind = cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV
    return np.asarray(cv2.adaptiveThreshold(grey, 255, method, kind, window, contrast), np.uint8)


def flatten(grey: Grey) -> Grey:
    """The same print on evenly white paper: shadows, folds and tint are divided out."""
    return lit(grey, paper_light(grey))


def lit(grey: Grey, light: Grey) -> Grey:
    """The picture with uneven light divided out. light: brightness of its paper, of any size."""
    height, width = grey.shape
    full = cv2.resize(light, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(grey, full, scale=250), np.uint8)


def paper_light(grey: Grey) -> Grey:
    """How bright the paper is, 60–255, an eighth as large as the picture."""
    height, width = grey.shape
    eighth = (max(1, width // 8), max(1, height // 8))
    small = cv2.resize(grey, eighth, interpolation=cv2.INTER_AREA)
    span = max(5, min(eighth) // 32) | 1
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((span, span), np.uint8))
    light = cv2.medianBlur(closed, 5)
    return np.asarray(cv2.max(light, np.full_like(light, 60)), np.uint8)


def paper_tone(grey: Grey) -> int:
    """The commonest brightness of the page, 0–255."""
    return int(np.median(grey[::16, ::16]))


def despeckle(grey: Grey) -> Grey:
    """The page without salt and pepper, if it is full of them and large enough to keep its letters.

    Below `SMALL` the median destroys text (`reference/ocr.md` §4), so such pages come back as they are.
    """
    if min(grey.shape) < SMALL:
        return grey
    smooth = np.asarray(cv2.medianBlur(grey, 3), np.uint8)
    lone = int(np.count_nonzero(cv2.subtract(smooth, grey) > 100))
    return smooth if lone > _SPECKED * grey.size / 1e6 else grey


def enlarge(grey: Grey) -> Grey:
    """A page under `SMALL` twice as large: 100-dpi pages then read with half the errors."""
    if min(grey.shape) >= SMALL:
        return grey
    return np.asarray(cv2.resize(grey, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC), np.uint8)


def coarsen(grey: Grey, dpi: int) -> Grey:
    """A page finer than 200 dpi and larger than A4 is at 200 dpi, made as coarse as that.

    Tesseract reads it as well (tests/accuracy/README.md) in four fifths of the time.
    """
    factor = max(_COARSE_DPI / dpi, _COARSE_WIDTH / min(grey.shape))
    if factor > 0.7:  # photos of a page: little would be gained, and some of them lose
        return grey
    coarse = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    return np.asarray(coarse, np.uint8)


def turn(pixels: Grey, clockwise: int) -> Grey:
    """The picture after 0, 90, 180 or 270 degrees clockwise."""
    return np.ascontiguousarray(np.rot90(pixels, -(clockwise // 90)))


def straighten(grey: Grey, degrees: float) -> Grey:
    """The picture turned so that lines which climb by `degrees` lie level; the canvas grows to hold it."""
    if abs(degrees) < LEAST_SLANT:
        return grey
    matrix, size = _levelling(grey.shape[1], grey.shape[0], degrees)
    tone = paper_tone(grey)
    level = cv2.warpAffine(grey, matrix, size, flags=cv2.INTER_CUBIC, borderValue=tone)
    return np.asarray(level, np.uint8)


def before_straightening(box: Box, degrees: float, shape: tuple[int, int]) -> Box:
    """Where a box of the straightened picture lay on the picture of `shape` (height, width) before.

    The upright box around the tilted one, clipped to the page.
    """
    if abs(degrees) < LEAST_SLANT:
        return box
    height, width = shape
    matrix, (wide, high) = _levelling(width, height, degrees)
    corners = [
        (x * wide, y * high, 1.0) for x in (box.left, box.right) for y in (box.top, box.bottom)
    ]
    back = np.asarray(cv2.invertAffineTransform(matrix), np.float64)
    points = np.clip(np.array(corners) @ back.T / (width, height), 0.0, 1.0)
    (left, top), (right, bottom) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
    return Box(left, top, right, bottom)


def unlevelling(degrees: float, shape: tuple[int, int]) -> Matrix:
    """From px of the straightened picture to px of the picture of `shape` (height, width) before."""
    if abs(degrees) < LEAST_SLANT:
        return np.eye(2, 3)
    matrix, _ = _levelling(shape[1], shape[0], degrees)
    return np.asarray(cv2.invertAffineTransform(matrix), np.float64)


@lru_cache(maxsize=4)  # asked for each word of a page
def _levelling(width: int, height: int, degrees: float) -> tuple[Matrix, tuple[int, int]]:
    slant = abs(math.radians(degrees))
    wide = math.ceil(width * math.cos(slant) + height * math.sin(slant))
    high = math.ceil(height * math.cos(slant) + width * math.sin(slant))
    matrix = np.asarray(cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0), np.float64)
    matrix[:, 2] += ((wide - width) / 2, (high - height) / 2)
    return matrix, (wide, high)
