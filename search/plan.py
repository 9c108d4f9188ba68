"""A query and its reader as a small tree that any engine can be asked: the one way to the index.

Ranking is in steps of points: every demand met in its exact spelling, then codes that are the
document's own, then words that stand together; what the engine scores by frequency is less than a
step. Demands typed without accents have an exact tier only where that is how they are usually
written (`UBND`, `2024`): else pages whose accents the reading lost would stand above right ones.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from pipeline.model import Query, Reader, Tier
from search.clauses import Clause, bare_words, demands, refusals
from search.days import day_of
from search.entry import code_terms, dossier_term, own_term
from search.grams import gram, is_common
from search.nodes import Adjacent, Days, Every, Node, Some, Term, Worth
from search.person_days import person_day
from search.persons import is_name
from search.words import pairs

EXACT_POINTS = 16384.0
FOLDED_BASE = 4 * EXACT_POINTS
"""Added to scores after the engine, whose floats would lose their last digits; below it stand wider questions."""

OWN_POINTS = 4096.0
TOGETHER_POINTS = 1024.0
_SCORED_WORDS = 8
"""Scores by frequency are scaled down for longer queries, so that they stay below a step."""


Frequency: TypeAlias = Callable[[str, str], int]
"""(field, term) → in how many documents it stands, about."""


@dataclass(slots=True)
class Plan:
    """must: every one holds. better: adds to the score. never: none holds.

    weight: by which the engine's own scores are multiplied. ranked: False where nothing is scored.
    tier, base: of its answers, added to their scores; from EXACT_POINTS on the engine's score means EXACT.
    below: asked only where fewer answers were found before.
    """

    must: list[Node] = field(default_factory=list)
    better: list[Node] = field(default_factory=list)
    never: list[Node] = field(default_factory=list)
    weight: float = 1.0
    ranked: bool = True
    tier: Tier = Tier.FOLDED
    base: float = 0.0
    below: int | None = None

    def tier_of(self, score: float) -> Tier:
        """The tier of an answer by the engine's score; what is not ranked is what was asked."""
        exact = not self.ranked or (self.tier is Tier.FOLDED and score >= EXACT_POINTS)
        return Tier.EXACT if exact else self.tier


def plan(query: Query, reader: Reader, frequency: Frequency) -> Plan:
    """What to ask the engine: the demands, the filters, and always what `reader` may see."""
    clauses = demands(query)
    return Plan(
        must=[*map(_folded, clauses), *map(Worth, narrowing(query, reader))],
        better=list(_better(clauses, frequency)),
        never=refused(query),
        weight=weight(clauses),
        ranked=bool(clauses),
        base=FOLDED_BASE if clauses else 0.0,
    )


def narrowing(query: Query, reader: Reader) -> list[Node]:
    """Filters, and what the reader may see: part of every plan."""
    return [*_filters(query), *visible(reader)]


def refused(query: Query) -> list[Node]:
    """What must not be there: part of every plan."""
    return [_together("folded", each.folded) for each in refusals(query)]


def weight(clauses: list[Clause]) -> float:
    """By which an engine's scores stay below a step however long the query."""
    return min(1.0, _SCORED_WORDS / max(1, sum(len(each.folded) for each in clauses)))


def visible(reader: Reader) -> Iterator[Node]:
    """What every paper must be that this reader is told of: each plan holds it, nothing else adds it."""
    if reader.units:
        yield Some(tuple(Term("unit", unit) for unit in reader.units))
    if reader.clearance < 1:
        yield Term("open", "yes")


def _filters(query: Query) -> Iterator[Node]:
    if query.type:
        yield Term("type", query.type)
    if query.role:
        yield Term("role", query.role)
    if query.dossier:
        yield Term("dossier", dossier_term(query.dossier))
    if query.unit:
        yield Term("unit", query.unit)
    if query.procedure:
        yield Term("procedure", query.procedure)
    if query.issued_from or query.issued_to:
        yield Days(query.issued_from, query.issued_to)


def standing(spelling: Literal["exact", "folded"], words: tuple[str, ...], name: str = "") -> Node:
    """The words next to each other as they are written, anywhere or in a field."""
    return _named(spelling, words, name) if name else _together(spelling, words)


def _together(spelling: str, words: tuple[str, ...]) -> Node:
    """The words next to each other: as pairs, which are rarer and so faster than words."""
    if len(words) == 1:
        return Term(spelling, words[0])
    if is_common(words):
        return Term("grams", gram(spelling, words))
    beside = tuple(pairs(words))
    return (
        Term(f"{spelling}_pairs", beside[0])
        if len(beside) == 1
        else Adjacent(f"{spelling}_pairs", beside)
    )


def _named(spelling: str, words: tuple[str, ...], name: str) -> Node:
    terms = tuple(f"{name}={word}" for word in words)
    return (
        Adjacent(f"named_{spelling}", terms)
        if len(terms) > 1
        else Term(f"named_{spelling}", terms[0])
    )


def met(clause: Clause, spelling: Literal["exact", "folded"]) -> Node:
    """What must hold for a demand to be met in this spelling."""
    words = clause.exact if spelling == "exact" else clause.folded
    found = standing(spelling, words, clause.field)
    if not clause.code:
        return found
    exact, folded = code_terms(clause)
    return Some((found, Term("keys", exact if spelling == "exact" else folded)))


def _folded(clause: Clause) -> Node:
    """What must hold at all; plain words and phrases are scored."""
    found = met(clause, "folded")
    return Worth(found) if clause.field or clause.code else found


def _better(clauses: list[Clause], frequency: Frequency) -> Iterator[Node]:
    if _spelling_tells(clauses, frequency):
        yield Worth(Every(tuple(met(each, "exact") for each in clauses)), EXACT_POINTS)
        for each in clauses:
            if each.accented and len(each.exact) == 1 and not each.field:
                yield Term("exact", each.exact[0])
    yield from own_codes(clauses)
    yield from same_person(clauses)
    words = bare_words(clauses)
    if len(words) > 1:
        yield from (Term("folded_pairs", pair) for pair in pairs(words))
        yield Worth(standing("folded", words), TOGETHER_POINTS)


def own_codes(clauses: list[Clause]) -> Iterator[Node]:
    """That a code asked is the document's own; counted once, so that many codes are no step."""
    if own := tuple(Term("keys", own_term(each)) for each in clauses if each.code):
        yield Worth(Some(own), OWN_POINTS)


def same_person(clauses: list[Clause]) -> Iterator[Node]:
    """That a name and a day asked stand near each other."""
    days = [day for each in clauses if (day := day_of(each.folded))]
    names = [each.folded for each in clauses if is_name(each.exact) and not each.field]
    if terms := tuple(Term("keys", person_day(name, day)) for name in names for day in days):
        yield Worth(Some(terms), TOGETHER_POINTS)


def _spelling_tells(clauses: list[Clause], frequency: Frequency) -> bool:
    if any(each.accented for each in clauses):
        return True
    return bool(clauses) and all(
        _usual(each, word, frequency) for each in clauses for word in each.exact
    )


def _usual(clause: Clause, word: str, frequency: Frequency) -> bool:
    if word.isdigit():
        return True
    name, term = ("named_", f"{clause.field}={word}") if clause.field else ("", word)
    bare, either = frequency(f"{name}exact", term), frequency(f"{name}folded", term)
    return either == 0 or 2 * bare > either
