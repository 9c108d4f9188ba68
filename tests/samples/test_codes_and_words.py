import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samples.chance import Chance
from samples.codes import (
    FOREVER,
    card_until,
    check_digit,
    identity_qr,
    land_serial,
    machine_lines,
    plain_letters,
    shop_number,
    tax_code,
)
from samples.people import person
from samples.places import PLACES
from samples.plots import metres
from samples.wordy import area_in_words, number_in_words, sum_in_words

seeds = st.integers(0, 10**9)
WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)


@given(seeds, st.sampled_from(PLACES))
def test_the_tenth_digit_of_a_tax_code_checks_the_nine_before(seed, place):
    code = tax_code(Chance(seed), place)
    total = sum(int(digit) * weight for digit, weight in zip(code[:9], WEIGHTS, strict=True))
    assert re.fullmatch(r"5[01]\d{8}", code)
    assert int(code[9]) == 10 - total % 11


def test_check_digits_are_those_of_the_reference():
    assert check_digit("090000123") == "3"  # domain.md §2.4
    assert check_digit("008090000123") == "1"
    assert check_digit("D23145890734") == "9"  # ICAO 9303-5, specimen of TD1
    assert check_digit("D231458907<<<<<<<<<<<<<<<34071279507122<<<<<<<<<<<") == "2"


@given(seeds)
def test_machine_lines_hold_thirty_signs_that_check_themselves(seed):
    who = person(Chance(seed), PLACES[0], dt.date(2024, 3, 5))
    lines = machine_lines(who, card_until(who.birth, dt.date(2023, 3, 6)))
    assert all(re.fullmatch(r"[A-Z0-9<]{30}", line) for line in lines)
    first, second, third = lines
    assert first.startswith("IDVNM")
    assert first[5:14] == who.personal_id[3:]
    assert first[15:27] == who.personal_id
    assert first[14] == check_digit(first[5:14])
    assert second[6] == check_digit(second[:6])
    assert second[14] == check_digit(second[8:14])
    assert second[29] == check_digit(first[5:] + second[:7] + second[8:15] + second[18:29])
    assert third.split("<<")[0] == plain_letters(who.name.split()[0])


@given(seeds)
def test_the_qr_of_a_card_has_seven_fields(seed):
    who = person(Chance(seed), PLACES[0], dt.date(2024, 3, 5))
    fields = identity_qr(who, "Thôn Tân Lập", dt.date(2023, 3, 6)).split("|")
    assert len(fields) == 7
    assert fields[0] == who.personal_id
    assert fields[3] == f"{who.birth:%d%m%Y}"
    assert fields[6] == "06032023"


@pytest.mark.parametrize(
    ("birth", "issued", "until"),
    [
        (dt.date(2000, 5, 1), dt.date(2021, 6, 1), dt.date(2025, 5, 1)),
        (dt.date(2000, 5, 1), dt.date(2024, 6, 1), dt.date(2040, 5, 1)),
        (dt.date(1984, 2, 29), dt.date(2021, 6, 1), dt.date(2024, 3, 1)),
        (dt.date(1962, 5, 1), dt.date(2021, 6, 1), FOREVER),
    ],
)
def test_a_card_holds_until_the_next_age_of_change(birth, issued, until):
    assert card_until(birth, issued) == until


@given(seeds, st.sampled_from(PLACES))
def test_serials_and_shop_numbers_have_the_shapes_of_the_reference(seed, place):
    assert re.fullmatch(r"[A-Z]{2} \d{6}", land_serial(Chance(seed), 6))
    assert re.fullmatch(r"AA \d{8}", land_serial(Chance(seed), 8))
    assert re.fullmatch(r"\d{2}[A-Z]8\d{6}", shop_number(Chance(seed), place))


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "một"),
        (105, "một trăm linh năm"),
        (1_000, "một nghìn"),
        (12_024, "mười hai nghìn không trăm hai mươi tư"),
        (3_007_000, "ba triệu không trăm linh bảy nghìn"),
        (1_905_000_000, "một tỷ chín trăm linh năm triệu"),
    ],
)
def test_numbers_are_said_as_certificates_say_them(number, words):
    assert number_in_words(number) == words


def test_sums_and_areas_are_said_with_their_unit():
    assert sum_in_words(1_500_000_000) == "Một tỷ năm trăm triệu đồng"
    assert area_in_words(12505) == "Một nghìn hai trăm năm mươi phẩy năm mét vuông"
    assert area_in_words(1200) == "Một trăm hai mươi mét vuông"


@given(st.integers(1, 999_999))
def test_a_printed_area_and_its_value_are_the_same_number(tenths):
    printed, value = metres(tenths)
    assert printed.replace(".", "").replace(",", ".") == value
    assert round(float(value) * 10) == tenths
