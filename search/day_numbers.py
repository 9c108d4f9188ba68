"""Days of issue as numbers by which the embedded engine sorts; it sorts by one number alone.

A number holds the day and the beginning of the document's id: so papers of one day have an order that
neither writing nor rebuilding changes, and pages of answers do not overlap.
"""

import datetime as dt
from bisect import bisect_right
from string import ascii_lowercase, ascii_uppercase, digits

from pipeline.model import Findable

_LETTERS = (digits + ascii_uppercase + ascii_lowercase).encode()
_LETTER_BITS = 6
_LETTERS_KEPT = 7
_ID_BITS = _LETTER_BITS * _LETTERS_KEPT
_UNDATED_OLDEST = dt.date.max.toordinal() + 1
_MIDDLE = 1 << 21
"""Days are counted from here, so that the number has 63 bits and a sign."""


def newest(document: Findable) -> int:
    """Sorted downwards: newest first, of one day the smallest id, undated last."""
    day = document.issued.toordinal() if document.issued else 0
    return ((day - _MIDDLE) << _ID_BITS) + (1 << _ID_BITS) - 1 - _beginning(document.document)


def oldest(document: Findable) -> int:
    """Sorted upwards: oldest first, of one day the smallest id, undated last."""
    day = document.issued.toordinal() if document.issued else _UNDATED_OLDEST
    return ((day - _MIDDLE) << _ID_BITS) + _beginning(document.document)


def _beginning(document: str) -> int:
    """The first letters of an id as a number that sorts as they do."""
    beginning = document.encode("ascii", "replace")[:_LETTERS_KEPT].ljust(_LETTERS_KEPT, b"\0")
    number = 0
    for letter in beginning:
        number = (number << _LETTER_BITS) + bisect_right(_LETTERS, letter)
    return number
