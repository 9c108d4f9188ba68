"""How far a value is trusted, and whether it may be used without a person looking.

A value is as sure as its least sure word, times the trust in the pattern that found it: one wrong
accent makes another name.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.values import Reading
from pipeline.model import FieldState, FieldValue, Word, around
from pipeline.text import nfc

AUTO_FROM = 0.87
"""Least confidence, 0–1, of a value that needs no review: of free text each word is right 98 times of 100.

On 12 real papers none above was wrong.
"""

NAMED_FROM = 0.855
"""The same for people and places, whose words stand in few ways: on made papers of layout a 185 of 187 between
the two were right, of other text 233 of 241."""

_NAMED = frozenset(("address", "name"))

SAID_TWICE = 0.98
"""Confidence of a value that two shapes of it agree on: two readings do not err alike."""

FREE_TEXT = 0.9
"""Trust in names and free words: a wrong accent is a real word too, and was read with up to 0.955."""


@dataclass(frozen=True, slots=True)
class Found:
    """A value with the words it was read from, before anyone has judged it.

    sure: confidence that the text is right, 0–1. doubt: goes to review however sure the words are.
    """

    name: str
    reading: Reading
    page: int
    words: tuple[Word, ...]
    sure: float
    doubt: bool = False


def found(name: str, reading: Reading, page: int, words: Sequence[Word]) -> Found:
    """A value read from these words: as sure as the least sure of them."""
    return Found(name, reading, page, tuple(words), min(word.confidence for word in words))


def judged(one: Found, kind: str, source: str) -> FieldValue:
    """The value with its confidence and whether it waits for a person; an empty value always does.

    kind: of the value, as forms name it.
    """
    confidence = round(one.sure * one.reading.trust, 4)
    sure = (
        confidence >= (NAMED_FROM if kind in _NAMED else AUTO_FROM)
        and not one.doubt
        and bool(one.reading.value)
    )
    return FieldValue(
        name=one.name,
        value=nfc(one.reading.value),
        raw=nfc(" ".join(word.text for word in one.words)),
        confidence=confidence,
        state=FieldState.AUTO if sure else FieldState.REVIEW,
        page=one.page,
        box=around([word.box for word in one.words]),
        source=source,
    )


def doubted(value: FieldValue) -> FieldValue:
    """The same value, waiting for a person."""
    return replace(value, state=FieldState.REVIEW)


def confirmed_by_another(value: FieldValue) -> FieldValue:
    """The same value, which stands on the paper a second time in another shape."""
    return replace(value, confidence=max(value.confidence, SAID_TWICE), state=FieldState.AUTO)
