"""Dossier codes on a paper: in QR codes, in barcodes, in the printed text."""

import re
from collections.abc import Iterator, Sequence

from extractors.identifiers import find_dossier_codes
from extractors.layout import Run
from pipeline import dossier_code
from pipeline.model import Code, CodeSighting, OcrPage, Word
from pipeline.text import fold

_PARTS = re.compile(r"[\s/=&?|;,#:]+")
_LABELLED = 0.97
_MENTIONED = 0.75
_LABELS = ("ma ho so", "ma so ho so", "ho so ma so", "ho so so", "ho so")


def sightings(pages: Sequence[OcrPage], found: Sequence[Run]) -> tuple[CodeSighting, ...]:
    """Every dossier code, the surest sighting of each from each source, strongest first.

    `qr` and `barcode` carry their own check, so 0.99 and 0.97; `text` is as sure as its least sure
    word, times 0.97 behind `Mã hồ sơ` and 0.75 elsewhere, less for repaired characters.
    """
    seen = [*_in_codes(pages), *_in_text(found)]
    best: dict[tuple[str, str], CodeSighting] = {}
    for one in seen:
        known = best.get((one.code, one.source))
        if known is None or one.confidence > known.confidence:
            best[one.code, one.source] = one
    return tuple(sorted(best.values(), key=lambda one: -one.confidence))


def _in_codes(pages: Sequence[OcrPage]) -> Iterator[CodeSighting]:
    for page in pages:
        for code in page.codes:
            source, sure = ("qr", 0.99) if _is_square(code) else ("barcode", 0.97)
            for part in _PARTS.split(code.text):
                dossier = dossier_code.parse(part)
                if dossier:
                    yield CodeSighting(dossier.text, source, sure, page.number)


def _is_square(code: Code) -> bool:
    kind = code.symbology.lower().replace(" ", "")
    return any(name in kind for name in ("qr", "matrix", "aztec"))


def _in_text(found: Sequence[Run]) -> Iterator[CodeSighting]:
    for run in found:
        for dossier, trust, (start, end) in find_dossier_codes(run.text):
            words = _between(run.words, start, end)
            before = fold(run.text[:start]).rstrip(" :.,-")
            known = _LABELLED if before.endswith(_LABELS) else _MENTIONED
            sure = min((word.confidence for word in words), default=0.0)
            yield CodeSighting(dossier.text, "text", round(sure * trust * known, 4), run.page)


def _between(words: Sequence[Word], start: int, end: int) -> list[Word]:
    """The words of a run that hold its characters from `start` to `end`."""
    at, inside = 0, []
    for word in words:
        if at < end and at + len(word.text) > start:
            inside.append(word)
        at += len(word.text) + 1
    return inside
