"""A page laid level at working size, with the way back to the px it came from."""

from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline import cutout, folds, imaging
from pipeline.model import Box
from pipeline.ports import Grey
from pipeline.upright import Way

Homography: TypeAlias = NDArray[np.float64]
"""3 x 3, maps (x, y, 1) in px to px, centres of px at whole numbers."""


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A page as lines are looked for on it.

    level: evenly lit, upright and straight, at working size. page: the clean page as stored, light: the
    brightness of its paper, an eighth as large. to_page: from px of `level` to px of `page`. to_upright:
    from px of `level` to fractions of the page after quarter turns.
    """

    level: Grey
    page: Grey
    light: Grey
    to_page: Homography
    to_upright: Homography

    def box(self, left: float, top: float, right: float, bottom: float) -> Box:
        """Where a rectangle of `level` (px) lies on the upright page, cut at its edges."""
        corners = np.array(
            [(left, top, 1), (right, top, 1), (right, bottom, 1), (left, bottom, 1)], np.float64
        )
        moved = corners @ self.to_upright.T
        places = np.clip(moved[:, :2] / moved[:, 2:], 0.0, 1.0)
        low, high = places.min(axis=0).tolist(), places.max(axis=0).tolist()
        return Box(low[0], low[1], high[0], high[1])


@dataclass(frozen=True, slots=True, eq=False)
class Treated:
    """A page cleaned, not yet turned.

    page: clean, as stored. light: brightness of its paper, an eighth as large. small: the sheet alone, evenly
    lit, at working size. to_page: from px of `small` to px of `page`.
    """

    page: Grey
    light: Grey
    small: Grey
    to_page: Homography


def treat(page: Grey) -> Treated:
    """A clean page, evenly lit at working size, cut out of its photo, shadows of folds lifted."""
    treated = _lit(page)
    shade = folds.unfold(treated.small)
    if shade is None:
        return treated
    small = np.asarray(np.clip(treated.small / shade, 0, 255), np.uint8)
    back = np.linalg.inv(treated.to_page)
    size = (page.shape[1], page.shape[0])
    method = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    over = cv2.warpPerspective(shade, back, size, flags=method, borderValue=1.0)
    lifted = np.asarray(cv2.divide(page, over, dtype=cv2.CV_8U), np.uint8)
    return Treated(lifted, treated.light, small, treated.to_page)


def _lit(page: Grey) -> Treated:
    light = imaging.paper_light(page)
    found = cutout.corners(page)
    if found is None:
        small = imaging.lit(imaging.working_size(page), light)
        return Treated(page, light, small, scaling(small.shape, page.shape))
    flat, (width, height) = cutout.flattening(found)
    factor = imaging.WORKING_WIDTH / min(width, height)
    size = (round(width * factor), round(height * factor))
    to_page = flat @ scaling((size[1], size[0]), (height, width))
    paper = warped(light, scaling(page.shape, light.shape) @ to_page, size, 255)
    small = np.asarray(cv2.divide(warped(page, to_page, size, 255), paper, scale=250), np.uint8)
    return Treated(page, light, small, to_page)


def lay(treated: Treated, way: Way) -> Sheet:
    """The treated page turned and levelled by `way`."""
    turned = imaging.turn(treated.small, way.turned)
    height, width = turned.shape
    back = _affine(imaging.unlevelling(way.skew, (height, width)))
    to_page = treated.to_page @ _unturning(way.turned, width, height) @ back
    upright = np.rot90(treated.page, way.turned // 90).shape
    turning = np.linalg.inv(_unturning(way.turned, upright[1], upright[0]))
    shares = np.array(
        [[1 / upright[1], 0, 0.5 / upright[1]], [0, 1 / upright[0], 0.5 / upright[0]], [0, 0, 1]]
    )
    return Sheet(
        level=imaging.straighten(turned, way.skew),
        page=treated.page,
        light=treated.light,
        to_page=to_page,
        to_upright=shares @ turning @ to_page,
    )


def scaling(small: tuple[int, ...], large: tuple[int, ...]) -> Homography:
    """From px of a picture of shape `small` to px of the same picture at shape `large`."""
    down, across = large[0] / small[0], large[1] / small[1]
    half_down, half_across = (down - 1) / 2, (across - 1) / 2
    return np.array([[across, 0, half_across], [0, down, half_down], [0, 0, 1]], np.float64)


def _affine(matrix: imaging.Matrix) -> Homography:
    return np.vstack([matrix, [0.0, 0.0, 1.0]])


def _unturning(clockwise: int, width: int, height: int) -> Homography:
    """From px of a picture turned clockwise, `width` x `height` px, to px of the picture as stored."""
    across, down = width - 1.0, height - 1.0
    rows: dict[int, list[list[float]]] = {
        0: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
        90: [[0, 1, 0], [-1, 0, across], [0, 0, 1]],
        180: [[-1, 0, across], [0, -1, down], [0, 0, 1]],
        270: [[0, -1, down], [1, 0, 0], [0, 0, 1]],
    }
    return np.array(rows[clockwise], np.float64)


def warped(picture: Grey, matrix: Homography, size: tuple[int, int], paper: int) -> Grey:
    """The picture of `size` (width, height) whose px lie at `matrix` of themselves in `picture`."""
    method = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    if np.allclose(matrix[2], (0, 0, 1)):
        out = cv2.warpAffine(picture, matrix[:2], size, flags=method, borderValue=paper)
    else:
        out = cv2.warpPerspective(picture, matrix, size, flags=method, borderValue=paper)
    return np.asarray(out, np.uint8)
