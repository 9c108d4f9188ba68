"""Two words that were read as one: the wide capitals of a title come as `DỰÁN`."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.model import Word
from pipeline.spelling import is_syllable

_DOUBTFUL = 0.5
"""Confidence, 0–1, up to which a word may be two, and that the two get: never enough to go unseen."""

_LEAST_LETTERS = 2


def unglued(word: Word) -> tuple[Word, ...]:
    """The word, or the two syllables it can only be: letters that no syllable has, parted in one way.

    The two lie side by side in the box of the one.
    """
    text = word.text
    if word.confidence > _DOUBTFUL or not text.isalpha() or is_syllable(text):
        return (word,)
    ways = list(_ways(text))
    if len(ways) != 1:
        return (word,)
    at, box = ways[0], word.box
    edge = box.left + box.width * at / len(text)
    one = replace(word, text=text[:at], box=replace(box, right=edge), confidence=_DOUBTFUL)
    other = replace(word, text=text[at:], box=replace(box, left=edge), confidence=_DOUBTFUL)
    return one, other


def _ways(text: str) -> Iterator[int]:
    for at in range(_LEAST_LETTERS, len(text) - _LEAST_LETTERS + 1):
        if is_syllable(text[:at]) and is_syllable(text[at:]):
            yield at
