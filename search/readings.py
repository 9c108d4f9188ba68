"""What letters this office's reader takes for which: learned by `tools/learn_confusions.py`."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from math import log
from pathlib import Path

from search.syllables import syllabary

_UNSEEN = 0.3
"""How many times an edit counts as seen that was never seen; of all letters there are about 36 × 36."""

MOST_MISREADINGS = 48

Rules = Mapping[str, str]
"""Letters to what stands for them."""


@dataclass(frozen=True, slots=True)
class Readings:
    """confusions: (printed, read) to times seen, either side may be empty or a space.

    letters: times printed. syllables: times printed. words: what is printed besides syllables. shapes:
    letters that look alike, to what stands for them all; figures: the same for signs of codes.
    grams: common expressions of three or four words. printed: words in all.
    """

    confusions: Mapping[tuple[str, str], int]
    letters: Mapping[str, int]
    syllables: Mapping[str, int]
    words: frozenset[str]
    shapes: Rules
    figures: Rules
    grams: frozenset[tuple[str, ...]]
    printed: int

    def cost(self, printed: str, read: str) -> float:
        """How unlikely it is that these printed letters are read as those: −log, from 0."""
        seen = self.confusions.get((printed, read), 0) + _UNSEEN
        times = self.letters.get(printed[:1], 0) if printed.strip() else self.printed
        return -log(seen / (max(times, 1) + 100.0))

    def rarity(self, syllable: str) -> float:
        """How rarely a syllable is printed: −log, from 0."""
        return -log((self.syllables.get(syllable, 0) + 0.5) / self.printed)


@cache
def learned() -> Readings:
    """Read from the data file once."""
    found = json.loads(Path(__file__).with_name("readings.json").read_text("utf-8"))
    grams = frozenset(tuple(gram.split()) for gram in found["grams"])
    confusions = {tuple(pair.split(">")): count for pair, count in found["confusions"].items()}
    return Readings(
        confusions,
        found["letters"],
        found["syllables"],
        frozenset(found["words"]),
        found["shapes"],
        found["figures"],
        grams,
        sum(found["syllables"].values()),
    )


@cache
def _read_for() -> dict[str, list[tuple[int, str]]]:
    """Sign to what it is read as, with how often, also where it is lost."""
    found: dict[str, list[tuple[int, str]]] = {}
    for (printed, read), count in learned().confusions.items():
        if len(printed) == 1 and printed.isalnum() and " " not in read:
            found.setdefault(printed, []).append((count, read))
    return found


def misreadings(key: str) -> list[str]:
    """A code with one sign read as it sometimes is, likeliest first."""
    found: dict[str, int] = {}
    for place, sign in enumerate(key):
        for count, read in _read_for().get(sign, ()):
            misread = key[:place] + read + key[place + 1 :]
            found[misread] = max(count, found.get(misread, 0))
    likely = sorted(found, key=lambda misread: (-found[misread], misread))
    return [misread for misread in likely if misread != key][:MOST_MISREADINGS]


@cache
def known() -> frozenset[str]:
    """All words that are no reading errors: syllables, abbreviations, names of places."""
    return syllabary() | learned().words


def shaped(word: str, rules: Rules) -> str:
    """The word with letters that look alike made one, longer ones first."""
    for letters in sorted(rules, key=len, reverse=True):
        word = word.replace(letters, rules[letters])
    return word


@lru_cache(maxsize=16384)
def figures(key: str) -> str:
    """What a code looks like: letters that are read for digits made digits."""
    return shaped(key, learned().figures)
