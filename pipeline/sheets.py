"""The sheets of a document: which page of which original each of its pages is."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline import keys
from pipeline.catalog.records import DocumentRecord, FiledPart
from pipeline.model import OcrPage, Part
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
    """The pages of a document in order; separator sheets are none."""
    number = 0
    for filed in parts:
        if filed.left_out:
            continue
        for page in range(filed.part.first, filed.part.last + 1):
            number += 1
            yield Sheet(number, filed.part.sha256, page, filed.version)


def runs(parts: Iterable[FiledPart]) -> list[FiledPart]:
    """Where the document lies in its originals: pages that follow each other as one run, separators among them."""
    found: list[FiledPart] = []
    for filed in parts:
        last = found[-1].part if found else None
        if last and (last.sha256, last.last + 1) == (filed.part.sha256, filed.part.first):
            found[-1] = replace(found[-1], part=replace(last, last=filed.part.last), left_out=False)
        else:
            found.append(replace(filed, left_out=False))
    return found


def originals(parts: Iterable[FiledPart]) -> list[FiledPart]:
    """One part of each original that the document lies in, in the order of its pages."""
    return list({filed.part.sha256: filed for filed in reversed(list(parts))}.values())[::-1]


def document_id(parts: Sequence[Part], pages: Mapping[str, int]) -> str:
    """The id of the paper on these runs of pages: the same bytes and pages always give the same document.

    pages: how many pages each original has, by its SHA-256.
    """
    if all((part.first, part.last) == (1, pages[part.sha256]) for part in parts):
        return whole_id([part.sha256 for part in parts])
    return _digest(f"{part.sha256}:{part.first}-{part.last}" for part in parts)


def whole_id(sha256s: Sequence[str]) -> str:
    """The id of the paper made of whole files."""
    return sha256s[0][:16] if len(sha256s) == 1 else _digest(sha256s)


def _digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


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
