"""A neural line recogniser: the ONNX weights inside the Python package `asterocr`, run by onnxruntime.

Only the weights and their vocabulary are read out of the package; none of its code is imported.
"""

import json
from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np
import onnxruntime
from numpy.typing import NDArray

from pipeline.errors import ToolMissing
from pipeline.ocr import neural_weights
from pipeline.ports import Grey, LineText

_HIGH = 32
"""px of height the network takes."""

_SQUEEZE = 0.8
"""Width kept of a strip: as accurate as 1.0 and a fifth faster (tests/accuracy/README.md)."""

_WIDEST = 1000
"""px; the network fails above 1,024."""

_FRAME = 4
"""px of width by frame of its output."""

_BLANK = 0

_BULLETS = "-+"
"""Dashes before the items of a list: the network swallows the narrow space behind them."""


class NeuralLines:
    """LineRecogniser on the weights of `asterocr`, one thread. Raises ToolMissing where they are missing."""

    height = 2 * _HIGH

    def __init__(self) -> None:
        where = neural_weights.folder()
        if where is None:
            raise ToolMissing(
                f"the Python package '{neural_weights.PACKAGE}' with the neural line reader"
            )
        self._folder = where
        self._session: onnxruntime.InferenceSession | None = None
        self._letters: list[str] = []

    @property
    def name(self) -> str:
        """`asterocr-<hash of its weights>`."""
        return f"{neural_weights.PACKAGE}-{neural_weights.SHA256['asternet.onnx'][:8]}"

    def read(self, strips: Sequence[Grey]) -> list[LineText]:
        """The text of each strip; wide ones are read in parts that end at a gap."""
        if self._session is None:
            self._open()
        return [self._read(strip) for strip in strips]

    def _open(self) -> None:
        weights = neural_weights.checked(self._folder / "asternet.onnx")
        vocabulary = json.loads(neural_weights.checked(self._folder / "vocab.json").read_bytes())
        self._letters = [str(letter) for letter in vocabulary["chars"]]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(weights), options, providers=["CPUExecutionProvider"]
        )

    def _read(self, strip: Grey) -> LineText:
        width = strip.shape[1]
        factor = _HIGH / strip.shape[0] * _SQUEEZE
        cuts = [0, *_cuts(strip, _WIDEST / factor), width]
        parts = [
            _placed(self._part(strip[:, start:end], factor), start / width, (end - start) / width)
            for start, end in pairwise(cuts)
        ]
        return _joined([part for part in parts if part.text])

    def _part(self, strip: Grey, factor: float) -> LineText:
        width = max(16, round(strip.shape[1] * factor / _FRAME) * _FRAME)
        small = cv2.resize(strip, (width, _HIGH), interpolation=cv2.INTER_AREA)
        layers = np.repeat((small.astype(np.float32) / 255)[None, None], 3, axis=1)
        assert self._session is not None
        odds = self._session.run(None, {"images": layers})[0][:, 0]
        return self._decoded(np.exp(np.asarray(odds, np.float32)))

    def _decoded(self, odds: NDArray[np.float32]) -> LineText:
        """The likeliest letter of each frame; runs of one letter are one. odds: (frames, letters), 0–1."""
        best = odds.argmax(axis=1)
        changes = np.flatnonzero(np.diff(best, prepend=-1))
        ends = np.append(changes[1:], len(best))
        letters: list[str] = []
        sure: list[float] = []
        spans: list[tuple[float, float]] = []
        for start, end in zip(changes.tolist(), ends.tolist(), strict=True):
            if best[start] != _BLANK:
                letters.append(self._letters[best[start]])
                sure.append(float(odds[start:end, best[start]].max()))
                spans.append((start / len(best), end / len(best)))
        if len(letters) > 1 and letters[0] in _BULLETS and letters[1].isalnum():
            letters.insert(1, " ")
            sure.insert(1, 1.0)
            spans.insert(1, (spans[0][1], spans[1][0]))
        return _tidied(letters, sure, spans)


def _tidied(
    letters: Sequence[str], sure: Sequence[float], spans: Sequence[tuple[float, float]]
) -> LineText:
    """Without spaces at the ends and next to another."""
    kept: list[int] = []
    for number, letter in enumerate(letters):
        if letter != " " or (kept and letters[kept[-1]] != " "):
            kept.append(number)
    while kept and letters[kept[-1]] == " ":
        kept.pop()
    text = "".join(letters[number] for number in kept)
    return LineText(text, tuple(sure[n] for n in kept), tuple(spans[n] for n in kept))


def _cuts(strip: Grey, widest: float) -> list[int]:
    """Where to cut a strip so that no part is wider than `widest` px: in the widest gaps near even parts."""
    width = strip.shape[1]
    count = int(np.ceil(width / widest))
    if count < 2:
        return []
    ink = np.asarray((strip < 160).any(axis=0), np.bool_)
    reach = min(int(0.4 * width / count), int(widest * count - width) // count + 1)
    return [_gap(ink, round(width * n / count), max(reach, 8)) for n in range(1, count)]


def _gap(ink: NDArray[np.bool_], middle: int, reach: int) -> int:
    """The middle of the widest run without ink near a place."""
    start = max(0, middle - reach)
    clear = np.flatnonzero(np.diff(np.pad(~ink[start : middle + reach], 1).astype(np.int8)))
    runs = clear.reshape(-1, 2)
    if not len(runs):
        return middle
    begin, end = runs[np.argmax(runs[:, 1] - runs[:, 0])].tolist()
    return int(start + (begin + end) // 2)


def _placed(part: LineText, start: float, share: float) -> LineText:
    spans = tuple((start + left * share, start + right * share) for left, right in part.spans)
    return LineText(part.text, part.sure, spans)


def _joined(parts: Sequence[LineText]) -> LineText:
    """Parts of one line, a space between them."""
    sure: list[float] = []
    spans: list[tuple[float, float]] = []
    for part in parts:
        if spans:
            sure.append(1.0)
            spans.append((spans[-1][1], part.spans[0][0]))
        sure += part.sure
        spans += part.spans
    return LineText(" ".join(part.text for part in parts), tuple(sure), tuple(spans))
