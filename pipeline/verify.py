"""Verify: every original still has its bytes; catalog, store and index agree."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline import keys
from pipeline.catalog import Catalog
from pipeline.catalog.records import DocumentRecord, Original
from pipeline.hashing import sha256_of
from pipeline.indexing import hidden as out_of_search
from pipeline.ports import ObjectStore, SearchIndex
from pipeline.sheets import read_keys

_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class Verified:
    """Keys and ids in disagreement. stray: objects no document asks for (a later hand-in may yet).

    hidden: originals whole in their recorded version, over which a delete marker or a newer version lies.
    """

    checked: int
    missing: tuple[str, ...]
    changed: tuple[str, ...]
    hidden: tuple[str, ...]
    unindexed: tuple[str, ...]
    stray: tuple[str, ...]

    @property
    def damaged(self) -> bool:
        """True when something must be mended; stray objects do no harm."""
        return bool(self.missing or self.changed or self.hidden or self.unindexed)


@dataclass(frozen=True, slots=True)
class Rehashed:
    """Keys of originals that are gone or have other bytes."""

    missing: tuple[str, ...]
    changed: tuple[str, ...]


def verify_originals(
    catalog: Catalog, store: ObjectStore, originals: Sequence[Original]
) -> Rehashed:
    """Re-hash some originals in their recorded version; the catalog learns which were whole, and when."""
    missing: list[str] = []
    changed: list[str] = []
    whole: list[str] = []
    for original in sorted(originals, key=lambda one: one.sha256):
        key = keys.original(original.sha256)
        try:
            with store.open(key, original.version) as stream:
                same = sha256_of(stream)[0] == original.sha256
        except KeyError:
            missing.append(key)
        else:
            whole.append(original.sha256) if same else changed.append(key)
    catalog.fixity.found_whole(whole, time.time())
    return Rehashed(tuple(missing), tuple(changed))


def verify(catalog: Catalog, store: ObjectStore, index: SearchIndex) -> Verified:
    """Re-hash every original and compare what catalog, store and index know.

    Texts and searchable copies that are gone are `missing` too: `sohoa reread` makes them again.
    """
    recorded = {keys.original(one.sha256): one for one in catalog.documents.originals()}
    found = verify_originals(catalog, store, list(recorded.values()))
    newest = {stored.key: stored.version for stored in store.newest("originals")}
    hidden = [
        key
        for key, original in sorted(recorded.items())
        if original.version and key not in found.missing and newest.get(key) != original.version
    ]
    unindexed, gone = _compare_index(catalog, index)
    return Verified(
        checked=len(recorded),
        missing=(*found.missing, *_lacking(catalog, store)),
        changed=found.changed,
        hidden=tuple(hidden),
        unindexed=tuple(unindexed),
        stray=(*sorted(newest.keys() - recorded.keys()), *gone),
    )


def _lacking(catalog: Catalog, store: ObjectStore) -> Iterator[str]:
    """Keys of what was made from originals and should be there."""
    every = catalog.documents.every()
    for first in range(0, len(every), _AT_ONCE):
        for document in catalog.documents.load(every[first : first + _AT_ONCE]).values():
            if document.finished and document.restricted is None:
                yield from (key for key in _derived(document) if store.find(key) is None)


def _derived(document: DocumentRecord) -> Iterator[str]:
    yield from read_keys(document)
    if document.facts and not any(
        problem.code.startswith("page.") for problem in document.problems
    ):
        yield keys.searchable_pdf(document.id)


def _compare_index(catalog: Catalog, index: SearchIndex) -> tuple[list[str], list[str]]:
    """Documents that the index should hold and does not, or in an old revision; and those it should not hold."""
    indexed = index.revisions()
    every = catalog.documents.every()
    unindexed: list[str] = []
    for document in catalog.documents.load(every).values():
        shown = document.finished and not out_of_search(document)
        if shown and indexed.pop(document.id, -1) < document.revision:
            unindexed.append(document.id)
    return unindexed, [f"index/{document}" for document in sorted(indexed)]
