"""Checks between the values of one paper; what fails one waits for a person.

Each check names both sides that disagree, by field name and what is no personal data.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractors.classify import Kind
from extractors.form import Form
from extractors.form_files import form_of
from extractors.identifiers import born
from extractors.layout import Run
from extractors.numerals import read_amount, read_day
from extractors.trust import confirmed_by_another, doubted
from pipeline.model import CodeSighting, FieldValue, Problem

SURE_TYPE = 0.85
"""Confidence from which a type needs no second look: a title read with few errors, or any two signs."""

_SIGNED_AT = re.compile(r"(?<!\d)(\d{2})[./](\d{2})[./](\d{4})\s+\d{2}:\d{2}")
_MARGIN = 0.12


@dataclass(frozen=True, slots=True)
class Failure:
    """A failed check: its problem, and the fields that wait because of it."""

    problem: Problem
    fields: tuple[str, ...]


Values = Mapping[str, FieldValue]


def failures(kind: Kind, form: Form, values: Values, found: Sequence[Run]) -> list[Failure]:
    """Every check that fails on the values of one paper."""
    return [
        *_letters_agree(kind, values),
        *_owner_agrees(values),
        *_in_order(values),
        *_signed_after_issue(values, found),
        *_words_agree(form, values),
        *_zone_agrees(values),
    ]


def after_checks(
    form: Form, values: Sequence[FieldValue], failed: Sequence[Failure]
) -> tuple[FieldValue, ...]:
    """The values: those named by a failed check wait for review, those that two sources say are sure."""
    doubtful = {name for failure in failed for name in failure.fields}
    sure = set(_said_twice(form, {value.name: value for value in values})) - doubtful
    return tuple(_judged(value, doubtful, sure) for value in values)


def _judged(value: FieldValue, doubtful: set[str], sure: set[str]) -> FieldValue:
    if value.name in doubtful:
        return doubted(value)
    return confirmed_by_another(value) if value.name in sure else value


def _said_twice(form: Form, values: Values) -> Iterator[str]:
    """The names of numbers that also stand in words, and of a card's number that its zone repeats."""
    for spec in form.fields:
        said = values.get(spec.name)
        number = values.get(spec.words_of) if spec.words_of else None
        if said and number and number.value and _spoken(said.value, number) == number.value:
            yield from (said.name, number.name)
    zone, printed = values.get("mrz_id"), values.get("personal_id")
    if zone and printed and zone.value and zone.value == printed.value:
        yield from (zone.name, printed.name)


def _words_agree(form: Form, values: Values) -> Iterator[Failure]:
    for spec in form.fields:
        said = values.get(spec.name)
        number = values.get(spec.words_of) if spec.words_of else None
        amount = _spoken(said.value, number) if said and number else None
        if said and number and number.value and amount and amount != number.value:
            problem = Problem("check.words", said.page, f"{number.name} ≠ {said.name}")
            yield Failure(problem, (number.name, said.name))


def _spoken(words: str, number: FieldValue) -> str | None:
    """What words say, a day where the number is a day."""
    if "-" not in number.value:
        return read_amount(words)
    day = read_day(words)
    return day.isoformat() if day else None


def _zone_agrees(values: Values) -> Iterator[Failure]:
    zone, printed = values.get("mrz_id"), values.get("personal_id")
    if zone and printed and zone.value and printed.value and zone.value != printed.value:
        problem = Problem("check.zone", zone.page, f"{printed.name} ≠ {zone.name}")
        yield Failure(problem, (printed.name, zone.name))


def unsure_type(kind: Kind) -> Iterator[Problem]:
    """A problem where the type is likely, not sure."""
    if kind.confidence < SURE_TYPE and not kind.disagrees:
        yield Problem("type.unsure", detail=f"{kind.slug} {kind.confidence:.2f}")


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
