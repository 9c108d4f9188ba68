"""The log of a home: a file a month in `logs/`, which every process of the home adds to."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from traceback import extract_tb
from typing import Any

_ROOMS = ("pipeline", "extractors", "search", "flows", "portal")
_LINE = "%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"


class _Discreet(logging.Formatter):
    """Says of an error what it was and where, not its words: they may quote somebody's paper."""

    def formatException(self, ei: Any) -> str:  # noqa: ANN401 - logging's own
        """Type and place of an error and of those that led to it, one a line."""
        lines, error = [], ei[1]
        while isinstance(error, BaseException):
            frames = extract_tb(error.__traceback__)
            places = (f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
            lines += [type(error).__name__, *places]
            error = error.__cause__ or error.__context__
        return "\n".join(lines)


@contextmanager
def logbook(folder: Path) -> Iterator[None]:
    """Write down inside the block what our rooms log; people at the terminal see none of it."""
    book = logging.FileHandler(folder / time.strftime("%Y-%m.log"), encoding="utf-8", delay=True)
    book.setFormatter(_Discreet(_LINE))
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
