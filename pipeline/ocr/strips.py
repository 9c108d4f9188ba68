"""Cuts each line out of the page as a strip of fixed height: level, evenly lit, without its neighbours' ink."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.ocr.glyphs import Glyphs
from pipeline.ocr.lines import TextLine
from pipeline.ocr.sheet import Homography, Sheet, scaling, warped
from pipeline.ports import Grey

RISE, DROP = 1.6, 0.55
"""Capital heights above and below the baseline that a strip holds: accents on capitals, tails."""

_MARGIN = 0.7
"""Capital heights of paper left and right of a line."""

_PAPER = 250
"""Tone of the paper once it is evenly lit."""


@dataclass(frozen=True, slots=True, eq=False)
class Cutter:
    """Cuts strips from one page. owner: number of the line each mark belongs to, -1 none, -2 none's."""

    sheet: Sheet
    glyphs: Glyphs
    owner: NDArray[np.int32]

    def extent(self, line: TextLine) -> tuple[float, float]:
        """Where on the level page the strip of a line begins, and how wide it is, px."""
        margin = _MARGIN * line.capital
        return line.left - margin, line.width + 2 * margin

    def cut(self, number: int, line: TextLine, height: int) -> Grey:
        """The strip of the line of that number, `height` px high."""
        scale = height / ((RISE + DROP) * line.capital)
        start, wide = self.extent(line)
        width = max(8, round(wide * scale))
        step = 1 / scale
        base = line.base_at(start)
        to_level = np.array(
            [
                [step, 0, start],
                [step * line.slope, step, base - RISE * line.capital],
                [0, 0, 1],
            ],
            np.float64,
        )
        grey = self._lit(to_level, (width, height))
        foreign = self._foreign(number, line, to_level, (width, height))
        grey[foreign > 0] = _PAPER
        return grey

    def _lit(self, to_level: Homography, size: tuple[int, int]) -> Grey:
        sheet = self.sheet
        to_page = sheet.to_page @ to_level
        grey = _sampled(sheet.page, to_page, size)
        to_light = scaling(sheet.page.shape, sheet.light.shape) @ to_page
        light = warped(sheet.light, to_light, size, 255)
        return np.asarray(cv2.divide(grey, light, scale=_PAPER), np.uint8)

    def _foreign(
        self, number: int, line: TextLine, to_level: Homography, size: tuple[int, int]
    ) -> Grey:
        """Mask of the strip's px that show other lines, leaders, rules or specks."""
        width, height = self.glyphs.labels.shape[1], self.glyphs.labels.shape[0]
        ends = (line.base_at(line.left), line.base_at(line.right))
        top = max(0, int(min(ends) - (RISE + 0.3) * line.capital))
        bottom = min(height, int(max(ends) + (DROP + 0.3) * line.capital) + 1)
        left = max(0, int(line.left - line.capital))
        right = min(width, int(line.right + line.capital) + 1)
        owner = self.owner[self.glyphs.labels[top:bottom, left:right]]
        mask = np.where((owner != number) & (owner != -1), 255, 0).astype(np.uint8)
        for ruled in (self.glyphs.level, self.glyphs.upright, self.glyphs.combs):
            mask |= ruled[top:bottom, left:right]
        mask = np.asarray(cv2.dilate(mask, np.ones((3, 3), np.uint8)), np.uint8)
        mask[owner == number] = 0
        shift = np.array([[1, 0, -left], [0, 1, -top], [0, 0, 1]], np.float64)
        flags = cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP
        return np.asarray(cv2.warpAffine(mask, (shift @ to_level)[:2], size, flags=flags), np.uint8)


def cutter(sheet: Sheet, glyphs: Glyphs, lines: Sequence[TextLine]) -> Cutter:
    """What cuts the lines of a page; marks are those of `glyphs`."""
    owner = np.full(len(glyphs.boxes), -2, np.int32)
    owner[0] = -1
    owner[glyphs.loose] = -1
    for number, line in enumerate(lines):
        owner[line.marks] = number
    return Cutter(sheet, glyphs, owner)


def _sampled(page: Grey, matrix: Homography, size: tuple[int, int]) -> Grey:
    """The part of the page at `matrix`; where it is shrunk by more than half, by way of twice the size."""
    shrunk = float(np.hypot(matrix[0, 0], matrix[1, 0]))
    if shrunk < 1.6:
        return warped(page, matrix, size, 255)
    twice = matrix @ np.array([[0.5, 0, -0.25], [0, 0.5, -0.25], [0, 0, 1]])
    large = warped(page, twice, (size[0] * 2, size[1] * 2), 255)
    return np.asarray(cv2.resize(large, size, interpolation=cv2.INTER_AREA), np.uint8)
