"""Reading errors drawn as our own reader makes them, learned on the half kept for judging, at a stated rate."""

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from aligned import LONGEST, Pair, edits, line_pairs
from degraded import JUDGED, degraded_pages
from rapidfuzz.distance import Levenshtein

from pipeline.text import nfc

_TRIES, _SAMPLE = 6, 3000
_DOUBT = 300
"""Added to the places of each error: letters seen once and misread are not always misread."""

_MOST = 0.3


@dataclass(frozen=True, slots=True)
class Noise:
    """read: printed letters to what is read for them, each with its chance at a place where they stand."""

    read: dict[str, tuple[tuple[str, float], ...]]

    def spoil(self, text: str, dice: random.Random) -> str:
        """The text, lower case, as it might have been read."""
        return "".join(self._spoilt(nfc(text).lower(), dice))

    def _spoilt(self, text: str, dice: random.Random) -> Iterator[str]:
        place = 0
        while place < len(text):
            for length in range(LONGEST, -1, -1):
                printed = text[place : place + length]
                read = self._drawn(printed, dice) if len(printed) == length else None
                if read is not None:
                    yield read
                    place += length
                    break
            else:
                yield text[place]
                place += 1
                continue
            if not length:
                yield text[place]
                place += 1

    def _drawn(self, printed: str, dice: random.Random) -> str | None:
        chances = self.read.get(printed, ())
        if not chances:
            return None
        drawn = dice.random()
        for read, chance in chances:
            drawn -= chance
            if drawn < 0:
                return read
        return None


@cache
def noise(share: float) -> Noise:
    """Errors in this share (0–1) of all letters, measured on print of the judged half."""
    pairs = [pair for page in degraded_pages(JUDGED) for pair in line_pairs(page)]
    seen = Counter({edit: n for edit, n in edits(pairs).items() if _changes_words(edit)})
    printed = [line for line, _ in pairs]
    scale, drawn = share * 100, Noise({})
    for _ in range(_TRIES):
        drawn = Noise(_chances(seen, "\n".join(printed), scale))
        dice = random.Random(_TRIES)
        tried = letters_wrong((line, drawn.spoil(line, dice)) for line in printed[:_SAMPLE])
        scale *= share / tried
    return drawn


def judged_pages() -> int:
    """On how many pages the errors were learned."""
    return sum(1 for _ in degraded_pages(JUDGED))


@cache
def code_errors() -> list[tuple[Pair, int]]:
    """One sign of a code read as another or lost, with how often."""
    pairs = [pair for page in degraded_pages(JUDGED) for pair in line_pairs(page)]
    found = [
        (edit, n) for edit, n in sorted(edits(pairs).items())
        if len(edit[0]) == 1 and edit[0].isalnum() and edit[0].isascii() and len(edit[1]) <= 1
    ]  # fmt: skip
    return found


def _changes_words(edit: Pair) -> bool:
    """Whether letters or spaces go wrong; words out of a neighbouring line are no misread letters."""
    printed, read = edit
    if " " in printed + read:
        return edit in ((" ", ""), ("", " "))
    return len(read) <= max(1, len(printed)) and any(map(str.isalnum, printed + read))


def _chances(
    seen: Counter[Pair], text: str, scale: float
) -> dict[str, tuple[tuple[str, float], ...]]:
    found: dict[str, list[tuple[str, float]]] = {}
    for (printed, read), count in sorted(seen.items()):
        places = text.count(printed) if printed else len(text)
        found.setdefault(printed, []).append((read, min(_MOST, scale * count / (places + _DOUBT))))
    return {printed: tuple(read) for printed, read in found.items()}


def letters_wrong(pairs: Iterable[Pair]) -> float:
    """Share of printed letters that were read otherwise."""
    total = wrong = 0
    for printed, read in pairs:
        total += len(printed)
        wrong += Levenshtein.distance(printed, read)
    return wrong / max(1, total)
