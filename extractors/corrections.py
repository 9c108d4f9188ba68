"""What a person typed, in the form in which values are kept."""

from extractors.form import READERS
from extractors.form_files import kind_of
from pipeline.errors import BadRequest
from pipeline.text import nfc

_EXACT = frozenset(("date",))
"""Kinds of value that are of no use unless they can be read."""


def normal_value(type_slug: str, name: str, typed: str) -> str:
    """The value of a field as `extract` would write it; what cannot be read stays as typed, NFC.

    Raises BadRequest for a day that is none, since officers search by it.
    """
    plain = " ".join(nfc(typed).split())
    kind = kind_of(type_slug, name)
    reading = READERS[kind](plain) if kind else None
    if reading is not None:
        return reading.value
    if kind in _EXACT:
        raise BadRequest(typed, code="request.value")
    return plain
