"""Finds the printed lines of a level page: where each runs, its baseline, and the marks it is made of.

Letters are chained from left to right; gaps as wide as columns and upright rules end a line
(`reference/ocr.md` §3).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from pipeline.ocr.chains import Indices, chains
from pipeline.ocr.glyphs import Boxes, Glyphs

_RISE, _DROP = 0.8, 0.45
"""Capital heights above and below a letter within which its accents lie."""

_ACCENT, _CLOSE = 0.7, 0.3
"""Letter heights from which a mark may be a small letter as well as a stack of accents, and the capital heights
within which the stack lies to its letter."""

_UNDER = 3.0
"""How much less likely a mark hangs under a letter than stands over one: two accents stack, dots do not."""

_ASIDE = 0.5
"""How likely a mark stands beside a letter, by the same measure."""

_FEW = 2
"""Marks of a piece that may be part of another line rather than one."""

_BESIDE = 1.6
"""Capital heights beside a line within which dashes, dots and quotes belong to it."""

_GUTTER, _NEAR = 1.3, 3.0
"""Capital heights: a gap that may be a gutter, and how far off the columns are that prove it."""

_REJOIN = 2.8
"""Capital heights between two parts of one line that a mark of another shape has parted."""


Place = TypeVar("Place", float, NDArray[np.float32])


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

    def base_at(self, across: Place) -> Place:
        """Height of the baseline at a place, or at several."""
        return self.base + self.slope * (across - self.left)


def find_lines(glyphs: Glyphs) -> list[TextLine]:
    """The lines of a page in no order, without lone specks."""
    found = _chained(glyphs, np.flatnonzero(glyphs.letters))
    found += _chained(glyphs, np.flatnonzero(glyphs.tall))
    parts = _rejoined(found, glyphs)
    lines = [_line(chain, glyphs.boxes) for chain in parts if len(chain) > _FEW]
    lines = [line for line in lines if line.capital >= 0.5 * glyphs.letter]
    lone = [chain for chain in parts if len(chain) <= _FEW]
    lines = list(_parted(lines, glyphs.boxes))
    lines, lone = _with_lone_letters(lines, lone, glyphs)
    alone = [_line(chain, glyphs.boxes) for chain in lone]
    lines += [line for line in alone if _is_print(line, glyphs.letter)]
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


def _parted(lines: list[TextLine], boxes: Boxes) -> Iterator[TextLine]:
    """The lines; one that runs across the gutter of two columns close above or below it in two parts.

    The columns of a letter's head may stand closer than words of a justified line.
    """
    gutters = list(_gutters(lines))
    for line in lines:
        order = line.marks[np.argsort(boxes[line.marks, 0])]
        ends = np.maximum.accumulate(boxes[order, 2])[:-1]
        gaps = boxes[order[1:], 0] - ends
        cuts = [
            n + 1
            for n in np.flatnonzero(gaps > _GUTTER * line.capital).tolist()
            if any(
                left < ends[n] + gaps[n] / 2 < right
                and abs(line.middle[1] - down) < _NEAR * line.capital
                for left, right, down in gutters
            )
        ]
        for part in np.split(order, cuts):
            yield line if not cuts else _line(part, boxes)


def _gutters(lines: Sequence[TextLine]) -> Iterator[tuple[float, float, float]]:
    """left, right (px) and height of the paper between two pieces side by side."""
    for one in lines:
        for other in lines:
            level = abs(one.middle[1] - other.middle[1]) < 0.8 * one.capital
            if level and one.right < other.left:
                yield one.right, other.left, one.middle[1]


def _is_print(line: TextLine, letter: float) -> bool:
    """Whether a few marks can be a figure or a short word."""
    return 0.6 * letter <= line.capital <= 2.5 * letter and line.width <= 4 * letter * len(
        line.marks
    )


def _with_lone_letters(
    lines: list[TextLine], lone: list[Indices], glyphs: Glyphs
) -> tuple[list[TextLine], list[Indices]]:
    """The lines with the marks that stand in or on them (tall accents, letters no chain held), and the rest.

    What is as tall as a letter lies close to another or on none: `ba` alone on its row is a word, no accents of
    the row below.
    """
    if not lines or not lone:
        return lines, lone
    marks = np.concatenate(lone)
    boxes = glyphs.boxes
    found = _homes(boxes[marks], lines, boxes, beside=0.3, tallest=_ACCENT * glyphs.letter)
    homes = dict(zip(marks.tolist(), found.tolist(), strict=True))
    mine: dict[int, list[int]] = {}
    for mark, home in homes.items():
        mine.setdefault(home, []).append(mark)
    full = []
    for number, line in enumerate(lines):
        chain = np.concatenate([line.marks, np.array(mine.get(number, []), np.int64)])
        full.append(TextLine(line.left, line.right, line.base, line.slope, line.capital, chain))
    return full, [chain for chain in lone if all(homes[mark] < 0 for mark in chain.tolist())]


def _with_small_marks(lines: list[TextLine], glyphs: Glyphs) -> list[TextLine]:
    """The lines with the accents, dots and dashes that belong to them."""
    if not lines:
        return []
    loose = np.flatnonzero(glyphs.small)
    homes = _homes(glyphs.boxes[loose], lines, glyphs.boxes, beside=_BESIDE)
    joined = []
    for number, line in enumerate(lines):
        mine = loose[homes == number]
        boxes = glyphs.boxes[mine]
        left = min([line.left, *boxes[:, 0].tolist()])
        right = max([line.right, *boxes[:, 2].tolist()])
        marks = np.concatenate([line.marks, mine])
        joined.append(TextLine(left, right, line.base_at(left), line.slope, line.capital, marks))
    return joined


def _homes(
    small: Boxes, lines: Sequence[TextLine], boxes: Boxes, *, beside: float, tallest: float = np.inf
) -> Indices:
    """For each small mark the line of the letter it stands over, under or beside, or -1.

    beside: capital heights that it may be away to the left or right. tallest: px of height from which a mark
    must lie close to its letter.
    """
    if not len(small):
        return np.zeros(0, np.int64)
    marks = np.concatenate([line.marks for line in lines])
    owners = np.repeat(np.arange(len(lines)), [len(line.marks) for line in lines])
    capital = np.array([line.capital for line in lines])[owners]
    letters = boxes[marks]
    feet = np.concatenate(
        [line.base_at((boxes[line.marks, 0] + boxes[line.marks, 2]) / 2) for line in lines]
    )
    apart = np.maximum(
        letters[None, :, 0] - small[:, 2, None], small[:, 0, None] - letters[None, :, 2]
    )
    over = np.maximum(letters[None, :, 1] - small[:, 3, None], 0)
    under = np.maximum(small[:, 1, None] - feet[None], 0)  # of the baseline: tails hang lower
    cost = (over + _UNDER * under) / capital + _ASIDE * np.maximum(apart, 0) / capital
    far = (over > _RISE * capital) | (under > _DROP * capital)
    far |= (apart > 0.3 * capital) & ((over + under > 0) | (apart > beside * capital))
    far |= (small[:, 3] - small[:, 1] >= tallest)[:, None] & (over + under > _CLOSE * capital)
    cost[far] = np.inf
    best = cost.argmin(axis=1)
    return np.where(np.isfinite(cost[np.arange(len(small)), best]), owners[best], -1)
