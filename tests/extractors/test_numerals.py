"""Numbers and days in words are read back as they were written."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import numerals, values
from pipeline.text import fold


@given(st.integers(0, numerals.MOST))
def test_a_number_in_words_is_read_back(number):
    said = numerals.write_words(number)
    assert numerals.read_words(fold(said).split()) == (number, len(said.split()))
    assert numerals.read_amount(f"{said.capitalize()} đồng./.") == str(number)


@given(st.integers(0, 10**7), st.integers(0, 99))
def test_a_decimal_in_words_is_read_back(whole, part):
    number = f"{whole}.{part}".rstrip("0").rstrip(".") if part else str(whole)
    assert numerals.read_amount(numerals.write_amount(number)) == number


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)))
def test_a_day_in_words_is_read_back(day):
    said = (
        numerals.write_day(day).capitalize().replace(" tháng", ", tháng").replace(" năm", ", năm")
    )
    assert values.read_date(said).value == day.isoformat()


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("một nghìn không trăm lẻ năm", 1005),
        ("hai ngàn lẻ bốn", 2004),
        ("mười lăm triệu", 15_000_000),
        ("ba mươi tư", 34),
        ("BỐN TRIỆU NĂM TRĂM NGHÌN", 4_500_000),
        ("mot ty hai tram trieu", 1_200_000_000),
    ],
)
def test_other_ways_of_speaking_are_read(said, number):
    assert numerals.read_amount(said) == str(number)


@pytest.mark.parametrize("text", ["", "đồng", "ngày ba mươi tháng hai năm hai nghìn", "tháng năm"])
def test_what_is_no_day_is_none(text):
    assert numerals.read_day(text) is None


@given(st.text(max_size=60))
def test_no_text_makes_the_readers_fail(text):
    numerals.read_amount(text)
    numerals.read_day(text)


def test_a_number_beyond_words_is_refused():
    with pytest.raises(ValueError, match="not between"):
        numerals.write_words(-1)
