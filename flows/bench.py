"""Builds everything a command needs from Settings: the one place that chooses sides. Free of Prefect."""

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from flows.heap import share_heap
from flows.logbook import logbook
from flows.store_side import open_store
from pipeline.catalog import Catalog, look_at, open_catalog
from pipeline.catalog.engine import Database, open_database
from pipeline.digitize import Bench
from pipeline.errors import ServiceDown
from pipeline.holder import this_process
from pipeline.ports import ObjectStore, SearchIndex
from pipeline.settings import Settings


@dataclass(frozen=True, slots=True)
class Archive:
    """The three memories of an office: catalog (truth), store (bytes), index (disposable)."""

    catalog: Catalog
    store: ObjectStore
    index: SearchIndex


@contextmanager
def open_archive(settings: Settings) -> Iterator[Archive]:
    """Open the archive of a home folder, making it on first use; a damaged index is rebuilt."""
    from flows.index_side import open_index

    share_heap()  # before there are threads
    make_home(settings.home)
    with (
        logbook(settings.home / "logs"),
        closing(catalog_of(settings)) as catalog,
    ):
        store = open_store(settings)
        with closing(open_index(settings, catalog, store)) as index:
            yield Archive(catalog, store, index)


def database_of(settings: Settings) -> Database:
    """The database of the catalog's address, as it is: nothing is made or brought up to date."""
    password = settings.catalog_password.get_secret_value()
    return open_database(
        settings.catalog, settings.home, password=password, ca_file=settings.ca_file
    )


def catalog_of(settings: Settings) -> Catalog:
    """The catalog at its address."""
    password = settings.catalog_password.get_secret_value()
    return open_catalog(
        settings.catalog, settings.home, password=password, ca_file=settings.ca_file
    )


def look_at_catalog(settings: Settings) -> str:
    """What is at the catalog's address, for people; changes nothing."""
    password = settings.catalog_password.get_secret_value()
    return look_at(settings.catalog, settings.home, password=password, ca_file=settings.ca_file)


def make_home(home: Path) -> None:
    """Make the folders of a home; raises ServiceDown where that is not possible."""
    try:
        for name in ("tmp", "logs", "prefect", "inbox"):
            (home / name).mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise ServiceDown(f"home: {exc.strerror}") from exc


@contextmanager
def open_bench(settings: Settings, archive: Archive) -> Iterator[Bench]:
    """What working on documents needs; page workers start with the first page and end with the block."""
    from extractors import extract, first_page, use_forms_of
    from extractors.marking import marking_on
    from pipeline.ocr.engines import recipe
    from pipeline.ocr.pool import PagePool

    use_forms_of(settings.home / "forms")
    with PagePool(
        settings.page_workers,
        settings.page_seconds,
        settings.page_megabytes,
        engine=settings.engine,
    ) as pool:
        yield Bench(
            catalog=archive.catalog,
            store=archive.store,
            inspect=partial(pool.inspect, limits=settings.limits),
            read=pool.read,
            marking=marking_on,
            signatures=partial(pool.signatures, roots=settings.trusted_roots),
            extract=extract,
            signs=first_page,
            recipe=partial(recipe, settings.engine),
            clock=time.time,
            holder=this_process(),
            tmp=settings.home / "tmp",
            pages_at_once=settings.page_workers,
            dpi=settings.dpi,
            decode_megapixels=settings.decode_megapixels,
        )
