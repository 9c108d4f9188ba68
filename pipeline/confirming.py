"""A number that a pen wrote, confirmed by the name of the file: the office names scans by their numbers."""

import re
from collections.abc import Iterable
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
    words = chain.from_iterable(page.words for page in pages if page.number == 1)
    agreed = {word.text for word in words if word.penned and word.confidence >= _AGREED}
    named = {int(number) for number in _NUMBERS.findall(file)}
    return tuple(_judged(field, agreed, named) for field in fields)


def _judged(field: FieldValue, agreed: set[str], named: set[int]) -> FieldValue:
    digits = field.value.partition("/")[0]
    if field.name != "number" or field.state is not FieldState.REVIEW or digits not in agreed:
        return field
    return replace(field, state=FieldState.AUTO) if int(digits) in named else field
