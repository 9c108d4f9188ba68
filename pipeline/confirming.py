"""What a pen wrote, confirmed elsewhere: the number by the name of the file, the day by a digital signature."""

import re
from collections.abc import Container, Iterable
from dataclasses import replace
from itertools import chain

from pipeline.model import FieldState, FieldValue, OcrPage

_AGREED = 0.85
"""Confidence from which two readers saw the same figures (`pipeline/ocr/written.py`)."""

_DISPUTED = 0.5
"""Confidence of figures that two readers saw differently."""

_NUMBERS = re.compile(r"(?<!\d)\d{1,5}(?!\d)")
"""Numbers in a file name; longer ones are times and dates."""


def confirmed(
    fields: tuple[FieldValue, ...], pages: Iterable[OcrPage], file: str
) -> tuple[FieldValue, ...]:
    """The fields, the document number no longer waiting where pen, second reader and file name say the same.

    A date in the file name confirms nothing, and no file name makes a number that was not read.
    """
    words = chain.from_iterable(page.words for page in pages if page.number == 1)
    agreed = {word.text for word in words if word.penned and word.confidence >= _AGREED}
    named = {int(number) for number in _NUMBERS.findall(file)}
    return tuple(_judged(field, agreed, named) for field in fields)


def _judged(field: FieldValue, agreed: set[str], named: set[int]) -> FieldValue:
    digits = field.value.partition("/")[0]
    if field.name != "number" or field.state is not FieldState.REVIEW or digits not in agreed:
        return field
    return replace(field, state=FieldState.AUTO) if int(digits) in named else field


def signed_on(fields: tuple[FieldValue, ...], days: Container[str]) -> tuple[FieldValue, ...]:
    """The fields, the day of issue no longer waiting where it was read as a day on which the paper was signed.

    days: ISO days of intact signatures. Papers are often signed a day or more after they were dated: another
    day says nothing against what was read, and changes nothing. Of two readers that differ, the signature
    makes one right; less than that it does not confirm.
    """
    return tuple(_on_one_of(field, days) for field in fields)


def _on_one_of(field: FieldValue, days: Container[str]) -> FieldValue:
    waits = field.name == "issued" and field.state is FieldState.REVIEW
    if not waits or field.value not in days or field.confidence < _DISPUTED:
        return field
    return replace(field, state=FieldState.AUTO)
