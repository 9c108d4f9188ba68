"""What a pen wrote, confirmed elsewhere: the number by the name of the file, the day by a digital signature."""

import re
from collections.abc import Container, Iterable
from dataclasses import replace
from itertools import chain

from pipeline.model import FieldState, FieldValue, OcrPage

_AGREED = 0.85
"""Confidence from which two readers saw the same figures (`pipeline/ocr/written.py`)."""

_NUMBERS = re.compile(r"(?<!\d)\d{1,5}(?!\d)")
"""Numbers in a file name; longer ones are times and dates."""


def confirmed(
    fields: tuple[FieldValue, ...], pages: Iterable[OcrPage], file: str
) -> tuple[FieldValue, ...]:
    """The fields, the document number no longer waiting where pen, second reader and file name say the same.

    A date in the file name confirms nothing, and no file name makes a number that was not read.
    """
    agreed = _agreed(pages)
    named = {int(number) for number in _NUMBERS.findall(file)}
    return tuple(_judged(field, agreed, named) for field in fields)


def _judged(field: FieldValue, agreed: set[str], named: set[int]) -> FieldValue:
    digits = field.value.partition("/")[0]
    if field.name != "number" or field.state is not FieldState.REVIEW or digits not in agreed:
        return field
    return replace(field, state=FieldState.AUTO) if int(digits) in named else field


def signed_on(
    fields: tuple[FieldValue, ...], pages: Iterable[OcrPage], days: Container[str]
) -> tuple[FieldValue, ...]:
    """The fields, the day of issue no longer waiting where pen, second reader and a signature say the same.

    days: ISO days of intact signatures. Papers are often signed a day or more after they were dated: another
    day says nothing against what was read, and changes nothing.
    """
    agreed = {int(text) for text in _agreed(pages) if text.isdecimal()}
    return tuple(_on_one_of(field, agreed, days) for field in fields)


def _on_one_of(field: FieldValue, agreed: set[int], days: Container[str]) -> FieldValue:
    waits = field.name == "issued" and field.state is FieldState.REVIEW
    if not waits or field.value not in days or int(field.value[-2:]) not in agreed:
        return field
    return replace(field, state=FieldState.AUTO)


def _agreed(pages: Iterable[OcrPage]) -> set[str]:
    """Figures of a pen on the first page that two readers saw alike."""
    words = chain.from_iterable(page.words for page in pages if page.number == 1)
    return {word.text for word in words if word.penned and word.confidence >= _AGREED}
