"""Understand one document: which type it is, what it says, where it belongs, whether it is secret."""

from collections.abc import Sequence
from dataclasses import replace

from extractors import checks, shapes
from extractors.administrative import read_administrative
from extractors.certified import without_certification
from extractors.classify import UNKNOWN, Kind, classify, find_title, worn_title
from extractors.codes import sightings
from extractors.fill import fill
from extractors.foot import foot
from extractors.form import Form
from extractors.form_files import form_of, letters_of_types
from extractors.head import Head, find_head
from extractors.label_vote import by_labels, which_card
from extractors.layout import Run, runs
from extractors.marking import find_marking
from extractors.numberline import NumberLine, read_number_line
from extractors.phrases import settled
from extractors.trust import Found, judged
from pipeline.model import CodeSighting, Extraction, FieldState, FieldValue, OcrPage, Problem

_UNKNOWN_NAME = "Chưa rõ loại"
_DOUBTFUL = 0.6
"""Confidence of a title that could be another's, up to which labels are asked."""

_BOTH_SAY = 0.9
"""Confidence of a type that such a title and the labels of its form name."""


def extract(pages: Sequence[OcrPage]) -> Extraction:
    """Type, values, dossier codes, marking and problems of one document, by the words of its pages.

    Pages come in order, blank ones may be among them. Nothing here reads pictures or knows other
    documents; the same pages always give the same answer.
    """
    everything = [settled(run) for page in pages for run in runs(page)]
    found = without_certification(everything)
    first = [run for run in found if run.page == found[0].page]
    head = find_head(first)
    title = find_title(first, head)
    head = head.above(title.run) if title else head
    number = read_number_line(head, letters_of_types(), title.letters if title else None)
    kind = classify(first, head, title, number.number if number else None)
    codes = sightings(pages, everything)
    marking = find_marking(everything)
    kind = _with_labels(kind, found)
    if kind.slug == UNKNOWN and shapes.is_identity_card(pages, found):
        kind = which_card(found)
    if kind.slug == UNKNOWN:
        kind = worn_title(found)
    if kind.slug == UNKNOWN:
        return _unknown(codes, marking)
    form, one = form_of()[kind.slug]
    read = _read(form, found, (head, number, kind))
    values, differing = _with_card(form, pages, _values(form, kind, read, codes))
    named = {value.name: value for value in values}
    failed = [
        *checks.failures(kind, form, named, found),
        *checks.codes_agree(codes, named),
        *differing,
    ]
    return Extraction(
        type=kind.slug,
        type_name=one.name,
        type_confidence=round(kind.confidence, 4),
        form=form.source,
        fields=checks.after_checks(form, values, failed),
        problems=(
            *checks.unsure_type(kind),
            *(one.problem for one in failed),
            *checks.missing(form, named),
        ),
        dossier_codes=codes,
        role=one.role,
        restricted=marking,
        sensitive=one.sensitive,
    )


def _with_labels(kind: Kind, found: Sequence[Run]) -> Kind:
    """The kind; where the title is missing, general or may be the beginning of another, by labels too."""
    if kind.confidence > _DOUBTFUL and not form_of()[kind.slug][1].general:
        return kind
    voted = by_labels(found)
    if voted.slug == kind.slug:
        return replace(kind, confidence=max(kind.confidence, _BOTH_SAY))
    return kind if voted.slug == UNKNOWN else voted


def _unknown(codes: tuple[CodeSighting, ...], marking: str | None) -> Extraction:
    return Extraction(
        type=UNKNOWN,
        type_name=_UNKNOWN_NAME,
        type_confidence=0.0,
        form="",
        fields=(),
        problems=(Problem("type.unknown"),),
        dossier_codes=codes,
        restricted=marking,
    )


def _read(
    form: Form, found: Sequence[Run], about: tuple[Head, NumberLine | None, Kind]
) -> list[Found]:
    """By labels and by place, an administrative paper first by place; then at its foot and by shape."""
    by_label = fill(form, found)
    by_place = read_administrative(found, *about)
    first, then = (by_place, by_label) if form.layout == "administrative" else (by_label, by_place)
    read: dict[str, Found] = {}
    wanted = {spec.name for spec in form.fields}
    for value in (*first, *then, *foot(found), *shapes.by_shape(form, found)):
        known = read.get(value.name)
        if value.name in wanted and (known is None or not known.reading.value):
            read[value.name] = value
    return list(read.values())


def _with_card(
    form: Form, pages: Sequence[OcrPage], values: Sequence[FieldValue]
) -> tuple[list[FieldValue], list[checks.Failure]]:
    """The values, those of an identity card's QR code in place of its print; where the two differ."""
    coded = {value.name: value for value in shapes.from_card(form, pages)}
    printed = {value.name: value for value in values}
    failed = [one for name in coded for one in shapes.differing(printed.get(name), coded[name])]
    names = dict.fromkeys(spec.name for spec in form.fields)
    both = printed | {name: shapes.as_printed(printed.get(name), coded[name]) for name in coded}
    return [both[name] for name in names if name in both], failed


def _values(
    form: Form, kind: Kind, read: Sequence[Found], codes: Sequence[CodeSighting]
) -> list[FieldValue]:
    """The values in the order of the form; a receipt whose code cannot be read takes the QR's."""
    kinds = {spec.name: spec.kind for spec in form.fields}
    values = {one.name: judged(one, kinds[one.name], form.source) for one in read}
    wanted = list(kinds)
    written = values.get("dossier_code")
    if "dossier_code" in wanted and not (written and written.value):
        marked = next((one for one in codes if one.source in ("qr", "barcode")), None)
        if marked:
            values["dossier_code"] = _from_code(marked)
    return [values[name] for name in wanted if name in values]


def _from_code(seen: CodeSighting) -> FieldValue:
    return FieldValue(
        name="dossier_code",
        value=seen.code,
        raw=seen.code,
        confidence=seen.confidence,
        state=FieldState.AUTO,
        page=seen.page,
        box=None,
        source=seen.source,
    )
