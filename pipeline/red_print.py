"""Lines printed in red on a page in black: titles and serials of certificates, which fade with the seals.

Seals, stamps and emblems are as high as wide; only what hangs together as a line of print is taken.
"""

import cv2
import numpy as np

from pipeline.ports import Colour, Grey

_A4 = 210
"""mm of a page's width."""

_FINE = 4
"""px a mm at which lines are looked for."""

_RED = 60
"""Levels by which red must exceed green and blue; brown paper and JPEG noise stay below 30."""

_HIGH = (1.8, 40)
"""mm of lines of print, from a serial to a title of several lines."""

_LONG = 2.2
"""Times its height that a line is long at least."""

_LEAST = 0.2
"""Share of a line's outline that is ink at least; a frame has less."""


def red_print(page: Colour) -> Grey | None:
    """An upright page that shows only its lines of red print, dark on white; None where there is none."""
    red, green, blue = cv2.split(page)
    excess = np.asarray(cv2.subtract(red, cv2.max(green, blue)), np.uint8)
    factor = _FINE * _A4 / page.shape[1]
    small = cv2.resize(excess, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    ink = np.where(small > _RED, 255, 0).astype(np.uint8)
    lines = _lines(ink) if ink.any() else []
    if not lines:
        return None
    shown = np.zeros_like(excess)
    for left, top, right, bottom in lines:
        cut = np.s_[
            round(top / factor) : round(bottom / factor),
            round(left / factor) : round(right / factor),
        ]
        shown[cut] = excess[cut]
    return np.asarray(255 - cv2.add(shown, shown), np.uint8)


def _lines(ink: Grey) -> list[tuple[int, int, int, int]]:
    """left, top, right, bottom of what hangs together as a line, with a margin of half a mm."""
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((5, 17), np.uint8))
    outlines, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    found = []
    for outline in outlines:
        left, top, width, height = cv2.boundingRect(outline)
        short, long = sorted(cv2.minAreaRect(outline)[1])
        sized = _HIGH[0] * _FINE <= short <= _HIGH[1] * _FINE and long >= _LONG * short
        inked = np.count_nonzero(ink[top : top + height, left : left + width])
        if sized and width > height and inked >= _LEAST * cv2.contourArea(outline):
            found.append((max(0, left - 2), max(0, top - 2), left + width + 2, top + height + 2))
    return found
