"""An empty catalog on each kind of database, and documents in it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from servers.catalogs import Place
from servers.postgres import Postgres

from pipeline.catalog import Catalog, open_catalog
from pipeline.catalog.records import FiledPart, NewDocument, Original
from pipeline.holder import this_process
from pipeline.model import Part

NOW = 1_700_000_000.0


@pytest.fixture(scope="session")
def template(postgres: Postgres) -> str:
    """A migrated database to be copied: cheaper than migrating for each test."""
    address = postgres.make_database("catalog_template")
    open_catalog(address, Path(), password=postgres.password).close()
    return "catalog_template"


SIDES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.servers)]


@pytest.fixture(params=SIDES)
def new_place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """A database without tables."""
    if request.param == "sqlite":
        return Place("sqlite:catalog.db", tmp_path)
    postgres: Postgres = request.getfixturevalue("postgres")
    return Place(postgres.make_database("catalog_new"), tmp_path, postgres.password)


@pytest.fixture(params=SIDES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    if request.param == "sqlite":
        return Place("sqlite:catalog.db", tmp_path)
    postgres: Postgres = request.getfixturevalue("postgres")
    address = postgres.make_database("catalog_test", request.getfixturevalue("template"))
    return Place(address, tmp_path, postgres.password)


@pytest.fixture
def catalog(place: Place) -> Iterator[Catalog]:
    opened = place.open()
    yield opened
    opened.close()


@pytest.fixture
def batch(catalog: Catalog) -> str:
    return catalog.batches.begin(by="Lan", holder=this_process(), now=NOW, alive_until=NOW + 90)


@pytest.fixture
def receive(catalog: Catalog, batch: str) -> Callable[[str], bool]:
    """Receive a one-page document whose original is named by a letter; the id is 16 of that letter."""

    def received(letter: str) -> bool:
        sha256 = letter * 64
        new = NewDocument(
            id=letter * 16,
            file=f"{letter}.pdf",
            parts=(FiledPart(Part(sha256, 1, 1), f"{letter}.pdf"),),
            profile="fast",
        )
        originals = [Original(sha256, 10, "pdf", 1)]
        return catalog.documents.receive(new, originals, batch=batch, by="Lan", now=NOW)

    return received
