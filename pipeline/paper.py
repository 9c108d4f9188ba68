"""The sheet a page is shown on: its size in points, and how a picture is laid upon it."""

from dataclasses import dataclass

from pipeline.model import Box

_POINTS_PER_INCH = 72
_SHORTEST, _LONGEST = 3.0, 14_400.0
"""A page outside these sizes is no PDF/A (ISO 19005-2, 6.1.13)."""


@dataclass(frozen=True, slots=True)
class Paper:
    """An upright page. width, height: points, 3–14,400."""

    width: float
    height: float

    def lying(self, turned: int) -> "Paper":
        """The sheet as it is before it is turned by quarter turns to stand upright."""
        return Paper(self.height, self.width) if turned % 180 else self


def paper_for(width: int, height: int, dpi: int) -> Paper:
    """The sheet for a picture of `width` × `height` px: its true size, or the nearest allowed."""
    across, down = (side * _POINTS_PER_INCH / max(dpi, 1) for side in (width, height))
    across, down = _scaled(across, down, min(1.0, _LONGEST / max(across, down)))
    across, down = _scaled(across, down, max(1.0, _SHORTEST / min(across, down)))
    return Paper(round(min(across, _LONGEST), 3), round(min(down, _LONGEST), 3))


def placement(paper: Paper, turned: int, area: Box) -> str:
    """Operands of `cm` that lay a picture, `turned` clockwise by quarter turns, over an area of the sheet."""
    wide, high = paper.width * area.width, paper.height * area.height
    left, low = paper.width * area.left, paper.height * (1 - area.bottom)
    return _operands(
        *{
            0: (wide, 0, 0, high, left, low),
            90: (0, -high, wide, 0, left, low + high),
            180: (-wide, 0, 0, -high, left + wide, low + high),
            270: (0, high, -wide, 0, left + wide, low),
        }[turned % 360]
    )


def laid_down(paper: Paper, turned: int) -> str:
    """Operands of `cm` for what is written upright on a page that is shown `turned` clockwise."""
    return _operands(
        *{
            0: (1, 0, 0, 1, 0, 0),
            90: (0, 1, -1, 0, paper.height, 0),
            180: (-1, 0, 0, -1, paper.width, paper.height),
            270: (0, -1, 1, 0, 0, paper.width),
        }[turned % 360]
    )


def _operands(*numbers: float) -> str:
    """Short, without exponents, which PDF does not know; a thousandth of a point is exact enough."""
    return " ".join(f"{number:.3f}".rstrip("0").rstrip(".") for number in numbers)


def _scaled(across: float, down: float, factor: float) -> tuple[float, float]:
    return across * factor, down * factor
