"""What only the store in a folder does."""

import os
from pathlib import Path

import pytest

from pipeline.errors import ServiceDown
from pipeline.stores.folder import open_folder_store


def test_a_folder_that_is_gone_is_a_service_down(tmp_path: Path) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.4")
    store = open_folder_store(tmp_path / "home" / "store", tmp_path / "home" / "tmp")
    (tmp_path / "home" / "store").rmdir()
    with pytest.raises(ServiceDown):
        store.find("originals/aa")
    again = open_folder_store(tmp_path / "home" / "store", tmp_path / "home" / "tmp")
    with pytest.raises(ServiceDown):
        again.put_once("originals/aa", scan, "0" * 64)


def test_what_a_killed_put_left_is_removed_when_it_is_old(tmp_path: Path) -> None:
    store = open_folder_store(tmp_path / "store", tmp_path / "tmp")
    for name, moment in (("put-old", 1000.0), ("put-new", 3000.0), ("room-old", 1000.0)):
        (tmp_path / "tmp" / name).touch()
        os.utime(tmp_path / "tmp" / name, (moment, moment))
    assert store.remove_unfinished(2000.0) == 1
    assert sorted(path.name for path in (tmp_path / "tmp").iterdir()) == ["put-new", "room-old"]
