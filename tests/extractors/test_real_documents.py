"""Twelve real papers, read and understood: how much is right, and that nothing wrong is shown as sure."""

import json
import time
from collections import Counter
from pathlib import Path

import pytest

from extractors import extract
from pipeline import pages
from pipeline.model import FieldState, Profile
from pipeline.ocr.engines import readers
from pipeline.ocr.reading import read_picture
from pipeline.text import canonical_tones

REAL = Path(__file__).resolve().parents[2].parent / "shared" / "real"
FIELDS = ("issuer", "number", "issued", "subject", "signer_title", "signer")
LEAST_RIGHT = {"type": 12, "issuer": 12, "subject": 9, "signer_title": 11, "signer": 9}
"""Floors. Number and day are written by hand in eleven of the twelve: they are not guessed."""

pytestmark = [pytest.mark.real, pytest.mark.ocr, pytest.mark.slow]


def same(one: str, other: str) -> bool:
    """Equal but for where tones stand and for spaces."""
    return "".join(canonical_tones(one).split()) == "".join(canonical_tones(other).split())


@pytest.fixture(scope="module")
def papers():
    if not REAL.is_dir():
        pytest.skip("the real scans are not beside this checkout")
    reader = readers("tesserocr")
    read = []
    for line in (REAL / "fields.jsonl").read_text("utf-8").splitlines():
        truth = json.loads(line)
        path = REAL / "documents" / truth["file"]
        count = pages.inspect(path, pages.Limits()).pages
        scans = (pages.render(path, n + 1) for n in range(count))
        read.append((truth, [read_picture(scan, reader, Profile.ACCURATE) for scan in scans]))
    return read


def test_the_twelve_are_understood(papers, capsys):
    right, sure, wrong_and_sure = Counter(), Counter(), []
    for truth, read in papers:
        found = extract(read)
        right["type"] += found.type_name == truth["type_name"]
        for name in FIELDS:
            value = found.field(name)
            right[name] += value is not None and same(value.value, truth[name])
            if value and value.state is FieldState.AUTO:
                sure[name] += 1
                if not same(value.value, truth[name]):
                    wrong_and_sure.append((truth["file"], name))
    with capsys.disabled():
        rows = [f"{name} {right[name]}/12 ({sure[name]} sure)" for name in ("type", *FIELDS)]
        print("\nreal papers: " + ", ".join(rows) + f"; wrong and sure: {len(wrong_and_sure)}")
    assert wrong_and_sure == []
    assert {name: right[name] for name in LEAST_RIGHT if right[name] < LEAST_RIGHT[name]} == {}


def test_no_handwritten_number_or_day_is_shown_as_sure(papers):
    for truth, read in papers:
        found = extract(read)
        for name in truth.get("handwritten", ()):
            value = found.field(name)
            assert value is None or value.state is FieldState.REVIEW, (truth["file"], name)


def test_none_of_them_is_restricted(papers):
    assert [truth["file"] for truth, read in papers if extract(read).restricted] == []


def test_understanding_costs_little_beside_reading(papers, capsys):
    count = sum(len(read) for _, read in papers)
    begun = time.process_time()
    for _, read in papers:
        extract(read)
    each = (time.process_time() - begun) / count * 1000
    with capsys.disabled():
        print(f"\nunderstanding: {each:.1f} ms CPU a page")
    assert each < 20
