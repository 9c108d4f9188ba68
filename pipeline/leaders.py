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
    marks = _leader_marks(imaging.ink(small))
    if not marks.any():
        return grey
    reach = np.ones((3, 5), np.uint8)
    mask = cv2.dilate(marks, reach)
    if factor < 1:
        mask = cv2.resize(mask, grey.shape[::-1], interpolation=cv2.INTER_NEAREST)
    cleared = grey.copy()
    cleared[mask > 0] = imaging.paper_tone(grey)
    return cleared


def _leader_marks(ink: Grey) -> Grey:
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8, ltype=cv2.CV_32S)
    letter = _letter_height(stats)
    flat = stats[:, cv2.CC_STAT_HEIGHT] <= max(3.0, 0.45 * letter)
    short = stats[:, cv2.CC_STAT_WIDTH] <= max(3.0, 0.8 * letter)
    specks = stats[:, cv2.CC_STAT_AREA] < 3
    chosen = flat & short & ~specks
    chosen[0] = False
    chosen &= ~_under_another(stats, chosen[labels], letter)
    marks = np.where(chosen[labels], 255, 0).astype(np.uint8)
    return _long_rows(marks, letter)


def _under_another(
    stats: NDArray[np.int32], marks: NDArray[np.bool_], letter: float
) -> NDArray[np.bool_]:
    """Marks with another mark right above: the lower dot of a colon is no leader."""
    sums = cv2.integral(marks.astype(np.uint8))
    left, top = stats[:, cv2.CC_STAT_LEFT], stats[:, cv2.CC_STAT_TOP]
    right, above = left + stats[:, cv2.CC_STAT_WIDTH], np.maximum(top - round(letter), 0)
    within = sums[top, right] - sums[above, right] - sums[top, left] + sums[above, left]
    return np.asarray(within > 0)


def _letter_height(stats: NDArray[np.int32]) -> float:
    heights = stats[1:, cv2.CC_STAT_HEIGHT]
    letters = heights[(heights >= 6) & (heights <= 80)]
    return float(np.median(letters)) if letters.size else 12.0


def _long_rows(marks: Grey, letter: float) -> Grey:
    gap = max(3, round(1.2 * letter))
    smeared = cv2.morphologyEx(marks, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    smeared = cv2.morphologyEx(smeared, cv2.MORPH_OPEN, np.ones((1, round(2.5 * letter)), np.uint8))
    if not smeared.any():
        return smeared
    _, rows, stats, _ = cv2.connectedComponentsWithStats(smeared, connectivity=8, ltype=cv2.CV_32S)
    long = stats[:, cv2.CC_STAT_WIDTH] >= 2.5 * letter
    thin = stats[:, cv2.CC_STAT_HEIGHT] <= 0.6 * letter
    kept = long & thin & (_dots_in(rows, marks, len(stats)) >= _FEWEST_DOTS)
    kept[0] = False
    return np.where(kept[rows] & (marks > 0), 255, 0).astype(np.uint8)


def _dots_in(rows: NDArray[np.int32], marks: Grey, count: int) -> NDArray[np.intp]:
    dots, _, _, centres = cv2.connectedComponentsWithStats(marks, connectivity=8, ltype=cv2.CV_32S)
    middles = np.rint(centres[1:]).astype(np.int32)
    return np.bincount(rows[middles[:, 1], middles[:, 0]], minlength=count)
