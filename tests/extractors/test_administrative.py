"""The general form: seven values by place, each with its box, and none sure that may be wrong."""

from dataclasses import replace

import pytest

from extractors import extract
from extractors.trust import AUTO_FROM
from pipeline.model import FieldState


def values(read):
    return {value.name: value.value for value in read.fields}


def test_a_clean_decision_gives_all_seven_values(letter):
    read = extract([letter()])
    assert values(read) == {
        "issuer": "ỦY BAN NHÂN DÂN TỈNH TUYÊN QUANG",
        "number": "15/QĐ-UBND",
        "issued": "2024-03-05",
        "place": "Tuyên Quang",
        "subject": "Về việc công nhận hộ thoát nghèo năm 2024",
        "signer_title": "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH",
        "signer": "Nông Văn Mẫu",
    }
    assert {value.state for value in read.fields} == {FieldState.AUTO}
    assert (read.role, read.form, read.restricted) == ("result", "nd30@1", None)


def test_the_subject_goes_on_in_a_line_that_begins_like_a_body_but_small(letter):
    second = ("thực hiện dự án sử dụng vốn ngoài ngân sách", 0.3, 0.2)
    subject = extract([letter(extra=[second])]).field("subject")
    assert subject.value.endswith("năm 2024 thực hiện dự án sử dụng vốn ngoài ngân sách")
    body = ("Thực hiện Nghị quyết của Hội đồng nhân dân", 0.3, 0.2)
    subject = extract([letter(extra=[body])]).field("subject")
    assert subject.value == "Về việc công nhận hộ thoát nghèo năm 2024"


def test_every_value_has_page_box_raw_and_source(letter):
    for value in extract([letter()]).fields:
        assert value.page == 1 and value.source == "nd30@1" and value.raw
        assert 0 <= value.box.left < value.box.right <= 1
        assert 0 <= value.box.top < value.box.bottom <= 1
        assert AUTO_FROM <= value.confidence <= 1


def test_handwritten_digits_are_left_out_and_wait(letter, written_by_hand):
    page = written_by_hand(letter(number="Số: 44 /CT-UBND", title="CHỈ THỊ"), "44")
    number = extract([page]).field("number")
    assert (number.value, number.state) == ("/CT-UBND", FieldState.REVIEW)
    assert "44" in number.raw


@pytest.mark.parametrize(("sure", "shown"), [(0.9, "44/CT-UBND"), (0.5, "/CT-UBND")])
def test_penned_digits_are_shown_where_two_readers_agree_and_always_wait(letter, sure, shown):
    page = letter(number="Số: 44 /CT-UBND", title="CHỈ THỊ")
    words = [
        replace(word, penned=True, confidence=sure) if word.text == "44" else word
        for word in page.words
    ]
    number = extract([replace(page, words=tuple(words))]).field("number")
    assert (number.value, number.state) == (shown, FieldState.REVIEW)


def test_a_number_without_digits_waits(letter):
    number = extract([letter(number="Số: /QĐ-UBND")]).field("number")
    assert (number.value, number.state) == ("/QĐ-UBND", FieldState.REVIEW)


def test_a_handwritten_day_waits(letter, written_by_hand):
    issued = extract([written_by_hand(letter(), "05")]).field("issued")
    assert issued.state == FieldState.REVIEW


def test_an_unreadable_day_is_empty_and_waits(letter):
    issued = extract([letter(day="Tuyên Quang, ngày &Ê tháng 3 năm 2024")]).field("issued")
    assert (issued.value, issued.state) == ("", FieldState.REVIEW)
    assert issued.raw == "ngày &Ê tháng 3 năm 2024"


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("Số: 15/QD-UBND", "15/QĐ-UBND"),
        ("Só: 15/QB-UBND", "15/QĐ-UBND"),
        ("Số 07/TTr -UBND", "07/TTr-UBND"),
        ("Số: 12/2024/QĐ-UBND", "12/2024/QĐ-UBND"),
    ],
)
def test_symbols_are_mended(letter, printed, read):
    assert extract([letter(number=printed)]).field("number").value == read


def test_one_doubtful_word_sends_a_value_to_review(letter):
    read = extract([letter(sure=0.8)])
    assert read.field("signer").state == FieldState.REVIEW
    assert read.field("signer").confidence < AUTO_FROM
    assert read.field("signer_title").state == FieldState.AUTO


def test_posts_and_bodies_are_spelt_right_and_raw_keeps_what_was_read(letter):
    foot = {"titles": ("TM. ÚY BAN NHÂN DAN", "KT. CHU TỊCH", "PHÓ CHỦ TỊC")}
    title = extract([letter(foot=foot)]).field("signer_title")
    assert title.value == "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH"
    assert title.raw == "TM. ÚY BAN NHÂN DAN KT. CHU TỊCH PHÓ CHỦ TỊC"


def test_an_authority_without_its_post_waits(letter):
    foot = {"titles": ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH")}
    assert extract([letter(foot=foot)]).field("signer_title").state == FieldState.REVIEW


def test_names_are_never_mended(letter):
    foot = {"signer": "Vừ A Dính"}
    assert extract([letter(foot=foot)]).field("signer").value == "Vừ A Dính"


def test_the_signature_of_an_attachment_is_not_the_documents(letter, page):
    first = letter()
    second = page(
        [("Nơi nhận:", 0.16, 0.5), ("CHỦ TỊCH", 0.65, 0.5), ("Bàn Thị Khác", 0.64, 0.6)], number=2
    )
    read = extract([first, second])
    assert read.field("signer").value == "Nông Văn Mẫu"


def test_values_that_must_be_there_and_are_not_are_named(page, letter):
    top = letter().words[:45]
    read = extract([replace(letter(), words=top)])
    assert {p.detail for p in read.problems if p.code == "field.missing"} >= {
        "signer_title",
        "signer",
    }


def test_a_signature_before_the_day_of_issue_sends_it_to_review(letter):
    late = letter(extra=[("04.03.2024 08:51:04", 0.55, 0.03)])
    fine = letter(extra=[("06.03.2024 08:51:04", 0.55, 0.03)])
    assert [p.code for p in extract([late]).problems] == ["check.signed_earlier"]
    assert extract([late]).field("issued").state == FieldState.REVIEW
    assert extract([fine]).field("issued").state == FieldState.AUTO


def test_the_signers_page_is_counted(letter, page):
    body = page([("Điều 1. Nội dung.", 0.2, 0.1)], number=1)
    read = extract([replace(letter(), number=3), replace(body, number=4)])
    assert read.field("signer").page == 3
