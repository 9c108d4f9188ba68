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
from pipeline.rules import long_rules

_SURELY_LEVEL = 1.6
"""Rows this much sharper than columns: seen from 2.0 up on 33 real and 16 made upright pages."""

_SURELY_UP = 1.06
"""Lower edges this much more in line than upper ones; upside down the ratio is its inverse."""

_DOT = 5
"""px of height at working size up to which a mark is a dot, not a letter."""

_SWEEPS = ((15.0, 0.5), (0.5, 0.1), (0.1, 0.02))
"""Degrees around the best angle so far, and steps."""

_FEWEST_EDGES = 400
"""Edge px below which a page has too little text to tell; blank reverses have up to 600 of dirt."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way a page may lie. turned: degrees clockwise to set it upright. skew: what lines then climb."""

    turned: int
    skew: float


@dataclass(frozen=True, slots=True)
class Lie:
    """The ways a page may lie, likeliest first. sure: the first is right unless reading it fails."""

    ways: tuple[Way, ...]
    sure: bool


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


def lie(grey: Grey) -> Lie:
    """How the text of a page lies, as far as its rows tell."""
    strokes = _strokes(grey)
    across, along = _rows(strokes), _rows(imaging.turn(strokes, 90))
    if across.feet > _SURELY_LEVEL * along.feet:
        return Lie(_both(across, 0), _surely_up(across))
    if along.feet > _SURELY_LEVEL * across.feet:
        return Lie(_both(along, 90), _surely_up(along))
    if along.feet > across.feet:
        return Lie(_both(along, 90) + _both(across, 0), sure=False)
    return Lie(_both(across, 0) + _both(along, 90), sure=False)


def _surely_up(rows: _Rows) -> bool:
    unlike = max(rows.feet, rows.heads) > _SURELY_UP * min(rows.feet, rows.heads)
    return unlike and rows.edges >= _FEWEST_EDGES


def _both(rows: _Rows, base: int) -> tuple[Way, Way]:
    upright, reversed_ = Way(base, rows.skew), Way((base + 180) % 360, rows.skew)
    return (upright, reversed_) if rows.feet >= rows.heads else (reversed_, upright)


def _strokes(grey: Grey) -> Grey:
    """Ink without long rules and without dots, which say nothing about up and down.

    Rows of dotted leaders made four of 48 sample pages look upside down.
    """
    mask = imaging.ink(imaging.working_copy(grey)[0])
    mask = np.asarray(cv2.subtract(mask, long_rules(mask)), np.uint8)
    labels, stats = imaging.marks(mask)
    tall = stats[:, cv2.CC_STAT_HEIGHT] > _DOT
    tall[0] = False
    return imaging.only(labels, tall)


def _rows(mask: Grey) -> _Rows:
    below = _edges(mask[:-1], mask[1:])
    above = _edges(mask[1:], mask[:-1])
    if min(below[0].size, above[0].size) < 100:
        return _Rows(0.0, 0.0, 0.0, below[0].size)
    angle = 0.0
    strip = max(mask.shape) > 4 * min(mask.shape)  # levelling a strip would blow up its canvas
    for reach, step in () if strip else _SWEEPS:
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
