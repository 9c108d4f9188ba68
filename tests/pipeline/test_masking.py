"""Personal ids are masked wherever lists show them, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.masking import masked

IDS = st.from_regex(r"0[0-9]{11}", fullmatch=True)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("008095000123", "008*****0123"),
        ("Số CCCD: 008095000123, cấp", "Số CCCD: 008*****0123, cấp"),
        ("008 095 000 123.", "008 *** **0 123."),
        ("<mark>008095000123</mark>", "<mark>008*****0123</mark>"),
        ("<mark>008</mark> 095 000 123", "<mark>008</mark> *** **0 123"),
        ("O08095OO0123", "O08*****0123"),
        ("CCCD_008095000123.jpg", "CCCD_008*****0123.jpg"),
        ("CMND 080123456", "CMND 08****456"),
    ],
)
def test_an_id_shows_its_ends_only(text, shown):
    assert masked(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "H60.05-240105-0001",
        "Số: 015/QĐ-UBND ngày 05/3/2024",
        "150.000.000 đồng",
        "150000000 đ",
        "008.095.000.123.456",
        "0208123456",
        "20250510_124908",
        "a012345678901bcd",
        "0123456789012345",
        "0080950001234",
    ],
)
def test_other_figures_stay(text):
    assert masked(text) == text


@given(st.text(max_size=40), IDS, st.text(max_size=40))
def test_no_id_stands_in_masked_text(before, personal, after):
    shown = masked(f"{before} {personal} {after}")
    assert personal[3:8] not in shown or personal[3:8] in before + after
    assert f"{personal[:3]}*****{personal[8:]}" in shown


@given(st.text())
def test_masking_twice_changes_nothing_and_only_stars_are_new(text):
    shown = masked(text)
    assert masked(shown) == shown
    assert all(new in (old, "*") for old, new in zip(text, shown, strict=True))
