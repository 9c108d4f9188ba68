"""The sheets of a document: which page of which original each of its pages is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pipeline import keys
from pipeline.catalog.records import DocumentRecord, FiledPart
from pipeline.model import OcrPage
from pipeline.ocr.words_file import load_page
from pipeline.ports import ObjectStore


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a document. number: in the document, from 1. page: in the original, from 1.

    version: the store's own id of the original.
    """

    number: int
    sha256: str
    page: int
    version: str = ""


def sheets(parts: Iterable[FiledPart]) -> Iterator[Sheet]:
    """The pages of a document in order."""
    number = 0
    for filed in parts:
        for page in range(filed.part.first, filed.part.last + 1):
            number += 1
            yield Sheet(number, filed.part.sha256, page, filed.version)


def read_keys(document: DocumentRecord) -> Iterator[str]:
    """Where the readings of a document lie in the store, those of its pages that were read."""
    read = {page.number for page in document.facts}
    for sheet in sheets(document.parts):
        if sheet.number in read:
            yield keys.ocr_page(sheet.sha256, document.recipe, sheet.page)


def read_page(store: ObjectStore, sheet: Sheet, recipe: str) -> OcrPage | None:
    """What was read on a sheet by a recipe, numbered as in the document; None where it was not read."""
    try:
        data = store.read(keys.ocr_page(sheet.sha256, recipe, sheet.page))
    except KeyError:
        return None
    return replace(load_page(data), number=sheet.number)


def read_pages(store: ObjectStore, document: DocumentRecord) -> Iterator[OcrPage]:
    """All read pages of a document; pages with a problem are left out."""
    for sheet in sheets(document.parts):
        page = read_page(store, sheet, document.recipe)
        if page is not None:
            yield page
