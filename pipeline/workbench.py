"""The bench at which documents are worked on: everything that `digitize` calls without importing it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.catalog import Catalog
from pipeline.model import Extraction, OcrPage, Problem, Profile
from pipeline.ocr.page_job import PageDone, PageJob
from pipeline.picture import Inspection
from pipeline.ports import ObjectStore
from pipeline.signatures import Signature
from pipeline.signs import PageSigns


@dataclass(frozen=True, slots=True)
class Bench:
    """What working on a document needs: ports, plain functions and values, chosen in `flows/bench.py`.

    inspect, read, signatures: a file, one page, what signs a file, in a killable worker. signs: whether a
    paper begins on a page. marking: the secrecy marking on one. recipe: the name of what a profile does.
    clock: seconds since the epoch. tmp: a folder on the store's file system. pages_at_once: page workers
    of this process.
    """

    catalog: Catalog
    store: ObjectStore
    inspect: Callable[[Path], Inspection]
    read: Callable[[PageJob], PageDone | Problem]
    extract: Callable[[Sequence[OcrPage]], Extraction]
    signs: Callable[[OcrPage], PageSigns]
    recipe: Callable[[Profile], str]
    clock: Callable[[], float]
    holder: str
    tmp: Path
    pages_at_once: int
    dpi: int
    decode_megapixels: int
    signatures: Callable[[Path], tuple[Signature, ...]]
    marking: Callable[[OcrPage], str | None]
