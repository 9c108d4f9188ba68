"""Dotted and ruled leaders of forms, erased before reading: they become invented digits and letters."""

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline import imaging
from pipeline.ports import Grey

_FEWEST_DOTS = 5
"""Fewer dots in a row may be an ellipsis, dots under letters, or periods."""

_DOT = 8
"""px of height at working size up to which a round mark is rather a dot than a letter."""


def erase_leaders(grey: Grey) -> Grey:
    """The straightened page without runs of dots and dashes: at least five alike in one row.

    Method: small marks of the ink are smeared sideways; a smear that is long, flat and made of marks
    alone is a leader. Erased to the brightness of the paper around.
    """
    small, factor = imaging.working_copy(grey)
    labels, stats = imaging.marks(imaging.ink(small))
    dots = imaging.only(labels, leader_marks(labels, stats))
    if not dots.any():
        return grey
    mask = np.asarray(cv2.dilate(dots, np.ones((3, 5), np.uint8)), np.uint8)
    if factor < 1:
        size = (grey.shape[1], grey.shape[0])
        mask = np.asarray(cv2.resize(mask, size, interpolation=cv2.INTER_NEAREST), np.uint8)
    cleared = grey.copy()
    cleared[mask > 0] = imaging.paper_tone(grey)
    return cleared


def leader_marks(labels: NDArray[np.int32], stats: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Which marks (`imaging.marks` of a page at working size) are dots or dashes of a leader."""
    letter = letter_height(stats)
    flat = stats[:, cv2.CC_STAT_HEIGHT] <= max(3.0, 0.45 * letter)
    short = stats[:, cv2.CC_STAT_WIDTH] <= max(3.0, 0.8 * letter)
    chosen = flat & short & (stats[:, cv2.CC_STAT_AREA] >= 3)
    chosen[0] = False
    chosen &= ~_under_another(stats, chosen[labels], letter)
    chosen[chosen] = _in_long_rows(imaging.only(labels, chosen), stats[chosen], letter)
    return chosen


def letter_height(stats: NDArray[np.int32]) -> float:
    """Usual height of a letter in px, marks weighed by their ink: a form has more dots than letters."""
    heights, areas = stats[1:, cv2.CC_STAT_HEIGHT], stats[1:, cv2.CC_STAT_AREA]
    lettered = (heights >= 5) & (heights <= 80) & (areas <= 40 * heights)
    dots = (heights <= _DOT) & (stats[1:, cv2.CC_STAT_WIDTH] <= 1.6 * heights)
    chosen = lettered & ~dots if np.count_nonzero(lettered & ~dots) >= 20 else lettered
    if not chosen.any():
        return 12.0
    order = np.argsort(heights[chosen])
    ink = np.cumsum(areas[chosen][order])
    return float(heights[chosen][order][np.searchsorted(ink, ink[-1] / 2)])


def _under_another(
    stats: NDArray[np.int32], dots: NDArray[np.bool_], letter: float
) -> NDArray[np.bool_]:
    """Marks with a dot right above: the lower dot of a colon is no leader."""
    sums = np.asarray(cv2.integral(dots.astype(np.uint8)), np.int32)
    left, top = stats[:, cv2.CC_STAT_LEFT], stats[:, cv2.CC_STAT_TOP]
    right, above = left + stats[:, cv2.CC_STAT_WIDTH], np.maximum(top - round(letter), 0)
    within = sums[top, right] - sums[above, right] - sums[top, left] + sums[above, left]
    return np.asarray(within > 0)


def _in_long_rows(dots: Grey, stats: NDArray[np.int32], letter: float) -> NDArray[np.bool_]:
    """Which dots stand in rows long enough to be a leader. stats: a row a dot."""
    gap, shortest = max(3, round(1.2 * letter)), round(2.5 * letter)
    smeared = cv2.morphologyEx(dots, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    bars = cv2.morphologyEx(smeared, cv2.MORPH_OPEN, np.ones((1, shortest), np.uint8))
    rows, runs = imaging.marks(np.asarray(bars, np.uint8))
    across = stats[:, cv2.CC_STAT_LEFT] + stats[:, cv2.CC_STAT_WIDTH] // 2
    down = stats[:, cv2.CC_STAT_TOP] + stats[:, cv2.CC_STAT_HEIGHT] // 2
    held = np.bincount(rows[down, across], minlength=len(runs))
    kept = (runs[:, cv2.CC_STAT_HEIGHT] <= 0.6 * letter) & (held >= _FEWEST_DOTS)
    kept[0] = False
    return np.asarray(kept[rows[down, across]])
