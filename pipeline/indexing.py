"""From catalog and store to the index: what it is told of a document, draining the outbox, rebuilding."""

from collections.abc import Iterator, Sequence
from datetime import date

from pipeline.catalog import Catalog
from pipeline.catalog.records import DocumentRecord
from pipeline.model import Dossier, Findable
from pipeline.ports import ObjectStore, SearchIndex
from pipeline.sheets import read_pages

_AT_ONCE = 100


def findable(
    store: ObjectStore, document: DocumentRecord, dossiers: dict[str, Dossier]
) -> Findable:
    """What the index is told; text comes from the store, the rest from the catalog."""
    filed = [dossiers[filing.dossier] for filing in document.filings if filing.dossier in dossiers]
    return Findable(
        document=document.id,
        revision=document.revision,
        file=document.file,
        type=document.type,
        title=title(document),
        issued=issued_on(document),
        dossiers=tuple(filing.dossier for filing in document.filings),
        roles=tuple(filing.role for filing in document.filings if filing.role),
        units=tuple(sorted({dossier.unit for dossier in filed if dossier.unit})),
        fields=tuple((value.name, value.value) for value in document.fields),
        pages=tuple(
            (page.number, tuple(word.text for word in page.words))
            for page in read_pages(store, document)
        ),
        restricted=document.restricted is not None,
    )


def title(document: DocumentRecord) -> str:
    """A line by which people know the paper: its subject, else its type, else its file name."""
    subject = document.field("subject") or document.field("request")
    return subject.value if subject else document.type_name or document.file


def drain(catalog: Catalog, store: ObjectStore, index: SearchIndex) -> int:
    """Tell the index everything it does not know yet; returns how many documents it was told."""
    told = 0
    while waiting := catalog.outbox.waiting(_AT_ONCE):
        documents = list(catalog.documents.load(waiting).values())
        gone = [document for document in documents if hidden(document)]
        index.put(_findables(catalog, store, [d for d in documents if not hidden(d)]))
        if gone:
            index.remove([document.id for document in gone])
        known = [(document.id, document.revision) for document in documents]
        catalog.outbox.done(known)
        # A rival may have told the newer revision first, and our old one brought a withdrawn paper back.
        if overtaken := catalog.outbox.overtaken(known):
            catalog.outbox.forget(overtaken)
        told += len(documents)
    return told


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
