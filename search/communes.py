"""What a commune was called before 01/7/2025, and what it is called now."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from pipeline.errors import ToolMissing
from pipeline.text import fold
from pipeline.units import Names, Unit, country

Words = tuple[str, ...]

_KINDS = frozenset(("xa", "phuong", "thi"))
_NAMESAKES = 3
"""Communes of one name, in the whole country, from which the name alone tells too little."""

_MOST = 12


def other_communes(words: Words) -> tuple[Words, ...]:
    """Folded kind and name (`xa hong thai`) → the communes that it went to, or came from; else nothing."""
    return _became().get(words, ()) if words[0] in _KINDS else ()


@cache
def _became() -> dict[Words, tuple[Words, ...]]:
    """Old to new and new to old; nothing where the names of places are not installed."""
    try:
        before = country().before
    except ToolMissing:
        return {}
    moved: defaultdict[Words, list[frozenset[Words]]] = defaultdict(list)
    came: defaultdict[Words, set[Words]] = defaultdict(set)
    for commune in _communes(before):
        old, now = _words(commune.whole), frozenset(_words(_commune(each)) for each in commune.now)
        moved[old].append(now)
        for each in now:
            came[each].add(old)
    forth = {old: set().union(*nows) for old, nows in moved.items() if len(nows) <= _NAMESAKES}
    names = {*forth, *(now for now, olds in came.items() if len(olds) <= _MOST)}
    both = {name: (forth.get(name, set()) | came.get(name, set())) - {name} for name in names}
    return {name: tuple(sorted(others)) for name, others in both.items() if others}


def _communes(names: Names) -> Iterator[Unit]:
    for unit in (unit for same in names.values() for unit in same):
        if unit.now:
            yield unit
        yield from _communes(unit.below)


def _commune(now: str) -> str:
    return now.partition(",")[0]


def _words(name: str) -> Words:
    return tuple(fold(name).split())
