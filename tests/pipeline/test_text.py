"""One normaliser: every letter in every Unicode form, tone placement, laws for any text."""

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text import canonical_tones, code_key, fold, nfc, slug, tokens

TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
VOWELS = [unicodedata.normalize("NFD", vowel) for vowel in "aâăeêioôơuưy"]
LOWER = [unicodedata.normalize("NFC", v + t) for v in VOWELS for t in TONES]
ACCENTED = [c for c in LOWER if not c.isascii()] + ["đ"]
LETTERS = ACCENTED + [letter.upper() for letter in ACCENTED]

vietnamese = st.text(
    st.sampled_from([*LETTERS, *TONES[1:], *"aeouyqghn QÐɖ.-/1\u0302\u031b\u00ad\u200b"]),
    max_size=24,
)
anything = st.one_of(vietnamese, st.text(max_size=24))


def forms(letter: str) -> set[str]:
    """The letter composed, decomposed, and with any of its marks left loose in any order."""
    base, *marks = unicodedata.normalize("NFD", letter)
    found = {letter, unicodedata.normalize("NFC", letter)}
    for order in itertools.permutations(marks):
        found.add(base + "".join(order))
        found.update(
            unicodedata.normalize("NFC", base + mark)
            + "".join(other for other in order if other != mark)
            for mark in marks
        )
    return found


def test_there_are_134_letters_with_accents():
    assert len(LETTERS) == len(set(LETTERS)) == 134


@pytest.mark.parametrize("letter", LETTERS)
def test_every_letter_is_the_same_in_every_unicode_form(letter):
    for form in forms(letter):
        assert nfc(form) == letter
        assert tokens(form) == tokens(letter) == [letter.lower()]
        assert fold(form).isascii() and fold(form) == fold(letter)


@pytest.mark.parametrize("letter", ["Đ", "đ", "Ð", "ð", "Ɖ", "ɖ"])
def test_everything_that_looks_like_d_with_a_stroke_is_one_letter(letter):
    assert nfc(letter) in "Đđ"
    assert fold(letter) == "d"


@pytest.mark.parametrize(
    ("written", "ours"),
    [
        ("hoà", "hòa"), ("hòa", "hòa"), ("HOÀ", "HÒA"), ("Hoà", "Hòa"), ("hoÀ", "hòA"),
        ("uỷ", "ủy"), ("UỶ", "ỦY"), ("Uỷ ban", "Ủy ban"), ("khoẻ", "khỏe"), ("thuý", "thúy"),
        ("xoá", "xóa"), ("loè", "lòe"), ("tuỵ", "tụy"), ("Thuỷ", "Thủy"),
        ("quý", "quý"), ("QUÝ", "QUÝ"), ("quỳ", "quỳ"), ("hoàn", "hoàn"), ("HOÀN", "HOÀN"),
        ("thuở", "thuở"), ("ngoèo", "ngoèo"), ("toán", "toán"), ("huỳnh", "huỳnh"), ("quà", "quà"),
        ("hoà.", "hòa."), ("(hoà)", "(hòa)"), ("hoà-giải", "hòa-giải"), ("hòa", "hòa"),
    ],
)  # fmt: skip
def test_tone_stands_on_the_first_vowel_of_open_syllables_only(written, ours):
    assert canonical_tones(written) == ours
    assert canonical_tones(unicodedata.normalize("NFD", written)) == unicodedata.normalize(
        "NFC", ours
    )


def test_fold_is_the_accentless_spelling():
    assert fold("Đơn đề nghị  cấp\u00a0giấy phép") == "don de nghi cap giay phep"
    assert fold("ỦY BAN NHÂN DÂN") == "uy ban nhan dan"


def test_tokens_are_lower_case_words_without_punctuation():
    assert tokens("Số: 01/QĐ-UBND, ngày 05.3.2020") == [
        "số", "01", "qđ", "ubnd", "ngày", "05", "3", "2020",
    ]  # fmt: skip


def test_a_stray_mark_does_not_cut_a_word_in_two():
    assert tokens("Nguyễ\u0301n Văn") == ["nguyễn", "văn"]
    assert tokens("İstanbul") == ["istanbul"]


def test_zero_width_characters_do_not_keep_letter_and_accent_apart():
    assert nfc("a\u200b\u0301") == "á"


def test_codes_and_slugs():
    assert slug("Quyết định") == "quyet-dinh"
    assert code_key(" 01 / CT–UBND ") == "01ctubnd"
    assert code_key("H60.05-240105-0001") == "h60052401050001"
    assert code_key("12/QĐ-UBND") == code_key("12/qd-ubnd") == "12qdubnd"


@given(anything)
def test_doing_it_twice_changes_nothing(text):
    assert nfc(nfc(text)) == nfc(text)
    assert canonical_tones(canonical_tones(text)) == canonical_tones(text)
    assert fold(fold(text)) == fold(text)
    assert slug(slug(text)) == slug(text)
    assert code_key(code_key(text)) == code_key(text)
    assert tokens(" ".join(tokens(text))) == tokens(text)


@given(anything)
def test_unicode_form_makes_no_difference(text):
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert nfc(composed) == nfc(decomposed)
    assert fold(composed) == fold(decomposed)
    assert tokens(composed) == tokens(decomposed)


@given(anything)
def test_tone_placement_and_case_make_no_difference_to_the_fold(text):
    assert fold(canonical_tones(text)) == fold(text)
    assert [fold(token) for token in tokens(text)] == tokens(fold(text))


@given(vietnamese)
def test_folded_vietnamese_is_plain_ascii(text):
    assert "".join(tokens(fold(text))).isascii()
