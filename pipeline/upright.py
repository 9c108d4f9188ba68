"""How the text lies on a page: its slant, and which quarter turns may set it upright.

Two facts of Latin script decide cheaply: lines of text pile ink into rows, and the lower edges of letters
(the base line) are more in line than the upper ones (capitals, ascenders, accents).
"""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline import imaging
from pipeline.ports import Grey

_SURELY_LEVEL = 1.6
"""Rows this much sharper than columns: seen from 2.0 up on 33 real and 16 made upright pages."""

_SURELY_UP = 1.06
"""Lower edges this much more in line than upper ones; upside down the ratio is its inverse."""

_FEWEST_EDGES = 400
"""Edge px below which a page has too little text to tell; blank reverses have up to 600 of dirt."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way a page may lie. turned: degrees clockwise to set it upright. skew: what lines then climb."""

    turned: int
    skew: float


@dataclass(frozen=True, slots=True)
class _Rows:
    """Text rows looked for in one direction; feet and heads: how well lower and upper edges line up."""

    skew: float
    feet: float
    heads: float
    edges: int


def skew(grey: Grey) -> float:
    """Angle by which the text lines climb, in degrees, counter-clockwise positive, within ±15.

    grey: (height, width) uint8, 0 = ink. Returns 0.0 for a page with hardly any ink.
    Method: best row-projection energy of the ink's lower edges, coarse sweep then fine (Postl 1986).
    """
    return _rows(_strokes(grey)).skew


def ways(grey: Grey) -> tuple[Way, ...]:
    """The ways a page may lie, likeliest first; a single one is sure, several need reading to tell."""
    strokes = _strokes(grey)
    across, along = _rows(strokes), _rows(imaging.turn(strokes, 90))
    if across.feet > _SURELY_LEVEL * along.feet:
        return _sure_or_both(across, 0)
    if along.feet > _SURELY_LEVEL * across.feet:
        return _sure_or_both(along, 90)
    if along.feet > across.feet:
        return _both(along, 90) + _both(across, 0)
    return _both(across, 0) + _both(along, 90)


def _sure_or_both(rows: _Rows, base: int) -> tuple[Way, ...]:
    sure = max(rows.feet, rows.heads) > _SURELY_UP * min(rows.feet, rows.heads)
    return _both(rows, base)[:1] if sure and rows.edges >= _FEWEST_EDGES else _both(rows, base)


def _both(rows: _Rows, base: int) -> tuple[Way, ...]:
    upright, reversed_ = Way(base, rows.skew), Way((base + 180) % 360, rows.skew)
    return (upright, reversed_) if rows.feet >= rows.heads else (reversed_, upright)


def _strokes(grey: Grey) -> Grey:
    """Ink without long rules, which say nothing about up and down."""
    mask = imaging.ink(imaging.working_copy(grey)[0])
    reach = max(30, min(mask.shape) // 16)
    for shape in ((1, reach), (reach, 1)):
        rules = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones(shape, np.uint8))
        mask = np.asarray(cv2.subtract(mask, rules), np.uint8)
    return mask


def _rows(mask: Grey) -> _Rows:
    below = _edges(mask[:-1], mask[1:])
    above = _edges(mask[1:], mask[:-1])
    if min(below[0].size, above[0].size) < 100:
        return _Rows(0.0, 0.0, 0.0, below[0].size)
    angle = 0.0
    for reach, step in ((15.0, 0.5), (0.5, 0.1), (0.1, 0.02)):
        sweep = np.arange(angle - reach, angle + reach + step / 2, step).tolist()
        angle = max(sweep, key=lambda degrees: _in_line(*below, degrees))
    heads = max(_in_line(*above, angle + nudge) for nudge in (-0.1, 0.0, 0.1))
    feet = _in_line(*below, angle)
    return _Rows(max(-15.0, min(15.0, round(angle, 2))), feet, heads, below[0].size)


def _edges(inner: Grey, outer: Grey) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    down, across = np.nonzero((inner > 0) & (outer == 0))
    thin = max(1, down.size // 40_000)
    return across[::thin].astype(np.float32), down[::thin].astype(np.float32)


def _in_line(across: NDArray[np.float32], down: NDArray[np.float32], degrees: float) -> float:
    """How unevenly edges fall into rows slanted by `degrees`: 1 where evenly, more where in lines."""
    rows = down + across * np.float32(math.tan(math.radians(degrees)))
    counts = np.bincount((rows - rows.min()).astype(np.int32))
    return float(np.dot(counts, counts)) * float(np.ptp(down) + 1) / across.size**2
