"""What must hold for a demand to be met although it was read, or is written, otherwise.

As a variant: by what the reader may have mistaken (`search/variants.py`), by the look of a code. Near:
a word one letter away from something read that is no word (another word is never taken for a
misreading), a personal id with a likely error. Far: a code with any one sign off (numbers run in
series, so that is another paper's number as a rule), one of three neighbours read as another word;
asked only where nothing else was found.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from search.clauses import Clause
from search.entry import code_terms, look_terms
from search.lattice import drifts
from search.nodes import Every, Fuzzy, Node, Some, Term
from search.other_names import named, other_names
from search.plan import met, standing
from search.readings import misreadings
from search.variants import LONGEST, may_be, odd_term

_PERSONAL = 9
"""Digits from which a number is a person's and not one of a series."""


class Reach(IntEnum):
    """How far what was read may be from what was asked."""

    VARIANT = 1
    NEAR = 2
    FAR = 3


@dataclass(frozen=True, slots=True)
class Ways:
    """met: holds where the demand is met. loose: what holds only where it is met otherwise."""

    met: Node
    loose: tuple[Node, ...]


def ways(demand: Clause, *, reach: Reach) -> Ways:
    """How one demand may be met."""
    if demand.code:
        return _either(met(demand, "folded"), _code(demand, reach=reach))
    return stretch(demand.folded, demand.field, reach=reach)


def stretch(words: tuple[str, ...], name: str = "", *, reach: Reach) -> Ways:
    """How a word, or words next to each other, may be met, or what else means the same."""
    others = [standing("folded", other, name) for other in other_names(words)]
    if len(words) == 1:
        return _either(
            standing("folded", words, name), [*_word(words[0], name, reach=reach), *others]
        )
    return _or_else(beside(words, name, reach=reach), others)


def scattered(words: Sequence[str], *, reach: Reach) -> Ways:
    """How words may be met anywhere, or, of those that have another name together, that name."""
    return all_of(
        _or_else(
            all_of(stretch((word,), reach=reach) for word in some),
            [standing("folded", other) for other in other_names(some)] if len(some) > 1 else [],
        )
        for some in named(words)
    )


def _or_else(found: Ways, others: list[Node]) -> Ways:
    return Ways(Some((found.met, *others)), (*found.loose, *others)) if others else found


def beside(words: Sequence[str], name: str = "", *, reach: Reach) -> Ways:
    """Words next to each other, any of them misread; of more than three each three."""
    length = min(LONGEST, len(words))
    windows = [tuple(words[at : at + length]) for at in range(len(words) - length + 1)]
    return all_of(
        _either(standing("folded", some, name), _together(some, name, reach=reach))
        for some in windows
    )


def _together(words: tuple[str, ...], name: str, *, reach: Reach) -> Iterator[Node]:
    yield Term("lattice", may_be(words, name))
    if reach is Reach.FAR and len(words) == LONGEST:
        for place, word in enumerate(words):
            for other in drifts(word):
                drifted = (*words[:place], other, *words[place + 1 :])
                yield standing("folded", drifted, name)


def all_of(parts: Iterable[Ways]) -> Ways:
    """All demands met, at least one of them otherwise."""
    found = list(parts)
    loose = tuple(node for each in found for node in each.loose)
    return Ways(Every(tuple(each.met for each in found)), loose)


def _either(written: Node, otherwise: Iterable[Node]) -> Ways:
    loose = tuple(otherwise)
    return Ways(Some((written, *loose)), loose)


def _word(word: str, name: str, *, reach: Reach) -> Iterator[Node]:
    yield Term("lattice", may_be([word], name))
    if reach >= Reach.NEAR:
        yield Fuzzy("lattice", odd_term(word, name))


def _code(code: Clause, *, reach: Reach) -> Iterator[Node]:
    yield from (Term("keys", term) for term in look_terms(code))
    personal = code.key.isdigit() and len(code.key) >= _PERSONAL
    if reach is Reach.FAR or (reach is Reach.NEAR and personal):
        yield likely(code)
    if reach is Reach.FAR:
        yield Fuzzy("keys", code_terms(code)[1])


def likely(code: Clause) -> Node:
    """The code with one sign read as it sometimes is."""
    read = (code_terms(replace(code, folded=(key,)))[1] for key in misreadings(code.key))
    return Some(tuple(Term("keys", term) for term in (code_terms(code)[1], *read)))
