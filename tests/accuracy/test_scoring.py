"""The scorer itself: what counts as wrong, what does not, and how trust is measured."""

import pytest
from benchmarks.scoring import order_free, right_words, strict, words_missing
from hypothesis import given
from hypothesis import strategies as st
from reliability import Judged, bins, calibration_error

HEAD = ["ỦY BAN NHÂN DÂN", "TỈNH QUẢNG NGÃI", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
ROW_BY_ROW = "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTỈNH QUẢNG NGÃI"


def test_heads_read_row_by_row_are_wrong_in_order_and_right_without_it():
    assert order_free(HEAD, ROW_BY_ROW) == 0
    assert strict(HEAD, ROW_BY_ROW) > 0.3


def test_leaders_dashes_quotes_and_spaces_are_no_errors():
    printed = ["Họ và tên: “Nguyễn Văn A” – 2024"]
    assert order_free(printed, 'Họ  và tên:\n"Nguyễn Văn A" - 2024 ........') == 0


def test_a_wrong_accent_is_one_error_and_one_word():
    letters = len("Quảng Ngãi") + 1
    assert order_free(["Quảng Ngãi"], "Quảng Ngải") == pytest.approx(1 / letters, abs=0.01)
    assert words_missing(["Quảng Ngãi"], "Quảng Ngải") == 0.5


def test_invented_text_counts():
    printed = ["Căn cứ Luật Tổ chức chính quyền địa phương"]
    assert order_free(printed, printed[0] + " xyz") == pytest.approx(3 / len(printed[0]), abs=0.01)


def test_a_line_that_stands_twice_needs_two_places():
    line = "Hội đồng nhân dân tỉnh Quảng Ngãi"
    assert order_free([line, line], f"{line}\n{line}") == 0
    assert order_free([line, line], line) == pytest.approx(0.5, abs=0.02)


@given(st.lists(st.text("abcđêô 12.,", min_size=1, max_size=30), min_size=1, max_size=5))
def test_the_page_itself_has_no_errors_and_nothing_read_is_all_wrong(lines):
    assert order_free(lines, "\n".join(lines)) == 0
    assert words_missing(lines, "\n".join(lines)) == 0


def test_a_word_is_right_as_often_as_the_page_has_it():
    assert right_words(["và các xã"], ["các", "và", "các", "xả"]) == [True, True, False, False]


def test_words_right_as_often_as_said_are_calibrated():
    honest = [Judged(0.75, n % 4 != 0) for n in range(400)]
    assert calibration_error(honest) == pytest.approx(0)
    boasting = [Judged(0.99, n % 4 != 0) for n in range(400)]
    assert calibration_error(boasting) == pytest.approx(24)
    assert sum(one.words for one in bins([*honest, *boasting])) == 800
