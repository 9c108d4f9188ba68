"""Answers of the embedded index by day of issue, each with the tier it would have by relevance."""

from dataclasses import replace

from tantivy import Order as Way

from pipeline.model import Match, Matches, Order
from search import engine
from search.plan import Plan, Some, Term, Worth

_SORTED = {Order.NEWEST: ("newest", Way.Desc), Order.OLDEST: ("oldest", Way.Asc)}


def answer(searcher: engine.Searcher, asked: Plan, page: engine.Slice) -> Matches:
    """A page of the answers, undated ones last; of one day by id."""
    field, way = _SORTED[asked.order]
    with engine.guarded():
        found = searcher.search(
            engine.question(asked),
            max(1, page.limit),
            offset=page.offset,
            order_by_field=field,
            order=way,
        )
        ids = [engine.id_at(searcher, address) for _, address in found.hits][: page.limit]
        total = found.count  # type: ignore[attr-defined]  # missing in its stub
    return Matches(total, _told(searcher, asked, ids))


def _told(searcher: engine.Searcher, asked: Plan, ids: list[str]) -> tuple[Match, ...]:
    """What relevance says about these documents, in this order."""
    if not ids:
        return ()
    these = Worth(Some(tuple(Term("id", one) for one in ids)))
    only = replace(asked, must=[*asked.must, these], order=Order.RELEVANCE)
    matches = engine.answer(searcher, only, engine.Slice(len(ids), 0)).matches
    known = {match.document: match for match in matches}
    return tuple(known[one] for one in ids if one in known)
