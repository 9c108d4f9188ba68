"""Certificates and cards: two columns, cells of a table, values under labels, codes beside the print."""

import datetime as dt
from dataclasses import replace

import pytest

from extractors import cards, extract
from pipeline.model import Box, Code, FieldState, TableCell

CARD = cards.CardCode(
    "008090000123",
    "",
    "VỪ A DÍNH",
    dt.date(1990, 3, 5),
    "Nam",
    "Thôn Mẫu, xã Mẫu",
    dt.date(2021, 6, 1),
)
ZONE = cards.write_zone(cards.Zone("008090000123", dt.date(1990, 3, 5), "M", None, "VU", "A DINH"))


def values(read):
    return {value.name: value.value for value in read.fields}


def test_the_two_columns_of_a_marriage_certificate_are_not_mixed(page):
    rows = [
        ("GIẤY CHỨNG NHẬN KẾT HÔN", 0.36, 0.15),
        ("Họ, chữ đệm, tên vợ: MA THỊ NỤ", 0.12, 0.22),
        ("Họ, chữ đệm, tên chồng: VỪ A DÍNH", 0.55, 0.22),
        ("Ngày, tháng, năm sinh: 05/3/1992", 0.12, 0.242),
        ("Ngày, tháng, năm sinh: 06/4/1990", 0.55, 0.242),
        ("Dân tộc: Tày", 0.12, 0.264),
        ("Dân tộc: Mông", 0.55, 0.264),
    ]
    found = values(extract([page(rows)]))
    assert (found["wife_name"], found["husband_name"]) == ("MA THỊ NỤ", "VỪ A DÍNH")
    assert (found["wife_birth_date"], found["husband_birth_date"]) == ("1992-03-05", "1990-04-06")
    assert (found["wife_ethnicity"], found["husband_ethnicity"]) == ("Tày", "Mông")


def test_a_table_is_filled_cell_by_cell_though_its_rows_are_not_level(page):
    rows = [
        ("TỜ KHAI ĐĂNG KÝ KẾT HÔN", 0.36, 0.15),
        ("Họ, chữ đệm, tên", 0.14, 0.225),
        ("MA THỊ NỤ", 0.34, 0.22),
        ("VỪ A DÍNH", 0.64, 0.22),
        ("Nơi cư trú", 0.14, 0.275),
        ("Thôn Mẫu, xã Hồng Thái,", 0.34, 0.26),
        ("huyện Na Hang, tỉnh Tuyên Quang", 0.34, 0.28),
        ("Thôn Khuôn", 0.64, 0.26),
    ]
    lines = {
        (0, 0): (1, 1),
        (0, 1): (2, 2),
        (0, 2): (3, 3),
        (1, 0): (4, 4),
        (1, 1): (5, 6),
        (1, 2): (7, 7),
    }
    cells = tuple(TableCell(0, row, column, *held) for (row, column), held in lines.items())
    found = values(extract([replace(page(rows), cells=cells)]))
    assert (found["bride_name"], found["groom_name"]) == ("MA THỊ NỤ", "VỪ A DÍNH")
    assert found["bride_address"] == "Thôn Mẫu, xã Hồng Thái, huyện Na Hang, tỉnh Tuyên Quang"
    assert found["groom_address"] == "Thôn Khuôn"


def land_certificate(
    page, area="1.102,5 m²", words="một nghìn một trăm linh hai phẩy năm mét vuông"
):
    first = [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 0.3, 0.1),
        ("GIẤY CHỨNG NHẬN", 0.43, 0.3),
        ("QUYỀN SỬ DỤNG ĐẤT", 0.42, 0.322),
        ("Ông: Vừ A Dính", 0.14, 0.4),
        ("CN 719597", 0.8, 0.9),
    ]
    second = [
        ("a) Thửa đất số: 54", 0.14, 0.1),
        ("tờ bản đồ số: 32", 0.55, 0.1),
        (f"c) Diện tích: {area}", 0.14, 0.13),
        (f"(Bằng chữ: {words})", 0.14, 0.16),
        ("Sơn Dương, ngày 26 tháng 06 năm 2015", 0.52, 0.4),
        ("TM. ỦY BAN NHÂN DÂN", 0.56, 0.42),
        ("HUYỆN SƠN DƯƠNG", 0.58, 0.438),
        ("CHỦ TỊCH", 0.64, 0.456),
        ("Nông Văn Mẫu", 0.62, 0.55),
        ("Số vào sổ cấp GCN: CS 06528", 0.14, 0.58),
    ]
    return extract([page(first), page(second, number=2)])


def test_a_land_certificate_without_letterhead_is_read_at_its_foot_and_by_its_shape(page):
    found = values(land_certificate(page))
    assert found["serial"] == "CN719597" and found["book_number"] == "CS06528"
    assert found["issued"] == "2015-06-26" and found["issuer"] == "ỦY BAN NHÂN DÂN HUYỆN SƠN DƯƠNG"
    assert (found["plot"], found["map_sheet"], found["area"]) == ("54", "32", "1102.5")


def test_an_area_that_its_words_repeat_is_sure_and_one_they_deny_waits(page):
    agreed = land_certificate(page)
    assert agreed.field("area").state is FieldState.AUTO and not agreed.problems
    denied = land_certificate(page, area="1.702,5 m²")
    assert denied.field("area").state is denied.field("area_words").state is FieldState.REVIEW
    [problem] = denied.problems
    assert (problem.code, problem.detail) == ("check.words", "area ≠ area_words")


def card(page, printed="VỪ A DÍNH", number="008090000123", qr=True):
    rows = [
        ("CĂN CƯỚC CÔNG DÂN", 0.44, 0.25),
        (f"Số / No: {number}", 0.42, 0.28),
        ("Họ và tên / Full name:", 0.42, 0.296),
        (printed, 0.42, 0.31),
        *((line, 0.32, 0.55 + 0.02 * at) for at, line in enumerate(ZONE)),
    ]
    codes = (Code("QRCode", cards.write_code(CARD), Box(0.6, 0.2, 0.7, 0.3)),) if qr else ()
    return extract([page(rows, codes=codes)])


def test_the_qr_code_of_a_card_beats_its_print(page):
    read = card(page, printed="VỨ A DINH")
    name = read.field("owner_name")
    assert (name.value, name.source, name.state) == ("VỪ A DÍNH", "qr", FieldState.AUTO)
    assert not read.problems and read.field("birth_date").value == "1990-03-05"


def test_a_card_whose_code_names_somebody_else_waits_and_no_name_stands_in_the_problem(page):
    read = card(page, printed="SÙNG MÍ PO")
    [problem] = read.problems
    assert problem.code == "check.code_sources"
    assert "DÍNH" not in problem.detail and "PO" not in problem.detail
    assert read.field("owner_name").state is FieldState.REVIEW


def test_a_number_that_the_zone_repeats_is_sure_and_another_waits(page):
    assert card(page, qr=False).field("personal_id").state is FieldState.AUTO
    other = card(page, number="008090000321", qr=False)
    assert [problem.code for problem in other.problems] == ["check.zone"]
    assert other.field("personal_id").state is FieldState.REVIEW


def test_what_is_left_of_a_label_is_no_value(page):
    rows = [
        ("PHIẾU LÝ LỊCH TƯ PHÁP SỐ 1", 0.36, 0.15),
        ("1. Họ và tên: VỪ A DÍNH 2. Giới tính: Nam", 0.14, 0.22),
        ("9. Tình trạng án tích: Không có án tích", 0.14, 0.25),
        ("10. Cấm đảm nhiệm chức vụ, thành lập, quản lý doanh nghiệp, hợp", 0.14, 0.28),
        ("tác xã: Không bị cấm", 0.14, 0.3),
    ]
    found = values(extract([page(rows)]))
    assert (found["owner_name"], found["sex"]) == ("VỪ A DÍNH", "Nam")
    assert found["criminal_record"] == "Không có án tích"


@pytest.mark.parametrize("text", ["A" * 10_000, "\x00\x1b[31m", "https://example.vn/" + "x" * 3000])
def test_a_code_with_hostile_content_is_no_value(page, text):
    codes = (Code("QRCode", text, Box(0.6, 0.2, 0.7, 0.3)),)
    read = extract([page([("CĂN CƯỚC CÔNG DÂN", 0.44, 0.25)], codes=codes)])
    assert not [value for value in read.fields if value.source == "qr"] and not read.dossier_codes
