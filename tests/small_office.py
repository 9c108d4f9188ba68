"""A small archive in a folder and the bench at it, read in this process by whatever a test hands in."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from extractors import extract, first_page
from extractors.marking import marking_on
from pipeline import pages
from pipeline.catalog import Catalog, open_catalog
from pipeline.digitize import Bench
from pipeline.holder import this_process
from pipeline.model import Problem
from pipeline.ocr.page_job import PageDone, PageJob
from pipeline.ports import ObjectStore
from pipeline.stores.folder import open_folder_store
from search.embedded import EmbeddedIndex

NOW = 1_700_000_000.0
Archive = tuple[Catalog, ObjectStore, EmbeddedIndex]
Read = Callable[[PageJob], PageDone | Problem]


@contextmanager
def small_archive(home: Path) -> Iterator[Archive]:
    """Catalog, store and index of an office in a folder."""
    (home / "tmp").mkdir()
    catalog = open_catalog("sqlite:catalog.db", home)
    index = EmbeddedIndex(home / "index")
    yield catalog, open_folder_store(home / "store", home / "tmp"), index
    index.close()
    catalog.close()


def small_bench(catalog: Catalog, store: ObjectStore, home: Path, read: Read, **own: Any) -> Bench:
    """The bench at an archive. own: what is to be otherwise."""
    usual: dict[str, Any] = {
        "inspect": lambda path: pages.inspect(path, pages.Limits()),
        "extract": extract,
        "signs": first_page,
        "recipe": lambda profile: f"replay-{profile.value}",
        "clock": lambda: NOW,
        "holder": this_process(),
        "tmp": home / "tmp",
        "pages_at_once": 2,
        "dpi": 100,
        "decode_megapixels": 40,
        "signatures": lambda path: (),
        "marking": marking_on,
    }
    return Bench(catalog=catalog, store=store, read=read, **(usual | own))
