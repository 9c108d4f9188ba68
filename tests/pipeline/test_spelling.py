import pytest

from pipeline import spelling

GOOD = """nghiêng quyết định ủy uỷ hòa hoà thuở khuya ngoằn quốc giếng gì gìn huỳnh nguyễn đường ươm yêu
khuỷu thoăn xoong Đức CHÍNH phủ giấy ghế nghĩ kỹ quý ký toàn tuyết Tuyên Quang loại giường"""


@pytest.mark.parametrize("word", GOOD.split())
def test_syllables_of_the_language_are_possible(word):
    assert spelling.is_syllable(word)


@pytest.mark.parametrize(
    "word", ["quyêt", "dinhh", "ngyễn", "kah", "ghà", "ngiêng", "cé", "xoat", "hocj"]
)
def test_what_no_rule_spells_is_impossible(word):
    assert not spelling.is_syllable(word)


def test_a_syllable_that_ends_in_a_stop_takes_only_two_tones():
    assert spelling.is_syllable("mát") and spelling.is_syllable("mạt")
    assert not any(map(spelling.is_syllable, ("mat", "màt", "mảt", "mãt")))


def test_figures_and_abbreviations_are_not_judged():
    assert spelling.impossible("Số: 12/QĐ-UBND, TTHC 2024") == []
    assert spelling.impossible("Về víệc chỉ đạo thưc hiện") == ["víệc", "thưc"]
