"""A store on the session's MinIO, in buckets of its own."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import pytest
from minio import Minio as Client
from servers.minio import Minio
from servers.stores import address_of, fresh_bucket, open_at, raw_client, root_of

from pipeline.stores import minio as minio_store
from pipeline.stores import minio_wire
from pipeline.stores.minio import MinioStore


@dataclass(frozen=True)
class Kept:
    """A store with one original, and the administrator's client beside it."""

    store: MinioStore
    client: Client
    bucket: str
    scan: Path

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.scan.read_bytes()).hexdigest()

    @property
    def key(self) -> str:
        return f"originals/{self.sha256}"

    @property
    def originals(self) -> str:
        return f"{self.bucket}-originals"

    def put(self) -> str:
        """Store the scan; returns its version."""
        return self.store.put_once(self.key, self.scan, self.sha256).version

    def versions(self) -> list[str]:
        """Versions of the original that are no delete markers."""
        found = self.client.list_objects(
            self.originals, self.key, recursive=True, include_version=True
        )
        return [str(one.version_id) for one in found if not one.is_delete_marker]


@pytest.fixture
def kept(minio: Minio, tmp_path: Path) -> Kept:
    bucket = fresh_bucket()
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.4 " + bucket.encode() * 5000)
    store = open_at(address_of(minio, bucket), root_of(minio), tmp_path / "tmp")
    return Kept(store, raw_client(minio), bucket, scan)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stores opened in this test give up after a second."""
    monkeypatch.setattr(minio_wire, "PATIENT", minio_wire.PATIENT.new(total=3))
    monkeypatch.setattr(minio_store, "_PAUSES", (0.2, 0.2))
