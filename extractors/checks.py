"""Checks between the values of one paper; what fails one waits for a person.

Each check names both sides that disagree, by field name and what is no personal data.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractors.classify import Kind
from extractors.form import Form, form_of
from extractors.identifiers import born
from extractors.layout import Run
from extractors.trust import doubted
from pipeline.model import CodeSighting, FieldValue, Problem

_SIGNED_AT = re.compile(r"(?<!\d)(\d{2})[./](\d{2})[./](\d{4})\s+\d{2}:\d{2}")
_MARGIN = 0.12


@dataclass(frozen=True, slots=True)
class Failure:
    """A failed check: its problem, and the fields that wait because of it."""

    problem: Problem
    fields: tuple[str, ...]


Values = Mapping[str, FieldValue]


def failures(kind: Kind, values: Values, found: Sequence[Run]) -> list[Failure]:
    """Every check that fails on the values of one paper."""
    return [
        *_letters_agree(kind, values),
        *_owner_agrees(values),
        *_in_order(values),
        *_signed_after_issue(values, found),
    ]


def after_checks(values: Sequence[FieldValue], failed: Sequence[Failure]) -> tuple[FieldValue, ...]:
    """The values, those named by a failed check waiting for review."""
    names = {name for failure in failed for name in failure.fields}
    return tuple(doubted(value) if value.name in names else value for value in values)


def missing(form: Form, values: Values) -> Iterator[Problem]:
    """A problem for each value the form must have and the paper does not show."""
    for spec in form.fields:
        if spec.must and spec.name not in values:
            yield Problem("field.missing", detail=spec.name)


def codes_agree(codes: Sequence[CodeSighting], values: Values) -> Iterator[Failure]:
    """QR, barcode and the printed code of one receipt must be the same."""
    written = values.get("dossier_code")
    marked = [one for one in codes if one.source in ("qr", "barcode")]
    for one in marked:
        if written and written.value and one.code != written.value:
            detail = f"{one.source} {one.code} ≠ {written.source} {written.value}"
            yield Failure(Problem("check.code_sources", one.page, detail), ("dossier_code",))
            return


def _letters_agree(kind: Kind, values: Values) -> Iterator[Failure]:
    if kind.disagrees:
        types = form_of()
        says, means = types[kind.disagrees][1], types[kind.slug][1]
        number = values.get("number")
        detail = f"{says.letters} ({says.name}) ≠ {means.name}"
        yield Failure(
            Problem("check.number_type", number.page if number else None, detail), ("number",)
        )


def _owner_agrees(values: Values) -> Iterator[Failure]:
    """The century, year and sex inside a personal number against birth date and sex on the paper."""
    owner = values.get("owner_id") or values.get("personal_id")
    told = born(owner.value) if owner else None
    birth, sex = values.get("birth_date"), values.get("sex")
    if owner is None or told is None or (owner.name == "owner_id" and "child_name" in values):
        return
    if birth and birth.value and int(birth.value[:4]) != told[0]:
        problem = Problem("check.owner_id", owner.page, f"{owner.name} ≠ birth_date")
        yield Failure(problem, (owner.name, "birth_date"))
    if sex and sex.value != told[1]:
        problem = Problem("check.owner_id", owner.page, f"{owner.name} ≠ sex")
        yield Failure(problem, (owner.name, "sex"))


_ORDERED = (("birth_date", "issued"), ("received_at", "due_at"))


def _in_order(values: Values) -> Iterator[Failure]:
    for earlier, later in _ORDERED:
        one, other = values.get(earlier), values.get(later)
        if one and other and one.value and other.value and one.value > other.value:
            detail = f"{earlier} > {later}"
            yield Failure(Problem("check.dates_order", one.page, detail), (earlier, later))


def _signed_after_issue(values: Values, found: Sequence[Run]) -> Iterator[Failure]:
    """A digital signature's time, printed in the top margin, is never before the day of issue."""
    issued = values.get("issued")
    if not issued or not issued.value:
        return
    for run in found:
        match = _SIGNED_AT.search(run.text) if run.page == issued.page else None
        if match and run.level < _MARGIN:
            signed = _iso(match)
            if signed and signed < issued.value:
                detail = f"issued {issued.value} > signed {signed}"
                yield Failure(Problem("check.signed_earlier", issued.page, detail), ("issued",))


def _iso(match: re.Match[str]) -> str | None:
    try:
        return dt.date(int(match[3]), int(match[2]), int(match[1])).isoformat()
    except ValueError:
        return None
