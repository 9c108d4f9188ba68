"""All bars of understanding in one table: types, values, trust, cost; cutting; filing by the register."""

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import cutting
import filing
import understanding
from rows import Row, Sizes

PARTS: tuple[ModuleType, ...] = (understanding, cutting, filing)
SIZES: Sizes = {"large": 0}
FULL: Sizes = {"large": 1}


def measure(room: Path, sizes: Sizes) -> Iterator[Row]:
    """Each part in a folder of its own."""
    for part in PARTS:
        place = room / part.__name__
        place.mkdir()
        yield from part.measure(place, part.FULL if sizes["large"] else part.SIZES)
