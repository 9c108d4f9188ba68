"""The index on Elasticsearch beside the embedded one, on the same made pages, in one table.

    python tests/benchmarks/finding_on_server.py elasticsearch+http://host:9200/bench [--pages N | --known N]

The prefix is the bench's own; its indices are rebuilt. Times are this process's wall clock, so on one
machine the server's own work counts.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from itertools import islice
from pathlib import Path

import known_items as known
from auto_fuzzy import AutoFuzzy
from bench_search import documents, questions, timed
from finding_bars import asking

from pipeline.addresses import server_address
from pipeline.model import Reader
from pipeline.ports import SearchIndex
from search.elastic import ElasticIndex
from search.embedded import EmbeddedIndex
from search.query import parse

PUT = 1000
AT_ONCE = 100
SINGLE = 20
SHARES, ASKED = (0.02, 0.05), 200
AUTO = "bench-auto-fuzzy"


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def putting(index: SearchIndex) -> tuple[float, float]:
    """Pages a second of 1,000 in puts of 100; median ms of a put of one."""
    index.rebuild([])
    papers = list(documents(PUT + SINGLE, 1))
    many = sum(
        seconds(lambda start=start: index.put(papers[start : start + AT_ONCE]))  # type: ignore[misc]
        for start in range(0, PUT, AT_ONCE)
    )
    single = [seconds(lambda paper=paper: index.put([paper])) for paper in papers[PUT:]]  # type: ignore[misc]
    return PUT / many, statistics.median(single) * 1000


def measure(index: SearchIndex, pages: int) -> dict[str, str]:
    """What is measured, by its name."""
    rate, single = putting(index)
    making = seconds(lambda: list(islice(documents(pages, 1), pages)))
    built = seconds(lambda: index.rebuild(documents(pages, 1))) - making
    found = {
        "put 1,000 in hundreds": f"{rate:.0f} pages/s",
        "put one": f"{single:.0f} ms",
        f"rebuild {pages:,}": f"{pages / built:.0f} pages/s",
        "revisions": f"{seconds(index.revisions):.2f} s",
    }
    for kind, typed in questions(100).items():
        middle, most, answers = timed(
            lambda text: index.search(parse(text), Reader(), limit=20).total, typed
        )
        found[f"{kind} ({answers:.0f} answers)"] = f"{middle:.1f} / {most:.1f} ms"
    return found


def known_names(index: SearchIndex, address: str, pages: int) -> None:
    """Names on misread pages, ours and as the server is commonly asked; printed as found at precision."""
    papers = known.papers(pages)
    url = address.removeprefix("elasticsearch+").rpartition("/")[0]
    for share in SHARES:
        read = list(known.spoilt(papers, share))
        index.rebuild(read)
        auto = AutoFuzzy(url, AUTO, read)
        for accents in (True, False):
            asked = known.names(papers, ASKED, known.person, accents=accents, quoted=True)
            spelled = "with accents" if accents else "without accents"
            for how, ask in (
                ("ours", asking(index)),
                ("AUTO", auto.ask),
                ("AUTO, together", auto.near),
            ):
                print(
                    f"names {spelled}, {share:.0%} of letters wrong, {how:15} {known.ask_all(asked, ask)}"
                )
        auto.close()


def main() -> None:
    """Measure both sides and print."""
    reader = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    reader.add_argument("address")
    reader.add_argument("--pages", type=int, default=20_000)
    reader.add_argument("--known", type=int, help="only known names, on so many pages")
    given = reader.parse_args()
    if given.known:
        with closing(ElasticIndex(server_address("index", given.address))) as elastic:
            known_names(elastic, given.address, given.known)
        return
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(EmbeddedIndex(Path(folder) / "index")) as embedded,
        closing(ElasticIndex(server_address("index", given.address))) as elastic,
    ):
        ours, theirs = measure(embedded, given.pages), measure(elastic, given.pages)
    for name, value in ours.items():
        print(f"{name:45} embedded {value:>18}   elasticsearch {theirs.get(name, '-'):>18}")


if __name__ == "__main__":
    main()
