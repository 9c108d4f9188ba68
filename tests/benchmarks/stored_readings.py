"""Made papers of every kind, read once by the product and kept: understanding is measured on what was read.

The readings lie in `build/readings/RECIPE` with their truth; a new recipe, or another generator, makes and
reads anew.
"""

import hashlib
import json
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from functools import cache, partial
from itertools import islice
from pathlib import Path

from readings import read_page, two_workers

import samples
from pipeline.model import OcrPage, Profile
from pipeline.ocr.engines import recipe
from pipeline.ocr.pool import PagePool
from pipeline.ocr.words_file import Record, load_page, page_record
from samples.files import write
from samples.papers import Order, make
from samples.stacks import MadeStack, StackTruth
from samples.truth import FieldTruth

ROOM = Path(__file__).resolve().parents[2] / "build" / "readings"
_AT_ONCE = 40


@dataclass(frozen=True, slots=True)
class PaperRead:
    """A made paper as it was read. type: its true type. level: how worn it is."""

    type: str
    level: str
    fields: tuple[FieldTruth, ...]
    pages: tuple[OcrPage, ...]


@dataclass(frozen=True, slots=True)
class StackRead:
    """A made stack as it was read, every page of its PDF in order."""

    truth: StackTruth
    pages: tuple[OcrPage, ...]


def papers_read(orders: Sequence[Order]) -> Iterator[PaperRead]:
    """The papers of the orders, read by `accurate`; about a second a page where they were not read before."""
    room = _room()
    with two_workers() as pool, ThreadPoolExecutor(2) as threads:
        waiting = iter(orders)
        while some := list(islice(waiting, _AT_ONCE)):
            yield from threads.map(partial(_paper, room, pool), some)


def stack_read(made: MadeStack) -> StackRead:
    """A stack, read by `accurate`; its name among the readings is the hash of its bytes."""
    kept = _room() / f"stack-{hashlib.sha256(made.pdf).hexdigest()[:16]}.json"
    if not kept.exists():
        with two_workers() as pool:
            pages = _read_all(pool, made.pdf, made.truth.pages)
        kept.write_text(json.dumps([page_record(page) for page in pages], ensure_ascii=False))
    return StackRead(made.truth, _loaded(json.loads(kept.read_text("utf-8"))))


def _room() -> Path:
    room = ROOM / recipe("tesserocr", Profile.ACCURATE)
    room.mkdir(parents=True, exist_ok=True)
    return room


def _paper(room: Path, pool: PagePool, order: Order) -> PaperRead:
    kept = room / f"{order.kind}-{order.layout}-{order.level}-{order.seed}.json"
    record = json.loads(kept.read_text("utf-8")) if kept.exists() else {}
    if record.get("generator") != generator():
        record = _read_anew(pool, order)
        kept.write_text(json.dumps(record, ensure_ascii=False), "utf-8")
    fields = tuple(_field(one) for one in record["fields"])
    return PaperRead(record["type"], order.level, fields, _loaded(record["pages"]))


def _read_anew(pool: PagePool, order: Order) -> Record:
    made = make(order)
    with tempfile.TemporaryDirectory() as folder:
        path = write(made, Path(folder), "paper.pdf").path
        pages = [
            read_page(pool, Profile.ACCURATE, path, number + 1) for number in range(len(made.pages))
        ]
    return {
        "generator": generator(),
        "type": made.truth.type,
        "fields": [asdict(one) for one in made.truth.fields],
        "pages": [page_record(page) for page in pages],
    }


def _field(record: Record) -> FieldTruth:
    return FieldTruth(**{**record, "box": tuple(record["box"])})


@cache
def generator() -> str:
    """The sources that make the papers, as a hash."""
    sources = sorted(Path(samples.__file__).parent.rglob("*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()


def _loaded(records: Sequence[Record]) -> tuple[OcrPage, ...]:
    return tuple(load_page(json.dumps(record).encode()) for record in records)


def _read_all(pool: PagePool, pdf: bytes, pages: int) -> list[OcrPage]:
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as threads:
        path = Path(folder) / "stack.pdf"
        path.write_bytes(pdf)
        return list(
            threads.map(partial(read_page, pool, Profile.ACCURATE, path), range(1, pages + 1))
        )
