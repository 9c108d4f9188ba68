"""A fresh desk for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from care.desk import Desk

from pipeline.catalog import open_catalog
from pipeline.stores.folder import open_folder_store
from search.embedded import EmbeddedIndex


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    (tmp_path / "tmp").mkdir()
    catalog = open_catalog("sqlite:catalog.db", tmp_path)
    store = open_folder_store(tmp_path / "store", tmp_path / "tmp")
    index = EmbeddedIndex(tmp_path / "index")
    yield Desk(catalog, store, index, tmp_path)
    index.close()
    catalog.close()
