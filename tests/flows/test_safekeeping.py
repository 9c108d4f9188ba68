"""The backup of the day: once, also on a machine that sleeps at night, of everything or the catalog alone."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows import safekeeping
from flows.bench import Archive, open_archive
from flows.safekeeping import back_up_when_due, move_office
from pipeline.backup_folder import BackupFolder
from pipeline.catalog.records import FiledPart, NewDocument, Original
from pipeline.errors import BadRequest
from pipeline.holder import this_process
from pipeline.model import Part
from pipeline.settings import Settings, load


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load(tmp_path / "home")


@pytest.fixture
def archive(settings: Settings) -> Iterator[Archive]:
    with open_archive(settings) as opened:
        yield opened


def test_the_catalog_alone_is_copied_where_no_folder_is_set(
    settings: Settings, archive: Archive
) -> None:
    back_up_when_due(settings, archive)
    made = BackupFolder(settings.home / "backup").whole()
    assert not made.complete and abs(made.made - time.time()) < 60
    back_up_when_due(settings, archive)
    assert BackupFolder(settings.home / "backup").whole() == made


def test_everything_goes_into_the_folder_that_is_set(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = load(tmp_path / "home", backup_folder=tmp_path / "kept")
    back_up_when_due(settings, archive)
    made = BackupFolder(tmp_path / "kept").whole()
    assert made.complete and not (settings.home / "backup").exists()
    (tmp_path / "kept" / "backup.json").write_text("damaged")
    back_up_when_due(settings, archive)
    assert BackupFolder(tmp_path / "kept").whole().made > made.made


@pytest.mark.parametrize(
    ("now", "last"),
    [("2026-03-05 09:30", "2026-03-05 01:00"), ("2026-03-05 00:30", "2026-03-04 01:00")],
)
def test_a_backup_is_due_since_the_hour_was_last_shown(now: str, last: str) -> None:
    def moment(text: str) -> float:
        return time.mktime(time.strptime(text, "%Y-%m-%d %H:%M"))

    assert safekeeping._last_hour(1, moment(now)) == moment(last)


def test_an_office_at_work_does_not_move(
    settings: Settings, archive: Archive, tmp_path: Path
) -> None:
    now = time.time()
    holder = this_process()
    batch = archive.catalog.batches.begin(by="", holder=holder, now=now, alive_until=now + 90)
    new = NewDocument("a" * 16, "a", (FiledPart(Part("a" * 64, 1, 1), "a"),), "fast")
    original = Original("a" * 64, 1, "pdf", 1)
    archive.catalog.documents.receive(new, [original], batch=batch, by="", now=now)
    assert archive.catalog.claims.take("a" * 16, holder=holder, now=now)
    to = load(settings.home, catalog=f"sqlite:{tmp_path}/other.db")
    with pytest.raises(BadRequest) as failed:
        move_office(settings, to, lambda: None)
    assert failed.value.code == "move.busy" and not (tmp_path / "other.db").exists()
