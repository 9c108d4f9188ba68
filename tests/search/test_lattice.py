"""What a token that is no word may have been; and that words are left alone."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import variants
from search.lattice import MOST, drifts, is_odd, joined, repairs
from search.readings import figures, known, learned, misreadings
from search.syllables import syllabary
from search.variants import lattice_terms

tokens = st.text("abcdeghiklmnopqrstuvxyøf0123", min_size=1, max_size=12)


def test_the_syllabary_is_closed_and_has_the_syllables_of_the_language():
    assert 2200 < len(syllabary()) < 2600
    spelled = "nguyễn quyết định giấy khuyếch nghiêng gì quốc ỷ yên loong khuya thuở"
    assert {"nguyen", "quyet", "dinh", "giay", "nghieng", "gi", "quoc", "y", "yen"} <= syllabary()
    assert not {"nguycn", "ngi", "ce", "hj", "qan", "kao", "w"} & syllabary(), spelled


@pytest.mark.parametrize("word", ["nguyen", "ubnd", "hdnd", "cccd", "dak", "krong", "2024", "a"])
def test_words_abbreviations_names_and_numbers_are_not_odd(word):
    assert not is_odd(word) and repairs(word) == ()


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("hunq", ("hung",)), ("nguyn", ("nguyen",)), ("nguyenvan", ("nguyen", "van")), ("tlnh", ("tinh",)),
        ("nhanh1", ("nhanh",)), ("l1", ("11",)), ("0s", ("05",)),
    ],
)  # fmt: skip
def test_what_is_no_word_may_have_been_one(read, printed):
    assert printed in [repair.words for repair in repairs(read)]


@given(tokens)
def test_repairs_are_few_different_words_by_likelihood(token):
    found = repairs(token)
    assert len(found) <= MOST and len({repair.words for repair in found}) == len(found)
    assert [r.share for r in found] == sorted((r.share for r in found), reverse=True)
    assert sum(repair.share for repair in found) <= 1.0001
    assert all(word in syllabary() or word.isdigit() for repair in found for word in repair.words)
    assert not found or token not in known()


@given(st.lists(st.sampled_from(sorted(syllabary())), max_size=40))
def test_a_page_of_words_has_no_terms_but_of_broken_letters(words):
    longer = [word for word in words if len(word) > 1]
    assert lattice_terms(longer) == set()


def test_neighbours_of_a_misread_word_are_written_out_up_to_three():
    assert {"+hung", "+van_hung", "+le_van_hung", "?hunq"} <= lattice_terms(["le", "van", "hunq"])
    assert {"+le_van_hung", "+van_hung"} <= lattice_terms(["levan", "hung"])
    assert {"+le_van_hung", "+van_hung"} <= lattice_terms(["le", "van", "h", "ung"])
    assert "signer+van_hung" in lattice_terms(["van", "hunq"], "signer")
    assert "+le_van_hung" not in lattice_terms(["le", "van", "hung", "hunq"])


@given(st.lists(tokens, max_size=60))
def test_terms_of_a_badly_read_page_are_bounded_and_soon_made(read):
    begun = time.perf_counter()
    assert len(lattice_terms(read)) <= 120 * max(1, len(read))
    assert time.perf_counter() - begun < 2


def test_two_tokens_are_a_word_only_where_one_is_none():
    assert joined("h", "ung") == "hung"
    assert joined("nguy", "en") == joined("ho", "a") or joined("ho", "a") == "hoa"
    assert joined("van", "hung") == ""


def test_another_word_is_one_letter_off():
    assert "lam" in drifts("lan")
    assert "lan" not in drifts("lan")


def test_letters_that_look_like_digits_are_those_digits():
    assert figures("00i099oo1234") == "001099001234"
    assert figures("12qdubnd") == figures("12qdu8nd")


def test_misreadings_of_a_code_are_one_sign_away_and_few():
    found = misreadings("h6005240105000" + "1")
    assert 0 < len(found) <= 48 and "h60052401050001" not in found


def test_what_was_learned_says_from_how_many_pages():
    assert learned().printed > 50_000
    assert learned().cost("i", "1") < learned().cost("i", "z")


@given(
    st.lists(st.sampled_from(["le", "van", "hung", "tinh"]), max_size=6), tokens, st.integers(0, 6)
)
def test_a_token_alone_among_words_has_the_terms_that_any_way_through_gives(words, token, place):
    folded = [*words[:place], token, *words[place:]]
    at = len(words[:place])
    if is_odd(token):
        ways = {
            way
            for start in range(max(0, at - 2), at + 1)
            for way in variants._neighbours(folded, start)
        }
        assert set(variants._round(folded, at)) == ways
