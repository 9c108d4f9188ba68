"""An engine that fails as the picture's dpi says; page workers import it by name."""

import os
import time

import numpy as np

from pipeline.errors import PageUnreadable, ToolMissing
from pipeline.model import Box, Word

STALLS, ABORTS, EATS, GIVES_UP, LACKS_DATA = 201, 202, 203, 204, 205


class ByDpi:
    """300 dpi is read; other values are the faults above."""

    name = "by-dpi-1"

    def read(self, grey, dpi):
        if dpi == STALLS:
            time.sleep(600)
        if dpi == ABORTS:
            os.abort()
        if dpi == EATS:
            _eat()
        if dpi == GIVES_UP:
            raise PageUnreadable("nothing to see")
        if dpi == LACKS_DATA:
            raise ToolMissing("language data")
        return [Word("trang", Box(0.1, 0.1, 0.2, 0.2), 0.95, 0)]


def _eat():
    pieces = []
    while True:
        pieces.append(np.ones(4_000_000))
