"""Worn made pages as `fast` read them, beside what is printed on them: half to learn from, half to judge.

Layout a is learned from, layout b is judged; the levels are scan, photo and bad in turn, all kinds of paper. The
readings lie in `build/readings/RECIPE-degraded`; what is there is not read again.

    python tests/benchmarks/degraded.py [--papers 400]    reads both halves
"""

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from stored_readings import ROOM

from pipeline import pages
from pipeline.model import OcrPage, Profile
from pipeline.ocr.engines import Readers, readers, recipe
from pipeline.ocr.reading import read_picture
from pipeline.ocr.words_file import load_page, page_record
from samples.files import write
from samples.papers import Order, make
from samples.printers import EVERY_KIND
from samples.truth import Box, FieldTruth, LineTruth

SEED = 17
LEVELS = ("scan", "photo", "bad")
LEARNED, JUDGED = "a", "b"
PAPERS = 470
"""Of each half; about 515 pages."""


@dataclass(frozen=True, slots=True)
class WornPage:
    """A page as printed and as read. fields: those of the paper that stand on this page."""

    name: str
    type: str
    level: str
    lines: tuple[LineTruth, ...]
    fields: tuple[FieldTruth, ...]
    read: OcrPage


def degraded_pages(layout: str, papers: int = PAPERS) -> Iterator[WornPage]:
    """The pages of one half, read where they were not read before (a second or two a page)."""
    room = _room()
    room.mkdir(parents=True, exist_ok=True)
    orders = _orders(layout, papers)
    missing = [order for order in orders if not _kept(room, order).exists()]
    if missing:
        with get_context("spawn").Pool(2) as pool:
            for _ in pool.imap_unordered(_read, missing):
                pass
    for order in orders:
        yield from _loaded(_kept(room, order))


def _orders(layout: str, papers: int) -> list[Order]:
    return [
        Order(
            EVERY_KIND[n % len(EVERY_KIND)],
            layout,
            LEVELS[n // len(EVERY_KIND) % len(LEVELS)],
            SEED * 100_003 + n,
        )
        for n in range(papers)
    ]


def _room() -> Path:
    return ROOM / f"{recipe('tesserocr', Profile.FAST)}-degraded"


def _kept(room: Path, order: Order) -> Path:
    return room / f"{order.kind}-{order.layout}-{order.level}-{order.seed}.json"


@cache
def _hands() -> Readers:
    return readers("tesserocr")


def _read(order: Order) -> None:
    """In a worker: make a paper, read its pages, keep both."""
    made = make(order)
    with tempfile.TemporaryDirectory() as folder:
        path = write(made, Path(folder), "paper.pdf").path
        read = [
            read_picture(pages.render(path, number + 1), _hands(), Profile.FAST)
            for number in range(len(made.pages))
        ]
    record = {"truth": made.truth.as_json(), "pages": [page_record(page) for page in read]}
    target = _kept(_room(), order)
    part = target.with_suffix(".part")
    part.write_text(json.dumps(record, ensure_ascii=False), "utf-8")
    part.rename(target)


def _loaded(kept: Path) -> Iterator[WornPage]:
    record = json.loads(kept.read_text("utf-8"))
    truth = record["truth"]
    fields = [FieldTruth(**{**each, "box": _box(each["box"])}) for each in truth["fields"]]
    for number, (printed, read) in enumerate(zip(truth["pages"], record["pages"], strict=True), 1):
        yield WornPage(
            f"{kept.stem}-{number}",
            truth["type"],
            truth["level"],
            tuple(LineTruth(line["text"], _box(line["box"])) for line in printed["lines"]),
            tuple(each for each in fields if each.page == number),
            load_page(json.dumps(read).encode()),
        )


def _box(edges: Sequence[float]) -> Box:
    left, top, right, bottom = edges
    return left, top, right, bottom


def main() -> None:
    """Read both halves in turn, so that a run that is stopped leaves some of each."""
    reader = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    reader.add_argument("--papers", type=int, default=PAPERS)
    most = reader.parse_args().papers
    for papers in (*range(50, most, 50), most):
        for layout in (LEARNED, JUDGED):
            count = sum(1 for _ in degraded_pages(layout, papers))
            print(f"{layout}: {count} pages", flush=True)


if __name__ == "__main__":
    main()
