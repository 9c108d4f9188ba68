"""A fresh desk for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from care.desk import Desk
from small_office import small_archive


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with small_archive(tmp_path) as archive:
        yield Desk(*archive, tmp_path)
