"""The same form in other words and places: notes in labels, values that wrap, prose, columns, worn cards."""

from dataclasses import replace

import pytest

from extractors import extract
from pipeline.model import FieldState


def rows(texts, top=0.2, left=0.13):
    return [(text, left, top + 0.022 * n) for n, text in enumerate(texts)]


def read(page, title, lines, **options):
    return extract([page([(title, 0.36, 0.15), *lines], **options)])


def values(page, title, texts):
    return {v.name: v.value for v in read(page, title, rows(texts)).fields}


CT01 = "TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ"
LAND = "ĐƠN ĐĂNG KÝ BIẾN ĐỘNG ĐẤT ĐAI, TÀI SẢN GẮN LIỀN VỚI ĐẤT"
SORRY = "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ"
MORE = "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ"
REFUSED = "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ"


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("3. Giới tính (Nam/Nữ): Nữ", "Nữ"),
        ("3. Giới tính(3): Nữ", "Nữ"),
        ("3. Giới tính (đánh dấu vào ô) Nữ", "Nữ"),
        ("3. Giới tính: Nữ", "Nữ"),
    ],
)
def test_a_note_in_brackets_belongs_to_the_label(page, label, value):
    found = values(page, CT01, ["1. Họ, chữ đệm và tên: LÝ THỊ MẪU", label])
    assert found["sex"] == value


def test_a_note_behind_a_label_in_the_middle_of_a_line(page):
    line = "2. Ngày, tháng, năm sinh: 05/3/1990 3. Giới tính (Nam/Nữ): Nữ"
    found = values(page, CT01, ["1. Họ, chữ đệm và tên: LÝ THỊ MẪU", line])
    assert (found["birth_date"], found["sex"]) == ("1990-03-05", "Nữ")


def test_a_longer_label_is_taken_up_to_its_colon(page):
    line = "Quan hệ với người được cấp bản sao trích lục: Mẹ"
    title = "TỜ KHAI CẤP BẢN SAO TRÍCH LỤC HỘ TỊCH"
    assert values(page, title, ["Họ, chữ đệm, tên người yêu cầu: A SÀO", line])["relation"] == "Mẹ"


def test_a_number_in_a_label_is_no_value(page):
    lines = ["Cấp cho: LÝ VĂN MẪU", "Diện tích xây dựng tầng 1 (tầng trệt): 85,5 m2"]
    assert values(page, "GIẤY PHÉP XÂY DỰNG", lines)["ground_area"] == "85.5"


def test_the_words_of_a_title_are_no_label(page):
    lines = ["1. Người sử dụng đất: Ông Nguyễn Văn Mẫu", "2. Nội dung biến động: chuyển nhượng"]
    found = values(page, LAND, lines)
    assert (found["applicant"], found["change_content"]) == ("Nguyễn Văn Mẫu", "chuyển nhượng")


def test_an_unknown_label_ends_a_value(page):
    lines = [
        "1. Tên hộ kinh doanh: TẠP HÓA MẪU",
        "Biển hiệu: màu xanh",
        "2. Điện thoại: 0912345678",
    ]
    found = values(page, "GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH", lines)
    assert found["business_name"] == "TẠP HÓA MẪU"


def test_a_value_goes_on_where_its_next_word_had_no_room(page):
    lines = ["Kính gửi: Sở Mẫu " + "Mẫu " * 14, "1. Tên hộ kinh doanh: TẠP HÓA " + "MẪU " * 6]
    wrapped = [*lines, "THƯƠNGNGHIỆPTỔNGHỢPVÀVẬNTẢI"]
    found = values(page, "GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH", wrapped)
    assert found["business_name"].endswith("VẬNTẢI")
    found = values(page, "GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH", [*lines, "Ghi chú"])
    assert found["business_name"].endswith("MẪU")


def test_a_number_under_its_kind_of_paper_is_read(page):
    lines = [
        "Họ, chữ đệm, tên: LÝ VĂN MẪU",
        "Giấy tờ tùy thân: Thẻ CCCD số",
        "008090000123, cấp ngày 1/1/2021",
    ]
    assert values(page, "TRÍCH LỤC KHAI TỬ", lines)["owner_id"] == "008090000123"


def test_what_runs_in_prose_ends_where_the_form_says(page):
    lines = [
        "Ngày 04 tháng 5 năm 2026, Ủy ban nhân dân xã Mẫu tiếp nhận hồ sơ đề",
        "nghị giải quyết thủ tục Đăng ký khai sinh của ông.",
        "Lý do: Cần xác minh thêm thông tin. Sự chậm trễ này đã gây phiền hà.",
    ]
    found = values(page, SORRY, lines)
    assert found["request"] == "Đăng ký khai sinh"
    assert found["reason"] == "Cần xác minh thêm thông tin"


def test_a_list_ends_at_its_last_item(page):
    lines = ["Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:", "1. Tờ khai", "2. Giấy chứng sinh"]
    lines += ["Thời hạn nộp: trước ngày 05/3/2024"]
    assert values(page, MORE, lines)["components"] == "Tờ khai; Giấy chứng sinh"


def test_what_is_announced_may_stand_behind_a_dash(page):
    lines = [
        "tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau:",
        "- Không thuộc thẩm quyền.",
    ]
    assert values(page, REFUSED, lines)["reason"] == "Không thuộc thẩm quyền"


def test_two_people_are_one_applicant(page):
    lines = ["1. Tên: Ông NGUYỄN VĂN MẪU và bà LÝ THỊ MẪU", "2. Địa chỉ: Thôn Mẫu"]
    assert values(page, LAND, lines)["applicant"] == "NGUYỄN VĂN MẪU"


def test_the_right_column_begins_at_its_labels(page):
    """Not at the middle of the page: the number of the left column reaches over it."""
    title = "GIẤY CHỨNG NHẬN KẾT HÔN"
    left = ["Họ, chữ đệm, tên vợ: LÝ THỊ MẪU", "Giấy tờ tùy thân: CCCD số 008190000123"]
    right = ["Họ, chữ đệm, tên chồng: A SÀO", "Giấy tờ tùy thân: CCCD số 008090000456"]
    lines = [*rows(left, left=0.1), *rows(right, left=0.545)]
    found = {v.name: v.value for v in read(page, title, lines).fields}
    assert (found["wife_id"], found["husband_id"]) == ("008190000123", "008090000456")


def test_the_day_of_a_birth_is_not_the_day_of_an_application(page):
    lines = rows(["Họ, chữ đệm, tên: LÝ THỊ MẪU"])
    lines += [("Ngày, tháng, năm sinh: ngày 05 tháng 3 năm 1990", 0.5, 0.25)]
    lines += [("Xã Mẫu, ngày 12 tháng 11 năm 2025", 0.5, 0.6)]
    found = read(page, "TỜ KHAI ĐĂNG KÝ KẾT HÔN", lines)
    assert found.field("issued").value == "2025-11-12"


def test_a_glued_title_is_still_one(page):
    lines = [("DỰÁN", 0.5, 0.15, 0.1469), ("Phòng, chống thiên tai năm 2026", 0.35, 0.17)]
    found = extract([page(lines)])
    assert (found.type, found.field("subject").value) == (
        "du-an",
        "Phòng, chống thiên tai năm 2026",
    )


def test_a_worn_title_waits_for_a_person(page):
    lines = rows(["SHẤY PHÉP LÁI XE! RIVERS LICEVAE", "080246619778", "MA KIM OANH"], left=0.1)
    found = extract([page(lines)])
    assert found.type == "giay-phep-lai-xe" and found.type_confidence < 0.85
    assert "type.unsure" in [problem.code for problem in found.problems]
    assert extract([page(rows(["SHẤY PHÚP", "080246619778"]))]).type == "unknown"


def test_labels_of_a_worn_card_are_taken_with_more_letters_wrong(page):
    lines = rows(["CĂN CƯỚC CÔNG DÂN", "08090000123", "To va tên /Ful nsme:", "SÙNG MÍ MẪU"])
    assert extract([page(lines)]).field("owner_name").value == "SÙNG MÍ MẪU"


def test_lines_of_a_tilted_photo_are_told_by_how_their_words_lie(page):
    """A page cut out of a photo has no skew, though its lines rise: the two columns of a head are one row."""
    straight = page(
        [
            ("ỦY BAN NHÂN DÂN XÃ MẪU", 0.1, 0.06),
            ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 0.5, 0.06),
            ("Số: 15/QĐ-UBND", 0.15, 0.1),
            ("Mẫu, ngày 05 tháng 3 năm 2024", 0.52, 0.1),
            ("QUYẾT ĐỊNH", 0.48, 0.15),
            ("Về việc phê duyệt danh mục hồ sơ nộp lưu năm 2024 của xã", 0.2, 0.17),
            ("Căn cứ Luật Tổ chức chính quyền địa phương năm 2025 của nước ta", 0.15, 0.22),
            ("Căn cứ Luật Lưu trữ năm 2024 và các văn bản hướng dẫn thi hành", 0.15, 0.24),
        ]
    )
    rise = 0.05
    words = tuple(
        replace(
            word,
            box=replace(
                word.box,
                top=word.box.top + rise * word.box.middle[0],
                bottom=word.box.bottom + rise * word.box.middle[0],
            ),
        )
        for word in straight.words
    )
    found = extract([replace(straight, words=words)])
    assert found.field("number").value == "15/QĐ-UBND"
    assert found.field("issuer").value == "ỦY BAN NHÂN DÂN XÃ MẪU"


def test_a_symbol_with_letters_below_the_line_is_print_that_a_person_sees(page):
    head = [
        ("ỦY BAN NHÂN DÂN XÃ MẪU", 0.1, 0.06),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 0.5, 0.06),
        ("Số: 426/QyĐ-UBND", 0.15, 0.1),
        ("Mẫu, ngày 05 tháng 3 năm 2024", 0.52, 0.1),
        ("QUY ĐỊNH", 0.48, 0.15),
    ]
    flat = page(head)
    words = tuple(
        replace(word, box=replace(word.box, bottom=word.box.bottom + 0.0038))
        if "QyĐ" in word.text
        else word
        for word in flat.words
    )
    number = extract([replace(flat, words=words)]).field("number")
    assert (number.value, number.state) == ("426/QyĐ-UBND", FieldState.REVIEW)


@pytest.mark.parametrize("name", ["Vừ M Sính", "Lý Văn S"])
def test_a_lone_consonant_is_no_word_of_a_name(page, name):
    found = read(page, "ĐƠN ĐỀ NGHỊ", rows([f"Tôi tên là: {name}"])).field("applicant")
    assert (found.value, found.state) == (name, FieldState.REVIEW)
