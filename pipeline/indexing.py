"""From catalog and store to the index: what it is told of a document, draining the outbox, rebuilding."""

from collections.abc import Iterator, Sequence
from datetime import date

from pipeline.catalog import Catalog
from pipeline.catalog.records import DocumentRecord
from pipeline.locking import lock_away
from pipeline.model import Dossier, FieldValue, Findable
from pipeline.ports import ObjectStore, SearchIndex
from pipeline.sheets import read_pages

_AT_ONCE = 100

OPEN_FIELDS = frozenset(("number", "issuer", "issued", "place", "dossier_code"))
"""Values of a sensitive paper by which it may be found; its owner is found by the dossier."""


def findable(
    store: ObjectStore, document: DocumentRecord, dossiers: dict[str, Dossier]
) -> Findable:
    """What the index is told; text comes from the store, the rest from the catalog.

    A sensitive paper is found by its metadata only: no text, no file name, no value that names a person.
    """
    filed = [dossiers[filing.dossier] for filing in document.filings if filing.dossier in dossiers]
    return Findable(
        document=document.id,
        revision=document.revision,
        file="" if document.sensitive else document.file,
        type=document.type,
        title=title(document),
        issued=issued_on(document),
        dossiers=tuple(filing.dossier for filing in document.filings),
        roles=tuple(filing.role for filing in document.filings if filing.role),
        units=tuple(sorted({dossier.unit for dossier in filed if dossier.unit})),
        fields=tuple((value.name, value.value) for value in open_fields(document)),
        pages=() if document.sensitive else tuple(_words(store, document)),
        restricted=document.restricted is not None,
        procedures=tuple(sorted({dossier.procedure for dossier in filed if dossier.procedure})),
    )


def _words(store: ObjectStore, document: DocumentRecord) -> Iterator[tuple[int, tuple[str, ...]]]:
    for page in read_pages(store, document):
        yield page.number, tuple(word.text for word in page.words)


def open_fields(document: DocumentRecord) -> tuple[FieldValue, ...]:
    """The values that may be seen without clearance: of a sensitive paper those that name no person."""
    if not document.sensitive:
        return document.fields
    return tuple(value for value in document.fields if value.name in OPEN_FIELDS)


def title(document: DocumentRecord) -> str:
    """A line by which people know the paper: its subject, else its type, else its file name."""
    if document.sensitive:
        return document.type_name
    subject = document.field("subject") or document.field("request")
    return subject.value if subject else document.type_name or document.file


def drain(catalog: Catalog, store: ObjectStore, index: SearchIndex) -> int:
    """Tell the index everything it does not know yet; returns how many documents it was told."""
    told = 0
    while waiting := catalog.outbox.waiting(_AT_ONCE):
        documents = list(catalog.documents.load(waiting).values())
        gone = [document for document in documents if hidden(document)]
        index.put(_findables(catalog, store, [d for d in documents if not hidden(d)]))
        _take_out(catalog, store, index, gone)
        known = [(document.id, document.revision) for document in documents]
        catalog.outbox.done(known)
        # A rival may have told the newer revision first, and our old one brought a withdrawn paper back.
        if overtaken := catalog.outbox.overtaken(known):
            catalog.outbox.forget(overtaken)
        told += len(documents)
    return told


def _take_out(
    catalog: Catalog, store: ObjectStore, index: SearchIndex, gone: Sequence[DocumentRecord]
) -> None:
    """Take papers out of the index; of those that are secret nothing stays, whatever was told before."""
    secret = [document for document in gone if document.restricted is not None]
    for document in secret:
        lock_away(store, document)
    if secret:
        catalog.shred()
    told = {document.id for document in secret if document.indexed_revision > 0}
    if told and told & index.revisions().keys():
        # An engine keeps the words of removed documents in its files; only a fresh index has none of them.
        rebuild(catalog, store, index)
    elif gone:
        index.remove([document.id for document in gone])


def rebuild(catalog: Catalog, store: ObjectStore, index: SearchIndex) -> int:
    """Build the index anew from catalog and store; returns how many documents it holds."""
    told: list[tuple[str, int]] = []

    def everything() -> Iterator[Findable]:
        every = catalog.documents.every()
        for first in range(0, len(every), _AT_ONCE):
            documents = catalog.documents.load(every[first : first + _AT_ONCE]).values()
            shown = [d for d in documents if d.finished and not hidden(d)]
            told.extend((d.id, d.revision) for d in documents if d.finished)
            yield from _findables(catalog, store, shown)

    count = index.rebuild(everything())
    catalog.outbox.forget()
    catalog.outbox.done(told)
    return count


def reindex(catalog: Catalog, store: ObjectStore, index: SearchIndex) -> int:
    """Rebuild, and tell what changed meanwhile; returns how many documents the index was built of."""
    count = rebuild(catalog, store, index)
    drain(catalog, store, index)
    return count


def hidden(document: DocumentRecord) -> bool:
    """Withdrawn and restricted papers are not in the index at all."""
    return document.withdrawn or document.restricted is not None


def _findables(
    catalog: Catalog, store: ObjectStore, documents: Sequence[DocumentRecord]
) -> Iterator[Findable]:
    codes = sorted({filing.dossier for document in documents for filing in document.filings})
    dossiers = catalog.dossiers.known(codes)
    for document in documents:
        yield findable(store, document, dossiers)


def issued_on(document: DocumentRecord) -> date | None:
    """The day of issue, where it was read as a whole date."""
    issued = document.field("issued")
    try:
        return date.fromisoformat(issued.value) if issued else None
    except ValueError:
        return None
