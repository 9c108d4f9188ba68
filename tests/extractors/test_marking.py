"""Secrecy stamps lock a paper away; words that only sound like them do not."""

import pytest

from extractors import extract


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


def test_the_word_in_the_body_or_on_later_pages_does_not(letter, page):
    assert extract([letter(extra=[("MẬT", 0.2, 0.8)])]).restricted is None
    assert extract([letter(), page([("MẬT", 0.2, 0.1)], number=2)]).restricted is None


def test_an_unknown_paper_can_be_restricted(page):
    read = extract([page([("TỐI MẬT", 0.2, 0.1), ("Danh sách", 0.5, 0.2)])])
    assert (read.type, read.restricted) == ("unknown", "TỐI MẬT")
