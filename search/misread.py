"""Where among the tokens of a page a demand is met otherwise than written: the rule of `search/tolerant.py`."""

from collections.abc import Iterator, Sequence

from search.clauses import Clause
from search.lattice import drifts, is_odd, repairs
from search.other_names import other_names
from search.readings import figures
from search.tolerant import Reach
from search.variants import arcs

Place = tuple[int, int]
"""First and last token."""

_LONGEST_CODE = 16


def misread(tokens: Sequence[str], demand: Clause, reach: Reach) -> list[Place]:
    """Places in order; tokens folded. Nothing where all is as written."""
    if demand.code:
        return list(_codes(tokens, demand.key, reach))
    found = {place for other in other_names(demand.folded) for place in standing(tokens, other)}
    if len(demand.folded) == 1:
        found.update(_words(tokens, demand.folded[0], reach))
    else:
        for start in range(len(tokens)):
            found.update((start, last) for last in _ends(tokens, start, demand.folded, reach))
    return sorted(found)


def standing(tokens: Sequence[str], wanted: Sequence[str]) -> Iterator[Place]:
    """Each place where the words stand as they are."""
    length = len(wanted)
    for start, token in enumerate(tokens):
        if token == wanted[0] and list(tokens[start : start + length]) == list(wanted):
            yield start, start + length - 1


def within_one(one: str, other: str) -> bool:
    """Whether at most one letter is wrong, lost, gained, or swapped with its neighbour."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    same = next((n for n, letter in enumerate(one) if letter != other[n]), len(one))
    if len(one) < len(other):
        return one[same:] == other[same + 1 :]
    swapped = other[same + 1 : same + 2] + other[same : same + 1]
    return one[same + 1 :] == other[same + 1 :] or one[same:] == swapped + other[same + 2 :]


def _words(tokens: Sequence[str], word: str, reach: Reach) -> Iterator[Place]:
    for place, token in enumerate(tokens):
        if any(repair.sure and word in repair.words for repair in repairs(token)) or (
            reach >= Reach.NEAR and is_odd(token) and within_one(token, word)
        ):
            yield place, place
        if any(arc.words == (word,) and arc.end == place + 2 for arc in arcs(tokens, place)):
            yield place, place + 1


def _ends(tokens: Sequence[str], start: int, words: tuple[str, ...], reach: Reach) -> Iterator[int]:
    """Last tokens of the words from here on, at least one of them misread."""
    for arc in arcs(tokens, start):
        for skipped in range(len(arc.words)):
            yield from _along(tokens, arc.words[skipped:], arc.end, words, arc.repaired)
    if reach is Reach.FAR:
        yield from _drifted(tokens, start, words)


def _along(
    tokens: Sequence[str], stood: tuple[str, ...], end: int, words: tuple[str, ...], repaired: bool
) -> Iterator[int]:
    length = min(len(stood), len(words))
    if stood[:length] != words[:length]:
        return
    if length == len(words):
        if repaired:
            yield end - 1
        return
    for arc in arcs(tokens, end) if end < len(tokens) else ():
        yield from _along(tokens, arc.words, arc.end, words[length:], repaired or arc.repaired)


def _drifted(tokens: Sequence[str], start: int, words: tuple[str, ...]) -> Iterator[int]:
    """All words but one are there, and that one was read as another word."""
    there = tokens[start : start + len(words)]
    wrong = [(word, read) for word, read in zip(words, there, strict=False) if word != read]
    if len(there) == len(words) and len(wrong) == 1 and wrong[0][1] in drifts(wrong[0][0]):
        yield start + len(words) - 1


def _codes(tokens: Sequence[str], key: str, reach: Reach) -> Iterator[Place]:
    for start in range(len(tokens)):
        read = ""
        for end in range(start, min(start + _LONGEST_CODE, len(tokens))):
            read += tokens[end]
            if len(read) > len(key) + 1:
                break
            if figures(read) == figures(key) or (reach >= Reach.NEAR and within_one(read, key)):
                yield start, end
