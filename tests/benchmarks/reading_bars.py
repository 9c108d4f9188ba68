"""All bars of reading, ours beside the others, in one table: speed, memory, accuracy, turn, text layer."""

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import reading_accuracy
import reading_speed
import text_layer
import upright_pages
import worker_memory
from rows import Row, Sizes

PARTS: tuple[ModuleType, ...] = (
    reading_speed,
    worker_memory,
    reading_accuracy,
    upright_pages,
    text_layer,
)
SIZES: Sizes = {"large": 0}
FULL: Sizes = {"large": 1}


def measure(room: Path, sizes: Sizes) -> Iterator[Row]:
    """Each part in a folder of its own."""
    for part in PARTS:
        place = room / part.__name__
        place.mkdir()
        yield from part.measure(place, part.FULL if sizes["large"] else part.SIZES)
