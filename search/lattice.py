"""What a token that is no word may have been before it was read: few alternates, by likelihood.

A page of words that are all syllables has none, so that they cost only where reading failed
(`reference/search.md` §4.4, decision 0027).
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from math import exp

from search.readings import figures, known, learned, shaped
from search.syllables import syllabary

MOST = 3
"""Alternates of a token; more cost precision and space and find little (`reference/search.md` §4.3)."""

_LEAST = 0.003
"""Share of the likelihood below which an alternate is left out."""

_PRIOR = 0.5
"""Weight of how common a word is: names are made of words that office print has rarely."""

_SURE = 0.5
_MOST_DRIFTS, _MOST_SEEN = 16, 1
_SHORTEST, _LONGEST = 2, 16

Edit = tuple[str, str]
"""(printed, read)."""

_ALIKE: Edit = ("?", "?")
"""Several letters that look alike; as unlikely as an error never seen."""


@dataclass(frozen=True, slots=True)
class Repair:
    """words: one printed syllable, or two that were read as one. share: of the likelihood, 0–1."""

    words: tuple[str, ...]
    share: float

    @property
    def sure(self) -> bool:
        """Whether it is likelier than all others together."""
        return self.share >= _SURE


@lru_cache(maxsize=65536)
def is_odd(token: str) -> bool:
    """Whether a folded token is mostly letters and yet no word, or a number with letters in it."""
    if token in known() or not _SHORTEST <= len(token) <= _LONGEST:
        return False
    return 2 * sum(map(str.isdigit, token)) < len(token) or bool(_figure(token))


def _figure(token: str) -> str:
    """The number that a token is, some digits of which were read as letters; empty where it is none."""
    looks = figures(token)
    is_number = looks.isdigit() and any(map(str.isdigit, token)) and looks != token
    return looks if is_number else ""


@lru_cache(maxsize=65536)
def repairs(token: str) -> tuple[Repair, ...]:
    """What an odd token was, likeliest first; nothing for a word."""
    if not is_odd(token):
        return ()
    if number := _figure(token):
        return (Repair((number,), 1.0),)
    costs: dict[tuple[str, ...], float] = {}
    for words, edit in _candidates(token):
        cost = learned().cost(*edit) + _PRIOR * sum(map(learned().rarity, words))
        costs[words] = min(cost, costs.get(words, cost))
    least = min(costs.values(), default=0.0)
    total = sum(exp(least - cost) for cost in costs.values())
    best = sorted(costs, key=lambda words: (costs[words], words))[:MOST]
    found = (Repair(words, exp(least - costs[words]) / total) for words in best)
    return tuple(each for each in found if each.share >= _LEAST)


@lru_cache(maxsize=4096)
def drifts(word: str, *, seen: bool = False) -> tuple[str, ...]:
    """Other syllables that a printed word may have been read as, one letter off, likeliest first.

    seen: only by an error that the reader was seen to make.
    """
    costs: dict[str, float] = {}
    for syllable, (read, printed) in _one_letter_off(word):
        if syllable != word and (not seen or (printed, read) in learned().confusions):
            costs[syllable] = min(learned().cost(printed, read), costs.get(syllable, 1e9))
    likely = sorted(costs, key=lambda syllable: (costs[syllable], syllable))
    return tuple(likely[: _MOST_SEEN if seen else _MOST_DRIFTS])


def joined(first: str, second: str) -> str:
    """The syllable that was read as two tokens, one of which is no word; empty where there is none."""
    whole = first + second
    if whole not in syllabary() or whole == first:
        return ""
    broken = is_odd(first) or is_odd(second) or min(len(first), len(second)) == 1
    return whole if broken else ""


@lru_cache(maxsize=65536)
def shape(token: str) -> str:
    """What the token looks like: equal for words whose letters are read for each other."""
    return shaped(token, learned().shapes)


def _candidates(token: str) -> Iterator[tuple[tuple[str, ...], Edit]]:
    """Syllables, or two, one reading error away, each with the error."""
    for syllable, edit in _one_letter_off(token):
        yield (syllable,), edit
    yield from _by_rules(token)
    yield from _split(token)
    for syllable in _looking().get(shape(token), ()):
        yield (syllable,), _ALIKE


def _one_letter_off(token: str) -> Iterator[tuple[str, Edit]]:
    """Syllables with (their letter, the token's letter) where they differ; one of the two may be none."""
    for syllable, place in _without(token):
        yield syllable, (syllable[place], "")
    for place, letter in enumerate(token):
        rest = token[:place] + token[place + 1 :]
        if rest in syllabary():
            yield rest, ("", letter)
        for syllable, lost in _without(rest):
            if lost == place:
                yield syllable, (syllable[place], letter)


def _by_rules(token: str) -> Iterator[tuple[tuple[str, ...], Edit]]:
    """Learned confusions of more than one letter, undone wherever they may have happened."""
    for read, printed in _longer_rules():
        place = token.find(read)
        while place >= 0:
            repaired = token[:place] + printed + token[place + len(read) :]
            if repaired in syllabary():
                yield (repaired,), (printed, read)
            place = token.find(read, place + 1)


def _split(token: str) -> Iterator[tuple[tuple[str, ...], Edit]]:
    """Two syllables between which no space was seen."""
    for place in range(1, len(token)):
        words = token[:place], token[place:]
        if all(word in syllabary() for word in words):
            yield words, (" ", "")


def _without(rest: str) -> tuple[tuple[str, int], ...]:
    """Syllables that are `rest` and one letter more, with the place of that letter."""
    return _lacking().get(rest, ())


@cache
def _lacking() -> dict[str, tuple[tuple[str, int], ...]]:
    found: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for syllable in sorted(syllabary()):
        for place in range(len(syllable)):
            found[syllable[:place] + syllable[place + 1 :]].append((syllable, place))
    return {rest: tuple(places) for rest, places in found.items()}


@cache
def _looking() -> dict[str, tuple[str, ...]]:
    """Shape to the syllables that have it."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for syllable in sorted(syllabary()):
        found[shape(syllable)].append(syllable)
    return {look: tuple(syllables) for look, syllables in found.items()}


@cache
def _longer_rules() -> tuple[tuple[str, str], ...]:
    pairs = learned().confusions
    return tuple((read, printed) for printed, read in pairs if len(read) * len(printed) > 1)
