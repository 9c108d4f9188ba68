"""Letters chained from left to right into lines of print."""

import numpy as np
from numpy.typing import NDArray

from pipeline.ocr.glyphs import Boxes
from pipeline.ports import Grey

Indices = NDArray[np.int64]

_REACH = 2.8
"""Letter heights between two letters of one line: 1.9 breaks justified lines (`reference/ocr.md` §4)."""

_OVERLAP = 0.45
"""Share of the lower letter's height by which neighbours stand side by side."""

_UNLIKE = 3.2
"""Times that a letter may be taller than its neighbour: capitals with accents beside small letters."""


def chains(boxes: Boxes, letter: float, walls: Grey) -> list[Indices]:
    """Groups of boxes that stand on one line, each from left to right.

    boxes: of letters. letter: their usual height. walls: mask of upright rules, which no line crosses.
    """
    if not len(boxes):
        return []
    order = np.argsort(boxes[:, 0], kind="stable")
    links = _links(boxes[order], letter, _Walls(walls))
    return [order[chain] for chain in _followed(links)]


class _Walls:
    """Asks whether an upright rule stands between two places of a row."""

    def __init__(self, mask: Grey) -> None:
        self._any = bool(mask.any())
        self._sums = np.cumsum(mask > 0, axis=1, dtype=np.int32) if self._any else None

    def between(
        self, row: NDArray[np.float32], left: NDArray[np.float32], right: NDArray[np.float32]
    ) -> NDArray[np.bool_]:
        if self._sums is None:
            return np.zeros(len(row), np.bool_)
        height, width = self._sums.shape
        down = np.clip(row.astype(np.int64), 0, height - 1)
        start = np.clip(left.astype(np.int64), 0, width - 1)
        end = np.clip(right.astype(np.int64), 0, width - 1)
        return np.asarray(self._sums[down, np.maximum(start, end)] > self._sums[down, start])


def _links(boxes: Boxes, letter: float, walls: _Walls) -> Indices:
    """For each box the next one on its line, or -1. boxes: sorted by their left edge."""
    one, other, cost = _candidates(boxes, letter, walls)
    best = np.lexsort((cost, one))
    first = best[np.unique(one[best], return_index=True)[1]]
    back = np.lexsort((cost, other))
    nearest = np.full(len(boxes), -1, np.int64)
    first_back = back[np.unique(other[back], return_index=True)[1]]
    nearest[other[first_back]] = one[first_back]
    links = np.full(len(boxes), -1, np.int64)
    mutual = nearest[other[first]] == one[first]
    links[one[first[mutual]]] = other[first[mutual]]
    return links


def _candidates(
    boxes: Boxes, letter: float, walls: _Walls
) -> tuple[Indices, Indices, NDArray[np.float32]]:
    """Pairs that may be neighbours on a line, and how far they are from being so."""
    left, top, right, bottom = boxes.T
    height, middle = bottom - top, (top + bottom) / 2
    reach = _REACH * np.maximum(letter, np.minimum(height, 2.5 * letter))
    start = np.arange(len(boxes)) + 1
    end = np.searchsorted(left, right + reach, side="right")
    counts = np.maximum(end - start, 0)
    one = np.repeat(np.arange(len(boxes)), counts)
    offset = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    other = one + 1 + offset
    gap = left[other] - right[one]
    low, tall = np.minimum(height[one], height[other]), np.maximum(height[one], height[other])
    shared = np.minimum(bottom[one], bottom[other]) - np.maximum(top[one], top[other])
    fits = (shared >= _OVERLAP * low) & (tall <= _UNLIKE * low) & (gap > -0.6 * letter)
    fits &= gap <= _REACH * np.maximum(letter, low)
    one, other = one[fits], other[fits]
    blocked = walls.between((middle[one] + middle[other]) / 2, right[one] - 1, left[other])
    one, other = one[~blocked], other[~blocked]
    cost = np.maximum(left[other] - right[one], 0) + 1.5 * np.abs(middle[other] - middle[one])
    return one, other, cost.astype(np.float32)


def _followed(links: Indices) -> list[Indices]:
    """The paths along links, which only lead to higher numbers."""
    path = np.full(len(links), -1, np.int64)
    members: list[list[int]] = []
    for here, there in enumerate(links.tolist()):
        if path[here] < 0:
            path[here] = len(members)
            members.append([])
        members[path[here]].append(here)
        if there >= 0:
            path[there] = path[here]
    return [np.array(chain, np.int64) for chain in members]
