"""The office kept elsewhere: backup, restore, move."""

import logging
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from flows.alone import alone, office_lock
from flows.bench import Archive, catalog_of, database_of, make_home, open_archive
from flows.store_side import open_store
from pipeline import holds, indexing
from pipeline.addresses import printable
from pipeline.backup import backup
from pipeline.backup_folder import BackupDamaged, BackupFolder
from pipeline.errors import BadRequest
from pipeline.moving import Moved, Office, Target, move
from pipeline.restore import Restored, restore
from pipeline.settings import Settings

log = logging.getLogger(__name__)


def back_up_when_due(settings: Settings, archive: Archive) -> None:
    """Make the backup of the day, once, also on a machine that sleeps at night.

    Without a folder for it the catalog alone is copied within the home: names, corrections and filings
    are nowhere else.
    """
    folder = kept_in(settings)
    if _made(folder) >= _last_hour(settings.backup_hour, time.time()):
        return
    done = backup(archive.catalog, archive.store if settings.backup_folder else None, folder)
    log.info("backup: files=%d new=%d", done.files, done.new_files)
    for key in done.damaged:
        log.error("original is damaged: %s", key)


def kept_in(settings: Settings) -> Path:
    """The folder of the day's backup."""
    return settings.backup_folder or settings.home / "backup"


def restore_office(settings: Settings, folder: Path, on_file: Callable[[], None]) -> Restored:
    """Make the office of a backup at the addresses of the settings, its index too."""
    BackupFolder(folder).whole()  # a wrong folder makes no home
    make_home(settings.home)
    store = open_store(settings)
    with closing(database_of(settings)) as database:
        done = restore(folder, store, database, printable(settings.catalog), on_file)
    with open_archive(settings) as archive:
        holds.settle(archive.catalog, archive.store)
        indexing.rebuild(archive.catalog, archive.store, archive.index)
    return done


def move_office(settings: Settings, to: Settings, on_file: Callable[[], None]) -> Moved:
    """Copy store, catalog or both to the addresses of `to`; raises BadRequest `move.busy` while people work."""
    moves_store, moves_catalog = to.store != settings.store, to.catalog != settings.catalog
    if not (moves_store or moves_catalog):
        raise BadRequest(code="move.nothing")
    with (
        open_archive(settings) as archive,
        _nobody_works(settings, archive),
        tempfile.TemporaryDirectory(prefix="move-", dir=settings.home / "tmp") as room,
        closing(database_of(to)) as database,
    ):
        store = open_store(to) if moves_store else None
        source = Office(archive.store, archive.catalog.database, printable(settings.catalog))
        target = Target(store, database if moves_catalog else None, printable(to.catalog))
        done = move(source, target, Path(room), on_file)
    with closing(catalog_of(to)) as catalog:
        holds.settle(catalog, open_store(to))
    return done


@contextmanager
def _nobody_works(settings: Settings, archive: Archive) -> Iterator[None]:
    """Keep `sohoa up` away as long as the block lasts; raises BadRequest `move.busy` where somebody works."""
    busy = BadRequest(code="move.busy")
    if archive.catalog.queue.holders(time.time()):
        raise busy
    with alone(office_lock(settings.home), busy):
        yield


def _made(folder: Path) -> float:
    """When the newest backup was made, 0 where there is none."""
    with suppress(BackupDamaged):
        newest = BackupFolder(folder).newest()
        return newest.made if newest else 0.0
    return 0.0


def _last_hour(hour: int, now: float) -> float:
    """The last time that the clock on the wall showed `hour`."""
    here = time.localtime(now)
    today = time.mktime((here.tm_year, here.tm_mon, here.tm_mday, hour, 0, 0, 0, 0, -1))
    return today if today <= now else today - 24 * 3600
