"""Object stores on a real MinIO for tests: fresh buckets, the raw client of an attacker or administrator."""

import secrets
from pathlib import Path

from minio import Minio as Client
from servers.minio import Minio

from pipeline.addresses import server_address
from pipeline.stores.minio import Lock, MinioStore
from pipeline.stores.minio_opening import open_minio_store
from pipeline.stores.minio_wire import Account

GOVERNANCE = Lock("governance", 1)


def fresh_bucket() -> str:
    """A name nobody uses."""
    return f"t-{secrets.token_hex(6)}"


def address_of(server: Minio, bucket: str) -> str:
    """The setting `store` for a bucket."""
    return f"s3+http://{server.endpoint}/{bucket}"


def root_of(server: Minio) -> Account:
    """The administrator's account."""
    return Account(server.user, server.password)


def open_at(address: str, account: Account, tmp: Path, *, lock: Lock = GOVERNANCE) -> MinioStore:
    """The store at an address."""
    return open_minio_store(server_address("store", address), account, lock, tmp)


def raw_client(server: Minio) -> Client:
    """The administrator's own client, past the store."""
    return Client(server.endpoint, server.user, server.password, secure=False)
