"""All bars of reading, ours beside the others, in one table: speed, memory, accuracy, turn, text layer."""

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import reading_accuracy
import reading_speed
import text_layer
import upright_pages
import worker_memory
from in_turn import FULL, SIZES, in_turn
from rows import Row, Sizes

__all__ = ["FULL", "SIZES", "measure"]

PARTS: tuple[ModuleType, ...] = (
    reading_speed,
    worker_memory,
    reading_accuracy,
    upright_pages,
    text_layer,
)


def measure(room: Path, sizes: Sizes) -> Iterator[Row]:
    """Each part in turn."""
    return in_turn(PARTS, room, sizes)
