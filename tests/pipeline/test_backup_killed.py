"""Backup, restore and move killed by SIGKILL at any moment: the last backup is whole, the next try goes on."""

import multiprocessing
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from servers.catalogs import Place
from servers.offices import Kept, kept_at

from pipeline.backup import backup
from pipeline.backup_folder import BackupFolder
from pipeline.catalog.engine import open_database
from pipeline.errors import BadRequest
from pipeline.moving import Office, Target, move
from pipeline.object_list import ObjectList
from pipeline.restore import restore
from pipeline.stores.folder import open_folder_store

pytestmark = pytest.mark.slow
PAPERS = 40
KILLS = 6
Act = Callable[[Path, Path], None]


def office_of(home: Path) -> tuple[Place, object]:
    (home / "tmp").mkdir(parents=True, exist_ok=True)
    return Place("sqlite:catalog.db", home), open_folder_store(home / "store", home / "tmp")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Kept]:
    home = tmp_path / "office"
    place, store = office_of(home)
    with kept_at(place, store, home) as kept:
        for number in range(PAPERS):
            kept.finish(kept.receive(f"paper-{number}"), f"Về việc số {number}")
        yield kept


def back_up(home: Path, folder: Path) -> None:
    place, store = office_of(home)
    with closing(place.open()) as catalog:
        backup(catalog, store, folder)


def bring_back(home: Path, folder: Path) -> None:
    _, store = office_of(home)
    with closing(open_database("sqlite:catalog.db", home, password="", ca_file=None)) as database:
        restore(folder, store, database, "sqlite:catalog.db")


def move_over(home: Path, to: Path) -> None:
    place, store = office_of(home)
    _, new_store = office_of(to)
    room = to / "tmp" / f"room-{time.time_ns()}"
    room.mkdir()
    with (
        closing(place.open()) as catalog,
        closing(open_database("sqlite:catalog.db", to, password="", ca_file=None)) as database,
    ):
        move(Office(store, catalog.database, ""), Target(new_store, database, ""), room)


def begin(act: Act, home: Path, folder: Path, said: Connection) -> None:
    """In the child: say that all is loaded, then act."""
    said.send("begins")
    act(home, folder)
    said.send("done")


def kill_often(act: Act, home: Path, folder: Path, after_each: Callable[[], object]) -> int:
    """Do it and kill it, each time a little later; returns how often it was killed before it was through."""
    spawning, killed = multiprocessing.get_context("spawn"), 0
    for attempt in range(KILLS):
        heard, said = spawning.Pipe(duplex=False)
        process = spawning.Process(target=begin, args=(act, home, folder, said))
        process.start()
        said.close()
        assert heard.recv() == "begins"
        time.sleep(0.02 * 2**attempt)
        process.kill()
        process.join()
        try:
            heard.recv()
        except EOFError:
            killed += 1
        after_each()
    return killed


def contents_whole(folder: Path) -> int:
    """Check every content that the newest backup names; returns how many there are."""
    place = BackupFolder(folder)
    made = place.whole()
    listed = ObjectList(place.path(made.objects))
    found = [one for some in listed.fetched() for one in some]
    listed.close()
    assert all(place.is_whole(one.sha256) for one in found)
    return len(found)


def test_a_killed_backup_leaves_the_last_one_whole(office: Kept, tmp_path: Path) -> None:
    folder = tmp_path / "backup"
    back_up(office.home, folder)
    number = [0]

    def more_work() -> None:
        assert contents_whole(folder) >= 3 * PAPERS
        number[0] += 1
        office.finish(office.receive(f"more-{number[0]}"), "Về việc khác")

    assert kill_often(back_up, office.home, folder, more_work) >= 1
    back_up(office.home, folder)
    assert contents_whole(folder) == 3 * (PAPERS + KILLS)


def test_a_killed_restore_goes_on(office: Kept, tmp_path: Path) -> None:
    folder, home = tmp_path / "backup", tmp_path / "other"
    back_up(office.home, folder)

    def catalog_last() -> None:
        """Either nothing of the catalog is there, or everything."""
        with closing(sqlite3.connect(home / "catalog.db")) as file:
            there = file.execute("SELECT 1 FROM sqlite_master WHERE name = 'documents'").fetchone()
            if there:
                count = file.execute("SELECT count(*) FROM documents").fetchone()[0]
                assert count in (0, PAPERS)

    assert kill_often(again(bring_back), home, folder, catalog_last) >= 1
    again(bring_back)(home, folder)
    assert_same(office, home)


def test_a_killed_move_goes_on(office: Kept, tmp_path: Path) -> None:
    home = tmp_path / "other"
    assert kill_often(again(move_over), office.home, home, lambda: None) >= 1
    again(move_over)(office.home, home)
    assert_same(office, home)


class again:
    """An act that may have been through already before it was killed."""

    def __init__(self, act: Act) -> None:
        self.act = act

    def __call__(self, home: Path, folder: Path) -> None:
        try:
            self.act(home, folder)
        except BadRequest as exc:
            assert exc.code == "restore.not_empty"


def assert_same(office: Kept, home: Path) -> None:
    place, store = office_of(home)
    with kept_at(place, store, home) as other:
        assert other.told() == office.told()
        assert not other.verified().damaged
