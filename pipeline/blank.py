"""Is there anything to read on a page: letters are marks of letter size that stand in rows."""

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline import imaging
from pipeline.ports import Grey

_FEWEST_LETTERS = 8
"""Letters in rows below which a page counts as blank: a lone page number is no text."""

_DRAWN = 600
"""Area (px at working size) of one stroke or picture that keeps a page from being blank."""

STRONG = 50
"""Levels below the paper at which ink is print; show-through and faint print lie below."""


def is_blank(grey: Grey, *, contrast: int = 18) -> bool:
    """True for a page without letters in rows and without drawing; faint tables are not blank.

    Specks, scanner borders, punch holes, shadows and fold lines do not count.
    contrast: levels by which ink must be darker than the paper around.
    """
    small, _ = imaging.working_copy(grey)
    ink = imaging.ink(small, contrast=contrast)
    middle = ink[len(ink) * 2 // 5 : len(ink) * 3 // 5]
    return _empty(middle) and _empty(
        ink
    )  # most pages are told by their middle, in a fifth of the time


def letters(grey: Grey, *, contrast: int = 18) -> int:
    """How many marks of letter size stand three or more in a row."""
    ink = imaging.ink(imaging.working_copy(grey)[0], contrast=contrast)
    return _letters(ink)[0]


def is_faint(grey: Grey) -> bool:
    """True where nothing is printed strongly: faded print, or the other side showing through."""
    return is_blank(grey, contrast=STRONG)


def _empty(ink: Grey) -> bool:
    count, drawn = _letters(ink)
    return count < _FEWEST_LETTERS and not drawn


def _letters(ink: Grey) -> tuple[int, bool]:
    labels, stats = imaging.marks(ink)
    _, _, width, height, area = stats.T
    sized = (height >= 7) & (height <= 60) & (width >= 2) & (width <= 60) & (area >= 12)
    drawn = (area > _DRAWN) & (height > 10) & (width > 10) & _inside(stats, ink.shape)
    sized[0] = drawn[0] = False
    letters_only = imaging.only(labels, sized)
    return _in_rows(letters_only, stats[sized]), bool(drawn.any())


def _inside(stats: NDArray[np.int32], shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Marks clear of the outer 8 % of the page, where shadows, holes and staples are."""
    height, width = shape[:2]
    left, top = stats[:, cv2.CC_STAT_LEFT], stats[:, cv2.CC_STAT_TOP]
    right, bottom = left + stats[:, cv2.CC_STAT_WIDTH], top + stats[:, cv2.CC_STAT_HEIGHT]
    within = (left > 0.08 * width) & (right < 0.92 * width)
    return np.asarray(within & (top > 0.08 * height) & (bottom < 0.92 * height))


def _in_rows(letters_only: Grey, stats: NDArray[np.int32]) -> int:
    if len(stats) < 3:
        return 0
    gap = max(5, round(1.2 * float(np.median(stats[:, cv2.CC_STAT_HEIGHT]))))
    smeared = cv2.morphologyEx(letters_only, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    rows, runs = imaging.marks(np.asarray(smeared, np.uint8))
    down = stats[:, cv2.CC_STAT_TOP] + stats[:, cv2.CC_STAT_HEIGHT] // 2
    across = stats[:, cv2.CC_STAT_LEFT] + stats[:, cv2.CC_STAT_WIDTH] // 2
    found = np.bincount(rows[down, across], minlength=len(runs))[1:]
    return int(found[found >= 3].sum())
