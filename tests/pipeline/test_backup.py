"""Backup, restore and move on every pair of sides: an empty place becomes the same office."""

import errno
import gzip
import io
import json
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from servers.catalogs import Place
from servers.offices import NOW, Kept, fill, kept_at

from pipeline import keys
from pipeline.backup import backup
from pipeline.backup_folder import BackupDamaged, BackupFolder
from pipeline.catalog import open_catalog
from pipeline.catalog.edits import Editor
from pipeline.catalog.engine import Database, open_database
from pipeline.catalog.migrating import newest
from pipeline.errors import BadRequest, ServiceDown, StaleEdit
from pipeline.moving import Office, Target, move
from pipeline.ports import ObjectStore
from pipeline.restore import restore
from pipeline.stores.folder import open_folder_store

SIDES = ["embedded", pytest.param("servers", marks=pytest.mark.servers)]
New = tuple[Place, ObjectStore]


def new_side(request: pytest.FixtureRequest, name: str, home: Path) -> New:
    """An empty store and an empty database."""
    (home / "tmp").mkdir(parents=True)
    if request.param == "embedded":
        store = open_folder_store(home / "store", home / "tmp")
        return Place("sqlite:catalog.db", home), store
    from servers.stores import address_of, fresh_bucket, open_at, root_of

    postgres, minio = request.getfixturevalue("postgres"), request.getfixturevalue("minio")
    bucket = open_at(address_of(minio, fresh_bucket()), root_of(minio), home / "tmp")
    return Place(postgres.make_database(f"kept_{name}"), home, postgres.password), bucket


@pytest.fixture(params=SIDES)
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Kept]:
    place, store = new_side(request, "source", tmp_path / "source")
    with kept_at(place, store, tmp_path / "source") as kept:
        yield kept


@pytest.fixture(params=SIDES)
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> New:
    return new_side(request, "target", tmp_path / "target")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backup"


def database_at(place: Place) -> Database:
    return open_database(place.address, place.home, password=place.password, ca_file=None)


def restore_at(folder: Path, new: New) -> None:
    place, store = new
    with closing(database_at(place)) as database:
        restore(folder, store, database, place.address)


def assert_same(office: Kept, new: New) -> None:
    """Both offices say the same, and verify the same."""
    with kept_at(*new, new[0].home) as other:
        assert other.told() == office.told()
        before, after = office.verified(), other.verified()
        assert before.checked == after.checked and not before.damaged and not after.damaged
        assert after.stray == ()
        for key in other.store.keys("pdf"):
            assert other.store.read(key) == office.store.read(key)


def test_an_empty_place_becomes_the_same_office(office: Kept, elsewhere: New, folder: Path) -> None:
    ids = fill(office)
    done = backup(office.catalog, office.store, folder)
    assert (done.files, done.new_files, done.damaged) == (11, 11, ())
    restore_at(folder, elsewhere)
    assert_same(office, elsewhere)
    with kept_at(*elsewhere, elsewhere[0].home) as other:
        assert other.catalog.claims.take(ids[-1], holder="h|1|1|1", now=NOW) is not None
        assert other.catalog.outbox.count() == 0
        editor = Editor("Lan", NOW, other.catalog.documents.get(ids[0]).revision)
        other.catalog.edits.accept(ids[0], editor)  # events go on being numbered


def test_an_office_moves_and_the_source_stays(office: Kept, elsewhere: New) -> None:
    fill(office)
    room = office.home / "room"
    room.mkdir()
    place, store = elsewhere
    source = Office(office.store, office.catalog.database, office.place.address)
    with closing(database_at(place)) as database:
        done = move(source, Target(store, database, place.address), room)
    assert done.files == 11 and done.damaged == ()
    assert_same(office, elsewhere)


def test_only_what_is_new_is_copied(office: Kept, folder: Path) -> None:
    fill(office)
    backup(office.catalog, office.store, folder)
    assert backup(office.catalog, office.store, folder).new_files == 0
    document = office.receive("one more")
    assert backup(office.catalog, office.store, folder).new_files == 1
    office.finish(document, "Về việc thu hồi")
    done = backup(office.catalog, office.store, folder)
    assert (done.new_files, done.files) == (2, 14)
    office.store.put(keys.searchable_pdf(document), b"%PDF better")
    editor = Editor("Lan", NOW, 1)
    office.catalog.edits.set_field(document, "signer", "A", editor)
    assert backup(office.catalog, office.store, folder).new_files == 1


def test_an_interrupted_move_goes_on(
    office: Kept, elsewhere: New, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(office)
    place, store = elsewhere
    source = Office(office.store, office.catalog.database, office.place.address)
    puts: list[str] = []
    whole = type(store).put_once

    def breaking(self: ObjectStore, key: str, path: Path, sha256: str) -> object:
        puts.append(key)
        if len(puts) > 3:
            raise ServiceDown("store")
        return whole(self, key, path, sha256)

    for attempt in range(2):
        room = office.home / f"room-{attempt}"
        room.mkdir()
        with closing(database_at(place)) as database:
            target = Target(store, database, place.address)
            if attempt == 0:
                with monkeypatch.context() as patched, pytest.raises(ServiceDown):
                    patched.setattr(type(store), "put_once", breaking)
                    move(source, target, room)
            else:
                move(source, target, room)
    assert_same(office, elsewhere)


# The rest holds for the folder itself, whatever the sides.


@pytest.fixture
def local(tmp_path: Path) -> Iterator[Kept]:
    """An office on the embedded sides."""
    home = tmp_path / "local"
    (home / "tmp").mkdir(parents=True)
    store = open_folder_store(home / "store", home / "tmp")
    with kept_at(Place("sqlite:catalog.db", home), store, home) as kept:
        yield kept


@pytest.fixture
def empty(tmp_path: Path) -> New:
    home = tmp_path / "empty"
    (home / "tmp").mkdir(parents=True)
    return Place("sqlite:catalog.db", home), open_folder_store(home / "store", home / "tmp")


def test_an_interrupted_backup_leaves_the_last_one_whole(
    local: Kept, folder: Path, empty: New, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = fill(local)
    backup(local.catalog, local.store, folder)
    told = local.told()
    local.finish(ids[-1], "Về việc mới")
    with monkeypatch.context() as patched, pytest.raises(ServiceDown):
        patched.setattr(type(local.store), "open", _down)
        backup(local.catalog, local.store, folder)
    restore_at(folder, empty)
    with kept_at(*empty, empty[0].home) as other:
        assert other.told() == told
        assert not other.verified().damaged
    assert backup(local.catalog, local.store, folder).new_files == 2


def _down(*_: object) -> None:
    raise ServiceDown("store")


def test_contents_left_by_an_interrupted_backup_are_hashed_before_they_are_believed(
    local: Kept, folder: Path
) -> None:
    fill(local)
    sha256 = next(local.catalog.documents.originals()).sha256
    half = folder / "bytes" / sha256[:2] / sha256
    half.parent.mkdir(parents=True)
    half.write_bytes(b"half")
    backup(local.catalog, local.store, folder)
    assert BackupFolder(folder).is_whole(sha256)


def test_work_goes_on_during_a_backup(local: Kept, folder: Path, empty: New) -> None:
    fill(local)
    over = threading.Event()

    def work() -> None:
        number = 0
        while not over.is_set():
            number += 1
            local.finish(local.receive(f"meanwhile-{number}"), "Về việc gấp")

    thread = threading.Thread(target=work)
    thread.start()
    try:
        for _ in range(3):
            assert backup(local.catalog, local.store, folder).damaged == ()
    finally:
        over.set()
        thread.join()
    restore_at(folder, empty)
    with kept_at(*empty, empty[0].home) as other:
        found = other.verified()
        assert not found.damaged and found.stray == () and found.checked >= 5


def test_a_place_that_is_not_empty_is_refused_and_left_alone(
    local: Kept, folder: Path, empty: New
) -> None:
    fill(local)
    backup(local.catalog, local.store, folder)
    with kept_at(*empty, empty[0].home) as other:
        other.receive("somebody else's")
        told = other.told()
        with pytest.raises(BadRequest) as failed:
            restore_at(folder, empty)
        assert failed.value.code == "restore.not_empty" and other.told() == told
        assert len(list(other.store.keys("originals"))) == 1


def test_a_store_with_strange_originals_is_refused(local: Kept, folder: Path, empty: New) -> None:
    fill(local)
    backup(local.catalog, local.store, folder)
    (empty[0].home / "store" / "originals").mkdir()
    (empty[0].home / "store" / "originals" / ("f" * 64)).write_bytes(b"strange")
    with pytest.raises(BadRequest, match="not_empty"):
        restore_at(folder, empty)


def test_an_interrupted_restore_goes_on(
    local: Kept, folder: Path, empty: New, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(local)
    backup(local.catalog, local.store, folder)
    with monkeypatch.context() as patched, pytest.raises(ServiceDown):
        patched.setattr(type(local.store), "put", _down)
        restore_at(folder, empty)
    with closing(empty[0].open()) as catalog:
        assert catalog.documents.every() == []
    restore_at(folder, empty)
    assert_same(local, empty)


@pytest.mark.parametrize("what", ["bytes/*/*", "catalog-*", "objects-*", "backup.json"])
@pytest.mark.parametrize("how", ["altered", "gone"])
def test_a_damaged_backup_is_said_and_restores_nothing(
    local: Kept, folder: Path, empty: New, what: str, how: str
) -> None:
    fill(local)
    backup(local.catalog, local.store, folder)
    path = sorted(folder.glob(what))[0]
    path.unlink() if how == "gone" else path.write_bytes(b"{" + path.read_bytes()[:-1])
    none = what == "backup.json" and how == "gone"
    with pytest.raises(BadRequest if none else BackupDamaged):
        restore_at(folder, empty)
    with closing(empty[0].open()) as catalog:
        assert catalog.documents.every() == []
    assert backup(local.catalog, local.store, folder).damaged == ()  # mends what it can see
    if "bytes" not in what or how == "gone":
        restore_at(folder, empty)
        assert_same(local, empty)


def test_a_damaged_original_is_named_and_the_good_copy_stays(local: Kept, folder: Path) -> None:
    fill(local)
    first, second = [one.sha256 for one in local.catalog.documents.originals()][:2]
    path = local.home / "store" / keys.original(second)
    path.chmod(0o644)
    path.write_bytes(b"altered")
    assert backup(local.catalog, local.store, folder).damaged == (keys.original(second),)
    path = local.home / "store" / keys.original(first)
    path.unlink()
    assert backup(local.catalog, local.store, folder).damaged == (keys.original(second),)
    assert BackupFolder(folder).is_whole(first)


def test_one_rotten_original_does_not_cost_the_backup(
    local: Kept, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(local)
    key = keys.original(next(local.catalog.documents.originals()).sha256)
    whole = type(local.store).open

    class Rotten(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            raise OSError(errno.EIO, "Input/output error")

    def opened(self: ObjectStore, asked: str, version: str = "") -> object:
        return Rotten() if asked == key else whole(self, asked, version)

    monkeypatch.setattr(type(local.store), "open", opened)
    done = backup(local.catalog, local.store, folder)
    assert done.damaged == (key,) and done.files == 10


def test_no_text_of_a_paper_restricted_since_stays_in_the_backup(local: Kept, folder: Path) -> None:
    document = local.receive("secret")
    local.finish(document, "Về việc bí mật")
    backup(local.catalog, local.store, folder)
    assert _contains(folder, "bí mật")
    revision = local.catalog.documents.get(document).revision
    local.catalog.edits.read_again(document, "fast", Editor("Lan", NOW, revision))
    local.finish(document, "x", restricted="mật")
    backup(local.catalog, local.store, folder)
    assert not _contains(folder / "bytes", "bí mật")


def _contains(folder: Path, said: str) -> bool:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return any(said.encode() in path.read_bytes() for path in paths)


def test_two_backups_at_once(local: Kept, folder: Path) -> None:
    from pipeline.backup_folder import backup_folder

    with backup_folder(folder), pytest.raises(BadRequest) as failed:
        backup(local.catalog, local.store, folder)
    assert failed.value.code == "backup.busy"


def test_the_catalog_alone_brings_back_names_and_corrections(local: Kept, folder: Path) -> None:
    fill(local)
    done = backup(local.catalog, None, folder)
    assert done.files == 0 and not list(folder.glob("bytes/*"))
    told = local.told()
    local.catalog.close()
    for path in local.home.glob("catalog.db*"):
        path.unlink()
    restore_at(folder, (local.place, local.store))
    with kept_at(local.place, local.store, local.home) as again:
        assert again.told() == told and not again.verified().damaged


SINCE_0002 = {
    "originals": ["verified_at"],
    "documents": ["restricted_by", "sensitive", "bounds_by", "mentions", "matched"],
    "parts": ["left_out"],
    "filings": ["why"],
    "dossiers": ["person"],
}
"""Columns that an older program knew nothing of; beside them it lacks the tables `register` and `learnt`."""


def test_a_backup_of_an_older_program_is_brought_up_to_date(
    local: Kept, folder: Path, empty: New
) -> None:
    fill(local)
    backup(local.catalog, local.store, folder)
    _as_of(folder, "0002", without=SINCE_0002)
    restore_at(folder, empty)
    assert_same(local, empty)


def test_a_backup_of_a_newer_program_is_refused(local: Kept, folder: Path, empty: New) -> None:
    fill(local)
    backup(local.catalog, local.store, folder)
    told = json.loads((folder / "backup.json").read_text())
    (folder / "backup.json").write_text(json.dumps(told | {"schema": "9999"}))
    with pytest.raises(BadRequest, match="version"):
        restore_at(folder, empty)
    (folder / "backup.json").write_text(json.dumps({"format": 2}))
    with pytest.raises(BadRequest, match="version"):
        restore_at(folder, empty)


def _as_of(folder: Path, schema: str, without: dict[str, list[str]]) -> None:
    """Turn a backup into what an older program would have written."""
    place = BackupFolder(folder)
    made = place.whole()
    path = place.path(made.catalog)
    lines = gzip.decompress(path.read_bytes()).decode().splitlines()
    with gzip.open(path, "wt", encoding="utf-8") as out:
        for name, row in map(json.loads, lines):
            if name in ("register", "learnt"):
                continue
            kept = {key: value for key, value in row.items() if key not in without.get(name, ())}
            out.write(json.dumps([name, kept]) + "\n")
    told = json.loads((folder / "backup.json").read_text())
    told |= {"schema": schema, "catalog_sha256": place.checksum(made.catalog)}
    (folder / "backup.json").write_text(json.dumps(told))
    assert newest() > schema


@pytest.fixture
def moved(local: Kept, tmp_path: Path) -> Callable[..., object]:
    """Move the local office; what is not named stays."""

    def act(store: ObjectStore | None, place: Place | None) -> object:
        room = tmp_path / "room"
        shutil.rmtree(room, ignore_errors=True)
        room.mkdir()
        source = Office(local.store, local.catalog.database, local.place.address)
        if place is None:
            return move(source, Target(store, None, ""), room)
        with closing(database_at(place)) as database:
            return move(source, Target(store, database, place.address), room)

    return act


def test_only_the_store_moves(local: Kept, empty: New, moved: Callable[..., object]) -> None:
    fill(local)
    moved(empty[1], None)
    with kept_at(local.place, empty[1], local.home) as other:
        assert not other.verified().damaged


def test_only_the_catalog_moves(local: Kept, empty: New, moved: Callable[..., object]) -> None:
    fill(local)
    moved(None, empty[0])
    with kept_at(empty[0], local.store, empty[0].home) as other:
        assert other.told() == local.told() and not other.verified().damaged


def test_a_catalog_that_changes_while_it_moves_is_not_moved(
    local: Kept, empty: New, moved: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = fill(local)
    whole = type(local.store).put_once

    def meanwhile(self: ObjectStore, key: str, path: Path, sha256: str) -> object:
        record = local.catalog.documents.get(ids[0])
        editor = Editor("Lan", NOW, record.revision)
        with suppress(StaleEdit):
            local.catalog.edits.accept(ids[0], editor)
        return whole(self, key, path, sha256)

    with monkeypatch.context() as patched, pytest.raises(BadRequest) as failed:
        patched.setattr(type(local.store), "put_once", meanwhile)
        moved(*reversed(empty))
    assert failed.value.code == "move.changed"
    moved(*reversed(empty))
    assert_same(local, empty)


def test_a_damaged_original_is_named_by_move(
    local: Kept, empty: New, moved: Callable[..., object]
) -> None:
    fill(local)
    sha256 = next(local.catalog.documents.originals()).sha256
    path = local.home / "store" / keys.original(sha256)
    path.chmod(0o644)
    path.write_bytes(b"altered")
    done = moved(*reversed(empty))
    assert getattr(done, "damaged") == (keys.original(sha256),)  # noqa: B009


def test_opening_what_was_restored_needs_no_migration(
    local: Kept, folder: Path, empty: New
) -> None:
    fill(local)
    backup(local.catalog, local.store, folder)
    restore_at(folder, empty)
    open_catalog(empty[0].address, empty[0].home).close()
