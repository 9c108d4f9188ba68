"""Terms under which misread words are found: one field `lattice`, for index and query alike.

`+hung`, `+van_hung`, `+le_van_hung`: a word or neighbours that may stand there, though read otherwise.
`?hunq`: what was read and is no word, for questions one letter off. A field's values have its name
before these marks. Neighbours are written out up to three and not as positions: so a question stays a
look-up of terms, and only pages that were read badly grow.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from search.lattice import is_odd, joined, repairs

REPAIRED, ODD = "+", "?"
LONGEST = 3
"""Words that are written out together; of longer phrases each three are asked."""

_MOST_WAYS = 24
"""Ways of reading three words from one place, where nearly all is misread."""


@dataclass(frozen=True, slots=True)
class Arc:
    """Words that may stand from one token to `end`, exclusive. repaired: they are not what was read."""

    words: tuple[str, ...]
    end: int
    repaired: bool


def may_be(words: Iterable[str], name: str = "") -> str:
    """Term of neighbours where they may stand."""
    return f"{name}{REPAIRED}{'_'.join(words)}"


def odd_term(read: str, name: str = "") -> str:
    """Term of a token that is no word; asked with one letter off."""
    return f"{name}{ODD}{read}"


def lattice_terms(folded: Sequence[str], name: str = "") -> set[str]:
    """All terms of a stretch of text; none where every token is a word."""
    odd = {place for place, token in enumerate(folded) if is_odd(token)}
    broken = odd | {place for place, token in enumerate(folded) if len(token) == 1}
    begin = {at for place in broken for at in (place - 1, place) if _whole_at(folded, at)}
    found = {odd_term(folded[place], name) for place in odd}
    found.update(may_be([word], name) for place in odd for word in _surely(folded[place]))
    crowded = {place for place in odd | begin if _crowded(place, odd | begin)} | begin
    for place in odd - crowded:
        found.update(may_be(words, name) for words in _round(folded, place))
    near = {place - back for place in crowded for back in range(LONGEST) if place >= back}
    for place in sorted(near):
        found.update(may_be(words, name) for words in _neighbours(folded, place))
    return found


def _crowded(place: int, wrong: set[int]) -> bool:
    return any(place + by in wrong for by in (-3, -2, -1, 1, 2, 3))


def _round(folded: Sequence[str], place: int) -> Iterator[tuple[str, ...]]:
    """The same as `_neighbours` round a token alone among words, which is the usual case and soon done."""
    left = tuple(folded[max(0, place - LONGEST + 1) : place])
    right = tuple(folded[place + 1 : place + LONGEST])
    for repair in repairs(folded[place]):
        words = (*left, *repair.words, *right)
        for length in range(2, LONGEST + 1):
            first = max(0, len(left) - length + 1)
            last = min(len(left) + len(repair.words), len(words) - length + 1)
            yield from (words[start : start + length] for start in range(first, last))


def _whole_at(folded: Sequence[str], place: int) -> str:
    """The word that was read as this token and the next, if any."""
    here = 0 <= place < len(folded) - 1
    return joined(folded[place], folded[place + 1]) if here else ""


def _surely(token: str) -> Iterator[str]:
    for repair in repairs(token):
        if repair.sure:
            yield from repair.words


def _neighbours(folded: Sequence[str], place: int) -> Iterator[tuple[str, ...]]:
    """Two and three words from here of which at least one was misread."""
    for arc in arcs(folded, place):
        # a question may begin with the second of two words that were read as one
        for skipped in range(len(arc.words)):
            begun = Arc(arc.words[skipped:], arc.end, arc.repaired)
            yield from islice(_whole(folded, begun, 1), _MOST_WAYS)


def _whole(folded: Sequence[str], arc: Arc, before: int) -> Iterator[tuple[str, ...]]:
    """Beginnings of all ways on, longer than `before` words: shorter ones may end before what was misread."""
    if arc.repaired:
        longest = min(len(arc.words), LONGEST)
        yield from (arc.words[:length] for length in range(before + 1, longest + 1))
    if len(arc.words) >= LONGEST or arc.end >= len(folded):
        return
    for more in arcs(folded, arc.end):
        longer = Arc(arc.words + more.words, more.end, arc.repaired or more.repaired)
        yield from _whole(folded, longer, max(1, len(arc.words)))


def arcs(folded: Sequence[str], place: int) -> Iterator[Arc]:
    """What may stand at a place: what was read, its repairs, one word with the next token."""
    yield Arc((folded[place],), place + 1, False)
    for repair in repairs(folded[place]):
        yield Arc(repair.words, place + 1, True)
    if whole := _whole_at(folded, place):
        yield Arc((whole,), place + 2, True)
