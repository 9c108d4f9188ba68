"""Opens the store on an S3 server: finds or makes its buckets, and says within seconds what is wrong."""

import time
from pathlib import Path

from minio.error import S3Error
from urllib3.exceptions import HTTPError

from pipeline.addresses import ServerAddress
from pipeline.errors import BadSettings, Fault, Part, down
from pipeline.stores.minio import Buckets, Lock, MinioStore
from pipeline.stores.minio_faults import DENIED, NO_BUCKET, guarded, is_starting
from pipeline.stores.minio_wire import Account, Wire

_NO_LOCK = "ObjectLockConfigurationNotFoundError"
_MADE = frozenset({"BucketAlreadyOwnedByYou", "BucketAlreadyExists"})


def open_minio_store(address: ServerAddress, account: Account, lock: Lock, tmp: Path) -> MinioStore:
    """The store at an address; its buckets are made where they are missing and the rights allow.

    Raises ServiceDown, with part, fault and address, within about 5 s; BadSettings for what cannot be.
    """
    buckets = _buckets(address)
    if not account.access_key or not account.secret_key:
        what = "store_access_key, store_secret_key"
        raise down(Part.STORE, Fault.CREDENTIALS, f"{address}: {what}")
    if account.ca_file and not account.ca_file.is_file():
        raise BadSettings(f"ca_file: {account.ca_file}")
    try:
        first = Wire(address, account, "", patient=False)
        with guarded(buckets.where):
            region = _prepare(first, buckets, lock)
        patient = Wire(address, account, region, patient=True)
    except ValueError as exc:  # the client's word for names that no server can have
        raise BadSettings(f"store: {exc}") from exc
    tmp.mkdir(parents=True, exist_ok=True)
    return MinioStore(patient, buckets, lock, tmp)


def _buckets(address: ServerAddress) -> Buckets:
    if not address.path or "/" in address.path:
        raise BadSettings(f"store: {address}: s3+http(s)://host:port/bucket")
    root = str(address).removesuffix(f"/{address.path}")
    return Buckets(address.path, f"{address.path}-originals", root)


def _prepare(wire: Wire, buckets: Buckets, lock: Lock) -> str:
    """Both buckets are there and as they should be; returns their region."""
    region = _region(wire, buckets)
    wire.region = region
    try:
        wire.client.get_object_lock_config(buckets.originals)
    except S3Error as exc:
        if exc.code == NO_BUCKET:
            _make(wire, buckets.originals, buckets.where, lock=True)
        elif exc.code != _NO_LOCK:
            raise
        elif lock.mode != "none":
            detail = f"{buckets.where}/{buckets.originals}: no object lock; store_retention"
            raise down(Part.STORE, Fault.RIGHTS, detail) from exc
    return region


def _region(wire: Wire, buckets: Buckets) -> str:
    try:
        return _asked_twice(wire, buckets)
    except S3Error as exc:
        if exc.code != NO_BUCKET:
            raise
        _make(wire, buckets.derived, buckets.where, lock=False)
        return wire.region_of(buckets.derived)


def _asked_twice(wire: Wire, buckets: Buckets) -> str:
    """A server that just starts gets a second chance.

    One that takes the connection and hangs up, twice, speaks no HTTP: a database, for example.
    """
    try:
        return wire.region_of(buckets.derived)
    except (HTTPError, S3Error) as exc:
        if not is_starting(exc):
            raise
    time.sleep(0.5)
    try:
        return wire.region_of(buckets.derived)
    except HTTPError as exc:
        if not is_starting(exc):
            raise
        raise down(Part.STORE, Fault.OTHER_SERVER, buckets.where) from exc


def _make(wire: Wire, bucket: str, where: str, *, lock: bool) -> None:
    """Make a bucket; another process may be quicker. With lock, the server switches versions on too."""
    try:
        wire.client.make_bucket(bucket, wire.region or None, object_lock=lock)
    except S3Error as exc:
        if exc.code in DENIED:
            raise down(Part.STORE, Fault.MISSING, f"{where}/{bucket}: {exc.code}") from exc
        if exc.code not in _MADE:
            raise
