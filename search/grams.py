"""Expressions that stand on every other page, each indexed as one term.

A phrase of common words costs an engine the positions of all of them on most pages: 20 × a term. Which
expressions, was counted on printed office paper (`tools/learn_confusions.py`).
"""

from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.text import fold
from search.abbreviations import abbreviated
from search.readings import learned

_LENGTHS = (3, 4)


def is_common(words: Sequence[str]) -> bool:
    """Whether these words, in any spelling, are an expression of its own term."""
    return len(words) in _LENGTHS and tuple(map(fold, words)) in _known()


def gram(spelling: str, words: Sequence[str]) -> str:
    """Term of an expression in a spelling, `exact` or `folded`."""
    return f"{'=' if spelling == 'exact' else ''}{'_'.join(words)}"


def grams(exact: Sequence[str], folded: Sequence[str]) -> Iterator[str]:
    """Terms of all common expressions of a stretch, in both spellings."""
    known, begins = _known(), _begins()
    for place in range(len(folded) - _LENGTHS[0] + 1):
        if (folded[place], folded[place + 1]) not in begins:
            continue
        for length in _LENGTHS:
            if tuple(folded[place : place + length]) in known:
                yield gram("folded", folded[place : place + length])
                yield gram("exact", exact[place : place + length])


@cache
def _known() -> frozenset[tuple[str, ...]]:
    offices = (words for words in abbreviated() if len(words) in _LENGTHS)
    return learned().grams.union(offices)


@cache
def _begins() -> frozenset[tuple[str, ...]]:
    return frozenset(gram[:2] for gram in _known())
