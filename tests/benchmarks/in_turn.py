"""Several measurements as one table, each in a folder of its own."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

from rows import Row, Sizes

SIZES: Sizes = {"large": 0}
FULL: Sizes = {"large": 1}


def in_turn(parts: Sequence[ModuleType], room: Path, sizes: Sizes) -> Iterator[Row]:
    """The rows of each part, at its own usual sizes or, where it is to be `large`, its full ones."""
    for part in parts:
        place = room / part.__name__
        place.mkdir()
        yield from part.measure(place, part.FULL if sizes["large"] else part.SIZES)
