"""Everyday expressions settle accents; names and whatever stands alone are left and doubted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.layout import Run
from extractors.phrases import settled
from pipeline.model import Box, Word


def run(text, sure=0.99):
    words = tuple(
        Word(word, Box(at / 50, 0.1, at / 50 + 0.015, 0.12), sure, 0)
        for at, word in enumerate(text.split())
    )
    return Run(1, words, 0.11)


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("Về tố chức và hoạt động", "Về tổ chức và hoạt động"),
        ("chuyến đối số năm 2024", "chuyển đổi số năm 2024"),
        ("Tống giám đốc", "Tổng giám đốc"),
        ("chưa thế kiếm tra.", "chưa thể kiểm tra."),
        ("Tố dân phố số 4", "Tổ dân phố số 4"),
        ("dự toán thu, chỉ ngân sách", "dự toán thu, chi ngân sách"),
    ],
)
def test_an_expression_is_spelt_right(read, right):
    assert settled(run(read)).text == right


@pytest.mark.parametrize(
    "text", ["Nơi cư trú: Số nhà 5", "LÊ TỐ CHỨC", "Chẩu Tố Chức", "Bàn Sành Quấy"]
)
def test_names_and_words_that_a_mark_parts_are_left(text):
    assert settled(run(text)).text == text


def test_what_no_expression_settles_is_less_sure():
    quay, to = settled(run("Sành Quấy")).words[1], settled(run("Tổ trưởng")).words[0]
    assert quay.confidence < 0.96 < to.confidence


@given(st.lists(st.text("aáàảãạâấầẩẫậoôốổơeêếểTQ.,:", min_size=1), min_size=1, max_size=8))
def test_no_word_is_lost_or_changed_beyond_its_accents(words):
    given_run = run(" ".join(words))
    found = settled(given_run)
    assert [len(word.text) for word in found.words] == [len(word.text) for word in given_run.words]
    assert [word.box for word in found.words] == [word.box for word in given_run.words]
