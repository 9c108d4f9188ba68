"""What only the store on MinIO does: versions, locks, holds, races, files that fit in no memory."""

import datetime as dt
import hashlib
import io
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from minio.commonconfig import COMPLIANCE, GOVERNANCE
from minio.error import S3Error
from minio.retention import Retention
from servers.minio import Minio
from servers.stores import address_of, fresh_bucket, open_at, raw_client, root_of

from pipeline.errors import BadRequest, FileChanged, ServiceDown
from pipeline.stores.minio import Lock

pytestmark = pytest.mark.servers


def overwrite(kept) -> None:
    kept.client.put_object(kept.originals, kept.key, io.BytesIO(b"forged"), 6)


def test_the_recorded_version_is_read_under_a_delete_marker_and_a_newer_version(kept) -> None:
    version = kept.put()
    kept.client.remove_object(kept.originals, kept.key)
    assert kept.store.find(kept.key) is None
    assert list(kept.store.newest("originals")) == []
    overwrite(kept)
    assert [one.version for one in kept.store.newest("originals")] != [version]
    with kept.store.open(kept.key, version) as stream:
        assert stream.read() == kept.scan.read_bytes()
    with kept.store.local(kept.key, version) as path:
        assert path.read_bytes() == kept.scan.read_bytes()
    found = kept.store.find(kept.key, version)
    assert found and found.version == version


@pytest.mark.parametrize("version", ["of-another-store", "00000000-0000-0000-0000-000000000000"])
def test_a_version_that_is_not_there_is_missing(kept, version) -> None:
    kept.put()
    assert kept.store.find(kept.key, version) is None
    with pytest.raises(KeyError):
        kept.store.open(kept.key, version)


@pytest.mark.parametrize("size", [50_000, 3_000_000])
def test_an_original_whose_disk_rots_is_a_missing_one(minio, tmp_path, impatient, size) -> None:
    bucket = fresh_bucket()
    store = open_at(address_of(minio, bucket), root_of(minio), tmp_path)
    stored = []
    for letter in (b"a", b"b"):
        (tmp_path / "scan").write_bytes(letter * size)
        sha256 = hashlib.sha256(letter * size).hexdigest()
        stored.append(store.put_once(f"originals/{sha256}", tmp_path / "scan", sha256))
    for part in (minio.folder / "data" / f"{bucket}-originals" / stored[0].key).rglob("part.1"):
        rotten = bytearray(part.read_bytes())
        rotten[size // 2] ^= 0xFF
        part.write_bytes(rotten)
    with pytest.raises(KeyError), store.open(stored[0].key, stored[0].version) as stream:
        stream.read()
    with store.open(stored[1].key, stored[1].version) as stream:
        assert stream.read() == b"b" * size


@pytest.mark.parametrize("attack", ["delete", "overwrite"])
def test_handing_in_again_after_an_attack_finds_the_version_put_once(kept, attack) -> None:
    version = kept.put()
    kept.client.remove_object(kept.originals, kept.key) if attack == "delete" else overwrite(kept)
    before = kept.versions()
    assert kept.put() == version
    assert kept.versions() == before


def test_sixty_four_racing_writers_make_one_version(kept) -> None:
    with ThreadPoolExecutor(64) as threads:
        versions = set(threads.map(lambda _: kept.put(), range(64)))
    assert len(versions) == 1 and kept.versions() == list(versions)


@pytest.mark.parametrize("mode", ["governance", "compliance"])
def test_a_locked_original_is_neither_removed_nor_unlocked_earlier(minio, tmp_path, mode) -> None:
    bucket, scan = fresh_bucket(), tmp_path / "scan"
    scan.write_bytes(mode.encode())
    sha256 = hashlib.sha256(mode.encode()).hexdigest()
    store = open_at(address_of(minio, bucket), root_of(minio), tmp_path, lock=Lock(mode, 20))
    version = store.put_once("originals/aa", scan, sha256).version
    client, where = raw_client(minio), (f"{bucket}-originals", "originals/aa")
    held = client.get_object_retention(*where, version)
    assert held and held.mode == mode.upper()
    assert held.retain_until_date.year == dt.datetime.now(dt.UTC).year + 20
    with pytest.raises(S3Error, match="WORM"):
        client.remove_object(*where, version)
    sooner = Retention(
        {"governance": GOVERNANCE, "compliance": COMPLIANCE}[mode],
        dt.datetime.now(dt.UTC) + dt.timedelta(days=1),
    )
    with pytest.raises(S3Error, match="WORM"):
        client.set_object_retention(*where, sooner, version)


def test_without_retention_a_hold_alone_keeps_an_original(minio: Minio, tmp_path: Path) -> None:
    bucket, scan = fresh_bucket(), tmp_path / "scan"
    scan.write_bytes(b"held")
    sha256 = hashlib.sha256(b"held").hexdigest()
    store = open_at(address_of(minio, bucket), root_of(minio), tmp_path, lock=Lock("none", 1))
    version = store.put_once("originals/aa", scan, sha256).version
    store.hold("originals/aa", version, on=True)
    client, where = raw_client(minio), (f"{bucket}-originals", "originals/aa")
    with pytest.raises(S3Error, match="WORM"):
        client.remove_object(*where, version)
    store.hold("originals/aa", version, on=False)
    client.remove_object(*where, version)
    assert store.find("originals/aa", version) is None


def test_a_bucket_without_lock_serves_only_without_retention(minio: Minio, tmp_path: Path) -> None:
    bucket, scan = fresh_bucket(), tmp_path / "scan"
    raw_client(minio).make_bucket(bucket)
    raw_client(minio).make_bucket(f"{bucket}-originals")
    address, root = address_of(minio, bucket), root_of(minio)
    with pytest.raises(ServiceDown) as refused:
        open_at(address, root, tmp_path)
    assert refused.value.code == "store.rights"
    assert f"{bucket}-originals" in refused.value.detail
    store = open_at(address, root, tmp_path, lock=Lock("none", 1))
    scan.write_bytes(b"plain")
    sha256 = hashlib.sha256(b"plain").hexdigest()
    stored = store.put_once("originals/aa", scan, sha256)
    assert stored.version == "" and store.find("originals/aa") == stored
    with pytest.raises(BadRequest) as no_hold:
        store.hold("originals/aa", "", on=True)
    assert no_hold.value.code == "request.no_hold"


def test_a_file_that_shrinks_or_grows_while_it_is_sent_is_refused(kept, monkeypatch) -> None:
    from pipeline.stores import minio_wire

    real = minio_wire.Exactly.read

    def truncating(self, size=-1):
        kept.scan.write_bytes(b"%PDF cut")
        return real(self, size)

    monkeypatch.setattr(minio_wire.Exactly, "read", truncating)
    sha256 = kept.sha256
    with pytest.raises(FileChanged):
        kept.store.put_once("originals/aa", kept.scan, sha256)
    assert kept.store.find("originals/aa") is None


def test_unfinished_uploads_are_swept_when_they_are_old(kept) -> None:
    kept.client._create_multipart_upload(kept.originals, "originals/half", {})
    kept.client._create_multipart_upload(kept.bucket, "pdf/half", {})
    now = dt.datetime.now(dt.UTC).timestamp()
    assert kept.store.remove_unfinished(now - 3600) == 0
    assert kept.store.remove_unfinished(now + 3600) == 2
    assert kept.store.remove_unfinished(now + 3600) == 0


PUT = """
import json, sys
from pathlib import Path
from servers.stores import open_at
from pipeline.stores.minio_wire import Account
def peak():  # ru_maxrss would begin with the parent's
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1])
address, key, secret, scan, sha256, tmp = sys.argv[1:]
store = open_at(address, Account(key, secret), Path(tmp))
print("begun", flush=True)
before = peak()
stored = store.put_once("originals/" + sha256, Path(scan), sha256)
with store.local(stored.key, stored.version) as path:
    assert path.stat().st_size == stored.size
print(json.dumps([stored.size, peak() - before]))
"""


def big_file(path: Path, megabytes: int) -> str:
    """Write so many megabytes that do not repeat; returns their SHA-256."""
    digest = hashlib.sha256()
    with path.open("wb") as out:
        for n in range(megabytes):
            block = hashlib.sha256(str(n).encode()).digest() * (1 << 15)
            digest.update(block)
            out.write(block)
    return digest.hexdigest()


def putting(address: str, server: Minio, scan: Path, sha256: str) -> "subprocess.Popen[str]":
    """A process of its own that puts a file."""
    words = [address, server.user, server.password, str(scan), sha256, str(scan.parent)]
    return subprocess.Popen(
        [sys.executable, "-c", PUT, *words],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
        env={"PYTHONPATH": f".{':'}tests", "PATH": "/usr/bin:/bin"},
    )


@pytest.mark.parametrize("megabytes", [300, pytest.param(2047, marks=pytest.mark.slow)])
def test_a_large_file_is_streamed_there_and_back(minio, tmp_path, megabytes) -> None:
    sha256 = big_file(tmp_path / "big.pdf", megabytes)
    process = putting(address_of(minio, fresh_bucket()), minio, tmp_path / "big.pdf", sha256)
    out, _ = process.communicate(timeout=280)
    assert process.returncode == 0
    size, kilobytes = json.loads(out.splitlines()[-1])
    print(f"{megabytes} MB: peak memory + {kilobytes / 1024:.0f} MB")
    assert size == megabytes << 20
    assert kilobytes < 50_000, "the file lies in memory"


def test_a_large_put_that_is_killed_leaves_nothing_to_see(minio, tmp_path) -> None:
    from servers.fault_proxy import fault_proxy

    sha256 = big_file(tmp_path / "big.pdf", 200)
    bucket = fresh_bucket()
    with fault_proxy(minio.port) as proxy:
        proxy.seconds_a_block = 0.002
        process = putting(
            f"s3+http://127.0.0.1:{proxy.port}/{bucket}", minio, tmp_path / "big.pdf", sha256
        )
        assert process.stdout and process.stdout.readline() == "begun\n"
        while proxy.passed < 20 << 20:
            assert process.poll() is None
        process.kill()
        process.communicate()
    store = open_at(address_of(minio, bucket), root_of(minio), tmp_path)
    assert store.find(f"originals/{sha256}") is None
    stored = store.put_once(f"originals/{sha256}", tmp_path / "big.pdf", sha256)
    with store.open(stored.key, stored.version) as stream:
        assert hashlib.file_digest(stream, "sha256").hexdigest() == sha256
