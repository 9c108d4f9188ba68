"""The words of the page room: limits, what a file holds, one page as pixels; and turning them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import DamagedFile
from pipeline.model import Box, Problem

MILLION = 1_000_000
PAGES_LOST = "scan.pages_lost"

# What software writes when it does not know; believed only where it gives a sheet of a usual size.
_DEFAULT_DPI = frozenset({72, 96})
_USUAL_INCHES = 17.0
_LONGEST_INCHES = 48.0
_UNKNOWN_DPI = 300

Pixels = NDArray[np.uint8]
"""(height, width) grey or (height, width, 3) RGB, uint8, 0 = ink."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What is taken in: pages a file, megapixels a page, bytes a file.

    decode_megapixels: larger pages are inside the limits, but decoded smaller: memory is bounded.
    """

    max_pages: int = 2000
    max_megapixels: int = 250
    max_bytes: int = 2 * 1024**3
    decode_megapixels: int = 40


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a file holds: kind (`pipeline/sniff.py`), pages that can be rendered, what was lost."""

    kind: str
    pages: int
    problems: tuple[Problem, ...] = ()


WHOLE = Box(0.0, 0.0, 1.0, 1.0)
"""All of a page."""


@dataclass(frozen=True, slots=True, eq=False)
class ScanStream:
    """A page's own picture, encoded as its file holds it.

    turned: degrees clockwise that were applied to it. area: where it then lies on the page. entries:
    PDF dictionary that tells how `data` are read, empty for a JPEG, whose header tells. shared: JBIG2
    segments that `data` refer to.
    """

    data: bytes
    turned: int
    area: Box = WHOLE
    entries: bytes = b""
    shared: bytes = b""


@dataclass(frozen=True, slots=True, eq=False)
class PagePicture:
    """One page as it is to be seen, turned as its file declares.

    number: from 1. pixels: (height, width) grey or (height, width, 3) RGB uint8. dpi: of `pixels`,
    300 if unknown. scan: only where those bytes hold exactly this picture, but for what lies over it in
    the areas `over`. lost: share of the rows, 0-1, that could not be decoded and are white instead.
    signed: the file carries a digital signature.
    """

    number: int
    pixels: Pixels
    dpi: int
    scan: ScanStream | None = None
    lost: float = 0.0
    over: tuple[Box, ...] = ()
    signed: bool = False


def inspection(kind: str, losses: Sequence[float], *, more_lost: bool) -> Inspection:
    """What to say of a file whose pages are lost by these shares (0 whole, 1 nothing left).

    Last pages with nothing left are not counted; such pages between others keep their number.
    more_lost: there was more, nobody knows how much. Raises `DamagedFile` if nothing is left.
    """
    pages = max((number for number, loss in enumerate(losses, 1) if loss < 1), default=0)
    if not pages:
        raise DamagedFile("no page of it can be read")
    problems = [
        Problem(PAGES_LOST, number, f"{math.ceil(100 * loss)} % of the page is lost")
        for number, loss in enumerate(losses[:pages], 1)
        if loss
    ]
    if more_lost or pages < len(losses):
        problems.append(Problem(PAGES_LOST, None, f"{pages} pages saved, the rest is lost"))
    return Inspection(kind, pages, tuple(problems))


def turn(pixels: Pixels, degrees: int) -> Pixels:
    """The picture turned clockwise by 0, 90, 180 or 270 degrees."""
    if degrees % 360 == 0:
        return pixels
    return np.ascontiguousarray(np.rot90(pixels, -degrees // 90))


def turn_box(box: Box, degrees: int) -> Box:
    """Where an area comes to lie when the page is turned clockwise by 0, 90, 180 or 270 degrees."""
    left, top, right, bottom = box.left, box.top, box.right, box.bottom
    for _ in range(degrees % 360 // 90):
        left, top, right, bottom = 1 - bottom, left, 1 - top, right
    return Box(left, top, right, bottom)


def mirror(pixels: Pixels) -> Pixels:
    """The picture with left and right exchanged."""
    return np.ascontiguousarray(pixels[:, ::-1])


def believable_dpi(declared: float, width: int, height: int) -> int:
    """`declared` where a sheet of width × height px could have it, else 300.

    Phones and screen software write 72 or 96 without knowing: with those, no sheet longer than A3 is
    believed. Nor is one longer than A0 (47 inches) with any other.
    """
    return known_dpi(declared, width, height) or _UNKNOWN_DPI


def known_dpi(declared: float, width: int, height: int) -> int | None:
    """As `believable_dpi`, but None where it is not known."""
    if not 30 <= declared <= 2400:
        return None
    longest = _USUAL_INCHES if round(declared) in _DEFAULT_DPI else _LONGEST_INCHES
    return round(declared) if max(width, height) / declared <= longest else None
