"""A page picture in about 50 kB: black ink sharp as fax; seal, signature, paper coarse behind."""

import cv2
import numpy as np

from pipeline import embedding, imaging
from pipeline.embedding import Layer
from pipeline.picture import MILLION, PagePicture, Pixels
from pipeline.ports import Grey

MOST = 60_000
"""Bytes of a small copy a page, all that belongs to it included."""

_OF_THE_FILE = 6_000  # font, colour profile, metadata, objects of a file of one page
_LEAST_GOAL = 20_000  # for the picture, however many words lie over it

_INK_DPI = (300, 270, 240, 220, 200, 180, 160, 140)
_SHARP_DPI = 200  # below, a scan is enlarged first
_MOST_ENLARGED = 16 * MILLION  # px; A4 at 300 dpi has 9
_PAPER_DPI, _PAPER_QUALITY = 60, 40
_PLAIN = ((150, 35), (150, 25), (120, 25), (100, 20))  # dpi, JPEG quality
_DARKEST, _LIGHTEST = 110, 190  # between these the threshold follows the page
_MOST_INK = 0.25  # share of a page; more is a photograph, not print
_INK_KEPT = 0.6  # share of the visible ink that must come out black, else the page is too faint


def small_layers(picture: PagePicture, words: int) -> tuple[Layer, ...]:
    """One or two layers that together show the page, the lower first. words: bytes of those over it.

    Print goes as two tones at 300 dpi, less where the page would exceed `MOST`; faint and photographic
    pages as a JPEG of 150 dpi. A picture that is small already comes back as it is.
    """
    whole = embedding.faithful(picture)
    goal = max(MOST - _OF_THE_FILE - words, _LEAST_GOAL)
    if _size(whole) <= goal:
        return whole
    layers = _ink_over_paper(picture.pixels, picture.dpi, goal) or _plain(picture, goal)
    return layers if _size(layers) < _size(whole) else whole


def _plain(picture: PagePicture, goal: int) -> tuple[Layer, ...]:
    """The page as JPEG, as fine as the goal allows."""
    layers: tuple[Layer, ...] = ()
    for dpi, quality in _PLAIN:
        layers = (embedding.jpeg(_at_most(picture.pixels, picture.dpi, dpi), quality),)
        if _size(layers) <= goal:
            break
    return layers


def _ink_over_paper(pixels: Pixels, dpi: int, goal: int) -> tuple[Layer, ...]:
    """Coarse paper and a stencil of the ink; nothing where two tones would lose print."""
    layers: tuple[Layer, ...] = ()
    for ink_dpi in _INK_DPI:
        copy = _fit_for_ink(pixels, dpi, ink_dpi)
        ink = _ink(copy)
        if ink is None:
            return ()
        coarse = _PAPER_DPI / dpi * pixels.shape[0] / copy.shape[0]
        paper = embedding.jpeg(_paper_without(ink, copy, coarse), _PAPER_QUALITY)
        layers = (paper, embedding.fax(ink > 0, stencil=True))
        if _size(layers) <= goal:
            break
    return layers


def _ink(pixels: Pixels) -> Grey | None:
    """Mask, 255 = black ink without seals and specks; None for a photograph or a faint page."""
    grey = imaging.brightest(pixels)
    flat = imaging.flatten(grey)
    middle, _ = cv2.threshold(flat, 0, 255, cv2.THRESH_OTSU)
    threshold = min(max(middle, _DARKEST), _LIGHTEST)
    _, dark = cv2.threshold(flat, threshold, 255, cv2.THRESH_BINARY_INV)
    ink = np.asarray(cv2.medianBlur(dark, 3), np.uint8)
    visible = cv2.medianBlur(imaging.ink(grey), 3)
    kept = cv2.countNonZero(cv2.bitwise_and(ink, visible))
    is_faint = kept < _INK_KEPT * cv2.countNonZero(visible)
    is_photograph = cv2.countNonZero(ink) > _MOST_INK * ink.size
    return None if is_faint or is_photograph else ink


def _paper_without(ink: Grey, pixels: Pixels, factor: float) -> Pixels:
    """What lies beside the ink, resized by `factor`; under the ink, what lies around it."""
    bare = cv2.bitwise_not(cv2.dilate(ink, np.ones((5, 5), np.uint8)))
    height, width = (max(1, round(side * factor)) for side in ink.shape)
    shown = cv2.resize(cv2.copyTo(pixels, bare), (width, height), interpolation=cv2.INTER_AREA)
    cover = cv2.resize(bare, (width, height), interpolation=cv2.INTER_AREA)
    if pixels.ndim == 3:
        cover = cv2.merge([cover] * 3)
    own = cv2.divide(shown, cover, scale=255)
    around = cv2.divide(cv2.blur(shown, (9, 9)), cv2.blur(cover, (9, 9)), scale=255)
    return np.asarray(np.where(cover > 40, own, around), np.uint8)


def _fit_for_ink(pixels: Pixels, dpi: int, ink_dpi: int) -> Pixels:
    """The picture at `ink_dpi`, a coarse one enlarged: two tones at 100 dpi are illegible."""
    enlarged = pixels.shape[0] * pixels.shape[1] * (ink_dpi / dpi) ** 2
    if dpi < _SHARP_DPI and enlarged <= _MOST_ENLARGED:
        return _resized(pixels, ink_dpi / dpi, cv2.INTER_CUBIC)
    return _at_most(pixels, dpi, ink_dpi)


def _at_most(pixels: Pixels, dpi: int, most: int) -> Pixels:
    return pixels if dpi <= most else _resized(pixels, most / dpi, cv2.INTER_AREA)


def _resized(pixels: Pixels, factor: float, method: int) -> Pixels:
    height, width = (max(1, round(side * factor)) for side in pixels.shape[:2])
    return np.asarray(cv2.resize(pixels, (width, height), interpolation=method), np.uint8)


def _size(layers: tuple[Layer, ...]) -> int:
    return sum(len(layer.data) + len(layer.shared) for layer in layers)
