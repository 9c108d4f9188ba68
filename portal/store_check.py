"""What `sohoa doctor` says of an object store on a server."""

from flows.store_side import open_minio
from pipeline.addresses import printable, scheme_of
from pipeline.errors import SohoaError
from pipeline.messages import message
from pipeline.settings import Settings
from pipeline.tools import Check


def check_store(settings: Settings, lang: str) -> list[Check]:
    """Reach the server, find or make the buckets, try a write that must not succeed twice.

    Nothing for a store in a folder, which is looked at together with the home.
    """
    if scheme_of(settings.store) not in ("s3+http", "s3+https"):
        return []
    try:
        open_minio(settings).prove()
    except SohoaError as exc:
        advice = message(exc.code).advice(lang)
        return [Check("store", ok=False, found=str(exc), advice=advice)]
    lock = f"{settings.store_retention} {settings.store_retention_years}"
    return [Check("store", ok=True, found=f"{printable(settings.store)}, {lock}")]
