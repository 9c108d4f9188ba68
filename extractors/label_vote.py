"""The type of a paper whose title cannot be read: the form that has most of its labels on it.

Cards and photos lose their title first; eight labels of one form tell as much.
"""

from collections.abc import Sequence
from dataclasses import dataclass

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


_OWN = 2
"""Labels that only one of two forms explains tell them apart: so many, and so many times those that only the other
explains, for labels of different forms are alike."""


@dataclass(frozen=True, slots=True)
class _Vote:
    """seen: where labels of the form's fields stand on a paper."""

    form: Form
    seen: set[tuple[int, int]]

    @property
    def is_filled_in(self) -> bool:
        """Whether most labels of the form stand there."""
        labelled = sum(bool(spec.labels) for spec in self.form.fields)
        return len(self.seen) >= _FEWEST and len(self.seen) >= _SHARE * labelled

    def beats(self, other: "_Vote") -> bool:
        """Whether the paper is far more likely of this form than of the other."""
        if len(self.seen) >= _AHEAD * len(other.seen):
            return True
        return len(self.seen - other.seen) >= _OWN * max(1, len(other.seen - self.seen))


def by_labels(found: Sequence[Run]) -> Kind:
    """The type whose form has most of its labels on the paper; unknown where none stands out."""
    votes = _votes(found)
    for vote in votes:
        others = (other for other in votes if other is not vote)
        if vote.is_filled_in and all(vote.beats(other) for other in others):
            slug = _only_type(vote.form)
            return Kind(slug, _SURE) if slug else Kind(UNKNOWN, 0.0)
    return Kind(UNKNOWN, 0.0)


def which_card(found: Sequence[Run]) -> Kind:
    """Which identity card a paper is that carries the code or zone of one, by the few labels that were read.

    By those read well; where they do not tell, by all.
    """
    for worn in (False, True):
        votes = [vote for vote in _votes(found, worn=worn) if vote.form.card_qr]
        for vote in votes:
            others = [other for other in votes if other is not vote]
            if all(len(vote.seen - other.seen) > len(other.seen - vote.seen) for other in others):
                return Kind(_only_type(vote.form), _SURE)
    return Kind(UNKNOWN, 0.0)


def is_some_form(found: Sequence[Run]) -> bool:
    """Whether most labels of one form stand there, whichever: old and new identity cards share theirs."""
    return any(vote.is_filled_in for vote in _votes(found))


def _votes(found: Sequence[Run], *, worn: bool = True) -> list[_Vote]:
    labelled = [form for form in forms() if form.layout == "labelled"]
    seen = labels_seen(labelled, found, worn=worn)
    return [_Vote(form, places) for form, places in zip(labelled, seen, strict=True)]


def _only_type(form: Form) -> str:
    """The form's type; of a family nobody can tell which, except that cards say their own."""
    return form.types[0].slug if len(form.types) == 1 else ""
