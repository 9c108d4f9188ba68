"""What on a page tells that a paper begins there; running text must not look like it."""

import pytest

from extractors import first_page
from pipeline.model import Box, Code, OcrPage, Word
from pipeline.signs import PageSigns, Sign

NATION = (0.45, 0.06, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
MOTTO = (0.5, 0.08, "Độc lập - Tự do - Hạnh phúc")
OFFICE = (0.08, 0.06, "ỦY BAN NHÂN DÂN XÃ ĐÔNG THỌ")
NUMBER = (0.12, 0.11, "Số: 17/QĐ-UBND")
DAY = (0.5, 0.11, "Đông Thọ, ngày 05 tháng 01 năm 2024")
TITLE = (0.42, 0.17, "QUYẾT ĐỊNH")
Line = tuple[float, float, str]


def page(*lines: Line, codes: tuple[str, ...] = ()) -> OcrPage:
    """Lines as (left, level, text), letters 0.011 of the width."""
    words = tuple(word for n, line in enumerate(lines) for word in _words(n, *line))
    square = Box(0.8, 0.8, 0.9, 0.9)
    found = tuple(Code("QRCode", text, square) for text in codes)
    return OcrPage(1, 1654, 2339, 200, 0, 0.0, False, 0.95, "replay", words, found)


def _words(number: int, left: float, level: float, text: str) -> list[Word]:
    found = []
    for part in text.split():
        right = left + 0.011 * len(part)
        found.append(Word(part, Box(left, level - 0.006, right, level + 0.006), 0.96, number))
        left = right + 0.008
    return found


def signs(*lines: Line) -> frozenset[Sign]:
    return first_page(page(*lines)).signs


def test_a_whole_head_is_seen() -> None:
    assert signs(OFFICE, NATION, MOTTO, NUMBER, DAY, TITLE) == {
        Sign.NATION, Sign.LETTERHEAD, Sign.NUMBER, Sign.DAY, Sign.TITLE,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("line", "sign"),
    [
        (NATION, Sign.NATION),
        (MOTTO, Sign.NATION),
        ((0.5, 0.06, "ĐẢNG CỘNG SẢN VIỆT NAM"), Sign.NATION),
        (DAY, Sign.DAY),
        (TITLE, Sign.TITLE),
        ((0.2, 0.3, "Kính gửi: Ủy ban nhân dân xã"), Sign.ADDRESSEE),
    ],
)
def test_each_part_is_seen_alone(line: Line, sign: Sign) -> None:
    assert signs(line) == {sign}


def test_any_title_is_one_below_a_quoc_hieu_and_only_there() -> None:
    unknown = (0.4, 0.2, "GIẤY NỘP TIỀN")
    assert signs(NATION, unknown) == {Sign.NATION, Sign.TITLE}
    assert signs(unknown, (0.08, 0.4, "một trang có nhiều chữ")) == frozenset()


@pytest.mark.parametrize(
    "line",
    [
        (0.08, 0.1, "nước Cộng hòa xã hội chủ nghĩa Việt Nam và nhân dân các dân tộc"),
        (0.08, 0.1, "số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư"),
        (
            0.08,
            0.1,
            "Số 15/2020/QH14 và các văn bản hướng dẫn thi hành có hiệu lực từ ngày ký ban hành",
        ),
        (0.08, 0.1, "kể từ ngày 05 tháng 01 năm 2024 đến hết ngày 31 tháng 12 năm 2024"),
        (0.42, 0.2, "QUYẾT ĐỊNH:"),
        (0.45, 0.6, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (0.5, 0.7, "Đông Thọ, ngày 05 tháng 01 năm 2024"),
    ],
)
def test_running_text_is_no_sign(line: Line) -> None:
    assert signs(line, (0.08, 0.4, "tiếp theo của một trang có nhiều chữ")) == frozenset()


@pytest.mark.parametrize(
    ("line", "number", "of"),
    [
        ((0.49, 0.04, "2"), 2, None),
        ((0.48, 0.04, "- 12 -"), 12, None),
        ((0.8, 0.96, "Trang 2/5"), 2, 5),
        ((0.8, 0.96, "3 / 7"), 3, 7),
        ((0.1, 0.96, "Tr. 4"), 4, None),
        ((0.85, 0.04, "2"), None, None),
        ((0.49, 0.5, "2"), None, None),
        ((0.8, 0.96, "7/3"), None, None),
    ],
)
def test_page_numbers_stand_in_the_margins(line: Line, number, of) -> None:
    found = first_page(page(line, (0.08, 0.4, "một trang có nhiều chữ")))
    assert (found.number, found.of) == (number, of)


@pytest.mark.parametrize(
    ("said", "appendix"),
    [
        ("PHỤ LỤC II", True),
        ("(Kèm theo Quyết định số 17/QĐ-UBND ngày 05/01/2024)", True),
        ("(Ban hành kèm theo Kế hoạch số 3/KH-UBND)", True),
        ("(Ban hành kèm theo Thông tư số 04/2020/TT-BTP)", False),
        ("Mẫu số 01", False),
    ],
)
def test_an_appendix_says_so_at_its_top(said: str, appendix: bool) -> None:
    assert first_page(page((0.3, 0.08, said))).appendix is appendix


def test_codes_and_markings_of_the_page_are_told() -> None:
    found = first_page(page((0.1, 0.12, "MẬT"), NATION, codes=("H60.05-240105-0001",)))
    assert found.marking == "MẬT"
    assert [(code.code, code.source) for code in found.codes] == [("H60.05-240105-0001", "qr")]


def test_an_empty_page_has_no_signs() -> None:
    assert first_page(page()) == PageSigns()


def test_a_cards_title_is_one_aside_and_beside_its_english_half() -> None:
    title = (0.1, 0.2, "CĂN CƯỚC CÔNG DÂN / Citizen Identity Card")
    assert signs(NATION, title) == {Sign.NATION, Sign.TITLE}
    assert signs(NATION, (0.1, 0.2, "CĂN CƯỚC CÔNG DÂN của người yêu cầu")) == {Sign.NATION}
    assert signs((0.1, 0.2, "QUYẾT ĐỊNH")) == frozenset()


def test_most_labels_of_a_form_tell_what_it_is_below_a_quoc_hieu_and_only_there() -> None:
    labels = ("Họ tên: Lò Thị Mẫu", "Ngày sinh: 05/3/1990", "Quốc tịch: Việt Nam", "Hạng: A1")
    rows = [(0.1, 0.4 + n * 0.03, said) for n, said in enumerate(labels)]
    rows += [(0.1, 0.6, "Nơi cư trú: thôn Mẫu"), (0.1, 0.63, "Có giá trị đến: không thời hạn")]
    assert signs(NATION, *rows) == {Sign.NATION, Sign.TITLE}
    assert signs(*rows) == frozenset()
