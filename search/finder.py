"""The index as one reader may ask it: what every door of the office searches through."""

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.facets import Facets
from pipeline.model import Findable, Matches, Query, Reader
from pipeline.ports import SearchIndex

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Finder:
    """Asks for its reader and nobody else; each question leaves a line in the log, its words do not.

    The line: way of asking, kinds and number of words, names of filters, order, how many answers, seconds,
    the reader's name and units.
    """

    index: SearchIndex
    reader: Reader

    def search(self, query: Query, *, limit: int, offset: int = 0) -> Matches:
        """Documents that answer the query, best first or as it says."""
        started = time.perf_counter()
        found = self.index.search(query, self.reader, limit=limit, offset=offset)
        self._note(f"search {_about(query)}", found.total, started)
        return found

    def facets(self, query: Query) -> Facets:
        """How all answers are spread."""
        started = time.perf_counter()
        found = self.index.facets(query, self.reader)
        self._note(f"facets {_about(query)}", sum(one.documents for one in found.type), started)
        return found

    def alike(self, document: Findable) -> Matches:
        """Documents like this one."""
        started = time.perf_counter()
        found = self.index.alike(document, self.reader)
        self._note("alike", found.total, started)
        return found

    def _note(self, asked: str, total: int, started: float) -> None:
        seconds = time.perf_counter() - started
        reader, units = self.reader.name, ",".join(self.reader.units) or "all"
        log.info(
            "asked: %s total=%d seconds=%.3f reader=%r units=%s",
            *(asked, total, seconds, reader, units),
        )


def _about(query: Query) -> str:
    """What kind of query it is, without a word of it."""
    words = sum(len(phrase.words) for phrase in query.wanted)
    kinds, filters = ",".join(_kinds(query)), ",".join(_filters(query))
    return f"kinds={kinds or '-'} words={words} filters={filters or '-'} order={query.order}"


def _kinds(query: Query) -> Iterator[str]:
    if any(len(phrase.words) == 1 for phrase in query.wanted):
        yield "words"
    if any(len(phrase.words) > 1 for phrase in query.wanted):
        yield "phrases"
    if query.unwanted:
        yield "without"
    if query.codes:
        yield "codes"
    if query.fields:
        yield "fields"


def _filters(query: Query) -> Iterator[str]:
    for name in ("type", "role", "dossier", "unit", "procedure"):
        if getattr(query, name):
            yield name
    if query.issued_from or query.issued_to:
        yield "issued"
