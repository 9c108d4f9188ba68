"""Tesseract line by line, in this process: the line is found already, so only its network runs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import tesserocr

from pipeline.errors import PageUnreadable
from pipeline.ocr.tesseract import InProcess
from pipeline.ports import Grey, LineText
from pipeline.text import nfc

_DPI = 150
"""A strip of 13-point text has the size it has at this resolution."""

_EDGE = 4
"""px of paper added above and below, without which Tesseract loses accents at the edge."""

_SHORT = 2.5
"""Strip heights of width below which a strip holds one or two letters: read alone, they are often lost."""

_LONGEST = 24
"""Strip heights of width up to which short strips are read together."""

_SURE = 0.75
"""Mean figure a letter from which a short strip that was read with others is not read again."""

_WORD_LEVEL = "5"


class TesseractLines(InProcess):
    """LineRecogniser on libtesseract, page segmentation 7."""

    segmentation = tesserocr.PSM.SINGLE_LINE
    height = 40

    def read(self, strips: Sequence[Grey]) -> list[LineText]:
        """The text of each strip; a character is as sure as its word."""
        api = self._ready()
        texts = [LineText("", (), ())] * len(strips)
        for group in _groups(strips):
            together = np.hstack([strips[number] for number in group])
            words, at = _read(api, together), 0
            for number in group:
                width = strips[number].shape[1]
                mine = [word for word in words if at <= (word.left + word.right) / 2 < at + width]
                texts[number] = _line(mine, at, width)
                at += width
            if len(group) > 1:
                for number in group:
                    texts[number] = _surer(api, strips[number], texts[number])
        return texts


@dataclass(frozen=True, slots=True)
class _Seen:
    """A word on a strip. left, right: px. sure: 0–1."""

    text: str
    left: int
    right: int
    sure: float


def _groups(strips: Sequence[Grey]) -> list[list[int]]:
    """Numbers of the strips to be read as one: each for itself, short ones together."""
    short = [n for n, strip in enumerate(strips) if strip.shape[1] < _SHORT * strip.shape[0]]
    groups = [[n] for n in range(len(strips)) if n not in set(short)]
    room = 0
    for number in short:
        height, width = strips[number].shape
        if room < width:
            groups.append([])
            room = _LONGEST * height
        groups[-1].append(number)
        room -= width
    return groups


def _surer(api: tesserocr.PyTessBaseAPI, strip: Grey, text: LineText) -> LineText:
    """A short strip read with others, or alone where that is surer: strokes of a seal beside it mislead.

    Where nothing was read there is most often nothing: alone, a stroke becomes a 1.
    """
    if not text.text or _mean(text) >= _SURE:
        return text
    return max(text, _line(_read(api, strip), 0, strip.shape[1]), key=_mean)


def _mean(text: LineText) -> float:
    return sum(text.sure) / len(text.sure) if text.sure else 0.0


def _read(api: tesserocr.PyTessBaseAPI, strip: Grey) -> list[_Seen]:
    grey = np.pad(strip, ((_EDGE, _EDGE), (0, 0)), constant_values=250)
    height, width = grey.shape
    api.SetImageBytes(grey.tobytes(), width, height, 1, width)
    api.SetSourceResolution(_DPI)
    try:
        table = str(api.GetTSVText(0))
    except RuntimeError as error:
        raise PageUnreadable("Tesseract gave up on a line") from error
    finally:
        api.Clear()
    return list(_words(table))


def _words(table: str) -> Iterator[_Seen]:
    for row in table.splitlines():
        cells = row.split("\t", 11)
        if len(cells) == 12 and cells[0] == _WORD_LEVEL and (text := nfc(cells[11]).strip()):
            left, wide = int(cells[6]), int(cells[8])
            yield _Seen(text, left, left + wide, min(1.0, max(0.0, float(cells[10]) / 100)))


def _line(words: Sequence[_Seen], start: int, width: int) -> LineText:
    """Words as the text of a strip that begins at `start` px and is `width` px wide."""
    sure: list[float] = []
    spans: list[tuple[float, float]] = []
    for word in words:
        left, step = (word.left - start) / width, (word.right - word.left) / len(word.text) / width
        if spans:
            sure.append(1.0)
            spans.append((spans[-1][1], left))
        spans += [(left + n * step, left + (n + 1) * step) for n in range(len(word.text))]
        sure += [word.sure] * len(word.text)
    return LineText(" ".join(word.text for word in words), tuple(sure), tuple(spans))
