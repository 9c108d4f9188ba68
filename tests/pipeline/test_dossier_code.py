"""Dossier codes, strictly: both shapes of unit code, real days only, one written form."""

import datetime as dt
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.dossier_code import is_dossier_code, parse, parse_leading

two = st.integers(0, 99).map(lambda number: f"{number:02}")
new_unit = st.builds(
    lambda letter, head, tail: ".".join([letter + head, *tail]),
    st.sampled_from("ABCDEFGHIJK"),
    two,
    st.lists(two, max_size=4),
)
old_unit = st.builds("{:03}.{}.{}.{}{}".format, st.integers(0, 999), two, two, st.just("H"), two)
days = st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))
ordinals = st.from_regex(r"[0-9]{4,7}", fullmatch=True)
shapes = st.sampled_from(["%y%m%d", "%Y%m%d"])


@given(st.one_of(new_unit, old_unit), days, shapes, ordinals)
def test_every_code_of_the_rule_is_read_back(unit, day, shape, ordinal):
    text = f"{unit}-{day.strftime(shape)}-{ordinal}"
    code = parse(text)
    assert code is not None
    assert (code.text, code.unit, code.received_on, code.ordinal) == (text, unit, day, ordinal)


@pytest.mark.parametrize(
    "text",
    [
        "000.00.53.H48-220921-0099",
        "H15.50.05.13-261008-0975",
        "G09.20-20260609-0092637",
        "000.00.15.H60-240105-0001",
        "H60-240105-0001",
    ],
)
def test_codes_seen_in_offices_are_codes(text):
    assert is_dossier_code(text)


@pytest.mark.parametrize(
    "written",
    [
        " h60.05-240105-0001 ",
        "H60.05–240105—0001",
        "H60.05 - 240105 - 0001",
        "H60.05\u00a0-240105-0001",
    ],
)
def test_case_spaces_and_dashes_do_not_matter(written):
    assert str(parse(written)) == "H60.05-240105-0001"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "H60.05-240230-0001",
        "H60.05-241301-0001",
        "H60.05-19991231-0001",
        "H60.05-240105-001",
        "H60.05-240105-00000001",
        "H60.05-2401051-0001",
        "L60.05-240105-0001",
        "H60.5-240105-0001",
        "H60.05-240105-0001 12",
        "H60.05-240105-0001-2",
        "H60.05-240105-٠٠٠١",
        "xH60.05-240105-0001",
    ],
)
def test_what_is_not_exactly_a_code_is_none(text):
    assert parse(text) is None


@pytest.mark.parametrize(
    "rest", ["", " Nguyễn Văn Mẫu", "_Hoàng Thị Mẫu", " (2)", ", đất đai", " - Sùng A Mẫu"]
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_folder_name_may_go_on_after_the_code(rest, form):
    name = unicodedata.normalize(form, "H60.05-240105-0001" + rest)
    assert str(parse_leading(name)) == "H60.05-240105-0001"


@pytest.mark.parametrize(
    "name", ["H60.05-240105-0001-2", "H60.05-240105-00010000", "H60.05-240105-0001a"]
)
def test_a_longer_number_is_no_code_with_text(name):
    assert parse_leading(name) is None


@given(st.text(max_size=40))
def test_any_text_is_read_without_error_and_stably(text):
    code = parse(text)
    assert code is None or parse(code.text) == code
