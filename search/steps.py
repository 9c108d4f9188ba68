"""A search as questions in turn, the surest first: as written, then misread, then near.

So an answer of a lower tier never stands above one of a higher, and what is written rightly is found
as fast as if nothing were ever misread.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from pipeline.model import Match, Matches, Query, Reader, Tier
from search.clauses import Clause, apart, bare_words, demands
from search.nodes import Every, Node, Some, Term, Worth
from search.plan import (
    EXACT_POINTS,
    TOGETHER_POINTS,
    Frequency,
    Plan,
    met,
    narrowing,
    own_codes,
    plan,
    refused,
    same_person,
    weight,
)
from search.tolerant import Reach, Ways, all_of, beside, likely, scattered, ways

_NEAR_WORDS = 12
"""Longer questions cost too much to be asked with letters off."""


@dataclass(frozen=True, slots=True)
class _Step:
    """A wider question. below: asked where fewer answers were found before."""

    reach: Reach
    tier: Tier
    base: float
    below: int | None


_WIDER = (
    _Step(Reach.VARIANT, Tier.VARIANT, 3 * EXACT_POINTS, None),
    _Step(Reach.NEAR, Tier.NEAR, 2 * EXACT_POINTS, 10),
    _Step(Reach.FAR, Tier.NEAR, EXACT_POINTS, 1),
)
_SCATTERED = _Step(Reach.NEAR, Tier.NEAR, 0.0, 10)
"""The words of a name, not together; where all of them are common, only if nothing else was found."""

_FEW = 5000
"""Documents in which all words of a name are soon looked for."""


@dataclass(frozen=True, slots=True)
class Slice:
    """Which of the ordered answers are wanted; both from 0."""

    limit: int
    offset: int

    @property
    def end(self) -> int:
        """Position after the last wanted answer."""
        return self.offset + self.limit


def in_turn(
    query: Query, reader: Reader, frequency: Frequency, ask: Callable[[Plan, Slice], Matches],
    wanted: Slice,
) -> Matches:  # fmt: skip
    """The wanted answers of all questions together."""
    total, found = 0, list[Match]()
    for asked in steps(query, reader, frequency):
        if asked.below is not None and total >= asked.below:
            continue
        left = Slice(wanted.limit - len(found), max(0, wanted.offset - total))
        answer = ask(asked, left)
        total += answer.total
        found += answer.matches
    return Matches(total, tuple(found))


def steps(query: Query, reader: Reader, frequency: Frequency) -> Iterator[Plan]:
    """The plans in turn; each leaves out what those before it find."""
    yield plan(query, reader, frequency)
    clauses = demands(query)
    if not clauses:
        return
    words = apart(query)
    scattered = Every(tuple(met(each, "folded") for each in words))
    found: Node = Every(tuple(met(each, "folded") for each in clauses))
    many = sum(len(each.folded) for each in clauses) > _NEAR_WORDS
    for step in _WIDER[: 1 if many else None]:
        wider = _demanded(clauses, step.reach)
        # What is far is not always asked, so what is scattered is left to the last question.
        before = [found, scattered] if step.reach is Reach.FAR else [found]
        yield _wider(query, reader, step, [Some(wider.otherwise)], before)
        found = wider.met if step.reach < Reach.FAR else found
    if words != clauses:
        step = _SCATTERED if _are_few(words, frequency) else replace(_SCATTERED, below=1)
        yield _wider(query, reader, step, [scattered], [found])


def _are_few(words: list[Clause], frequency: Frequency) -> bool:
    """Whether one of the words stands in so few documents that all are soon found anywhere."""
    return any(
        frequency("folded", each.folded[0]) <= _FEW
        for each in words
        if len(each.folded) == 1 and not each.field
    )


def _wider(query: Query, reader: Reader, step: _Step, must: list[Node], before: list[Node]) -> Plan:
    clauses = demands(query)
    return Plan(
        must=[*map(Worth, must), *map(Worth, narrowing(query, reader))],
        better=list(_better(clauses)),
        never=[*before, *refused(query)],
        weight=weight(clauses),
        tier=step.tier,
        base=step.base,
        below=step.below,
    )


def _demanded(clauses: list[Clause], reach: Reach) -> Ways:
    """All demands; of bare words either each somewhere, or all next to each other."""
    bare = [each for each in clauses if len(each.folded) == 1 and not each.field and not each.code]
    parts = [ways(each, reach=reach) for each in clauses if each not in bare]
    if bare:
        words = bare_words(bare)
        standing = beside(words, reach=reach).otherwise if len(words) > 1 else ()
        parts.append(scattered(words, reach=reach).or_else(standing))
    return all_of(parts)


def _better(clauses: list[Clause]) -> Iterator[Node]:
    yield from own_codes(clauses)
    yield from same_person(clauses)
    if codes := tuple(likely(each) for each in clauses if each.code):
        yield Worth(Some(codes), TOGETHER_POINTS)
    for each in clauses:
        if not each.field:
            # Also of phrases and codes: most of them is rightly read, and thousands without any
            # score would all be fetched to be ordered.
            yield from (Term("folded", word) for word in each.folded)
    words = bare_words(clauses)
    if len(words) > 1:
        yield Worth(beside(words, reach=Reach.VARIANT).met, TOGETHER_POINTS)
