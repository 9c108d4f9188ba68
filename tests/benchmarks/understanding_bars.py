"""All bars of understanding in one table: types, values, trust, cost; cutting; filing by the register."""

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import cutting
import filing
import understanding
from in_turn import FULL, SIZES, in_turn
from rows import Row, Sizes

__all__ = ["FULL", "SIZES", "measure"]

PARTS: tuple[ModuleType, ...] = (understanding, cutting, filing)


def measure(room: Path, sizes: Sizes) -> Iterator[Row]:
    """Each part in turn."""
    return in_turn(PARTS, room, sizes)
