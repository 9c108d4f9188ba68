"""Opens the object store at its address."""

from typing import TYPE_CHECKING

from pipeline.addresses import scheme_of, server_address
from pipeline.errors import BadSettings
from pipeline.ports import ObjectStore
from pipeline.settings import Settings
from pipeline.stores.folder import open_folder_store

if TYPE_CHECKING:
    from pipeline.stores.minio import MinioStore


def open_store(settings: Settings) -> ObjectStore:
    """A folder, or a bucket on an S3 server; raises ServiceDown where that server cannot be used."""
    match scheme_of(settings.store):
        case "file":
            return open_folder_store(settings.in_home(settings.store), settings.home / "tmp")
        case "s3+http" | "s3+https":
            return open_minio(settings)
        case scheme:
            raise BadSettings(f"store: {scheme}: file:FOLDER or s3+http(s)://host:port/bucket")


def open_minio(settings: Settings) -> "MinioStore":
    """The store on the S3 server of the settings."""
    from pipeline.stores.minio import Lock
    from pipeline.stores.minio_opening import open_minio_store
    from pipeline.stores.minio_wire import Account

    address = server_address("store", settings.store)
    account = Account(
        settings.store_access_key or address.user,
        settings.store_secret_key.get_secret_value() or address.password,
        settings.ca_file,
    )
    lock = Lock(settings.store_retention, settings.store_retention_years)
    return open_minio_store(address, account, lock, settings.home / "tmp")
