"""SearchIndex without a server: tantivy in one folder, safe between processes. Disposable."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pipeline.errors import IndexDamaged
from pipeline.facets import Facets
from pipeline.model import Findable, Matches, Order, Query, Reader
from search import engine, faceting
from search.alike import LIMIT, alike, enough
from search.by_day import by_day
from search.generations import Generations, disk
from search.steps import Slice, in_turn, steps

_TRIES = 5
_SMALL_HEAP = 24_000_000
_BIG_HEAP = 128_000_000


@dataclass(frozen=True, slots=True)
class _Open:
    """A generation in use, and its state on disk when it was last looked at."""

    place: Path
    index: engine.Index
    searcher: engine.Searcher
    seen: tuple[int, int]


class EmbeddedIndex:
    """Documents in a tantivy index below `folder`, which may be missing or empty.

    wait: seconds a writer waits for another. Errors: `IndexDamaged` (then call `rebuild`) and
    `ServiceDown`. Threads may share one.
    """

    def __init__(self, folder: Path, *, wait: float = 30.0) -> None:
        self._generations = Generations(folder, engine.STAMP, wait=wait)
        self._open: _Open | None = None

    def reach(self) -> None:
        """Raise at once what would keep it from taking documents."""
        self._current()

    def put(self, documents: Iterable[Findable]) -> None:
        """Add or replace documents by id; all of them or, on an error, none."""
        with self._writer() as (writer, before):
            engine.write(writer, documents, lambda document: engine.revision(before, document))

    def remove(self, documents: Iterable[str]) -> None:
        """Take documents out by id; unknown ids do no harm."""
        with self._writer() as (writer, _):
            engine.erase(writer, documents)

    def search(self, query: Query, reader: Reader, *, limit: int, offset: int = 0) -> Matches:
        """Documents that answer the query and that `reader` may see, best first."""
        searcher = self._current().searcher
        frequency, ask = engine.frequency(searcher), partial(engine.answer, searcher)
        wanted = Slice(max(0, limit), max(0, offset))
        if query.order is Order.RELEVANCE:
            return in_turn(query, reader, frequency, ask, wanted)
        plans, ask_ids = steps(query, reader, frequency), partial(engine.ids_by_day, searcher)
        return by_day(plans, query.order, ask_ids, ask, wanted)

    def facets(self, query: Query, reader: Reader) -> Facets:
        """How many of all answers that `reader` may see are of each type, unit and so on."""
        searcher = self._current().searcher
        plans = steps(query, reader, engine.frequency(searcher))
        return faceting.in_turn(plans, partial(engine.counted, searcher))

    def alike(self, document: Findable, reader: Reader) -> Matches:
        """Other documents like this one that `reader` may see, most alike first."""
        searcher = self._current().searcher
        asked = alike(document, reader, engine.frequency(searcher))
        return enough(engine.answer(searcher, asked, Slice(LIMIT, 0)))

    def revisions(self) -> dict[str, int]:
        """Every indexed document with its revision."""
        return engine.revisions(self._current().searcher)

    def rebuild(self, documents: Iterable[Findable]) -> int:
        """Build a fresh index beside the old and swap; returns how many documents it holds."""
        held = 0

        def build(place: Path) -> None:
            nonlocal held
            with engine.writing(engine.make(place), _BIG_HEAP) as writer:
                held = engine.write(writer, documents, lambda _: -1)

        with self._generations.writing():
            self._generations.replace(build)
        return held

    def close(self) -> None:
        """Release files; the next call opens them again."""
        self._open = None

    @contextmanager
    def _writer(self) -> Iterator[tuple[engine.IndexWriter, engine.Searcher]]:
        with self._generations.writing():
            opened = self._current()
            with engine.writing(opened.index, _SMALL_HEAP) as writer:
                yield writer, opened.searcher

    def _current(self) -> _Open:
        """The generation in use, with the last commit of any process."""
        for _ in range(_TRIES):
            place = self._generations.current()
            if place is None:
                with self._generations.writing():
                    place = self._generations.first(_empty)
            try:
                self._open = self._refreshed(place)
                return self._open
            except IndexDamaged:
                self._open = None
                # Another process may have swapped and removed it between the two looks.
                if self._generations.current() == place:
                    raise
        raise IndexDamaged("swapped again and again")

    def _refreshed(self, place: Path) -> _Open:
        known = self._open
        seen = _state(place)
        if known and known.place == place:
            if known.seen == seen:
                return known
            return _Open(place, known.index, engine.reloaded(known.index), seen)
        self._generations.check(place)
        index = engine.open_at(place)
        return _Open(place, index, engine.reloaded(index), seen)


def _state(place: Path) -> tuple[int, int]:
    """Changes with each commit: the engine replaces this file."""
    with disk():
        try:
            found = (place / "meta.json").stat()
        except FileNotFoundError as exc:
            raise IndexDamaged("meta.json is missing") from exc
    return found.st_ino, found.st_mtime_ns


def _empty(place: Path) -> None:
    engine.make(place)
