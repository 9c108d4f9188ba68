"""Facets on any engine: which terms a document is counted under, and how the counts are asked for."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from pipeline.facets import Count, Facets
from pipeline.model import Findable
from search.plan import Plan

FACETS = ("type", "unit", "procedure", "year", "role")
"""Fields of the index, and of `Facets`."""

_MOST_VALUES = 10_000
"""A province has some hundred units and two thousand procedures."""


def facet_terms(document: Findable) -> dict[str, list[str]]:
    """Each value once: engines differ in how they count one that stands there twice."""
    return {
        "type": [document.type],
        "unit": sorted(set(document.units)),
        "procedure": sorted(set(document.procedures)),
        "year": [f"{document.issued.year:04}"] if document.issued else [],
        "role": sorted({str(role) for role in document.roles}),
    }


def aggregations() -> dict[str, Any]:
    """What both engines are asked, in their common words."""
    return {name: {"terms": {"field": name, "size": _MOST_VALUES}} for name in FACETS}


def in_turn(plans: Iterable[Plan], count: Callable[[Plan], Facets]) -> Facets:
    """The counts of all plans that a search would ask in turn; no document answers two of them."""
    found: list[Facets] = []
    for asked in plans:
        if asked.below is None or _total(found) < asked.below:
            found.append(count(replace(asked, better=[])))
    return Facets(**{name: _summed(name, found) for name in FACETS})


def facets(told: Mapping[str, Any]) -> Facets:
    """What both engines tell of one plan."""
    return Facets(**{name: _counts(told[name]["buckets"]) for name in FACETS})


def _counts(buckets: list[dict[str, Any]]) -> tuple[Count, ...]:
    return tuple(Count(str(bucket["key"]), int(bucket["doc_count"])) for bucket in buckets)


def _total(found: list[Facets]) -> int:
    """How many documents answered: each is of one type."""
    return sum(count.documents for one in found for count in one.type)


def _summed(name: str, found: list[Facets]) -> tuple[Count, ...]:
    """Most frequent first, years newest first."""
    sums: Counter[str] = Counter()
    for one in found:
        for count in getattr(one, name):
            sums[count.value] += count.documents
    counts = [Count(value, documents) for value, documents in sums.items()]
    if name == "year":
        return tuple(sorted(counts, key=lambda count: count.value, reverse=True))
    return tuple(sorted(counts, key=lambda count: (-count.documents, count.value)))
