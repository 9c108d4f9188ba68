"""Values that need no label: a land certificate's serial, an identity card's zone and QR code."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from extractors.cards import read_code, read_zone, zone_number
from extractors.certificates import read_land_serial
from extractors.checks import Failure
from extractors.form import FieldSpec, Form
from extractors.layout import Run
from extractors.trust import Found, found
from extractors.values import FOREVER, Reading
from pipeline.model import FieldState, FieldValue, OcrPage, Problem
from pipeline.text import code_key

_QR_SURE = 0.99
"""Confidence of what a QR code says: it carries its own check."""

_ZONE_SURE = 0.97
"""Confidence of a number whose check digits are right."""

_ALIKE = 80.0
"""Likeness, 0–100, of print and code from which the print was only read with errors."""

_SURELY_READ = 0.9


def by_shape(form: Form, runs: Sequence[Run]) -> list[Found]:
    """The fields of a form that are known by their shape."""
    wanted = [spec for spec in form.fields if not spec.labels]
    shaped = [value for spec in wanted if (value := _shaped(spec, runs))]
    return [*shaped, *_of_zone(form, runs)]


def _shaped(spec: FieldSpec, runs: Sequence[Run]) -> Found | None:
    if spec.kind == "land_serial":
        return _serial(spec, runs)
    return _zone(spec, runs) if spec.kind == "zone_number" else None


def _serial(spec: FieldSpec, runs: Sequence[Run]) -> Found | None:
    """The lowest short run of the paper that is a serial and nothing else but its label."""
    for run in reversed(runs):
        reading = read_land_serial(run.text)
        if reading and len(code_key(run.text)) <= len(reading.value) + 12:
            return found(spec.name, reading, run.page, run.words)
    return None


def _zone_lines(runs: Sequence[Run]) -> list[Run]:
    return [run for run in runs if "<" in run.text or "«" in run.text]


def _zone(spec: FieldSpec, runs: Sequence[Run]) -> Found | None:
    lines = _zone_lines(runs)
    number = zone_number([run.text for run in lines])
    if number is None:
        return None
    line = next((run for run in lines if number[-6:] in code_key(run.text)), lines[0])
    return Found(spec.name, Reading(number), line.page, line.words, _ZONE_SURE)


def _of_zone(form: Form, runs: Sequence[Run]) -> Iterator[Found]:
    """What else a machine-readable zone says, its check digits right; empty where there is none."""
    lines = _zone_lines(runs)
    zone = read_zone([run.text for run in lines])
    if zone is None or not any(spec.kind == "zone_number" for spec in form.fields):
        return
    said = {
        "personal_id": zone.number,
        "birth_date": zone.birth.isoformat(),
        "sex": {"M": "Nam", "F": "Nữ"}.get(zone.sex),
        "expires": zone.expires.isoformat() if zone.expires else FOREVER,
    }
    for name, value in said.items():
        if value:
            yield Found(name, Reading(value), lines[0].page, lines[0].words, _ZONE_SURE)


def is_identity_card(pages: Sequence[OcrPage], runs: Sequence[Run]) -> bool:
    """Whether a paper carries what only identity cards do: their QR code, or their machine-readable zone."""
    coded = any(read_code(code.text) for page in pages for code in page.codes)
    return coded or zone_number([run.text for run in runs]) is not None


def from_card(form: Form, pages: Sequence[OcrPage]) -> Iterator[FieldValue]:
    """What the QR code of an identity card says, for the fields that the form names."""
    for page in pages:
        for code in page.codes:
            card = read_code(code.text)
            if card is None:
                continue
            for name, value in zip(form.card_qr, card.values, strict=False):
                if name and value:
                    yield FieldValue(
                        name=name,
                        value=value,
                        raw=value,
                        confidence=_QR_SURE,
                        state=FieldState.AUTO,
                        page=page.number,
                        box=code.box,
                        source="qr",
                    )
            return


def as_printed(printed: FieldValue | None, coded: FieldValue) -> FieldValue:
    """What a code says, in capitals where the print has capitals."""
    capital = printed is not None and printed.value.isupper() and not coded.value.isupper()
    return replace(coded, value=coded.value.upper()) if capital else coded


def differing(printed: FieldValue | None, coded: FieldValue) -> Iterator[Failure]:
    """A failed check where print and code really say different things, not only with reading errors."""
    if printed is None or not printed.value:
        return
    one, other = code_key(printed.value), code_key(coded.value)
    if fuzz.ratio(one, other) < _ALIKE or (one.isdigit() and one != other and _surely(printed)):
        detail = f"{coded.name}: {coded.source} ≠ {printed.source}"
        yield Failure(Problem("check.code_sources", printed.page, detail), (coded.name,))


def _surely(value: FieldValue) -> bool:
    return value.confidence >= _SURELY_READ
