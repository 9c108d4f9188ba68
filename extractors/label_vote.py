"""The type of a paper whose title cannot be read: the form that has most of its labels on it.

Cards and photos lose their title first; eight labels of one form tell as much.
"""

from collections.abc import Sequence

from extractors.classify import UNKNOWN, Kind
from extractors.fill import labels_seen
from extractors.form import Form
from extractors.form_files import forms
from extractors.layout import Run

_SURE = 0.7
"""Confidence of a type that only its labels tell: it waits for a person."""

_FEWEST, _SHARE = 4, 0.5
"""Fields whose labels must be seen, and their share of all that have labels."""

_AHEAD = 1.5
"""Times as many fields as the next form must be seen of the one that is taken."""


def by_labels(found: Sequence[Run]) -> Kind:
    """The type whose form has most of its labels on the paper; unknown where none stands out."""
    (seen, form), (next_best, _) = _votes(found)[:2]
    stands_out = _is_filled_in(seen, form) and seen >= _AHEAD * next_best
    return Kind(_only_type(form), _SURE) if stands_out and _only_type(form) else Kind(UNKNOWN, 0.0)


def is_some_form(found: Sequence[Run]) -> bool:
    """Whether most labels of one form stand there, whichever: old and new identity cards share theirs."""
    return _is_filled_in(*_votes(found)[0])


def _votes(found: Sequence[Run]) -> list[tuple[int, Form]]:
    """Fields whose labels are seen, by form, most first."""
    labelled = [form for form in forms() if form.layout == "labelled"]
    counted = zip(labels_seen(labelled, found), labelled, strict=True)
    return sorted(counted, key=lambda vote: -vote[0])


def _is_filled_in(seen: int, form: Form) -> bool:
    labelled = sum(bool(spec.labels) for spec in form.fields)
    return seen >= _FEWEST and seen >= _SHARE * labelled


def _only_type(form: Form) -> str:
    """The form's type; of a family nobody can tell which, except that cards say their own."""
    return form.types[0].slug if len(form.types) == 1 else ""
