"""Stamps of secrecy and urgency: the page treatment takes red ink away, so they are looked for by themselves."""

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.model import Box, Word
from pipeline.ports import Colour, Grey, OcrEngine
from pipeline.text import code_key

_HEAD = 0.45
"""Share of the page from the top in which the marking is stamped (decree 30/2020, box 10a)."""

_RED = 60
"""Levels by which red must exceed green and blue; brown paper and JPEG noise stay below 30."""

_LEAST, _MOST = 0.0003, 0.08
"""Share of red px in the head: less is noise, more is a coloured form or a seal."""

_INK = 200
"""Grey level (0–255) below which a px of the red picture is ink."""

_TIMES = 4

_STAMPS = 3
"""Red places looked at, largest first."""

_MARKING = frozenset(
    (
        "mat",
        "toi",
        "tuyet",
        "toimat",
        "tuyetmat",
        "hoa",
        "toc",
        "hoatoc",
        "khan",
        "thuong",
        "thuongkhan",
    )
)
_ENDS = ("mat", "toc", "khan")
"""How a whole marking ends."""


@dataclass(frozen=True, slots=True)
class _Stamp:
    """A place of red ink in px of the head, and by how many degrees it slants."""

    left: int
    top: int
    width: int
    height: int
    slant: float


def marking_words(page: Colour, engine: OcrEngine, dpi: int) -> list[Word]:
    """Words of a marking (TỐI MẬT, HỎA TỐC, THƯỢNG KHẨN …) in red on an upright page, boxes of the page.

    They stand on one line. Empty, at the cost of a few ms, where the head has no red ink.
    """
    head = page[: round(page.shape[0] * _HEAD)]
    red = _red_ink(head)
    share = float(np.count_nonzero(red < 255 - _RED)) / red.size
    if not _LEAST < share < _MOST:
        return []
    for stamp in _stamps(red):
        words = [word for word in engine.read(_letters(red, stamp), dpi) if _marks(word)]
        if any(code_key(word.text).endswith(_ENDS) for word in words):
            return _on_page(_once(words), stamp, red.shape)
    return []


def _red_ink(head: Colour) -> Grey:
    """Only what is red, dark on white."""
    red, green, blue = cv2.split(head)
    excess = np.asarray(cv2.subtract(red, cv2.max(green, blue)), np.uint8)
    strong = np.where(excess > _RED, excess, 0).astype(np.float32)
    return np.asarray(255 - np.clip(strong * 2, 0, 255), np.uint8)


def _stamps(red: Grey) -> list[_Stamp]:
    """Places where red ink hangs together, largest first: the letters of a stamp and its frame."""
    ink = (red < 255 - _RED).astype(np.uint8)
    reach = max(3, red.shape[1] // 60) | 1
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    outlines, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    found = [_stamp(np.asarray(outline, np.int32), red.shape[1]) for outline in outlines]
    shaped = [stamp for stamp in found if stamp is not None]
    return sorted(shaped, key=lambda stamp: stamp.width, reverse=True)[:_STAMPS]


def _stamp(outline: NDArray[np.int32], page_width: int) -> _Stamp | None:
    """A place as wide and low as a marking; its slant is that of the smallest rectangle around it."""
    left, top, width, height = cv2.boundingRect(outline)
    if not (0.04 < width / page_width < 0.4 and 0.15 < height / width < 0.9):
        return None
    slant = float(cv2.minAreaRect(outline)[2])
    slant = slant - 90 if slant > 45 else slant
    return _Stamp(left, top, width, height, slant if abs(slant) < 20 else 0.0)


def _letters(red: Grey, stamp: _Stamp) -> Grey:
    """The letters of the stamp by themselves, level, without its frame, ready to be read."""
    cut = red[stamp.top : stamp.top + stamp.height, stamp.left : stamp.left + stamp.width]
    middle = (stamp.width / 2, stamp.height / 2)
    turn = cv2.getRotationMatrix2D(middle, stamp.slant, 1.0)
    level = cv2.warpAffine(cut, turn, (stamp.width, stamp.height), borderValue=255)
    count, labels, facts, _ = cv2.connectedComponentsWithStats((level < _INK).astype(np.uint8))
    for part in range(1, count):
        if facts[part, cv2.CC_STAT_WIDTH] > 0.6 * stamp.width:
            level[labels == part] = 255
    return _repeated(np.asarray(level, np.uint8))


def _repeated(level: Grey) -> Grey:
    """The letters several times on one line: a single short word is no text to a page reader."""
    down, across = np.nonzero(level < _INK)
    if not down.size:
        return level
    tight = level[down.min() : down.max() + 1, across.min() : across.max() + 1]
    gap = np.full((tight.shape[0], tight.shape[0] // 2), 255, np.uint8)
    line = np.hstack([part for _ in range(_TIMES) for part in (tight, gap)])
    edge = tight.shape[0]
    return np.asarray(
        cv2.copyMakeBorder(line, edge, edge, edge, edge, cv2.BORDER_CONSTANT, value=255), np.uint8
    )


def _once(words: list[Word]) -> list[Word]:
    """What was read of the first of the repeated stamps: each different word once, in order."""
    return list({code_key(word.text): word for word in reversed(words)}.values())[::-1]


def _marks(word: Word) -> bool:
    return code_key(word.text) in _MARKING


def _on_page(words: list[Word], stamp: _Stamp, head: tuple[int, ...]) -> list[Word]:
    """The words side by side in the stamp's box: on a small stamp they need not be told apart more finely."""
    height, width = head[0], head[1]
    step = stamp.width / len(words)
    return [
        replace(
            word,
            line=0,
            box=Box(
                (stamp.left + number * step) / width,
                stamp.top / height * _HEAD,
                (stamp.left + (number + 1) * step) / width,
                (stamp.top + stamp.height) / height * _HEAD,
            ),
        )
        for number, word in enumerate(words)
    ]
