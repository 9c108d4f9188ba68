"""The type comes from title, letters and shape; what cannot be told is unknown."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import extract
from extractors.form_files import forms
from pipeline.model import Box, OcrPage, Word

TITLED = [(one.slug, title) for form in forms() for one in form.types for title in one.titles]
LETTERED = [
    (one.slug, one.titles[0], one.letters) for form in forms() for one in form.types if one.letters
]


@pytest.mark.parametrize(("slug", "title"), TITLED)
def test_every_title_names_its_type(letter, slug, title):
    read = extract([letter(title=title, number="Số: 15")])
    assert read.type == slug
    assert 0.6 < read.type_confidence < 0.95


@pytest.mark.parametrize(("slug", "title", "letters"), LETTERED)
def test_title_and_letters_together_are_surer(letter, slug, title, letters):
    read = extract([letter(title=title, number=f"Số: 15/{letters}-UBND")])
    assert (read.type, read.type_confidence) == (slug, 0.99)


@pytest.mark.parametrize(
    ("slug", "title"),
    [
        ("quyet-dinh", "QUYÉT ĐỊNH"),
        ("chi-thi", "CHI THỊ"),
        ("thong-bao", "THÔNG BẢO"),
        ("to-trinh", "TÒ TRÌNH"),
    ],
)
def test_a_damaged_title_still_names_its_type(letter, slug, title):
    assert extract([letter(title=title, number="Số: 15")]).type == slug


def test_a_title_that_disagrees_with_the_number_goes_to_review(letter):
    read = extract([letter(title="THÔNG BÁO", number="Số: 15/QĐ-UBND")])
    assert (read.type, read.type_confidence) == ("thong-bao", 0.6)
    assert [p.code for p in read.problems] == ["check.number_type"]
    assert "QĐ" in read.problems[0].detail and "Thông báo" in read.problems[0].detail
    assert read.field("number").state == "review"


def test_an_official_letter_has_no_title(page, letter):
    words = [
        ("V/v cung cấp thông tin", 0.18, 0.14),
        ("về đất đai", 0.21, 0.158),
        ("Kính gửi: Sở Tài chính", 0.45, 0.2),
    ]
    read = extract(
        [letter(title="xin trân trọng", subject="cảm ơn", number="Số: 123/UBND-NC", extra=words)]
    )
    assert read.type == "cong-van"
    assert read.field("subject").value == "V/v cung cấp thông tin về đất đai"
    assert read.field("number").value == "123/UBND-NC"


@pytest.mark.parametrize(
    "title", ["GIẤY NỘP TIỀN", "DANH SÁCH HỘ NGHÈO", "THÔNG BẮC", "Quyết định này có hiệu lực"]
)
def test_what_is_no_known_type_is_unknown(letter, title):
    read = extract([letter(title=title, number="Số: 15")])
    assert (read.type, read.type_confidence, read.fields, read.form) == ("unknown", 0.0, (), "")
    assert [p.code for p in read.problems] == ["type.unknown"]


def test_a_title_whose_second_line_cannot_be_read_is_not_said_to_be_sure(page):
    whole = extract([page([("ĐƠN ĐĂNG KÝ", 0.43, 0.16), ("BIẾN ĐỘNG ĐẤT ĐAI", 0.4, 0.185)])])
    assert whole.type == "don-dang-ky-bien-dong-dat-dai" and whole.type_confidence > 0.9
    half = extract([page([("ĐƠN ĐĂNG KÝ", 0.43, 0.16), ("8IÊW 0ỌNC ĐÁL DAJ", 0.4, 0.185)])])
    assert half.type == "don-de-nghi" and half.type_confidence <= 0.6
    alone = extract([page([("ĐƠN ĐĂNG KÝ", 0.43, 0.16)])])
    assert alone.type == "don-de-nghi" and alone.type_confidence > 0.9


def test_a_blank_document_is_unknown(page):
    assert extract([page([])]).type == "unknown"
    assert extract([]).type == "unknown"


@settings(max_examples=60)
@given(st.lists(st.tuples(st.text(min_size=1), st.floats(0, 0.9), st.floats(0, 0.95)), max_size=12))
def test_extracting_never_fails_whatever_was_read(lines):
    words = tuple(
        Word(t, Box(x, y, x + 0.05, y + 0.01), 0.5, n) for n, (t, x, y) in enumerate(lines)
    )
    page = OcrPage(1, 100, 140, 300, 0, 0.0, False, 0.5, "test", words)
    assert extract([page, page]) == extract([page, page])
