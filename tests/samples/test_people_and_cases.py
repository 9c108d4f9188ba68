import datetime as dt
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samples.cases import BIRTH, PROCEDURES, draw_case
from samples.chance import Chance
from samples.people import PEOPLES, person, personal_id
from samples.places import MERGER, PLACES
from samples.wordy import day_in_words, year_in_words

CODE = re.compile(
    r"(?:\d{3}\.\d{2}\.\d{2}\.H(?:60|22)|H(?:60|22)\.\d{2}\.\d{2})-(\d{6})-\d{4}"
)  # domain.md §2.2
seeds = st.integers(0, 10**9)
days = st.dates(dt.date(1930, 1, 1), dt.date(2026, 6, 30))


@given(seeds, days, st.sampled_from(["Nam", "Nữ"]), st.sampled_from(PLACES))
def test_a_personal_number_agrees_with_place_sex_and_birth(seed, birth, sex, place):
    number = personal_id(Chance(seed), birth, sex, place.province)
    assert re.fullmatch(r"\d{12}", number)
    assert number[:3] == ("008" if place.province == "tỉnh Tuyên Quang" else "002")
    assert int(number[3]) == (0 if birth.year < 2000 else 2) + (sex == "Nữ")
    assert number[4:6] == f"{birth:%y}"


@given(seeds, st.sampled_from(PLACES))
def test_people_are_of_the_regions_peoples_and_can_be_called(seed, place):
    who = person(Chance(seed), place, dt.date(2024, 3, 5))
    assert who.people in {people.name for people in PEOPLES}
    assert 2 <= len(who.name.split()) <= 4
    assert re.fullmatch(r"0[35789]\d{8}", who.phone)
    assert who.id_issued < dt.date(2024, 3, 5)


@given(seeds)
def test_the_days_of_a_case_follow_each_other(seed):
    case = draw_case(Chance(seed))
    known = [case.received.date(), case.finished, case.returned]
    known = [day for day in known if day]
    assert all(first <= second for first, second in pairwise(known))
    assert case.received.weekday() < 5
    assert case.due > case.received.date()


@given(seeds)
def test_a_dossier_code_has_the_shape_of_its_time(seed):
    case = draw_case(Chance(seed))
    assert CODE.fullmatch(case.code).group(1) == f"{case.received:%y%m%d}"
    if case.received.date() >= MERGER:
        assert case.code.startswith("H60.")
    assert case.code.startswith(case.unit)


@given(seeds)
def test_addresses_have_three_levels_before_the_merger_and_two_since(seed):
    home = draw_case(Chance(seed)).applicant.home
    before, since = home.address(dt.date(2025, 6, 30)), home.address(MERGER)
    assert before.endswith(f"{home.place.district}, {home.place.province}")
    assert since.endswith(f"{home.place.new_commune}, tỉnh Tuyên Quang")
    assert "huyện" not in since


@given(seeds)
def test_a_newborn_fits_its_parents_and_its_applicant(seed):
    case = draw_case(Chance(seed), BIRTH)
    birth = case.birth
    assert case.applicant in (birth.father, birth.mother)
    assert birth.name.split()[0] == birth.father.name.split()[0]
    assert birth.mother.home == birth.father.home
    assert 0 <= (case.received.date() - birth.day).days < 60
    assert (birth.personal_id[3] == "3") == (birth.sex == "Nữ")


def test_procedure_codes_are_well_formed_and_one_returns_no_paper():
    assert all(re.fullmatch(r"[123]\.\d{6}", known.code) for known in PROCEDURES)
    assert [known.code for known in PROCEDURES if not known.result] == ["1.004222"]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (dt.date(2010, 8, 15), "Ngày mười lăm, tháng tám, năm hai nghìn không trăm mười"),
        (
            dt.date(2005, 12, 21),
            "Ngày hai mươi mốt, tháng mười hai, năm hai nghìn không trăm linh năm",
        ),
        (dt.date(2024, 4, 4), "Ngày bốn, tháng bốn, năm hai nghìn không trăm hai mươi tư"),
    ],
)
def test_days_are_written_in_words_as_civil_status_papers_do(day, words):
    assert day_in_words(day) == words


def test_a_full_hundred_has_no_rest():
    assert year_in_words(1900) == "một nghìn chín trăm"
