"""Numbers and measures of certificates are read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import certificates
from extractors.certificates import CERTIFICATE_KINDS

capitals = st.sampled_from("ABCDEGHKLMNPQRSTUVXY")


@given(capitals, capitals, st.from_regex(r"[0-9]{6}([0-9]{2})?", fullmatch=True))
def test_a_land_serial_is_read_back(one, other, number):
    serial = f"{one}{other}{number}"
    assert certificates.read_land_serial(certificates.write_land_serial(serial)).value == serial


@given(
    st.sampled_from(["CS", "CH", "CT", "BC", "VP"]), st.from_regex(r"[0-9]{4,7}", fullmatch=True)
)
def test_a_book_number_is_read_back(letters, number):
    printed = certificates.write_book_number(letters + number)
    assert certificates.read_book_number(f"Số vào sổ cấp GCN: {printed}").value == letters + number


@given(st.integers(0, 10**9), st.integers(0, 999))
def test_an_area_is_read_back(whole, part):
    area = f"{whole}.{part:03d}".rstrip("0").rstrip(".") if part else str(whole)
    assert certificates.read_area(certificates.write_area(area)).value == area


@pytest.mark.parametrize(
    ("kind", "printed", "value"),
    [
        ("business_number", "Số: 50H8027879", "50H8027879"),
        ("twelve_digits", "Số/No: 080 190 123 456", "080190123456"),
        ("book_number", "CS 06528", "CS06528"),
        ("land_serial", "CN 719597", "CN719597"),
        ("decimal", "9,60 m", "9.6"),
        ("area", "1.102,5 m² (Bằng chữ: một nghìn …)", "1102.5"),
    ],
)
def test_values_as_papers_print_them(kind, printed, value):
    assert CERTIFICATE_KINDS[kind](printed).value == value


@given(st.text())
def test_no_reader_ever_fails_or_gives_an_empty_value(text):
    for read in CERTIFICATE_KINDS.values():
        reading = read(text)
        assert reading is None or (reading.value and 0 < reading.trust <= 1)
