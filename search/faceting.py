"""Facets on any engine: which terms a document is counted under, and how the counts are asked for."""

from collections.abc import Mapping
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


def unscored(asked: Plan) -> Plan:
    """The same answers without what only ranks them."""
    return replace(asked, better=[])


def facets(told: Mapping[str, Any]) -> Facets:
    """What both engines tell of it."""
    return Facets(**{name: _counts(name, told[name]["buckets"]) for name in FACETS})


def _counts(name: str, buckets: list[dict[str, Any]]) -> tuple[Count, ...]:
    found = [Count(str(bucket["key"]), int(bucket["doc_count"])) for bucket in buckets]
    if name == "year":
        return tuple(sorted(found, key=lambda count: count.value, reverse=True))
    return tuple(sorted(found, key=lambda count: (-count.documents, count.value)))
