"""The sheet a page is shown on: its size in points, and how a picture is laid upon it."""

from dataclasses import dataclass

_POINTS_PER_INCH = 72
_SHORTEST, _LONGEST = 3.0, 14_400.0
"""A page outside these sizes is no PDF/A (ISO 19005-2, 6.1.13)."""


@dataclass(frozen=True, slots=True)
class Paper:
    """An upright page. width, height: points, 3–14,400."""

    width: float
    height: float


def paper_for(width: int, height: int, dpi: int) -> Paper:
    """The sheet for a picture of `width` × `height` px: its true size, or the nearest allowed."""
    across, down = (side * _POINTS_PER_INCH / max(dpi, 1) for side in (width, height))
    across, down = _scaled(across, down, min(1.0, _LONGEST / max(across, down)))
    across, down = _scaled(across, down, max(1.0, _SHORTEST / min(across, down)))
    return Paper(round(min(across, _LONGEST), 3), round(min(down, _LONGEST), 3))


def placement(paper: Paper, turned: int) -> str:
    """Operands of `cm` that lay a picture, `turned` clockwise by quarter turns, over the sheet."""
    width, height = paper.width, paper.height
    return {
        0: f"{width:g} 0 0 {height:g} 0 0",
        90: f"0 {-height:g} {width:g} 0 0 {height:g}",
        180: f"{-width:g} 0 0 {-height:g} {width:g} {height:g}",
        270: f"0 {height:g} {-width:g} 0 {width:g} 0",
    }[turned % 360]


def _scaled(across: float, down: float, factor: float) -> tuple[float, float]:
    return across * factor, down * factor
