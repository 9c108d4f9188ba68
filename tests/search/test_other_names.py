"""Abbreviations, days and communes, both ways."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from search.abbreviations import other_writings
from search.communes import other_communes
from search.days import day_of, other_days
from search.other_names import named, other_names

words = st.lists(
    st.sampled_from(["ubnd", "uy", "ban", "nhan", "dan", "xa", "12", "5", "2020", "qd"]), max_size=9
)


def test_long_abbreviations_stand_for_their_words_and_the_words_for_them():
    assert other_writings(("ubnd",)) == (("uy", "ban", "nhan", "dan"),)
    assert other_writings(("uy", "ban", "nhan", "dan")) == (("ubnd",),)
    assert ("qsdd",) in other_writings(("quyen", "su", "dung", "dat"))


def test_two_letters_stand_for_their_words_but_not_the_words_for_them():
    assert other_writings(("qd",)) == (("quyet", "dinh"),)
    assert other_writings(("quyet", "dinh")) == ()


def test_communes_are_known_by_old_and_new_names_unless_there_are_many_of_that_name():
    assert ("xa", "sinh", "long") in other_communes(("xa", "con", "lon"))
    assert ("xa", "con", "lon") in other_communes(("xa", "sinh", "long"))
    assert other_communes(("phuong", "1")) == () == other_communes(("con", "lon"))


@given(st.dates(dt.date(1900, 1, 1), dt.date(2099, 1, 1)))
def test_every_writing_of_a_day_is_that_day(day):
    typed = (str(day.day), str(day.month), str(day.year))
    assert day_of(typed) == day
    numbers = [other for other in other_days(typed) if len(other) == 3]
    assert numbers and {day_of(other) for other in numbers} == {day}
    assert typed not in numbers


@given(words)
def test_groups_are_all_the_words_in_their_order(typed):
    groups = list(named(typed))
    assert [word for group in groups for word in group] == typed
    assert all(len(group) == 1 or other_names(group) for group in groups)
