"""Everyday expressions of offices, by which doubtful accents are settled; what no expression settles is doubted.

Readers confuse hook and stroke over a hat (ổ, ố) most: 11 of the first 12 wrong values that were taken unseen.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files

import yaml

from extractors.layout import Run
from pipeline.model import Word
from pipeline.text import fold, nfc

_EDGES = ".,;:()\"'“”‘’"
_STACKED = frozenset("ấẩếểốổẤẨẾỂỐỔ")

_DOUBT = 0.96
"""What is left of the confidence of a word with a hook or stroke over a hat that no expression settles."""

_SETTLED = 0.985
"""Least confidence of a word that an expression settles."""


@lru_cache(maxsize=1)
def _phrases() -> dict[int, dict[str, tuple[str, ...]]]:
    """Expressions by their count of words, longest first: folded → the words as spelt."""
    source = files("extractors.forms").joinpath("phrases.yaml").read_text("utf-8")
    said = [nfc(phrase).split() for phrase in yaml.safe_load(source)["phrases"].split(";")]
    known: dict[int, dict[str, tuple[str, ...]]] = {}
    for words in sorted(said, key=len, reverse=True):
        known.setdefault(len(words), {})[fold(" ".join(words))] = tuple(words)
    return known


def settled(run: Run) -> Run:
    """The run, its words in known expressions spelt right, other words with such a mark less sure."""
    spelt = dict(_spelt(run.words))
    words = tuple(_settled(word, spelt.get(at)) for at, word in enumerate(run.words))
    return run if words == run.words else replace(run, words=words)


def _spelt(some: Sequence[Word]) -> Iterator[tuple[int, str]]:
    """Number of a word and how its expression spells it; of overlapping ones the longest."""
    keys = [fold(word.text).strip(_EDGES) for word in some]
    taken: set[int] = set()
    for size, phrases in _phrases().items():
        for at in range(len(keys) - size + 1):
            words = phrases.get(" ".join(keys[at : at + size]))
            whole = words and _is_whole(some[at : at + size])
            if words and whole and not taken & set(range(at, at + size)):
                taken |= set(range(at, at + size))
                yield from enumerate(words, at)


def _is_whole(some: Sequence[Word]) -> bool:
    """Whether words are one expression: no mark parts them, and only the first may be written large."""
    parted = any(word.text[-1] in _EDGES for word in some[:-1])
    return not parted and all(word.text[:1].islower() for word in some[1:])


def _settled(word: Word, spelt: str | None) -> Word:
    core = word.text.strip(_EDGES)
    if spelt is None or core.isupper():
        risky = not _STACKED.isdisjoint(word.text)
        return replace(word, confidence=word.confidence * _DOUBT) if risky else word
    right = spelt.capitalize() if core[:1].isupper() else spelt
    if right == core and word.confidence >= _SETTLED:
        return word
    return replace(
        word, text=word.text.replace(core, right), confidence=max(word.confidence, _SETTLED)
    )
