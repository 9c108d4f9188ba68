"""Made papers as words on pages, without scanning them: printed by `samples`, misread by lot, understood by us.

The same seed gives the same papers; `Misreading` states the rates.
"""

import random
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from extractors import extract
from pipeline.mentions import Mentions, mentions
from pipeline.model import Box, Code, Extraction, OcrPage, Word
from samples.cases import Case
from samples.papers import Order, _print
from samples.press import HEIGHT, WIDTH, Leaf, Rect

_ALIKE = {
    "0": "8", "1": "7", "2": "7", "3": "8", "4": "1", "5": "6", "6": "5", "7": "1", "8": "3", "9": "0",
    "n": "ru", "u": "n", "r": "n", "i": "l", "l": "i", "o": "c", "c": "e", "e": "c", "h": "b", "m": "n",
    "g": "q", "t": "f", "a": "o", "N": "H", "H": "N", "V": "Y", "T": "I", "D": "O",
}  # fmt: skip
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_SHAPES = "\u0302\u0306\u031b"


@dataclass(frozen=True, slots=True)
class Misreading:
    """Shares (0–1) of letters that get another tone or none, that are taken for another, that are lost."""

    tones: float = 0.01
    letters: float = 0.004
    lost: float = 0.001

    def of(self, text: str, chance: random.Random) -> str:
        """The text as it was read."""
        return unicodedata.normalize("NFC", "".join(self._letter(c, chance) for c in text))

    def _letter(self, letter: str, chance: random.Random) -> str:
        drawn = chance.random()
        if drawn < self.lost:
            return ""
        base, *marks = unicodedata.normalize("NFD", letter)
        if drawn < self.lost + self.letters and base in _ALIKE:
            return chance.choice(_ALIKE[base]) + "".join(marks)
        if base.lower() in "aeiouy" and drawn > 1 - self.tones:
            return base + "".join(m for m in marks if m in _SHAPES) + chance.choice(_TONES)
        return letter


def read(
    case: Case | None, kind: str, layout: str, seed: int, misreading: Misreading
) -> tuple[Extraction, Mentions]:
    """What is understood of a paper of the case (None: of general effect), and what it mentions."""
    press, _, _ = _print(Order(kind, layout, "scan", seed, case))
    chance = random.Random(f"{kind} {layout} {seed}")
    pages = [_page(n, leaf, misreading, chance) for n, leaf in enumerate(press.leaves, 1)]
    found = extract(pages)
    return found, mentions(pages, found.dossier_codes)


def _page(number: int, leaf: Leaf, misreading: Misreading, chance: random.Random) -> OcrPage:
    words = [
        word
        for line, (text, rect) in enumerate(leaf.lines)
        for word in _words(text, rect, line, misreading, chance)
    ]
    codes = tuple(Code(kind, text, _box(rect)) for kind, text, rect in leaf.codes)
    return OcrPage(number, WIDTH, HEIGHT, 300, 0, 0.0, not words, 0.97, "made", tuple(words), codes)


def _words(
    text: str, rect: Rect, line: int, misreading: Misreading, chance: random.Random
) -> Iterator[Word]:
    left, top, right, bottom = rect
    step, at = (right - left) / max(1, len(text)), 0
    for part in text.split():
        at = text.index(part, at)
        said = misreading.of(part, chance)
        place = (left + at * step, top, left + (at + len(part)) * step, bottom)
        sure = 0.99 - 0.4 * chance.random() if said != part else 0.99 - 0.02 * chance.random()
        if said:
            yield Word(said, _box(place), sure, line)
        at += len(part)


def _box(rect: Rect) -> Box:
    return Box(rect[0] / WIDTH, rect[1] / HEIGHT, rect[2] / WIDTH, rect[3] / HEIGHT)
