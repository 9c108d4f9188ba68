"""SearchIndex on Elasticsearch 8.19 or later. Disposable.

A rebuild fills a numbered index beside the one in use (`search/numbered.py`) while every put and
removal goes to both, so that no write is lost and searching never stops.
"""

import logging
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from pipeline.addresses import ServerAddress
from pipeline.errors import BadSettings, IndexDamaged, SohoaError
from pipeline.facets import Facets
from pipeline.model import Findable, Match, Matches, Order, Query, Reader
from search import dsl, faceting
from search.alike import LIMIT, alike, enough
from search.by_day import by_day
from search.elastic_server import Gone, Login, Server
from search.fields import taken_out, told
from search.numbered import Numbered, Numbers
from search.plan import Frequency, Plan
from search.steps import Slice, in_turn, steps

__all__ = ["ElasticIndex", "Login"]

log = logging.getLogger(__name__)

_PREFIX = re.compile(r"[a-z0-9][a-z0-9_.-]{0,199}\Z")
_WINDOW = 10_000
"""More answers than this the server gives only page after page."""

_KEPT = "1m"
# Copies of an index forget deleted documents at different times and so score differently.
_SAME_COPY = "sohoa"

T = TypeVar("T")


class ElasticIndex:
    """Documents on the server at `elasticsearch+http(s)://host:port/prefix`.

    Errors: `IndexDamaged` where there is no index yet, or none of this version (then call
    `rebuild`), and `ServiceDown` with a code `index.…`. Threads may share one.
    """

    def __init__(
        self, address: ServerAddress, login: Login | None = None, ca_file: Path | None = None
    ) -> None:
        if not _PREFIX.match(address.path):
            raise BadSettings(f"index: {address}: a prefix of small letters must follow the port")
        self._alias = address.path
        known = login or Login()
        if not known.user and address.user:
            known = Login(address.user, address.password, known.api_key)
        self._server = Server(address, known, ca_file)
        self._numbers = Numbers(self._server, self._alias)
        self._looked = False

    def reach(self) -> None:
        """Raise at once what would keep it from taking documents."""
        self._numbers.reach()

    def put(self, documents: Iterable[Findable]) -> None:
        """Add or replace documents by id. After an error some may be in; putting again does no harm."""
        self._tell([told(document) for document in documents])

    def remove(self, documents: Iterable[str]) -> None:
        """Take documents out by id; unknown ids do no harm."""
        self._tell([taken_out(document) for document in documents])

    def search(self, query: Query, reader: Reader, *, limit: int, offset: int = 0) -> Matches:
        """Documents that answer the query and that `reader` may see, best first."""
        self._look()
        wanted = Slice(max(0, limit), max(0, offset))
        frequency = self._frequency(lambda seen: list(steps(query, reader, seen)))
        if query.order is Order.RELEVANCE:
            return in_turn(query, reader, frequency, self._answer, wanted)
        plans = steps(query, reader, frequency)
        return by_day(plans, query.order, self._ids_by_day, self._answer, wanted)

    def facets(self, query: Query, reader: Reader) -> Facets:
        """How many of all answers that `reader` may see are of each type, unit and so on."""
        self._look()
        frequency = self._frequency(lambda seen: list(steps(query, reader, seen)))
        return faceting.in_turn(steps(query, reader, frequency), self._counted)

    def alike(self, document: Findable, reader: Reader) -> Matches:
        """Other documents like this one that `reader` may see, most alike first."""
        self._look()
        frequency = self._frequency(lambda seen: alike(document, reader, seen))
        return enough(self._answer(alike(document, reader, frequency), Slice(LIMIT, 0)))

    def revisions(self) -> dict[str, int]:
        """Every indexed document with its revision."""
        self._look()
        every = {
            "query": {"match_all": {}},
            "sort": ["_shard_doc"],
            "version": True,
            # Out of columns: three times as fast as out of what is stored.
            "docvalue_fields": ["id"],
            "stored_fields": "_none_",
            "track_total_hits": False,
        }
        return _steadily(
            lambda: {
                hit["fields"]["id"][0]: int(hit["_version"])
                for found in self._walk(every)
                for hit in found["hits"]
            }
        )

    def rebuild(self, documents: Iterable[Findable]) -> int:
        """Build a fresh index beside the old and swap; returns how many documents it holds.

        Where a rebuild that began later was faster, its index stays and nothing is swapped.
        """
        fresh = self._numbers.make()
        seen: set[str] = set()
        lines = _noting(documents, seen)
        try:
            self._fill(fresh, lines)
            # Whatever fails from here on, it may be the one in use already.
            self._numbers.swap(fresh)
        except Gone:
            self._overtaken(fresh)
            for _ in lines:  # the caller counts what was read
                pass
        return len(seen)

    def close(self) -> None:
        """Release connections; the next call opens them again."""
        self._looked = False
        self._server.close()

    def _fill(self, fresh: Numbered, lines: Iterable[bytes]) -> None:
        try:
            self._server.bulk(fresh.inlet, lines)
            self._numbers.refresh([fresh.name])
        except BaseException:
            self._numbers.drop(fresh.name)
            raise

    def _tell(self, lines: list[bytes]) -> None:
        """Say it to every index in use or being built, also to one that appears meanwhile.

        So whatever a rebuild read before it was said is overruled, and nothing is lost by its swap.
        """
        if not lines:
            return
        tried: set[str] = set()
        wrote: set[str] = set()
        listed = self._numbers.sound()
        while fresh := [each for each in listed if each.name not in tried]:
            for each in fresh:
                tried.add(each.name)
                with suppress(Gone):
                    self._server.bulk(each.inlet, lines)
                    wrote.add(each.name)
            self._numbers.refresh([each.name for each in fresh])
            listed = self._numbers.sound()
        if not any(each.current and each.name in wrote for each in listed):
            raise IndexDamaged("the index in use is gone")

    def _frequency(self, make: Callable[[Frequency], object]) -> Frequency:
        """Answers for all words of the plans at once; the first making only tells which they are."""
        wanted: list[tuple[str, str]] = []

        def note(name: str, term: str) -> int:
            wanted.append((name, term))
            return 0

        make(note)
        known = dict(zip(wanted, self._counts(wanted), strict=True))
        return lambda name, term: known.get((name, term), 0)

    def _counts(self, terms: list[tuple[str, str]]) -> list[int]:
        if not terms:
            return []
        asked = {"size": 0, "aggs": dsl.counts(terms), "track_total_hits": False}
        answer = _steadily(lambda: self._ask(asked))
        return [bucket["doc_count"] for bucket in answer["aggregations"]["known"]["buckets"]]

    def _answer(self, asked: Plan, wanted: Slice) -> Matches:
        body = {"query": dsl.compiled(asked), "sort": dsl.order(asked), "track_total_hits": True}
        total, hits = _steadily(lambda: self._slice(body, wanted.offset, wanted.end))
        return Matches(total, tuple(_match(hit, asked) for hit in hits))

    def _ids_by_day(self, asked: Plan, order: Order, wanted: Slice) -> tuple[int, list[str]]:
        sort = dsl.by_day(order)
        body = {"query": dsl.compiled(asked), "sort": sort, "track_total_hits": True}
        total, hits = _steadily(lambda: self._slice(body, wanted.offset, wanted.end))
        return total, [hit["_id"] for hit in hits]

    def _counted(self, asked: Plan) -> Facets:
        counted = {"size": 0, "track_total_hits": False, "aggs": faceting.aggregations()}
        body = {"query": dsl.compiled(asked), **counted}
        return faceting.facets(_steadily(lambda: self._ask(body))["aggregations"])

    def _slice(self, body: dsl.Asked, first: int, last: int) -> tuple[int, list[dsl.Asked]]:
        """How many answers there are, and those from `first` up to `last`."""
        if last <= _WINDOW:
            found = self._ask({**body, "from": first, "size": last - first})["hits"]
            return found["total"]["value"], found["hits"]
        total, passed = 0, 0
        wanted: list[dsl.Asked] = []
        for found in self._walk(body):
            total, hits = found["total"]["value"], found["hits"]
            wanted += hits[max(0, first - passed) : max(0, last - passed)]
            passed += len(hits)
            if passed >= last:
                break
        return total, wanted

    def _walk(self, body: dsl.Asked) -> Iterator[dsl.Asked]:
        """Page after page of one moment's answers."""
        opened = self._server.ask(
            lambda es: es.open_point_in_time(
                index=self._alias, keep_alive=_KEPT, preference=_SAME_COPY
            )
        )
        moment = {"id": opened["id"], "keep_alive": _KEPT}
        asked = {**body, "size": _WINDOW, "pit": moment}
        try:
            while True:
                answer = self._ask(asked)
                moment["id"], hits = answer["pit_id"], answer["hits"]["hits"]
                yield answer["hits"]
                if len(hits) < _WINDOW:
                    return
                asked["search_after"] = hits[-1]["sort"]
        finally:
            with suppress(SohoaError):
                self._server.ask(lambda es: es.close_point_in_time(id=moment["id"]))

    def _ask(self, body: dsl.Asked) -> Any:  # noqa: ANN401 - JSON
        """A search; part of the answers is no answer."""
        here = {"index": self._alias, "preference": _SAME_COPY}
        where: dict[str, Any] = {} if "pit" in body else here
        return self._server.ask(
            lambda es: es.search(body=body, allow_partial_search_results=False, **where)
        )

    def _look(self) -> None:
        """IndexDamaged unless this version of the program made the index in use; once an opening."""
        if not self._looked:
            self._numbers.current()
            self._looked = True

    def _overtaken(self, fresh: Numbered) -> None:
        if self._numbers.current().number < fresh.number:
            raise IndexDamaged("taken away while it was built")
        log.info("a rebuild was overtaken: %s", fresh.name)


def _steadily(ask: Callable[[], T]) -> T:
    """Once more where the index was swapped between finding it and asking it."""
    try:
        return ask()
    except Gone:
        return ask()


def _noting(documents: Iterable[Findable], seen: set[str]) -> Iterator[bytes]:
    for document in documents:
        seen.add(document.document)
        yield told(document)


def _match(hit: dsl.Asked, asked: Plan) -> Match:
    score = float(hit["_score"]) if asked.ranked else 0.0
    return Match(hit["_id"], round(asked.base + score, 3), asked.tier_of(score))
