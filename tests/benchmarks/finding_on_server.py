"""Search on a real Elasticsearch 8.19 beside the embedded index, on the same made pages; `fuzziness: AUTO` too.

Times are this process's wall clock, and the server's own work counts: both are on one machine.
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import known_items as known
from auto_fuzzy import AutoFuzzy
from bench_search import documents, questions, timed
from finding_bars import asking
from rows import Row, Sizes

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from servers.elasticsearch_node import Elasticsearch
from servers.process import CACHE

from pipeline.addresses import server_address
from pipeline.model import Reader
from pipeline.ports import SearchIndex
from search.elastic import ElasticIndex
from search.embedded import EmbeddedIndex
from search.query import parse

SIZES: Sizes = {"pages": 20_000, "known": 800, "asked": 100}
FULL: Sizes = {"pages": 200_000, "known": 3000, "asked": 200}
MOST_MS = 100.0
"""The 95th percentile of every kind of query at 200,000 pages."""

SHARES = (0.02, 0.05)
AUTO = "bench-auto-fuzzy"


def measure(room: Path, sizes: Sizes) -> Iterator[Row]:
    """Every kind of query on both sides, then known names on misread pages; the server is started here."""
    CACHE.mkdir(parents=True, exist_ok=True)
    server = Elasticsearch(room / "elasticsearch")
    server.start()
    try:
        address = server_address("index", f"elasticsearch+{server.url}/bench")
        with (
            closing(EmbeddedIndex(Path(tempfile.mkdtemp(dir=room)))) as embedded,
            closing(ElasticIndex(address)) as elastic,
        ):
            yield from _speed(embedded, elastic, sizes["pages"])
            yield from _known_names(elastic, server.url, sizes["known"], sizes["asked"])
    finally:
        server.stop()


def _speed(embedded: SearchIndex, elastic: SearchIndex, pages: int) -> Iterator[Row]:
    for index in (embedded, elastic):
        index.rebuild(documents(pages, 1))
    for kind, typed in questions(100).items():
        middle, most, _ = timed(lambda text: _count(elastic, text), typed)
        beside_middle, beside_most, _ = timed(lambda text: _count(embedded, text), typed)
        yield Row(
            f"Elasticsearch, {kind}, {pages:,} pages",
            f"{middle:.1f} ms, p95 {most:.1f} ms",
            f"embedded {beside_middle:.1f} ms, p95 {beside_most:.1f} ms",
            f"{most:.1f} ms",
            f"<= {MOST_MS:.0f} ms",
            most <= MOST_MS,
        )


def _count(index: SearchIndex, typed: str) -> int:
    return index.search(parse(typed), Reader(), limit=20).total


def _known_names(elastic: SearchIndex, url: str, pages: int, count: int) -> Iterator[Row]:
    """Names on misread pages, as we ask the server and as it is commonly asked."""
    papers = known.papers(pages)
    for share in SHARES:
        read = list(known.spoilt(papers, share))
        elastic.rebuild(read)
        with closing(AutoFuzzy(url, AUTO, read)) as auto:
            for accents in (True, False):
                asked = known.names(papers, count, known.person, accents=accents, quoted=True)
                spelled = "with accents" if accents else "without accents"
                yield Row(
                    f"names on Elasticsearch, {spelled}, {100 * share:.0f} % of letters wrong",
                    str(known.ask_all(asked, asking(elastic))),
                    f"AUTO {known.ask_all(asked, auto.ask)}; words together {known.ask_all(asked, auto.near)}",
                )
