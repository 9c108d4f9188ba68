"""The marks of ink on a level page, told apart: letters, small marks, rules, and dots that lead the eye."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline import imaging
from pipeline.leaders import leader_marks, letter_height
from pipeline.ports import Grey
from pipeline.rules import comb_strokes, level_rules, upright_rules

Boxes = NDArray[np.float32]
"""(n, 4): left, top, right, bottom in px."""

_SMALL = 0.45
"""Share of the letter height below which a mark is an accent, a dot or a dash."""

_TALL = 1.9
"""Letter heights above which a mark is a letter only beside others as tall: else two lines touch in it."""

_TALLEST = 4.0


@dataclass(frozen=True, slots=True, eq=False)
class Glyphs:
    """All marks of a page at working size.

    labels: (height, width), the mark each px belongs to, 0 = none. boxes: a row a mark, row 0 unused.
    letter: usual height of a letter in px. letters, tall, small: truth values a mark;
    loose: marks of no kind that may still be ink of a letter.
    level, upright: masks of the rules, which belong to no mark. combs: of the strokes between boxes for digits.
    """

    labels: NDArray[np.int32]
    boxes: Boxes
    letter: float
    letters: NDArray[np.bool_]
    tall: NDArray[np.bool_]
    small: NDArray[np.bool_]
    loose: NDArray[np.bool_]
    level: Grey
    upright: Grey
    combs: Grey


def find_glyphs(grey: Grey) -> Glyphs:
    """The marks of a level, evenly lit page of working size. grey: (height, width), 0 = ink."""
    ink = imaging.ink(grey)
    level, upright = level_rules(ink), upright_rules(ink)
    combs = comb_strokes(ink, level)
    ruled = cv2.dilate(level | upright | combs, np.ones((3, 3), np.uint8))
    labels, stats = imaging.marks(np.asarray(cv2.subtract(ink, ruled), np.uint8))
    letter = letter_height(stats)
    leading = leader_marks(labels, stats)
    boxes = stats[:, :4].astype(np.float32)
    boxes[:, 2:] += boxes[:, :2]
    height = stats[:, cv2.CC_STAT_HEIGHT]
    real = (stats[:, cv2.CC_STAT_AREA] >= 3) & ~leading
    real[0] = False
    sized = real & (height >= _SMALL * letter) & (stats[:, cv2.CC_STAT_WIDTH] < 40 * letter)
    return Glyphs(
        labels=labels,
        boxes=boxes,
        letter=letter,
        letters=sized & (height <= _TALL * letter),
        tall=sized & (height > _TALL * letter) & (height <= _TALLEST * letter),
        small=real & (height < _SMALL * letter),
        loose=real & (height > _TALL * letter),
        level=level,
        upright=upright,
        combs=combs,
    )
