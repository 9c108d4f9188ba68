"""What is written is read back; what is no value is none."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import values

days = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))


@given(days, st.booleans())
def test_a_written_date_is_read_back(day, spelled):
    assert values.read_date(values.write_date(day, spelled=spelled)) == values.Reading(
        day.isoformat()
    )


@given(st.integers(0, 10**12))
def test_a_written_amount_is_read_back(amount):
    assert values.read_money(values.write_money(amount)) == values.Reading(str(amount))


@given(
    st.one_of(
        st.from_regex(r"0[35789][0-9]{8}", fullmatch=True),
        st.from_regex(r"02[0-9]{9}", fullmatch=True),
    )
)
def test_a_written_phone_is_read_back(number):
    assert values.read_phone(values.write_phone(number)) == values.Reading(number)
    assert values.read_phone(number) == values.Reading(number)


@given(st.text())
def test_no_reader_ever_fails_or_gives_an_empty_value(text):
    for read in values.KINDS.values():
        reading = read(text)
        assert reading is None or (reading.value and 0 < reading.trust <= 1)


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("Tuyên Quang, ngày 05 tháng 3 năm 2020", "2020-03-05"),
        ("30 tháng 6 năm 2025", "2025-06-30"),
        ("08 giờ 30 phút, ngày 5 tháng 01 năm 2024", "2024-01-05"),
        ("sinh ngày 05.03.1990, tại", "1990-03-05"),
        ("ngày O5 tháng l2 năm 2024", "2024-12-05"),
    ],
)
def test_dates_as_papers_print_them(printed, iso):
    assert values.read_date(printed).value == iso


@pytest.mark.parametrize(
    "printed",
    ["31/02/2020", "ngày   tháng 3 năm 2020", "39/2011/NQ-HĐND", "12/2023", "tháng 3 năm 2020"],
)
def test_what_is_no_date_is_none(printed):
    assert values.read_date(printed) is None


def test_repaired_digits_lower_the_trust():
    assert (
        values.read_date("ngày O5 tháng 3 năm 2020").trust
        < values.read_date("ngày 05 tháng 3 năm 2020").trust
    )


@pytest.mark.parametrize(
    "name", ["Vừ A Dính", "Sùng Mí Po", "NGUYỄN THỊ HƯỜNG", "Ma Thị Nụ", "Lò Văn Ú"]
)
def test_names_stay_as_they_are(name):
    assert values.read_name(f"Ông/Bà: {name} ........") == values.Reading(name)


@pytest.mark.parametrize("text", ["........", "", "12/2023", "nguyễn"])
def test_what_is_no_name_is_none(text):
    assert values.read_name(text) is None


def test_a_list_is_its_items():
    read = values.read_items("1. Tờ khai theo mẫu 2. Giấy chứng sinh (bản chính)")
    assert read.value == "Tờ khai theo mẫu; Giấy chứng sinh (bản chính)"


def test_a_year_stands_for_a_birth_where_no_date_does():
    assert values.read_year("Năm 1975").value == "1975"
    assert values.read_year("05/3/1975").value == "1975-03-05"


def test_other_kinds():
    assert values.read_count("01 (bộ)").value == "1"
    assert values.read_email("an.nguyen @ tuyenquang.gov.vn").value == "an.nguyen@tuyenquang.gov.vn"
    assert values.read_sex("NỮ").value == "Nữ"
    assert values.read_text("....") is None
