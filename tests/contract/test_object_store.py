"""What every side of the port `ObjectStore` promises."""

import hashlib
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipeline.errors import BadRequest, FileChanged
from pipeline.ports import ObjectStore
from pipeline.stores.folder import open_folder_store

SIDES = ["folder", pytest.param("minio", marks=pytest.mark.servers)]


def sha256_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture(params=SIDES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> ObjectStore:
    if request.param == "folder":
        return open_folder_store(tmp_path / "store", tmp_path / "tmp")
    from servers.stores import address_of, fresh_bucket, open_at, root_of

    server = request.getfixturevalue("minio")
    return open_at(address_of(server, fresh_bucket()), root_of(server), tmp_path / "tmp")


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "scan.pdf"
    path.write_bytes(b"%PDF-1.4 " + bytes(range(256)) * 4000)
    return path


def test_stored_bytes_come_back_unchanged(store: ObjectStore, scan: Path) -> None:
    stored = store.put_once("originals/aa", scan, sha256_of(scan))
    with store.open("originals/aa") as stream:
        assert (
            hashlib.file_digest(stream, "sha256").digest()
            == hashlib.sha256(scan.read_bytes()).digest()
        )
    assert stored.size == scan.stat().st_size
    assert store.find("originals/aa") == stored


def test_putting_once_never_changes_what_is_stored(store: ObjectStore, scan: Path) -> None:
    store.put_once("originals/aa", scan, sha256_of(scan))
    before = scan.read_bytes()
    scan.write_bytes(b"other bytes")
    store.put_once("originals/aa", scan, sha256_of(scan))
    assert store.read("originals/aa") == before


def test_a_file_that_changed_since_it_was_hashed_is_refused(store: ObjectStore, scan: Path) -> None:
    with pytest.raises(FileChanged):
        store.put_once("originals/aa", scan, "0" * 64)
    assert store.find("originals/aa") is None


def test_racing_writers_leave_one_whole_object(store: ObjectStore, tmp_path: Path) -> None:
    sources = [tmp_path / f"{n}.bin" for n in range(8)]
    for n, source in enumerate(sources):
        source.write_bytes(bytes([n]) * 200_000)
    threads = [
        threading.Thread(target=store.put_once, args=("originals/race", source, sha256_of(source)))
        for source in sources
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    stored = store.read("originals/race")
    assert len(stored) == 200_000 and len(set(stored)) == 1


def test_a_derived_object_can_be_replaced_and_removed(store: ObjectStore) -> None:
    store.put("ocr/aa/r/1.json", b"first")
    store.put("ocr/aa/r/1.json", b"second")
    assert store.read("ocr/aa/r/1.json") == b"second"
    store.remove("ocr/aa/r/1.json")
    store.remove("ocr/aa/r/1.json")
    assert store.find("ocr/aa/r/1.json") is None


def test_an_original_is_neither_replaced_nor_removed(store: ObjectStore, scan: Path) -> None:
    store.put_once("originals/aa", scan, sha256_of(scan))
    with pytest.raises(ValueError):
        store.put("originals/aa", b"other")
    with pytest.raises(ValueError):
        store.remove("originals/aa")


def test_a_missing_object_is_a_key_error(store: ObjectStore) -> None:
    for read in (store.read, store.open):
        with pytest.raises(KeyError):
            read("ocr/none")
    with pytest.raises(KeyError), store.local("ocr/none"):
        pass
    assert store.find("ocr/none") is None


def test_keys_are_found_by_prefix(store: ObjectStore, scan: Path) -> None:
    store.put_once("originals/aa", scan, sha256_of(scan))
    store.put("ocr/aa/r/1.json", b"1")
    store.put("ocr/aa/r/2.json", b"2")
    assert sorted(store.keys("ocr/aa")) == ["ocr/aa/r/1.json", "ocr/aa/r/2.json"]
    assert list(store.keys("originals")) == ["originals/aa"]
    assert list(store.keys("pdf")) == []


def test_a_local_file_holds_the_stored_bytes(store: ObjectStore, scan: Path) -> None:
    store.put_once("originals/aa", scan, sha256_of(scan))
    with store.local("originals/aa") as path:
        assert path.read_bytes() == scan.read_bytes()


@pytest.mark.parametrize("key", ["../secret", "/etc/passwd", "ocr/../../x"])
def test_a_key_cannot_leave_the_store(store: ObjectStore, key: str) -> None:
    with pytest.raises(ValueError):
        store.put(key, b"x")


def test_an_original_is_read_by_the_version_that_was_stored(store: ObjectStore, scan: Path) -> None:
    stored = store.put_once("originals/aa", scan, sha256_of(scan))
    with store.open("originals/aa", stored.version) as stream:
        assert stream.read() == scan.read_bytes()
    with store.local("originals/aa", stored.version) as path:
        assert path.read_bytes() == scan.read_bytes()
    assert store.find("originals/aa", stored.version) == stored
    assert store.put_once("originals/aa", scan, sha256_of(scan)) == stored


def test_the_newest_of_each_key_is_listed(store: ObjectStore, scan: Path) -> None:
    stored = store.put_once("originals/aa", scan, sha256_of(scan))
    assert list(store.newest("originals")) == [stored]
    store.put("ocr/aa/r/1.json", b"12")
    assert [(one.key, one.size) for one in store.newest("ocr")] == [("ocr/aa/r/1.json", 2)]


def test_a_derived_object_may_be_a_file_or_empty(store: ObjectStore, scan: Path) -> None:
    assert store.put("pdf/aa.pdf", scan).size == scan.stat().st_size
    assert store.read("pdf/aa.pdf") == scan.read_bytes()
    store.put("pdf/aa.pdf", b"")
    assert store.read("pdf/aa.pdf") == b""


def test_a_stream_is_read_in_pieces(store: ObjectStore, scan: Path) -> None:
    store.put("pdf/aa.pdf", scan)
    with store.open("pdf/aa.pdf") as stream:
        assert stream.read(5) == b"%PDF-"
        assert hashlib.sha256(b"%PDF-" + stream.read()).hexdigest() == sha256_of(scan)


def test_keys_with_every_allowed_letter(store: ObjectStore) -> None:
    key = "ocr/aa/engine-5.5@vie_300.fast/1.json"
    store.put(key, b"x")
    assert store.read(key) == b"x"
    assert list(store.keys("ocr/aa")) == [key]


def test_a_source_that_is_gone_is_the_callers_matter(store: ObjectStore, tmp_path: Path) -> None:
    with pytest.raises((FileNotFoundError, KeyError)):
        store.put_once("originals/aa", tmp_path / "none.pdf", "0" * 64)
    assert store.find("originals/aa") is None


def test_many_threads_write_and_read_at_once(store: ObjectStore) -> None:
    def work(n: int) -> None:
        store.put(f"ocr/aa/r/{n}.json", bytes([n]) * 1000)
        assert store.read(f"ocr/aa/r/{n}.json") == bytes([n]) * 1000

    with ThreadPoolExecutor(16) as threads:
        list(threads.map(work, range(64)))
    assert len(list(store.keys("ocr/aa"))) == 64


def test_a_legal_hold_is_put_and_lifted_or_refused_in_words(store: ObjectStore, scan: Path) -> None:
    stored = store.put_once("originals/aa", scan, sha256_of(scan))
    if not store.can_hold:
        with pytest.raises(BadRequest):
            store.hold("originals/aa", stored.version, on=True)
        return
    for on in (True, True, False, False):
        store.hold("originals/aa", stored.version, on=on)


def test_nothing_unfinished_is_nothing_to_remove(store: ObjectStore, scan: Path) -> None:
    stored = store.put_once("originals/aa", scan, sha256_of(scan))
    assert store.remove_unfinished(2e9) == 0
    assert store.find("originals/aa") == stored
