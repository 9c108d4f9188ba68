"""What officers do with answers, on the embedded index: by day, counted, papers alike; CPU milliseconds.

usage: .venv/bin/python tests/benchmarks/finding_answers.py [--pages 100000] [--folder DIR]
"""

import argparse
import json
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TypeVar

from bench_search import documents, questions

from pipeline.model import Findable, Order, Reader
from search.embedded import EmbeddedIndex
from search.query import parse

PROCEDURES = 900
READER = Reader()

Q = TypeVar("Q")


def papers(pages: int) -> Iterator[Findable]:
    """The documents of the search bench, of one page, with procedures."""
    for number, paper in enumerate(documents(pages, 1)):
        yield replace(paper, procedures=(f"1.00{number % PROCEDURES:04}",))


def timed(ask: Callable[[Q], object], asked: Iterable[Q]) -> list[float]:
    """[p50, p95] in milliseconds of processor time."""
    taken = []
    for one in asked:
        started = time.process_time()
        ask(one)
        taken.append((time.process_time() - started) * 1000)
    taken.sort()
    return [round(taken[len(taken) // 2], 1), round(taken[int(len(taken) * 0.95)], 1)]


def measure(pages: int, folder: Path) -> dict[str, object]:
    """Build the index and ask it in each way."""
    report: dict[str, object] = {"pages": pages}
    with closing(EmbeddedIndex(folder)) as index:
        index.rebuild(papers(pages))
        for kind, typed in questions(40).items():
            report[kind] = {
                "best first": timed(
                    lambda text: index.search(parse(text), READER, limit=20), typed
                ),
                "newest first": timed(
                    lambda text: index.search(parse(text, order=Order.NEWEST), READER, limit=20),
                    typed,
                ),
                "facets": timed(lambda text: index.facets(parse(text), READER), typed),
            }
        some = islice(papers(pages), 0, 3000, 100)
        report["alike"] = timed(lambda paper: index.alike(paper, READER), some)
    return report


def main() -> None:
    """Run and print."""
    reader = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    reader.add_argument("--pages", type=int, default=100_000)
    reader.add_argument("--folder", type=Path, help="where to build; default: a temporary folder")
    given = reader.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="bench-answers-", dir=given.folder))
    try:
        print(json.dumps(measure(given.pages, folder), ensure_ascii=False, indent=1))
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
