"""A sheet photographed on a darker desk: its four corners, and the way from the flat sheet back to the photo."""

from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.ports import Grey

Corners: TypeAlias = NDArray[np.float32]
"""(4, 2): left top, right top, right bottom, left bottom; x, y in px."""

Homography: TypeAlias = NDArray[np.float64]
"""3 x 3, maps (x, y, 1) in px to px."""

_LOOKED_AT = 480
"""px of the shorter side on which the sheet is looked for."""

_DARKER = 0.6
"""Brightness of the desk beside the sheet, as a share of the sheet's; fold shadows leave 0.75 and more."""

_LEAST, _MOST = 0.3, 0.97
"""Share of the picture that a sheet fills."""

_SURROUNDED = 0.75
"""Share of the outer edge that must be desk: scanner shadows lie along one or two sides only."""

_FULL = 0.97
"""Share of its four-cornered frame that a sheet fills; torn or bent ones are left as they are."""


def corners(grey: Grey) -> Corners | None:
    """Corners of the sheet on a photo, or None where there is no sheet with a dark desk all around.

    grey: (height, width) uint8, of any size. Method: what is far darker than the brightest place near it is
    desk; the largest region left is the sheet if four corners hold nearly all of it.
    """
    factor = _LOOKED_AT / min(grey.shape)
    small = np.asarray(
        cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.uint8
    )
    sheet = _sheet(small)
    if sheet is None:
        return None
    hull = np.asarray(cv2.convexHull(sheet), np.int32)
    found = _four(hull)
    if found is None or cv2.contourArea(sheet) < _FULL * cv2.contourArea(found):
        return None
    return np.asarray((_ordered(found) + 0.5) / factor - 0.5, np.float32)


def flattening(of: Corners) -> tuple[Homography, tuple[int, int]]:
    """From px of the flat sheet to px of the photo, and the flat sheet's (width, height) in px."""
    left_top, right_top, right_bottom, left_bottom = of
    wide = max(np.linalg.norm(right_top - left_top), np.linalg.norm(right_bottom - left_bottom))
    high = max(np.linalg.norm(left_bottom - left_top), np.linalg.norm(right_bottom - right_top))
    width, height = round(float(wide)), round(float(high))
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32) - 0.5
    return np.asarray(cv2.getPerspectiveTransform(flat, of), np.float64), (width, height)


def _sheet(small: Grey) -> NDArray[np.int32] | None:
    """Outline of the largest bright region, if it lies on a desk and not at the picture's edge."""
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))  # without letters
    reach = 2 * (min(small.shape) // 6) + 1
    nearby = cv2.dilate(paper, cv2.getStructuringElement(cv2.MORPH_RECT, (reach, reach)))
    desk = paper < _DARKER * nearby.astype(np.float32)
    edge = np.concatenate([desk[0], desk[-1], desk[:, 0], desk[:, -1]])
    if float(edge.mean()) < _SURROUNDED:
        return None
    outlines, _ = cv2.findContours(
        (~desk).astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE
    )
    largest = max(outlines, key=cv2.contourArea)
    share = cv2.contourArea(largest) / small.size
    return np.asarray(largest, np.int32) if _LEAST < share < _MOST else None


def _four(hull: NDArray[np.int32]) -> Corners | None:
    """The four corners that simplify an outline, at the finest tolerance that leaves four."""
    around = cv2.arcLength(hull, True)
    for share in (0.01, 0.02, 0.03, 0.05):
        found = cv2.approxPolyDP(hull, share * around, True)
        if len(found) == 4:
            return np.asarray(found.reshape(4, 2), np.float32)
    return None


def _ordered(found: Corners) -> Corners:
    sums, differences = found.sum(axis=1), found[:, 1] - found[:, 0]
    order = [sums.argmin(), differences.argmin(), sums.argmax(), differences.argmax()]
    return found[order]
