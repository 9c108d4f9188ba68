"""Pages drawn in the test, and an engine that replays what it is told."""

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.model import Box, Word
from pipeline.picture import PagePicture

SERIF = (
    "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf",
    "/usr/share/fonts/truetype/freefont/FreeSerif.ttf",
    "/usr/share/fonts/truetype/noto/NotoSerif-Regular.ttf",
)


class ReplayEngine:
    """OcrEngine that gives the words it was made with, reading after reading, and keeps what it saw."""

    name = "replay-1"

    def __init__(self, *readings: Sequence[Word]) -> None:
        self.readings = list(readings)
        self.seen = []

    def read(self, grey, dpi):
        self.seen.append(grey)
        return list(self.readings[min(len(self.seen), len(self.readings)) - 1])


@pytest.fixture
def replay():
    return ReplayEngine


@pytest.fixture
def words():
    """Words of one confidence, side by side on one line."""

    def make(text, confidence=0.95):
        parts = text.split()
        return [
            Word(part, Box(0.1 + 0.05 * at, 0.2, 0.14 + 0.05 * at, 0.22), confidence, 0)
            for at, part in enumerate(parts)
        ]

    return make


@pytest.fixture
def letter():
    """An upright grey page with running text, drawn without any font file."""

    def make(lines=30, size=(1754, 1240)):
        sheet = np.full(size, 250, np.uint8)
        for line in range(lines):
            text = "Quyet dinh ve viec giai quyet thu tuc hanh chinh tai huyen"[line % 7 :]
            cv2.putText(sheet, text, (110, 150 + line * 50), cv2.FONT_HERSHEY_COMPLEX, 0.75, 20, 2)
        return sheet

    return make


@pytest.fixture
def picture():
    def make(pixels, dpi=300, number=1):
        return PagePicture(number, pixels, dpi, None)

    return make


@pytest.fixture(scope="session")
def typeset():
    """Lines of Vietnamese set in a serif font at 300 dpi, RGB; skips where no such font is installed."""
    font = next((path for path in SERIF if Path(path).is_file()), None)
    if font is None:
        pytest.skip("no serif font with Vietnamese letters (Debian: fonts-liberation2)")

    def make(lines, size=(2480, 1400)):
        sheet = Image.new("RGB", size, (250, 250, 248))
        pen = ImageDraw.Draw(sheet)
        for at, line in enumerate(lines):
            pen.text(
                (260, 160 + at * 100), line, font=ImageFont.truetype(font, 54), fill=(25, 25, 25)
            )
        return np.asarray(sheet)

    return make
