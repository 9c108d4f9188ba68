"""A reader's figures become words right of a hundred, along curves that only rise."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ocr import sureness

CURVE = [(0.4, 0.1), (0.8, 0.6), (0.9, 0.6), (0.97, 0.99)]
COMMITTED = json.loads(Path(sureness.__file__).with_name("sureness.json").read_text("ascii"))


@pytest.mark.parametrize(
    ("raw", "sure"), [(0.0, 0.1), (0.4, 0.1), (0.6, 0.35), (0.85, 0.6), (0.97, 0.99), (1.0, 0.99)]
)
def test_between_points_runs_a_straight_line_and_beyond_them_it_is_level(raw, sure):
    assert sureness.on(CURVE, raw) == pytest.approx(sure)


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_surer_figure_never_makes_a_less_sure_word(one, other):
    low, high = sorted((one, other))
    assert sureness.on(CURVE, low) <= sureness.on(CURVE, high)


def test_a_reader_that_was_never_measured_is_taken_at_its_word():
    assert sureness.sure("stranger-1.0", [0.9, 0.7], "hội") == 0.7


def test_a_word_that_cannot_be_spelt_so_goes_by_a_curve_of_its_own():
    assert sureness.kind("tesserocr-5.5.4.vie-1", "hội") == "tesserocr plain"
    assert sureness.kind("tesserocr-5.5.4.vie-1", "hộiq") == "tesserocr odd"


@pytest.mark.parametrize("word", ["06/11/2024", "2", "H60-240110", "l1", "./.", "-"])
def test_a_word_with_figures_or_without_letters_goes_by_a_third_curve(word):
    assert sureness.kind("asterocr-1f", word) == "asterocr figures"


@pytest.mark.parametrize("name", COMMITTED)
def test_committed_curves_rise_within_bounds(name):
    raw, share = zip(*COMMITTED[name], strict=True)
    assert list(raw) == sorted(raw) and list(share) == sorted(share)
    assert min(raw + share) >= 0 and max(raw + share) <= 1
