"""An OCR engine that reads nothing: 250 made words at once, for what is measured beside reading."""

import zlib
from random import Random

from pipeline.model import Box, Word
from pipeline.ports import Grey

_SYLLABLES = "quyết định hồ sơ ủy ban nhân dân tỉnh xã thôn ngày tháng năm đăng ký đất đai".split()  # noqa: SIM905
_LINES, _IN_LINE = 25, 10


class MadeEngine:
    """The same picture gives the same words, another picture others."""

    name = "made-1"

    def read(self, grey: Grey, dpi: int) -> list[Word]:
        """Words in rows over the page."""
        dice = Random(zlib.crc32(grey.tobytes()) + dpi)
        return [_word(dice, line, at) for line in range(_LINES) for at in range(_IN_LINE)]


def _word(dice: Random, line: int, at: int) -> Word:
    left, top = 0.05 + 0.09 * at, 0.05 + 0.035 * line
    text = f"{dice.choice(_SYLLABLES)}{dice.randrange(100)}"
    return Word(text, Box(left, top, left + 0.08, top + 0.02), 0.95, line)
