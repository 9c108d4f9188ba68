"""Two readings of the same words: what both say stands, the surer wins, nothing is doubled or lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ocr.line_words import LineWord, certainty, line_words, placed
from pipeline.ocr.two_readings import agreed
from pipeline.ports import LineText


def words(text: str, sure: float = 0.9) -> list[LineWord]:
    told = text.split()
    return [
        LineWord(word, sure, sure, number / len(told), (number + 1) / len(told))
        for number, word in enumerate(told)
    ]


def text(some: list[LineWord]) -> str:
    return " ".join(word.text for word in some)


def test_what_both_read_stands_and_is_surer_than_either():
    both = agreed(words("Ủy ban nhân dân", 0.9), words("Ủy ban nhân dân", 0.9))
    assert text(both) == "Ủy ban nhân dân"
    assert all(word.sure > 0.9 for word in both)


@pytest.mark.parametrize(
    ("one", "sure", "other", "surer", "kept"),
    [
        ("kể từ ngày", 0.99, "kế từ ngày", 0.7, "kể từ ngày"),
        ("kể từ ngày", 0.6, "kế từ ngày", 0.9, "kế từ ngày"),
        ("kể từ ngày", 0.93, "kế từ ngày", 0.9, "kế từ ngày"),
        ("Số thứ tự: 487", 0.9, "Số thứ tự: 481", 0.99, "Số thứ tự: 481"),
        ("Xét hồ sơ", 0.5, "Xéthồ sơ", 0.99, "Xét hồ sơ"),
        ("ngày ký./. phường...", 0.6, "ngày ký./. phường.", 0.99, "ngày ký./. phường..."),
        ("thu tiền sử dụng đất.", 0.9, "thu tiền sử dụng đất", 0.99, "thu tiền sử dụng đất."),
        ("cá nhân: 0082251 13395", 0.97, "cá nhân: 008225113395", 0.99, "cá nhân: 008225113395"),
        (
            "điện thoại: 0912 345 678",
            0.99,
            "điện thoại: 0912345 678",
            0.8,
            "điện thoại: 0912 345 678",
        ),
        ("phòng cháy chữa cháy", 0.4, "phòng cháy", 0.9, "phòng cháy"),
        ("", 0.0, "THÔNG BÁO", 0.9, "THÔNG BÁO"),
        ("THÔNG BÁO", 0.9, "", 0.0, "THÔNG BÁO"),
        ("mm", 0.1, "", 0.0, ""),
    ],
)
def test_of_two_that_differ_the_surer_is_kept(one, sure, other, surer, kept):
    assert text(agreed(words(one, sure), words(other, surer))) == kept


def test_of_a_disputed_word_its_reader_is_less_sure():
    (word,) = agreed(words("kể", 0.9), words("kế", 0.99))
    assert word.sure < 0.99


@given(
    st.lists(st.sampled_from(["a", "b", "c"]), max_size=8), st.lists(st.sampled_from(["a", "b"]))
)
def test_the_words_come_from_the_readings_from_left_to_right(one, other):
    both = agreed(words(" ".join(one)), words(" ".join(other)))
    assert {word.text for word in both} <= {*one, *other}
    assert all(0 <= word.sure <= 1 for word in both)
    assert one != other or text(both) == " ".join(one)


def test_a_line_falls_into_its_words_with_their_places():
    line = LineText("ab c", (0.9, 0.8, 1.0, 0.5), ((0.0, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 0.9)))
    one, other = line_words(line, "stranger-1")
    assert (one.text, one.sure, one.left, one.right) == ("ab", 0.8, 0.0, 0.4)
    assert (other.text, other.figure, other.left, other.right) == ("c", 0.5, 0.6, 0.9)
    assert certainty([one, other]) == pytest.approx((0.9 + 0.8 + 0.5) / 3)
    assert [word.left for word in placed([one, other], 0.5, 1.0)] == [0.5, 0.8]


def test_an_empty_line_has_no_words_and_no_certainty():
    assert line_words(LineText("", (), ()), "stranger-1") == []
    assert certainty([]) == 0.0
