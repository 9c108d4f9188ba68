"""Long printed rules: the lines of tables and forms."""

import cv2
import numpy as np

from pipeline import imaging
from pipeline.ports import Grey

_LEAST_BOX, _MOST_BOX = 22, 60
"""px at working size of the height of a box for one digit: 4 to 10 mm."""

_FEWEST_BOXES = 6


def level_rules(ink: Grey) -> Grey:
    """Mask of the level strokes of an ink mask that are longer than any letter's."""
    kernel = np.ones((1, _reach(ink)), np.uint8)
    return np.asarray(cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel), np.uint8)


def upright_rules(ink: Grey) -> Grey:
    """Mask of the upright strokes of an ink mask that are longer than any letter's."""
    kernel = np.ones((_reach(ink), 1), np.uint8)
    return np.asarray(cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel), np.uint8)


def long_rules(ink: Grey) -> Grey:
    """Mask of both."""
    return np.asarray(cv2.bitwise_or(level_rules(ink), upright_rules(ink)), np.uint8)


def comb_strokes(ink: Grey, level: Grey) -> Grey:
    """Mask of the strokes between two close level rules that part a row of boxes, one for each digit.

    level: mask of the level rules. Such strokes are too short to be rules and would be read as l and 1.
    """
    found = np.zeros_like(ink)
    _, stats = imaging.marks(np.asarray(cv2.dilate(level, np.ones((3, 3), np.uint8)), np.uint8))
    rules = [(x, y, x + wide, y + high) for x, y, wide, high, _ in stats[1:].tolist() if high < 12]
    for upper in rules:
        for lower in rules:
            room = lower[1] - upper[3]
            left, right = max(upper[0], lower[0]), min(upper[2], lower[2])
            if _LEAST_BOX <= room <= _MOST_BOX and right - left > _FEWEST_BOXES * room / 2:
                cut = np.s_[upper[1] : lower[3], left:right]
                found[cut] |= _full_strokes(ink[cut], room)
    return found


def _full_strokes(ink: Grey, room: int) -> Grey:
    """Upright strokes of nearly the whole height, where there are as many as a row of boxes has."""
    kernel = np.ones((max(3, round(0.8 * room)), 1), np.uint8)
    strokes = np.asarray(cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel), np.uint8)
    labels, _ = imaging.marks(strokes)
    return strokes if labels.max(initial=0) > _FEWEST_BOXES else np.zeros_like(ink)


def _reach(ink: Grey) -> int:
    return int(max(30, min(ink.shape) // 16))


def erase_rules(grey: Grey) -> Grey:
    """The straightened page without its rules; the same picture where there are none.

    Tables whose cells hold two lines confuse Tesseract's layout (38 % of the letters wrong, 7 % without
    rules); most other tables read as well or slightly better with their rules.
    """
    small, factor = imaging.working_copy(grey)
    found = long_rules(imaging.ink(small))
    if not found.any():
        return grey
    mask = np.asarray(cv2.dilate(found, np.ones((3, 3), np.uint8)), np.uint8)
    if factor < 1:
        size = (grey.shape[1], grey.shape[0])
        mask = np.asarray(cv2.resize(mask, size, interpolation=cv2.INTER_NEAREST), np.uint8)
    cleared = grey.copy()
    cleared[mask > 0] = imaging.paper_tone(grey)
    return cleared
