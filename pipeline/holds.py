"""Legal hold of a dossier: the catalog says what is to be held, the store holds it."""

from pipeline import keys
from pipeline.catalog import Catalog
from pipeline.errors import BadRequest
from pipeline.ports import ObjectStore


def hold(catalog: Catalog, store: ObjectStore, dossier: str, *, by: str, now: float) -> None:
    """Hold all originals of a dossier; BadRequest where there is none or the store cannot hold."""
    catalog.dossiers.get(dossier)
    if not store.can_hold:
        raise BadRequest(dossier, code="request.no_hold")
    catalog.holds.begin(dossier, by=by, now=now)
    settle(catalog, store)


def release(catalog: Catalog, store: ObjectStore, dossier: str, *, by: str, now: float) -> None:
    """End the hold of a dossier; originals that lie in another held dossier stay held."""
    catalog.dossiers.get(dossier)
    catalog.holds.end(dossier, by=by, now=now)
    settle(catalog, store)


def settle(catalog: Catalog, store: ObjectStore) -> None:
    """Tell the store what changed: papers filed into a held dossier, or out of it. Twice does no harm."""
    if not store.can_hold:
        return
    for sha256, version in catalog.holds.to_hold():
        store.hold(keys.original(sha256), version, on=True)
        catalog.holds.told(sha256, on=True)
    for sha256, version in catalog.holds.to_release():
        store.hold(keys.original(sha256), version, on=False)
        catalog.holds.told(sha256, on=False)
