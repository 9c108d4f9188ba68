"""Keys by which a person or a code is found in spite of one wrong letter."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from pipeline.name_keys import LONGEST_KEY, near_codes, near_keys, person_key, plain_name

names = st.text("abeghiknopqtuvxydcm ", min_size=1, max_size=20)


@pytest.mark.parametrize(
    "written",
    [
        "Vừ Mí Pó",
        "VỪ MÍ PÓ",
        "Vu Mi Po",
        "Vừ MíPó",
        "Ông Vừ Mí Pó",
        "Hộ ông Vừ Mí Pó",
        "Vừ Mí Pó và vợ",
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_one_person_has_one_key_however_written(written, form):
    assert person_key(unicodedata.normalize(form, written)) == "vumipo"


@pytest.mark.parametrize(
    "name", ["Bá Thị Mỷ", "Hồ Văn Mẫu", "Và A Mẫu", "Ông Thị Mẫu", "Bà", "Hộ kinh doanh Mẫu A"]
)
def test_surnames_that_look_like_forms_of_address_stay(name):
    assert plain_name(name) == (name if name != "Ông Thị Mẫu" else "Thị Mẫu")


@given(st.text(max_size=200))
def test_any_text_has_a_key_that_fits_its_column(text):
    assert len(person_key(text)) <= LONGEST_KEY


@given(names)
def test_near_keys_are_those_one_letter_away_and_no_other(name):
    key = person_key(name)
    near = list(near_keys(key))
    assert len(near) == len(set(near)) and key not in near
    assert {Levenshtein.distance(key, one) for one in near} <= {1}


@given(names, st.data())
def test_a_letter_lost_is_found_from_either_side(name, data):
    key = person_key(name)
    if key:
        at = data.draw(st.integers(0, len(key) - 1))
        shorter = key[:at] + key[at + 1 :]
        assert shorter in set(near_keys(key))


def test_near_codes_change_one_digit_and_nothing_else():
    near = list(near_codes("H60.05-240105-0001"))
    assert len(near) == 9 * 14 == len(set(near))
    assert "H60.05-240105-0007" in near and "H60.05-240105-0001" not in near
