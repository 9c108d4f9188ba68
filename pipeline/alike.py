"""Looks up whether a paper is there already, scanned another time; nothing is ever merged."""

from collections.abc import Collection

from pipeline.catalog import Catalog
from pipeline.catalog.records import DocumentRecord
from pipeline.likeness import Likeness, likeness, same_paper
from pipeline.ports import ObjectStore
from pipeline.sheets import read_pages


def met_by(catalog: Catalog, document: str, mine: Likeness | None) -> list[str]:
    """Ids of a few papers that may be this one, by an indexed look-up."""
    return catalog.likenesses.candidates(mine.keys, document) if mine else []


def alike_of(
    catalog: Catalog, store: ObjectStore, mine: Likeness | None, met: Collection[str]
) -> list[str]:
    """Which of the papers met are this one scanned another time; secret and withdrawn ones never are."""
    if mine is None or not met:
        return []
    records = catalog.documents.load(list(met))
    return [one for one in met if one in records and _is_same(store, mine, records[one])]


def _is_same(store: ObjectStore, mine: Likeness, other: DocumentRecord) -> bool:
    if not other.finished or other.withdrawn or other.restricted is not None:
        return False
    theirs = likeness(read_pages(store, other), other.fields)
    return theirs is not None and same_paper(mine, theirs)
