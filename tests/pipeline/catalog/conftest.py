"""An empty catalog on SQLite, and documents in it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.catalog import Catalog, open_catalog
from pipeline.catalog.records import FiledPart, NewDocument, Original
from pipeline.holder import this_process
from pipeline.model import Part

NOW = 1_700_000_000.0


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    opened = open_catalog("sqlite:catalog.db", tmp_path)
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
