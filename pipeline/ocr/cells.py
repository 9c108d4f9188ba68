"""The cells of ruled tables: white regions between rules, in rows and columns."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from pipeline import imaging
from pipeline.ocr.glyphs import Glyphs
from pipeline.ports import Grey

_BRIDGE = 9
"""px of a break in a rule that still closes a cell: faint print, letters that were cut out of it."""

_FEWEST = 4
"""Cells of a table; fewer are a frame or a box around text."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table in px of the level page. table, row, column: from 0, by its upper left corner."""

    table: int
    row: int
    column: int
    left: float
    top: float
    right: float
    bottom: float

    def holds(self, across: float, down: float) -> bool:
        """Whether a place lies in it."""
        return self.left <= across <= self.right and self.top <= down <= self.bottom


def find_cells(glyphs: Glyphs) -> list[Cell]:
    """The cells of all ruled tables, tables from top to bottom, each row by row."""
    if not glyphs.upright.any():
        return []
    rules = _bridged(glyphs)
    _, stats = imaging.marks(rules)
    found: list[Cell] = []
    for left, top, width, height, _ in sorted(stats[1:].tolist(), key=lambda row: row[1]):
        if width < 8 * glyphs.letter or height < 2.5 * glyphs.letter:
            continue
        frame = rules[top : top + height, left : left + width]
        boxes = _holes(frame, left, top, glyphs.letter)
        if len(boxes) >= _FEWEST:
            table = found[-1].table + 1 if found else 0
            found += _numbered(boxes, table, 0.7 * glyphs.letter)
    return found


def _bridged(glyphs: Glyphs) -> Grey:
    level = cv2.morphologyEx(glyphs.level, cv2.MORPH_CLOSE, np.ones((1, _BRIDGE), np.uint8))
    upright = cv2.morphologyEx(glyphs.upright, cv2.MORPH_CLOSE, np.ones((_BRIDGE, 1), np.uint8))
    both = cv2.dilate(cv2.bitwise_or(level, upright), np.ones((5, 5), np.uint8))
    return np.asarray(both, np.uint8)


def _holes(frame: Grey, left: int, top: int, letter: float) -> list[tuple[int, int, int, int]]:
    """left, top, right, bottom of what rules enclose."""
    padded = np.pad(255 - frame, 1, constant_values=255)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(padded, connectivity=4)
    outside = labels[0, 0]
    boxes = []
    for number, (x, y, width, height, area) in enumerate(stats.tolist()):
        solid = area > 0.6 * width * height and min(width, height) >= 0.7 * letter
        if number and number != outside and solid:
            boxes.append((left + x - 1, top + y - 1, left + x - 1 + width, top + y - 1 + height))
    return boxes


def _numbered(
    boxes: Sequence[tuple[int, int, int, int]], table: int, tolerance: float
) -> list[Cell]:
    rows = _steps([box[1] for box in boxes], tolerance)
    columns = _steps([box[0] for box in boxes], tolerance)
    cells = [
        Cell(table, _step(box[1], rows), _step(box[0], columns), *map(float, box)) for box in boxes
    ]
    return sorted(cells, key=lambda cell: (cell.row, cell.column))


def _steps(places: Sequence[int], tolerance: float) -> list[int]:
    """Places at which edges stand, those closer than the tolerance as one."""
    steps: list[int] = []
    for place in sorted(places):
        if not steps or place - steps[-1] > tolerance:
            steps.append(place)
    return steps


def _step(place: int, steps: Sequence[int]) -> int:
    return int(np.searchsorted(np.array(steps), place, side="right")) - 1
