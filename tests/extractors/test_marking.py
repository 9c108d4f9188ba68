"""Secrecy stamps lock a paper away; words that only sound like them do not."""

import pytest

from extractors import extract
from extractors.marking import marking_on


@pytest.mark.parametrize(
    ("stamp", "marking"),
    [
        ("MẬT", "MẬT"),
        ("TỐI MẬT", "TỐI MẬT"),
        ("TUYỆT MẬT", "TUYỆT MẬT"),
        ("| MẬT |", "MẬT"),
        ("TÓI MẬT", "TỐI MẬT"),
        ("MÂT", "MẬT"),
    ],
)
def test_a_stamp_on_the_head_restricts(letter, stamp, marking):
    assert extract([letter(extra=[(stamp, 0.22, 0.14)])]).restricted == marking


@pytest.mark.parametrize(
    "text",
    [
        "mật khẩu",
        "Mật",
        "bí mật nhà nước",
        "MẬT ĐỘ XÂY DỰNG",
        "BẢO MẬT THÔNG TIN",
        "Nguyễn Thị Mật",
        "Bảo vệ bí mật",
        "MẶT TRẬN TỔ QUỐC",
        "MẬT ONG",
        "KHẨN",
    ],
)
def test_other_words_do_not(letter, text):
    assert extract([letter(extra=[(text, 0.22, 0.14)])]).restricted is None
    assert extract([letter(subject=f"Về việc {text}")]).restricted is None


def test_a_letterhead_broken_before_its_last_word_does_not(letter):
    lines = [("TRUNG TÂM AN NINH BẢO", 0.2, 0.13), ("MẬT", 0.29, 0.148)]
    assert extract([letter(extra=lines)]).restricted is None


def test_the_word_in_the_body_does_not(letter):
    assert extract([letter(extra=[("MẬT", 0.2, 0.8)])]).restricted is None


def test_a_stamp_on_a_later_page_restricts_the_whole(letter, page):
    second = page([("TỐI MẬT", 0.2, 0.1), ("Danh sách", 0.5, 0.2)], number=2)
    assert extract([letter(), second]).restricted == "TỐI MẬT"
    assert (marking_on(letter()), marking_on(second)) == (None, "TỐI MẬT")


@pytest.mark.parametrize(
    ("stamp", "marking"),
    [
        ("M Ậ T", "MẬT"),
        ("T Ố I M Ậ T", "TỐI MẬT"),
        ("TUYỆT M Ậ T", "TUYỆT MẬT"),
        ("TõI MẠT", "TỐI MẬT"),
    ],
)
def test_spaced_letters_are_a_stamp_too(letter, stamp, marking):
    assert extract([letter(extra=[(stamp, 0.22, 0.14)])]).restricted == marking


def test_letters_so_far_apart_that_each_is_a_line_of_its_own_are_a_stamp_too(letter, page):
    apart = [("M", 0.2, 0.1), ("Ậ", 0.26, 0.1), ("T", 0.32, 0.1), ("Danh sách", 0.5, 0.2)]
    assert extract([letter(), page(apart, number=2)]).restricted == "MẬT"
    words = [("A", 0.2, 0.1), ("M", 0.26, 0.1), ("T", 0.32, 0.1)]
    assert extract([letter(), page(words, number=2)]).restricted is None


def test_an_unknown_paper_can_be_restricted(page):
    read = extract([page([("TỐI MẬT", 0.2, 0.1), ("Danh sách", 0.5, 0.2)])])
    assert (read.type, read.restricted) == ("unknown", "TỐI MẬT")
