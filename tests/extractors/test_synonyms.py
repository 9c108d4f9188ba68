"""Labels of one meaning: a form is also filled where a paper prints another of them."""

from collections import Counter

import pytest

from extractors.fill import fill
from extractors.form_files import forms, parse_form
from extractors.layout import runs
from extractors.synonyms import groups, synonyms, with_synonyms
from pipeline.text import fold

FORM = """
form: phieu-thu
version: 1
layout: labelled
types:
  - {slug: phieu-thu, name: Phiếu thử, role: attachment, titles: [PHIẾU THỬ]}
fields:
  - {name: applicant, kind: name, labels: ["Họ, chữ đệm, tên người yêu cầu"], must: true}
  - {name: address, kind: address, labels: [Nơi cư trú]}
  - {name: home, kind: address, labels: [Nơi ở hiện nay]}
stops: [Địa chỉ]
"""


def test_no_label_belongs_to_two_meanings():
    counted = Counter(fold(label) for group in groups() for label in group)
    assert [label for label, count in counted.items() if count > 1] == []


@pytest.mark.parametrize(
    ("label", "other"),
    [
        ("Họ, chữ đệm, tên người yêu cầu", "Họ và tên người yêu cầu"),
        ("Số lượng bản sao yêu cầu cấp", "Số bản sao yêu cầu cấp"),
        ("Ngày hẹn trả", "Hẹn trả kết quả"),
    ],
)
def test_a_label_is_known_by_others_of_its_meaning(label, other):
    assert other in set(synonyms(label))


def test_a_word_that_only_begins_alike_has_no_synonyms():
    assert list(synonyms("Địa chỉnh")) == [] and list(synonyms("Dân tộc")) == []


def test_no_synonym_takes_the_place_of_a_label_or_a_stop():
    address, home = with_synonyms(parse_form(FORM)).fields[1:]
    assert "Địa chỉ" not in address.labels and "Nơi ở hiện nay" not in address.labels
    assert "Nơi cư trú" not in home.labels and "Nơi thường trú" in address.labels


def test_all_forms_of_the_program_are_widened():
    receipt = next(form for form in forms() if form.form == "giay-tiep-nhan")
    due = next(field for field in receipt.fields if field.name == "due_at")
    assert "Ngày hẹn trả kết quả" in due.labels


def test_a_paper_with_another_label_fills_the_field(page):
    form = with_synonyms(parse_form(FORM))
    lines = ["Họ và tên người yêu cầu: Giàng A Páo", "Thường trú tại: xóm Trên"]
    paper = page([(line, 0.13, 0.3 + n * 0.022) for n, line in enumerate(lines)])
    values = {one.name: one.reading.value for one in fill(form, runs(paper))}
    assert values == {"applicant": "Giàng A Páo", "address": "xóm Trên"}
