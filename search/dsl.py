"""A plan as Elasticsearch is asked it; needs no client."""

from typing import Any, TypeAlias

from pipeline.model import Order
from search.nodes import Adjacent, Days, Every, Fuzzy, Node, Some, Term, Worth
from search.plan import Plan

_MOST_SPELLINGS = 1000

Asked: TypeAlias = dict[str, Any]
"""A piece of a request body."""


def compiled(asked: Plan) -> Asked:
    """The whole question."""
    # What is worth no points only narrows.
    narrows = [node.part for node in asked.must if isinstance(node, Worth) and not node.points]
    scored = [node for node in asked.must if not isinstance(node, Worth) or node.points]
    return {
        "bool": {
            "must": [_weighed(node, asked.weight) for node in scored],
            "filter": [_node(part) for part in narrows] or [{"match_all": {}}],
            "should": [_weighed(node, asked.weight) for node in asked.better],
            "must_not": [_node(node) for node in asked.never],
        }
    }


def order(asked: Plan) -> list[Asked]:
    """Best score first, among equals the newest; unranked: newest first, undated last."""
    newest = by_day(Order.NEWEST)
    return [{"_score": "desc"}, *newest] if asked.ranked else newest


def by_day(wanted: Order) -> list[Asked]:
    """By day of issue, undated last, of one day by id."""
    way = "asc" if wanted is Order.OLDEST else "desc"
    return [{"issued": {"order": way, "missing": "_last"}}, {"id": "asc"}]


def counts(terms: list[tuple[str, str]]) -> Asked:
    """Aggregation `known`: in how many documents each (field, term) stands."""
    asked = [_node(Term(name, value)) for name, value in terms]
    return {"known": {"filters": {"filters": asked}}}


def _weighed(node: Node, weight: float) -> Asked:
    if isinstance(node, Worth):
        return _node(node)
    return {"bool": {"must": [_node(node)], "boost": weight}}


def _node(node: Node) -> Asked:
    match node:
        case Term(name, value):
            return {"term": {name: {"value": value}}}
        case Adjacent(name, values):
            return {"match_phrase": {name: {"query": " ".join(values)}}}
        case Fuzzy(name, value):
            # As many as there may be: the usual fifty would leave documents out.
            letters = {"value": value, "fuzziness": 1, "max_expansions": _MOST_SPELLINGS}
            return {"fuzzy": {name: letters}}
        case Every(parts):
            return {"bool": {"must": [_node(part) for part in parts]}}
        case Some(parts):
            any_of = [_node(part) for part in parts]
            return {"bool": {"should": any_of, "minimum_should_match": 1}}
        case Worth(part, points):
            return {"constant_score": {"filter": _node(part), "boost": points}}
        case Days(first, last):
            ends = {"gte": first, "lte": last}
            return {"range": {"issued": {at: day.isoformat() for at, day in ends.items() if day}}}
