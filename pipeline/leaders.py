"""Dotted and ruled leaders of forms, erased before reading: they become invented digits and letters."""

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline import imaging
from pipeline.ports import Grey

_FEWEST_DOTS = 5
"""Fewer dots in a row may be an ellipsis, dots under letters, or periods."""


def erase_leaders(grey: Grey) -> Grey:
    """The straightened page without runs of dots and dashes: at least five alike in one row.

    Method: small marks of the ink are smeared sideways; a smear that is long, flat and made of marks
    alone is a leader. Erased to the brightness of the paper around.
    """
    small, factor = imaging.working_copy(grey)
    dots = _leader_marks(imaging.ink(small))
    if not dots.any():
        return grey
    mask = np.asarray(cv2.dilate(dots, np.ones((3, 5), np.uint8)), np.uint8)
    if factor < 1:
        size = (grey.shape[1], grey.shape[0])
        mask = np.asarray(cv2.resize(mask, size, interpolation=cv2.INTER_NEAREST), np.uint8)
    cleared = grey.copy()
    cleared[mask > 0] = imaging.paper_tone(grey)
    return cleared


def _leader_marks(ink: Grey) -> Grey:
    labels, stats = imaging.marks(ink)
    letter = _letter_height(stats)
    flat = stats[:, cv2.CC_STAT_HEIGHT] <= max(3.0, 0.45 * letter)
    short = stats[:, cv2.CC_STAT_WIDTH] <= max(3.0, 0.8 * letter)
    chosen = flat & short & (stats[:, cv2.CC_STAT_AREA] >= 3)
    chosen[0] = False
    chosen &= ~_under_another(stats, chosen[labels], letter)
    return _long_rows(imaging.only(labels, chosen), stats[chosen], letter)


def _letter_height(stats: NDArray[np.int32]) -> float:
    heights = stats[1:, cv2.CC_STAT_HEIGHT]
    letters = heights[(heights >= 6) & (heights <= 80)]
    return float(np.median(letters)) if letters.size else 12.0


def _under_another(
    stats: NDArray[np.int32], dots: NDArray[np.bool_], letter: float
) -> NDArray[np.bool_]:
    """Marks with a dot right above: the lower dot of a colon is no leader."""
    sums = np.asarray(cv2.integral(dots.astype(np.uint8)), np.int32)
    left, top = stats[:, cv2.CC_STAT_LEFT], stats[:, cv2.CC_STAT_TOP]
    right, above = left + stats[:, cv2.CC_STAT_WIDTH], np.maximum(top - round(letter), 0)
    within = sums[top, right] - sums[above, right] - sums[top, left] + sums[above, left]
    return np.asarray(within > 0)


def _long_rows(dots: Grey, stats: NDArray[np.int32], letter: float) -> Grey:
    """Of all dots, those in rows long enough to be a leader. stats: a row a dot."""
    gap, shortest = max(3, round(1.2 * letter)), round(2.5 * letter)
    smeared = cv2.morphologyEx(dots, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    bars = cv2.morphologyEx(smeared, cv2.MORPH_OPEN, np.ones((1, shortest), np.uint8))
    rows, runs = imaging.marks(np.asarray(bars, np.uint8))
    across = stats[:, cv2.CC_STAT_LEFT] + stats[:, cv2.CC_STAT_WIDTH] // 2
    down = stats[:, cv2.CC_STAT_TOP] + stats[:, cv2.CC_STAT_HEIGHT] // 2
    held = np.bincount(rows[down, across], minlength=len(runs))
    kept = (runs[:, cv2.CC_STAT_HEIGHT] <= 0.6 * letter) & (held >= _FEWEST_DOTS)
    kept[0] = False
    return np.asarray(cv2.bitwise_and(imaging.only(rows, kept), dots), np.uint8)
