"""Other ways to write the same: abbreviations, days, and names that communes had or have."""

from collections.abc import Iterator, Sequence

from search.abbreviations import other_writings
from search.communes import other_communes
from search.days import other_days

Words = tuple[str, ...]
_LONGEST = 8


def other_names(words: Words) -> tuple[Words, ...]:
    """Folded words for folded words that mean the same; nothing for most."""
    return (*other_writings(words), *other_communes(words), *other_days(words))


def named(words: Sequence[str]) -> Iterator[Words]:
    """The words in order, those together that have another name together, the others alone."""
    place = 0
    while place < len(words):
        ends = range(min(len(words), place + _LONGEST), place + 1, -1)
        end = next((end for end in ends if other_names(tuple(words[place:end]))), place + 1)
        yield tuple(words[place:end])
        place = end
