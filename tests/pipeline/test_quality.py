import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import quality
from pipeline.model import Box, Code, OcrPage, Word

BOX = Box(0.1, 0.1, 0.2, 0.2)
NUMBER = Word("Số", BOX, 0.9, 0)


def word(text, confidence):
    return Word(text, BOX, confidence, 0)


def page(confidence, *, number=1, blank=False, words=(NUMBER,), codes=()):
    return OcrPage(number, 10, 10, 300, 0, 0.0, blank, confidence, "r", words, codes)


def test_confidence_is_the_mean_over_words():
    assert quality.confidence([word("a", 0.9), word("b", 0.5)]) == 0.7
    assert quality.confidence([]) == 0.0


@given(st.lists(st.floats(0, 1), min_size=1, max_size=50))
def test_confidence_lies_between_the_worst_and_the_best_word(values):
    found = quality.confidence([word("x", value) for value in values])
    assert min(values) - 1e-4 <= found <= max(values) + 1e-4


def test_invented_words_make_a_reading_worth_less():
    sure = [word("Quyết", 0.96), word("định", 0.95)]
    assert quality.worth([*sure, word("....1s", 0.35)]) < quality.worth(sure)
    assert quality.worth(sure) > quality.worth(sure[:1])


@pytest.mark.parametrize(("share", "grade"), [(0.99, "A"), (0.96, "B"), (0.9, "C"), (0.5, "D")])
def test_a_page_is_graded_by_the_share_of_words_expected_to_be_right(share, grade):
    assert quality.grade(page(share)) == grade
    assert quality.grade(page(share, blank=True)) is None


def test_words_in_doubt_and_what_a_pen_wrote_are_shown():
    penned = Word("24", BOX, 0.99, 0, penned=True)
    assert quality.to_show([word("Số:", 0.99), penned, word("QĐ", 0.9)]) == [1, 2]


def test_a_doubtful_page_waits_for_a_person():
    (problem,) = quality.problems([page(0.95), page(0.55, number=2)])
    assert (problem.code, problem.page) == ("page.low_confidence", 2)


def test_a_page_with_ink_and_no_words_waits_for_a_person():
    assert quality.problems([page(0.0, words=())])


def test_blank_pages_and_pages_with_only_a_code_do_not_wait():
    code = Code("QRCode", "H60.05-240105-0001", BOX)
    assert not quality.problems([page(0.0, blank=True, words=())])
    assert not quality.problems([page(0.0, words=(), codes=(code,))])
