"""Spellings that people confirmed before settle the same names on the next papers of an office."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.catalog.learnt import TEACHABLE, Lesson, key
from pipeline.model import FieldState, FieldValue

SOURCE = "learnt"
"""Source of a value that a lesson settled: `sohoa learnt` says who taught it, and where."""

_SURE = 0.97
"""Confidence of a name that was read without accents as one that a person confirmed on this office's papers."""


def taught(fields: Sequence[FieldValue], lessons: Sequence[Lesson]) -> tuple[FieldValue, ...]:
    """The fields, names spelt as people confirmed them; where people confirmed two spellings none is taken."""
    issuer = next((value.value for value in fields if value.name == "issuer"), "")
    return tuple(_taught(value, key(issuer), lessons) for value in fields)


def _taught(value: FieldValue, issuer: str, lessons: Sequence[Lesson]) -> FieldValue:
    if value.name not in TEACHABLE or value.state is FieldState.CONFIRMED:
        return value
    read = key(value.value)
    spellings = {
        lesson.value
        for lesson in lessons
        if lesson.field == value.name and lesson.read == read and lesson.issuer in ("", issuer)
    }
    if len(spellings) != 1:
        return value
    [right] = spellings
    sure = max(value.confidence, _SURE)
    return replace(value, value=right, confidence=sure, state=FieldState.AUTO, source=SOURCE)
