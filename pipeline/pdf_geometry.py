"""Rectangles and matrices of PDF pages."""

import math
from collections.abc import Sequence
from typing import TypeAlias

import pikepdf

Rect: TypeAlias = tuple[float, float, float, float]
"""(left, bottom, right, top) in points."""


def matrix_of(operands: Sequence[pikepdf.Object | float]) -> pikepdf.Matrix:
    """Six operands as a matrix."""
    a, b, c, d, e, f = (float(value) for value in operands)
    return pikepdf.Matrix(a, b, c, d, e, f)


def quarter(matrix: pikepdf.Matrix) -> int | None:
    """Degrees clockwise by which a picture is turned; None if mirrored or not a quarter turn."""
    a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
    if a * d - b * c <= 0:
        return None
    small = 0.002 * math.hypot(a, b, c, d)
    if abs(b) <= small and abs(c) <= small:
        return 0 if a > 0 else 180
    if abs(a) <= small and abs(d) <= small:
        return 270 if b > 0 else 90
    return None


def bounds(matrix: pikepdf.Matrix) -> Rect:
    """Where the unit square comes to lie."""
    across = [matrix.e, matrix.e + matrix.a, matrix.e + matrix.c, matrix.e + matrix.a + matrix.c]
    up = [matrix.f, matrix.f + matrix.b, matrix.f + matrix.d, matrix.f + matrix.b + matrix.d]
    return min(across), min(up), max(across), max(up)


def rect(numbers: pikepdf.Object | None) -> Rect | None:
    """A PDF rectangle, its corners in order; None if it is none or has no area."""
    if not isinstance(numbers, pikepdf.Array) or len(numbers) != 4:
        return None
    x0, y0, x1, y1 = (float(number) for number in numbers.as_list())
    found = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    return found if found[0] < found[2] and found[1] < found[3] else None


def overlap(one: Rect, other: Rect) -> Rect | None:
    """What both cover, None if nothing."""
    left, bottom = max(one[0], other[0]), max(one[1], other[1])
    right, top = min(one[2], other[2]), min(one[3], other[3])
    return (left, bottom, right, top) if left < right and bottom < top else None


def share(cover: Rect, area: Rect) -> float:
    """How much of `area` is under `cover`, 0-1."""
    common = overlap(cover, area)
    size = (area[2] - area[0]) * (area[3] - area[1])
    if common is None or not size:
        return 0.0
    return (common[2] - common[0]) * (common[3] - common[1]) / size
