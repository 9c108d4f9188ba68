"""Shadows of folds: narrow darker bands right across a sheet, which a wide flattening takes for ink."""

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.ports import Grey

_BLOCKS = 14
"""Parts of a row in which paper is told from print."""

_CROSSED = 11
"""Parts that a shadow must cross: rows of text leave the margins and the ends of lines alone."""

_PAPER = 80
"""Percentile of a part of a row that is paper: print covers less than half of it."""

_DIP = 0.95
"""Share of the brightness around below which a part of a row is in shadow."""

_DARKEST = 0.5
"""Share below which it is a printed rule."""

_THICKNESS = 4
"""Rows that shadows cover at least; rules of tables are thinner."""

_AROUND = 81
"""Rows over which the usual brightness is taken; a shadow is far narrower."""


def unfold(lit: Grey) -> NDArray[np.float32] | None:
    """How bright each place is compared with the paper around, or None where no fold crosses the page.

    lit: (height, width), evenly lit, at working size. The answer has its shape, 1 where no shadow lies.
    Looks for level folds, then for upright ones.
    """
    level, upright = _bands(lit), _bands(np.ascontiguousarray(lit.T))
    if level is None and upright is None:
        return None
    shade = np.ones(lit.shape, np.float32)
    for part, found in ((level, False), (upright, True)):
        if part is not None:
            size = lit.shape[::-1] if not found else lit.shape
            wide = cv2.resize(part, size, interpolation=cv2.INTER_LINEAR)
            shade *= wide.T if found else wide
    return shade


def _bands(lit: Grey) -> NDArray[np.float32] | None:
    """Shade by row and part where shadows cross the page from left to right, or None."""
    height, width = lit.shape
    step = width // (_BLOCKS * 24) or 1
    part = width // step // _BLOCKS
    parts = lit[:, ::step][:, : part * _BLOCKS].reshape(height, _BLOCKS, part)
    paper = np.partition(parts, part * _PAPER // 100, axis=2)[:, :, part * _PAPER // 100]
    usual = cv2.blur(paper.astype(np.float32), (1, _AROUND), borderType=cv2.BORDER_REPLICATE)
    shade = cv2.medianBlur(np.asarray(paper / np.maximum(usual, 1), np.float32), 5)  # no thin rules
    crossed = ((shade < _DIP) & (shade > _DARKEST)).sum(axis=1) >= _CROSSED
    if crossed.sum() < _THICKNESS:
        return None
    rows = np.convolve(crossed, np.ones(_AROUND // 3), "same") > 0
    smooth = cv2.GaussianBlur(shade, (1, 5), 0)
    return np.where(rows[:, None], np.clip(smooth, _DARKEST, 1.0), 1.0).astype(np.float32)
