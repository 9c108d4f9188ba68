"""Which objects of the store an office needs to be the same office elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline import keys
from pipeline.catalog.copying import Snapshot
from pipeline.catalog.records import DocumentRecord
from pipeline.sheets import read_keys


@dataclass(frozen=True, slots=True)
class Needed:
    """An object. sha256: of an original, else empty. version: the store's own id of an original.

    mark: changes when a derived object may have been made anew.
    """

    key: str
    sha256: str = ""
    version: str = ""
    mark: str = ""


def needed(snapshot: Snapshot) -> Iterator[Needed]:
    """All originals, and what reading them made: reading again would cost hours."""
    for original in snapshot.originals():
        key = keys.original(original.sha256)
        yield Needed(key, original.sha256, original.version, original.sha256)
    for document in snapshot.documents():
        if document.finished and document.restricted is None:
            yield from _derived(document)


def _derived(document: DocumentRecord) -> Iterator[Needed]:
    yield from map(Needed, read_keys(document))
    if document.facts:
        yield Needed(
            keys.searchable_pdf(document.id), mark=f"{document.recipe} {document.revision}"
        )
