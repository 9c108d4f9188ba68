"""Finds the printed lines of a level page: where each runs, its baseline, and the marks it is made of.

Letters are chained from left to right; gaps as wide as columns and upright rules end a line
(`reference/ocr.md` §3).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.ocr.chains import Indices, chains
from pipeline.ocr.glyphs import Boxes, Glyphs

_RISE, _DROP = 1.5, 0.5
"""Capital heights above and below the baseline within which a line's accents and tails lie."""

_BESIDE = 1.6
"""Capital heights beside a line within which dashes, dots and quotes belong to it."""

_REJOIN = 2.8
"""Capital heights between two parts of one line that a mark of another shape has parted."""


@dataclass(frozen=True, slots=True, eq=False)
class TextLine:
    """A printed line, or a piece of one between wide gaps, in px of the picture it was found on.

    left, right: where its ink begins and ends. base: height of the baseline at `left`, slope: its fall by px.
    capital: height of its capitals. marks: numbers of the marks it is made of.
    """

    left: float
    right: float
    base: float
    slope: float
    capital: float
    marks: Indices

    @property
    def width(self) -> float:
        """How far it runs, px."""
        return self.right - self.left

    @property
    def middle(self) -> tuple[float, float]:
        """Middle of its capitals' zone."""
        return (self.left + self.right) / 2, self.base_at(
            (self.left + self.right) / 2
        ) - self.capital / 2

    @property
    def top(self) -> float:
        """Upper edge of its capitals at the middle."""
        return self.middle[1] - self.capital / 2

    @property
    def bottom(self) -> float:
        """Baseline at the middle."""
        return self.middle[1] + self.capital / 2

    def base_at(self, across: float) -> float:
        """Height of the baseline at a place."""
        return self.base + self.slope * (across - self.left)


def find_lines(glyphs: Glyphs) -> list[TextLine]:
    """The lines of a page in no order, without lone specks."""
    letters = np.flatnonzero(glyphs.letters)
    found = _chained(glyphs, letters)
    found += _chained(glyphs, np.flatnonzero(glyphs.tall))
    lines = [_line(chain, glyphs.boxes) for chain in _rejoined(found, glyphs)]
    lines = _absorbed([line for line in lines if _is_print(line, glyphs.letter)], glyphs.boxes)
    return _with_small_marks(lines, glyphs)


def _chained(glyphs: Glyphs, members: Indices) -> list[Indices]:
    boxes = glyphs.boxes[members]
    return [members[chain] for chain in chains(boxes, glyphs.letter, glyphs.upright)]


def _rejoined(found: list[Indices], glyphs: Glyphs) -> list[Indices]:
    """Chains put together that are parts of one line: something between them broke the chain."""
    spans = sorted((_span(chain, glyphs.boxes), number) for number, chain in enumerate(found))
    taken: list[Indices] = []
    ends: list[NDArray[np.float32]] = []
    for span, number in spans:
        home = _home(np.array(span, np.float32), ends, glyphs)
        if home is None:
            taken.append(found[number])
            ends.append(np.array(span, np.float32))
        else:
            taken[home] = np.concatenate([taken[home], found[number]])
            ends[home] = np.array(_span(taken[home], glyphs.boxes), np.float32)
    return taken


def _span(chain: Indices, boxes: Boxes) -> tuple[float, float, float, float]:
    """left, top, right, bottom of a chain; top and bottom of its usual letter."""
    mine = boxes[chain]
    top, bottom = np.median(mine[:, 1]), np.median(mine[:, 3])
    return float(mine[:, 0].min()), float(top), float(mine[:, 2].max()), float(bottom)


def _home(
    span: NDArray[np.float32], ends: Sequence[NDArray[np.float32]], glyphs: Glyphs
) -> int | None:
    """The part on the same line that ends closest before `span` begins."""
    if not ends:
        return None
    left, top, right, bottom = np.stack(ends).T
    height = np.minimum(bottom - top, span[3] - span[1])
    taller = np.maximum(bottom - top, span[3] - span[1])
    shared = np.minimum(bottom, span[3]) - np.maximum(top, span[1])
    gap = span[0] - right
    reach = _REJOIN * np.maximum(glyphs.letter, height)
    fits = (shared > 0.6 * height) & (taller < 1.9 * height) & (gap < reach)
    fits &= (gap > -1.2 * glyphs.letter) & (span[0] > left)
    for number in np.argsort(np.where(fits, gap, np.inf))[: int(fits.sum())].tolist():
        row = int((max(top[number], span[1]) + min(bottom[number], span[3])) / 2)
        if not glyphs.upright[row, int(right[number]) : int(span[0]) + 1].any():
            return int(number)
    return None


def _line(chain: Indices, boxes: Boxes) -> TextLine:
    mine = boxes[chain]
    left = float(mine[:, 0].min())
    across = ((mine[:, 0] + mine[:, 2]) / 2 - left).astype(np.float32)
    slope, base = _baseline(across, mine[:, 3])
    rises = base + slope * across - mine[:, 1]
    capital = float(np.percentile(rises, 80))
    return TextLine(left, float(mine[:, 2].max()), base, slope, max(capital, 3.0), chain)


def _baseline(across: NDArray[np.float32], feet: NDArray[np.float32]) -> tuple[float, float]:
    """Slope and height at 0 of the line on which most letters stand; tails hang below it."""
    base = float(np.percentile(feet, 40))
    if len(feet) < 8 or np.ptp(across) < 40:
        return 0.0, base
    slope = 0.0
    near = np.abs(feet - np.median(feet)) < 0.8 * max(4.0, float(np.ptp(feet)) / 2)
    for reach in (4.0, 2.0):
        if near.sum() < 6:
            break
        slope, base = np.polyfit(across[near], feet[near], 1).tolist()
        near = np.abs(feet - (base + slope * across)) < reach
    return (slope, base) if abs(slope) < 0.05 else (0.0, float(np.percentile(feet, 40)))


def _is_print(line: TextLine, letter: float) -> bool:
    if len(line.marks) > 1:
        return line.capital >= 0.5 * letter
    return 0.6 * letter <= line.capital <= 2.5 * letter and line.width <= 4 * letter


def _absorbed(lines: list[TextLine], boxes: Boxes) -> list[TextLine]:
    """The lines, with pieces of up to two marks that stand inside a longer one made part of it."""
    long = [line for line in lines if len(line.marks) > 2]
    short = [line for line in lines if len(line.marks) <= 2]
    for piece in short:
        homes = [n for n, line in enumerate(long) if _stands_in(piece, line)]
        if homes:
            marks = np.concatenate([long[homes[0]].marks, piece.marks])
            long[homes[0]] = _line(marks[np.argsort(boxes[marks, 0])], boxes)
        else:
            long.append(piece)
    return long


def _stands_in(piece: TextLine, line: TextLine) -> bool:
    across, down = piece.middle
    base = line.base_at(across)
    return (
        line.left < across < line.right
        and base - 1.3 * line.capital < down < base + 0.4 * line.capital
    )


def _with_small_marks(lines: list[TextLine], glyphs: Glyphs) -> list[TextLine]:
    """The lines with the accents, dots and dashes, and the tall marks, that lie in their zones."""
    if not lines:
        return []
    loose = np.flatnonzero(glyphs.small)
    homes = _homes(glyphs.boxes[loose], lines)
    joined = []
    for number, line in enumerate(lines):
        mine = loose[homes == number]
        boxes = glyphs.boxes[mine]
        left = min([line.left, *boxes[:, 0].tolist()])
        right = max([line.right, *boxes[:, 2].tolist()])
        marks = np.concatenate([line.marks, mine])
        joined.append(TextLine(left, right, line.base_at(left), line.slope, line.capital, marks))
    return joined


def _homes(boxes: Boxes, lines: Sequence[TextLine]) -> Indices:
    """For each small mark the line it belongs to, or -1: the one whose letters are nearest in height."""
    if not len(boxes):
        return np.zeros(0, np.int64)
    across = (boxes[:, 0] + boxes[:, 2]) / 2
    left = np.array([line.left for line in lines])[None]
    right = np.array([line.right for line in lines])[None]
    capital = np.array([line.capital for line in lines])[None]
    slope = np.array([line.slope for line in lines])[None]
    base = np.array([line.base for line in lines])[None] + slope * (across[:, None] - left)
    head = base - 0.7 * capital
    away = np.maximum(0, np.maximum(head - boxes[:, 3, None], boxes[:, 1, None] - base))
    middle = ((boxes[:, 1] + boxes[:, 3]) / 2)[:, None]
    beside = np.maximum(0, np.maximum(left - across[:, None], across[:, None] - right))
    fits = (middle > base - _RISE * capital) & (middle < base + _DROP * capital)
    level = (middle > base - capital) & (middle < base + 0.3 * capital)
    fits &= (beside <= 0.3 * capital) | (level & (beside <= _BESIDE * capital))
    cost = np.where(fits, away + 0.3 * beside, np.inf)
    best = cost.argmin(axis=1)
    return np.where(np.isfinite(cost[np.arange(len(boxes)), best]), best, -1)
