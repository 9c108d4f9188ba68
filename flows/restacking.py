"""Papers that a person cut or joined are finished in the same process: their pages were read before."""

from collections.abc import Sequence

from flows.bench import Archive, open_bench
from flows.workplace import alive
from pipeline import holds, indexing
from pipeline.digitize import finish_document
from pipeline.settings import Settings


def finish_here(settings: Settings, archive: Archive, documents: Sequence[str]) -> None:
    """Finish some documents and tell the index; needs no runner."""
    with alive(archive), open_bench(settings, archive) as bench:
        for document in documents:
            finish_document(bench, document)
    holds.settle(archive.catalog, archive.store)
    indexing.drain(archive.catalog, archive.store, archive.index)
