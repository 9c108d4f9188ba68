"""The signatures of a document: those of its originals, placed on its own pages."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from pathlib import Path

from pipeline.at_hand import AtHand
from pipeline.model import OcrPage
from pipeline.sheets import Sheet
from pipeline.signatures import Signature, in_document, may_be_signed


def signatures_of(
    read: Callable[[Path], tuple[Signature, ...]],
    originals: AtHand,
    sheets: Iterable[Sheet],
    pages: Sequence[OcrPage],
) -> tuple[Signature, ...]:
    """Each original is looked at once, and read only where it may be signed."""
    found: list[Signature] = []
    for _, group in groupby(sheets, key=lambda sheet: sheet.sha256):
        own = list(group)
        path = originals.path(own[0])
        if may_be_signed(path):
            numbers = {sheet.page: sheet.number for sheet in own}
            found += in_document(read(path), numbers, pages)
    return tuple(found)
