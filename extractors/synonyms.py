"""Labels that mean the same on whatever form: a form lists those it is printed with, papers have others."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files

import yaml

from extractors.form import FieldSpec, Form
from pipeline.text import fold, nfc

Group = tuple[str, ...]


@lru_cache(maxsize=1)
def groups() -> tuple[Group, ...]:
    """Labels of one meaning each, from `forms/synonyms.yaml`."""
    source = files("extractors.forms").joinpath("synonyms.yaml").read_text("utf-8")
    found = yaml.safe_load(nfc(source))["synonyms"]
    return tuple(tuple(group) for group in found)


def with_synonyms(form: Form) -> Form:
    """The form, its fields also found by synonyms of their labels and by the first halves of bilingual ones.

    None of these is a label or a stop of the form itself.
    """
    written = {fold(label) for field in form.fields for label in field.labels}
    written |= {fold(stop) for stop in form.stops}
    fields = tuple(_widened(field, written) for field in form.fields)
    return form.model_copy(update={"fields": fields})


def _widened(field: FieldSpec, written: set[str]) -> FieldSpec:
    more = dict.fromkeys(one for label in field.labels for one in synonyms(label))
    more |= dict.fromkeys(_first_halves(field.labels))
    new = [one for one in more if fold(one) not in written]
    return field.model_copy(update={"labels": (*field.labels, *new)})


def _first_halves(labels: Sequence[str]) -> Iterator[str]:
    """`Họ tên` of `Họ tên / Full name`: the English half is small print and often cannot be read."""
    for label in labels:
        vietnamese, _, english = label.partition(" / ")
        if english and fold(english) == english.lower():
            yield vietnamese


def synonyms(label: str) -> Iterator[str]:
    """Other ways to print a label: of a group that has it whole, else of one that has its beginning."""
    for member, group in _longest_first():
        if f"{label} ".startswith(f"{member} "):
            rest = label[len(member) :]
            yield from (other + rest for other in group if other != member)
            return


@lru_cache(maxsize=1)
def _longest_first() -> tuple[tuple[str, Group], ...]:
    """Each label with its group."""
    known = ((member, group) for group in groups() for member in group)
    return tuple(sorted(known, key=lambda pair: -len(pair[0])))
