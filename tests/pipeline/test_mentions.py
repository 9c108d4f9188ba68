"""What a paper mentions beside its fields: people, days of signing, offices, codes."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.mentions import MOST, Mentions, mentions, people_in
from pipeline.model import Box, CodeSighting, OcrPage, Word

BOX = Box(0.1, 0.1, 0.2, 0.2)


def page(*lines):
    words = [Word(part, BOX, 0.9, n) for n, line in enumerate(lines) for part in line.split()]
    return OcrPage(1, 100, 100, 100, 0, 0.0, False, 0.9, "test", tuple(words))


def test_an_answer_names_whom_it_is_for():
    found = mentions(
        [
            page(
                "Kính gửi: Bà Lò Thị Mẫu",
                "Tân Trào, ngày 05 tháng 3 năm 2024",
                "của ông (bà) Lò Thị Mẫu, thường trú",
            )
        ]
    )
    assert found.people == ("Lò Thị Mẫu",)
    assert found.signed == ("2024-03-05",)


def test_days_of_laws_are_no_days_of_signing():
    text = "Căn cứ Luật ngày 19 tháng 6 năm 2015; ngày 31 tháng 02 năm 2024; Mẫu, ngày 31 tháng 02 năm 2024"
    assert mentions([page(text)]).signed == ()


def test_names_end_where_the_sentence_goes_on():
    text = "đối với bà Vũ Ngọc Mẫu, Sinh ngày; cho ông Vừ Mí Mẫu cư trú; Bà con nhân dân; ông A"
    assert people_in(text) == ("Vũ Ngọc Mẫu", "Vừ Mí Mẫu")


def test_a_name_may_go_on_in_the_next_line():
    assert mentions([page("đối với bà Vũ Ngọc", "Mẫu, sinh ngày")]).people == ("Vũ Ngọc Mẫu",)
    assert mentions([page("hỗ trợ cho bà Vũ", "Ngọc Mẫu, sinh ngày")]).people == ("Vũ Ngọc Mẫu",)
    assert mentions([page("hỗ trợ cho bà", "Vũ Ngọc Mẫu, sinh ngày")]).people == ("Vũ Ngọc Mẫu",)


def test_names_behind_a_label_that_asks_for_one():
    found = mentions(
        [page("Họ và tên người mẹ: Lý Thị Mẫu", "Nơi cấp: Công An", "Dân tộc: Cao Lan")]
    )
    assert found.people == ("Lý Thị Mẫu",)


def test_a_list_of_people_is_about_nobody():
    many = " ".join(f"ông Nguyễn Văn {chr(65 + n)}{chr(97 + n)}," for n in range(MOST + 1))
    assert mentions([page(many)]).people == ()


def test_offices_addressed_and_procedures():
    found = mentions([page("Kính gửi: Ủy ban nhân dân xã Tân Trào", "Mã thủ tục: 1.001193")])
    assert found.units == ("uy ban nhan dan xa tan trao",)
    assert found.procedures == ("1.001193",)


def test_only_codes_that_print_tells_are_kept_with_how_sure():
    seen = [
        CodeSighting("A", "qr", 0.99, 1),
        CodeSighting("H60.05-240105-0001", "text", 0.87654, 2),
    ]
    kept = Mentions.load(mentions([], seen).dump()).sightings
    assert kept == (CodeSighting("H60.05-240105-0001", "text", 0.8765, 1),)


texts = st.lists(st.text(max_size=12), max_size=3).map(tuple)


@given(texts, texts, texts, texts)
def test_what_is_kept_comes_back(people, signed, units, procedures):
    told = Mentions(people, signed, units, procedures)
    assert Mentions.load(told.dump()) == told
    assert Mentions.load(None) == Mentions()


@given(st.lists(st.text(max_size=40), max_size=5))
def test_any_page_is_understood_without_error(lines):
    assert mentions([page(*lines)]) is not None
