"""The log of a home: a file a month in `logs/`, which every process of the home adds to."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_ROOMS = ("pipeline", "extractors", "search", "flows", "portal")
_LINE = "%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"


@contextmanager
def logbook(folder: Path) -> Iterator[None]:
    """Write down inside the block what our rooms log; people at the terminal see none of it."""
    book = logging.FileHandler(folder / time.strftime("%Y-%m.log"), encoding="utf-8", delay=True)
    book.setFormatter(logging.Formatter(_LINE))
    logging.raiseExceptions = False  # a full disk stops the log, not the work
    rooms = [logging.getLogger(room) for room in _ROOMS]
    for room in rooms:
        room.addHandler(book)
        room.setLevel(logging.INFO)
        room.propagate = False
    try:
        yield
    finally:
        for room in rooms:
            room.removeHandler(book)
            room.propagate = True
        book.close()
