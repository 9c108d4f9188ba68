"""Addresses are read from the right, old and new; what is printed stays but for accents its neighbours settle."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import addresses
from pipeline.text import canonical_tones
from pipeline.units import country

BEFORE = [
    (commune, district, province)
    for provinces in country().before.values()
    for province in provinces
    for districts in province.below.values()
    for district in districts
    for communes in district.below.values()
    for commune in communes
]


def printed(*units, hamlet="thôn 3"):
    return ", ".join([hamlet, *(f"{unit.kind.lower()} {unit.name}" for unit in units)])


def test_the_country_is_whole():
    assert len(country().before) == 63 and len(country().today) == 34
    assert len(BEFORE) > 10_000 and all(commune.now for commune, _, _ in BEFORE)


def test_every_old_commune_is_found_with_what_became_of_it():
    for units in random.Random(7).sample(BEFORE, 600):
        found = addresses.read(printed(*units))
        assert found.units == units, printed(*units)
        assert found.now == units[0].now and found.trust == 1.0
        assert addresses.read(addresses.write(found)) == found


def test_a_new_address_is_its_own_today():
    found = addresses.read("thôn A, xã Yên Sơn, tỉnh Tuyên Quang")
    assert found.now == ("Xã Yên Sơn, Tỉnh Tuyên Quang",)


def test_a_commune_that_was_split_may_lie_in_either():
    found = addresses.read("xã Yên Định, huyện Bắc Mê, tỉnh Hà Giang")
    assert len(found.now) == 2


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("xa Hong Thai, huyên Na Hang, tỉnh Tuyên Quang", "xa Hồng Thái, huyên Na Hang, tỉnh Tuyên Quang"),
        ("xã Tứ Quân, huyện Yên Sơn, tỉnh Tuyên Quang", "xã Tứ Quận, huyện Yên Sơn, tỉnh Tuyên Quang"),
        ("Hông, XÃ TÂN TRAO, HUYỆN SƠN DƯƠNG, TUYÊN QUANG", "Hông, XÃ TÂN TRÀO, HUYỆN SƠN DƯƠNG, TUYÊN QUANG"),
        ("P. Minh Xuân, TP. Tuyên Quang, T. Tuyên Quang", "P. Minh Xuân, TP. Tuyên Quang, T. Tuyên Quang"),
    ],
)  # fmt: skip
def test_neighbours_settle_the_accents_of_a_unit_and_nothing_else(read, right):
    found = addresses.read(read)
    assert found.text == right and len(found.units) == 3
    assert found.trust < 1.0 or read == right


@pytest.mark.parametrize(
    "text", ["Số 1 Tràng Tiền, phường Hoàn Kiếm, Thành phố Hà Nội", "Thái Bình", "tại nhà"]
)
def test_what_is_printed_stays(text):
    assert addresses.read(text).text == text


def test_the_way_tones_are_placed_is_no_mistake():
    assert "Chiêm Hoá" in addresses.read("xã Vinh Quang, huyện Chiêm Hoá, tỉnh Tuyên Quang").text


@given(st.text(max_size=120))
def test_no_text_makes_the_reader_fail(text):
    found = addresses.read(text)
    assert found is None or (found.text and 0 < found.trust <= 1)


@given(st.sampled_from(BEFORE), st.integers(0, 10**6))
def test_a_lost_accent_does_not_lose_the_commune(units, seed):
    text = printed(*units)
    at = random.Random(seed).randrange(len(text))
    plain = text[:at] + canonical_tones(text[at:]).replace("ộ", "ô").replace("ả", "a")
    assert addresses.read(plain).units
