"""A full disk, a store that is gone, a damaged index, a locked catalog: nothing is lost, the next run finishes."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing

import pytest

pytestmark = pytest.mark.flows


@pytest.fixture
def small_disk(office, tmp_path):
    """The office's home on a disk of 24 MB, which `fill` fills."""
    office.home.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(office.home)]
    if os.geteuid() or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("mounting a small disk needs root")
    yield office.home
    for process in office.started:
        process.kill()
        process.wait()
    subprocess.run(["umount", "-l", str(office.home)], check=True)


def fill(home):
    """Leave no byte free."""
    with (home / "ballast").open("wb", buffering=0) as ballast:
        try:
            while ballast.write(b"x" * 65536):
                pass
        except OSError:
            pass


def leavings(office):
    return sorted(path.name for path in (office.home / "tmp").iterdir())


def test_a_disk_full_at_the_counter(office, small_disk, scans):
    office.run("sweep")
    fill(small_disk)
    done = office.digitize(*scans)
    assert done.code == 4, done.err
    assert leavings(office) == []
    (small_disk / "ballast").unlink()
    office.assert_sound(*scans)


def test_a_disk_full_while_reading(office, small_disk, scans):
    office.hold()
    job = office.start("digitize", *scans, "--json")
    office.wait_for(lambda: office.reads() >= 2)
    fill(small_disk)
    office.go_on()
    done = office.end(job)
    assert done.code == 4, done.err
    assert {entry["status"] for entry in done.json["documents"]} == {"waiting"}
    assert done.json["error"]["code"] in ("catalog.full", "service.down")  # whoever is first
    assert leavings(office) == []
    (small_disk / "ballast").unlink()
    swept = office.run("sweep", "--json")
    assert (swept.code, swept.json["waiting"]) == (0, 0)
    office.assert_sound(*scans)


def test_a_store_gone_at_the_start(office, scans):
    office.run("sweep")
    store = office.home / "store"
    store.rename(office.home / "elsewhere")
    done = office.digitize(*scans)
    assert done.code == 4
    assert done.json["unreceived"] == list(map(str, scans))
    assert not store.exists()
    (office.home / "elsewhere").rename(store)
    office.assert_sound(*scans)


def test_a_store_gone_while_reading(office, scans):
    office.hold()
    job = office.start("digitize", *scans, "--json")
    office.wait_for(lambda: office.reads() >= 2)
    store = office.home / "store"
    store.rename(office.home / "elsewhere")
    office.go_on()
    done = office.end(job)
    assert done.code == 4
    assert {entry["status"] for entry in done.json["documents"]} == {"waiting"}
    assert office.run("sweep", "--json").code == 4
    (office.home / "elsewhere").rename(store)
    assert office.run("sweep", "--json").json["finished"] == 4
    office.assert_sound(*scans)


@pytest.fixture(scope="module")
def finished_home(tmp_path_factory, office_at, scans):
    """A home in which all papers are finished."""
    office = office_at(tmp_path_factory.mktemp("finished"))
    assert office.digitize(*scans).code == 0
    return office.home


@pytest.fixture
def indexed(office, finished_home):
    """The index of a copy of that home."""
    shutil.copytree(finished_home, office.home)
    return office.home / "index"


def found(office):
    done = office.run("search", "quyết định", "--json")
    assert done.code == 0, done.err
    return done.json["total"]


def test_a_damaged_index_is_rebuilt_by_the_next_search(office, indexed):
    for path in sorted(indexed.rglob("*")):
        if path.is_file() and path.name != "lock":
            path.write_bytes(b"junk" * 100)
    assert found(office) == 4
    shutil.rmtree(indexed)
    assert found(office) == 4
    for path in list(indexed.iterdir()):
        shutil.rmtree(path) if path.is_dir() else None
    assert found(office) == 4
    shutil.rmtree(indexed)
    indexed.mkdir()
    assert found(office) == 4
    assert office.run("verify").code == 0


def test_half_an_index_is_rebuilt(office, indexed):
    segment = max(indexed.rglob("*.store"), key=lambda path: path.stat().st_size)
    segment.write_bytes(segment.read_bytes()[: segment.stat().st_size // 2])
    for path in indexed.rglob("*.term"):
        path.unlink()
    assert found(office) == 4
    assert office.run("verify").code == 0


@pytest.mark.slow
def test_a_catalog_locked_for_too_long(office, scans):
    office.run("sweep")
    with closing(sqlite3.connect(office.home / "catalog.db")) as catalog:
        catalog.isolation_level = None
        catalog.execute("BEGIN EXCLUSIVE")
        done = office.digitize(*scans)
        assert done.code == 4
        assert "catalog" in done.json["error"]["detail"]
        assert found(office) == 0  # reading goes on
        catalog.execute("ROLLBACK")
    office.assert_sound(*scans)


def test_a_catalog_that_is_no_database_is_said_and_left_alone(office, scans):
    office.home.mkdir()
    (office.home / "catalog.db").write_bytes(b"not a database at all" * 200)
    done = office.digitize(*scans)
    assert (done.code, done.json["error"]["code"]) == (4, "catalog.other_server")
    assert (office.home / "catalog.db").read_bytes() == b"not a database at all" * 200


def test_verify_tells_what_is_missing_and_what_was_changed(office, indexed, scans):
    originals = sorted((office.home / "store" / "originals").iterdir())
    originals[0].unlink()
    originals[1].chmod(0o644)
    originals[1].write_bytes(b"altered")
    done = office.run("verify", "--json")
    assert done.code == 5
    assert done.json["missing"] == [f"originals/{originals[0].name}"]
    assert done.json["changed"] == [f"originals/{originals[1].name}"]
    assert done.json["checked"] == 4
