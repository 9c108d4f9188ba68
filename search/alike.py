"""Papers like one: what tells it from others becomes a plan; whoever has enough of it is like it.

Three kinds of clues: its values (people, codes, addresses), its title, and the neighbouring words by which its
text differs from most. Each counts by how rare it is, so the print that all papers of a form share counts nearly
nothing. Scores are shares of all clues (0–1), the same on every engine.
"""

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice

from pipeline.model import Findable, Matches, Reader, Tier
from search.clauses import Clause, clause
from search.codes import looks_like_code
from search.entry import SHORTEST_KEY, code_terms
from search.nodes import Adjacent, Node, Some, Term, Worth
from search.plan import Frequency, Plan, visible
from search.words import pairs

LIMIT = 100
"""So many at most are like a paper."""

_ENOUGH = 0.2
_PAGES = 5
_CANDIDATES = 400
_PAIRS = 40
_COMMON = 0.5
"""Share of papers from which a clue tells nothing; in a small office even a rare one is in some."""

_VALUE, _TITLE, _TEXT = 8.0, 2.0, 1.0
"""Measured on 142 made papers of 60 cases: with 8 the first is of the same case in .87 (with 4 in .72) and
all papers of the case are among the ten found on average in .99."""


@dataclass(frozen=True, slots=True)
class _Clue:
    """What another paper may have too; rarity: logarithm of how few have it."""

    asked: Node
    rarity: float
    weight: float

    @property
    def points(self) -> float:
        return self.rarity * self.weight


def alike(document: Findable, reader: Reader, frequency: Frequency) -> Plan:
    """What to ask the engine for papers like this one, itself left out."""
    papers = max(1, frequency("open", "yes") + frequency("open", "no"))
    rare = _Rarity(papers, frequency)
    clues = [*_values(document, rare), *_titles(document, rare), *_texts(document, rare)]
    total = sum(clue.points for clue in clues) or 1.0
    found = Some(tuple(Worth(clue.asked, clue.points / total) for clue in clues))
    nothing = Term("id", "")
    return Plan(
        must=[found if clues else Worth(nothing), *map(Worth, visible(reader))],
        never=[Term("id", document.document)],
    )


def enough(found: Matches) -> Matches:
    """Those that have enough in common; all of them are near, none is the paper asked about."""
    like = [match for match in found.matches if match.score >= _ENOUGH]
    return Matches(len(like), tuple(replace(match, tier=Tier.NEAR) for match in like))


@dataclass(frozen=True, slots=True)
class _Rarity:
    """How rare terms are among so many papers."""

    papers: int
    frequency: Frequency

    def of(self, *terms: tuple[str, str]) -> float:
        """Of all these terms together; 0 where no other paper has them, or too many have."""
        seen = min([self.frequency(name, term) for name, term in terms], default=0)
        if seen < 2 or seen > max(2.0, _COMMON * self.papers):
            return 0.0
        return math.log(1 + self.papers / seen)


def _values(document: Findable, rare: _Rarity) -> Iterator[_Clue]:
    """Codes by their joined key, other values as neighbouring words; the name of a person lives here."""
    told = {clause([value], code=looks_like_code(value)) for _, value in document.fields}
    for value in sorted(told, key=lambda each: each.folded):
        if value.code and len(value.key) >= SHORTEST_KEY:
            key = ("keys", code_terms(value)[1])
            yield from _telling(Term(*key), rare.of(key), _VALUE)
        elif len(value.folded) > 1 and not all(map(str.isdigit, value.folded)):
            yield from _together(value, rare, _VALUE)


def _titles(document: Findable, rare: _Rarity) -> Iterator[_Clue]:
    for pair in dict.fromkeys(pairs(clause([document.title]).folded)):
        yield from _telling(_pair(pair), rare.of(("folded_pairs", pair)), _TITLE)


def _texts(document: Findable, rare: _Rarity) -> Iterator[_Clue]:
    """The pairs of words of the first pages that tell most, by how often they stand there and how rare."""
    pages = (pairs(clause(words).folded) for _, words in islice(document.pages, _PAGES))
    seen = Counter(chain.from_iterable(pages))
    rarity = {
        pair: rare.of(("folded_pairs", pair))
        for pair, _ in seen.most_common(_CANDIDATES)
        if not all(map(str.isdigit, pair.split("_")))
    }
    best = sorted(rarity, key=lambda pair: (-rarity[pair] * math.sqrt(seen[pair]), pair))
    for pair in best[:_PAIRS]:
        yield from _telling(_pair(pair), rarity[pair], _TEXT)


def _together(value: Clause, rare: _Rarity, weight: float) -> Iterator[_Clue]:
    beside = tuple(pairs(value.folded))
    rarity = rare.of(*(("folded_pairs", pair) for pair in beside))
    asked = _pair(beside[0]) if len(beside) == 1 else Adjacent("folded_pairs", beside)
    yield from _telling(asked, rarity, weight)


def _pair(pair: str) -> Term:
    return Term("folded_pairs", pair)


def _telling(asked: Node, rarity: float, weight: float) -> Iterator[_Clue]:
    if rarity:
        yield _Clue(asked, rarity, weight)
