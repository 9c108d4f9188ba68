"""Search, then show only what is seen: the visible hits with their snippets and boxes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pipeline.model import Match, OcrPage, Query, Reader
from pipeline.ports import SearchIndex
from search.highlight import PageHit, highlight


@dataclass(frozen=True, slots=True)
class Hit:
    """One document that answers, with the pages that answer best."""

    match: Match
    pages: tuple[PageHit, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A page of hits, best first, and how many documents answer in all."""

    total: int
    hits: tuple[Hit, ...]


def find(
    query: Query,
    index: SearchIndex,
    load_pages: Callable[[str], Iterable[OcrPage]],
    reader: Reader,
    *,
    limit: int = 20,
    offset: int = 0,
) -> Found:
    """Hits `offset` to `offset + limit` for a reader.

    load_pages: the readings of a document's pages by its id, in order, best one at a time.
    """
    matches = index.search(query, reader, limit=limit, offset=offset)
    hits = (
        Hit(match, tuple(highlight(load_pages(match.document), query, tier=match.tier)))
        for match in matches.matches
    )
    return Found(matches.total, tuple(hits))
