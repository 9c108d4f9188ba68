"""Made papers, read and understood. Layout b was never looked at while the forms were written."""

from collections import Counter

import numpy as np
import pytest

from extractors import document_types, extract
from pipeline.model import FieldState, Profile
from pipeline.ocr.engines import readers
from pipeline.ocr.reading import read_picture
from pipeline.picture import PagePicture
from pipeline.text import canonical_tones
from samples.papers import paper

pytestmark = [pytest.mark.ocr, pytest.mark.slow]

KINDS = (
    "quyet-dinh",
    "cong-van",
    "bao-cao",
    "giay-tiep-nhan-ho-so-va-hen-tra-ket-qua",
    "don-de-nghi",
    "to-khai-dang-ky-khai-sinh",
    "giay-khai-sinh",
    "giay-chung-sinh",
)
LEAST = {"a": (1.0, 0.93), "b": (0.85, 0.6)}
"""Floors by layout: share of types right, share of values right among those our forms have."""


def same(one: str, other: str) -> bool:
    return "".join(canonical_tones(one).split()) == "".join(canonical_tones(other).split())


@pytest.mark.parametrize("layout", ["a", "b"])
def test_made_papers_are_understood(layout, capsys):
    reader = readers("tesserocr")
    ours = {one.slug: one.fields for one in document_types()}
    count = Counter()
    for kind in KINDS:
        made = paper(kind, layout, "scan", 20)
        scans = [PagePicture(n + 1, np.asarray(p), 300, None) for n, p in enumerate(made.pages)]
        found = extract([read_picture(scan, reader, Profile.ACCURATE) for scan in scans])
        count["types"] += found.type == made.truth.type
        for truth in made.truth.fields:
            if truth.name in ours[made.truth.type]:
                value = found.field(truth.name)
                right = value is not None and same(value.value, truth.value)
                count["values"] += 1
                count["right"] += right
                count["wrong and sure"] += bool(
                    value and value.state is FieldState.AUTO and not right
                )
    with capsys.disabled():
        print(f"\nmade papers, layout {layout}, of {len(KINDS)}: {dict(count)}")
    types, values = LEAST[layout]
    assert count["types"] >= types * len(KINDS)
    assert count["right"] >= values * count["values"]
    assert count["wrong and sure"] <= (0 if layout == "a" else 0.03 * count["values"])
