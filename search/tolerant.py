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
from itertools import product

from search.clauses import Clause
from search.entry import code_terms, look_terms
from search.lattice import drifts
from search.nodes import Every, Fuzzy, Node, Some, Term
from search.other_names import named, other_names
from search.plan import met, standing
from search.readings import misreadings
from search.variants import LONGEST, may_be, odd_term

_WRITTEN_OUT = 3
_PERSONAL = 9
"""Digits from which a number is a person's and not one of a series."""


class Reach(IntEnum):
    """How far what was read may be from what was asked."""

    VARIANT = 1
    NEAR = 2
    FAR = 3


@dataclass(frozen=True, slots=True)
class Ways:
    """written: holds where a demand is met as written. otherwise: each holds where it is met in another way."""

    written: Node
    otherwise: tuple[Node, ...]

    @property
    def met(self) -> Node:
        """Holds where it is met in any way."""
        return Some((self.written, *self.otherwise))

    def or_else(self, others: Iterable[Node]) -> "Ways":
        """With more ways."""
        return Ways(self.written, (*self.otherwise, *others))


def all_of(demands: Iterable[Ways]) -> Ways:
    """All of them met, at least one otherwise.

    What is met otherwise is rare: written out so that an engine looks for the rest only there.
    """
    parts = list(demands)
    if len(parts) == 1:
        return parts[0]
    written = Every(tuple(part.written for part in parts))
    if len(parts) > _WRITTEN_OUT:
        begin = Some(tuple(node for part in parts for node in part.otherwise))
        return Ways(written, (Every((begin, *(part.met for part in parts))),))
    chosen = [part for part in product(*(_both(part) for part in parts)) if any(o for o, _ in part)]
    return Ways(written, tuple(Every(tuple(node for _, node in part)) for part in chosen))


def _both(part: Ways) -> tuple[tuple[bool, Node], ...]:
    """(False, as written) and, where there is a way, (True, otherwise)."""
    return ((True, Some(part.otherwise)), (False, part.written))


def ways(demand: Clause, *, reach: Reach) -> Ways:
    """How one demand may be met."""
    if demand.code:
        return Ways(met(demand, "folded"), tuple(_code(demand, reach=reach)))
    return stretch(demand.folded, demand.field, reach=reach)


def stretch(words: tuple[str, ...], name: str = "", *, reach: Reach) -> Ways:
    """How a word, or words next to each other, may be met, or what else means the same."""
    others = [standing("folded", other, name) for other in other_names(words)]
    if len(words) == 1:
        alone = Ways(standing("folded", words, name), tuple(_word(words[0], name, reach=reach)))
        return alone.or_else(others)
    return beside(words, name, reach=reach).or_else(others)


def scattered(words: Sequence[str], *, reach: Reach) -> Ways:
    """How words may be met anywhere, or, of those that have another name together, that name."""
    return all_of(
        all_of(stretch((word,), reach=reach) for word in some).or_else(
            [standing("folded", other) for other in other_names(some)] if len(some) > 1 else []
        )
        for some in named(words)
    )


def beside(words: Sequence[str], name: str = "", *, reach: Reach) -> Ways:
    """Words next to each other, any of them misread; of more than three each three."""
    length = min(LONGEST, len(words))
    windows = [tuple(words[at : at + length]) for at in range(len(words) - length + 1)]
    found = all_of(
        Ways(standing("folded", some, name), tuple(_together(some, name, reach=reach)))
        for some in windows
    )
    return Ways(standing("folded", tuple(words), name), found.otherwise)


def _together(words: tuple[str, ...], name: str, *, reach: Reach) -> Iterator[Node]:
    yield Term("lattice", may_be(words, name))
    if reach >= Reach.NEAR and len(words) == LONGEST:
        for place, word in enumerate(words):
            for other in drifts(word, seen=reach is Reach.NEAR):
                drifted = (*words[:place], other, *words[place + 1 :])
                yield standing("folded", drifted, name)


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
