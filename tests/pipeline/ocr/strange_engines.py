"""An engine that answers strangely as the picture's dpi says; page workers import it by name."""

import os
import sys

from pipeline.model import Box, Word

EXITS, ENDS, RAISES, EMPTY, NOT_UTF8, LONE_HALVES, NOT_WORDS = 211, 212, 213, 214, 215, 216, 217


class ByDpi:
    """300 dpi is read; other values are the answers above."""

    name = "by-dpi-2"

    def read(self, grey, dpi):
        if dpi == EXITS:
            os._exit(3)
        if dpi == ENDS:
            sys.exit("over")
        if dpi == RAISES:
            raise RuntimeError("an odd page")
        if dpi == EMPTY:
            return []
        if dpi == NOT_UTF8:
            bytes([0xC3, 0x28]).decode("utf-8")
        if dpi == NOT_WORDS:
            return None
        text = "ch\udcc3\udc28" if dpi == LONE_HALVES else "trang"
        return [Word(text, Box(0.1, 0.1, 0.2, 0.2), 0.95, 0)]
