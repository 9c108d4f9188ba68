"""Codes are read through the OCR's slips, and refused where they cannot be."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import identifiers

new_units = st.from_regex(r"[A-K][0-9]{2}(\.[0-9]{2}){0,4}", fullmatch=True)
old_units = st.from_regex(r"[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-K][0-9]{2}", fullmatch=True)
days = st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))
ordinals = st.from_regex(r"[0-9]{4,7}", fullmatch=True)
long_or_short = st.sampled_from(["%y%m%d", "%Y%m%d"])


@st.composite
def dossier_codes(draw):
    unit, day, form = draw(st.one_of(new_units, old_units)), draw(days), draw(long_or_short)
    return f"{unit}-{day.strftime(form)}-{draw(ordinals)}"


@given(dossier_codes())
def test_a_dossier_code_is_read_back(code):
    assert identifiers.read_dossier_code(f"Mã hồ sơ: {code}") == identifiers.Reading(code)


@given(dossier_codes())
def test_a_dossier_code_survives_what_ocr_does_to_it(code):
    damaged = code.replace("0", "O").replace(".", ",").replace("-", " – ")
    found = identifiers.read_dossier_code(damaged)
    assert found.value == code
    assert found.trust < 1 or "0" not in code


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("000.00.15.H60-240105-0001", "000.00.15.H60-240105-0001"),
        ("OOO.OO.l5.H6O-24O1O5-OOO1", "000.00.15.H60-240105-0001"),
        ("G09.20-20260609-0092637", "G09.20-20260609-0092637"),
        ("H60-240105-0001.", "H60-240105-0001"),
    ],
)
def test_dossier_codes_old_and_new(printed, code):
    assert identifiers.read_dossier_code(printed).value == code


@pytest.mark.parametrize(
    "text", ["H60-240230-0001", "H60-241305-0001", "01/CT-UBND", "H60.05", "H60-240105-01"]
)
def test_what_is_no_dossier_code_is_none(text):
    assert identifiers.read_dossier_code(text) is None


symbols = st.from_regex(r"(QĐ|TTr|UBND|BC|NQ)-[A-ZĐ]{2,6}(-[A-Z]{2,4})?", fullmatch=True)


@given(st.integers(1, 99999), st.sampled_from(["", "/2025"]), symbols)
def test_a_document_number_is_read_back(n, year, symbol):
    number = identifiers.DocumentNumber(f"{n:02d}{year}", symbol)
    assert identifiers.parse_number(f"Số: {number.text}") == number


def test_a_document_number_loses_its_spaces():
    assert identifiers.read_number("Số: 24 /TTr -UBND").value == "24/TTr-UBND"


@given(st.integers(0, 10**9 - 1))
def test_a_tax_code_needs_its_check_digit(n):
    right = [d for d in range(10) if identifiers.is_tax_code(f"{n:09d}{d}")]
    assert len(right) <= 1
    for d in right:
        code = f"{n:09d}{d}"
        assert identifiers.read_tax_code(f"MST: {code}-001") == identifiers.Reading(f"{code}-001")
        assert identifiers.read_tax_code(code) == identifiers.Reading(code)


def test_the_tax_code_of_the_circular():
    assert identifiers.is_tax_code("0100047516")
    assert not identifiers.is_tax_code("0100047517")


@given(st.sampled_from(["008", "002", "051"]), st.from_regex(r"[0-9]{9}", fullmatch=True))
def test_a_personal_number_is_read_back(province, rest):
    number = province + rest
    assert identifiers.read_personal_id(f"CCCD số {number} cấp ngày") == identifiers.Reading(number)


def test_a_personal_number_tells_year_and_sex():
    assert identifiers.born("008090000123") == (1990, "Nam")
    assert identifiers.born("008301000123") == (2001, "Nữ")
    assert identifiers.born("003090000123") is None


def test_a_procedure_code_is_read_in_both_lengths():
    assert identifiers.read_procedure_code("Mã TTHC: 1.001612").value == "1.001612"
    long = "1.001612.000.00.00.H48"
    assert identifiers.read_procedure_code(long).value == long


@given(st.text())
def test_no_reader_ever_fails_or_gives_an_empty_value(text):
    for read in identifiers.CODE_KINDS.values():
        reading = read(text)
        assert reading is None or (reading.value and 0 < reading.trust <= 1)
