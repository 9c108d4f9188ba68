"""Papers that a person cut or joined are finished in the same process: their pages were read before."""

import time
from collections.abc import Sequence

from flows.bench import Archive, open_bench
from flows.dispatch import left_of
from flows.workplace import alive
from pipeline import holds, indexing
from pipeline.digitize import finish_document
from pipeline.settings import Settings

_LOOK_SECONDS = 0.5


def finish_here(settings: Settings, archive: Archive, documents: Sequence[str]) -> None:
    """Finish some documents and tell the index; needs no runner."""
    with alive(archive), open_bench(settings, archive) as bench:
        while left := left_of(archive, documents):
            if not any([finish_document(bench, one) for one in left]):
                time.sleep(_LOOK_SECONDS)  # a sweep was quicker
    holds.settle(archive.catalog, archive.store)
    indexing.drain(archive.catalog, archive.store, archive.index)
