"""Labelled forms: what stands right of a label, in whatever order the blocks come."""

import pytest

from extractors import extract
from pipeline.model import Box, Code, FieldState

CODE = "000.00.15.H60-240105-0001"


def rows(texts, top=0.2, step=0.022):
    return [(text, 0.13, top + n * step) for n, text in enumerate(texts)]


def values(read):
    return {value.name: value.value for value in read.fields}


@pytest.fixture
def receipt(page):
    def make(code=CODE, qr=None, due="15 tháng 01"):
        title = [("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", 0.28, 0.16)]
        lines = rows(
            [
                f"Mã hồ sơ: {code}",
                "Bộ phận tiếp nhận và trả kết quả: UBND xã Mẫu",
                "Tiếp nhận hồ sơ của: Sùng Mí Po",
                "Số CMND/CCCD/MST:008090000123",
                "Địa chỉ: Thôn Nà Mẫu, xã Mẫu, tỉnh Tuyên Quang",
                "Số điện thoại: 0912.345.678 Email: mau@example.vn",
                "Nội dung yêu cầu giải quyết: Đăng ký khai sinh",
                "Thành phần hồ sơ nộp gồm:",
                "1. Tờ khai đăng ký khai sinh",
                "2. Giấy chứng sinh",
                "Số lượng hồ sơ: 01 (bộ)",
                "Thời gian giải quyết hồ sơ theo quy định là: 03 ngày",
                "Thời gian nhận hồ sơ: 08 giờ 00 phút, ngày 05 tháng 01 năm 2024",
                f"Thời gian trả kết quả giải quyết hồ sơ: 16 giờ 30 phút, ngày {due} năm 2024",
                "Đăng ký nhận kết quả tại: UBND xã Mẫu",
                "Vào Sổ theo dõi hồ sơ, Quyển số: 01/2024 Số thứ tự: 12",
                "NGƯỜI NỘP HỒ SƠ",
            ]
        )
        codes = (Code("QRCode", qr, Box(0.1, 0.1, 0.2, 0.15)),) if qr else ()
        return page([*title, *lines], codes=codes)

    return make


def test_a_receipt_gives_all_its_values(receipt):
    read = extract([receipt()])
    assert read.type == "giay-tiep-nhan-ho-so-va-hen-tra-ket-qua"
    assert values(read) == {
        "dossier_code": CODE,
        "reception_unit": "UBND xã Mẫu",
        "applicant": "Sùng Mí Po",
        "owner_id": "008090000123",
        "address": "Thôn Nà Mẫu, xã Mẫu, tỉnh Tuyên Quang",
        "phone": "0912345678",
        "email": "mau@example.vn",
        "request": "Đăng ký khai sinh",
        "components": "Tờ khai đăng ký khai sinh; Giấy chứng sinh",
        "sets": "1",
        "sla_days": "3",
        "received_at": "2024-01-05",
        "due_at": "2024-01-15",
        "delivery": "UBND xã Mẫu",
        "book": "01/2024",
        "seq": "12",
    }
    assert all(value.box and value.page == 1 for value in read.fields)
    assert read.problems == ()


def test_a_receipt_whose_printed_code_is_unreadable_takes_the_qr_code(receipt):
    code = extract([receipt(code="H6?.##", qr=f"https://example.gov.vn/?ma={CODE}")]).field(
        "dossier_code"
    )
    assert (code.value, code.source, code.state) == (CODE, "qr", FieldState.AUTO)


def test_qr_and_print_that_disagree_wait(receipt):
    read = extract([receipt(qr="000.00.15.H60-240105-0002")])
    assert [p.code for p in read.problems] == ["check.code_sources"]
    assert "0001" in read.problems[0].detail and "0002" in read.problems[0].detail
    assert read.field("dossier_code").state == FieldState.REVIEW


def test_a_result_due_before_its_reception_waits(receipt):
    read = extract([receipt(due="04 tháng 01")])
    assert [p.code for p in read.problems] == ["check.dates_order"]
    assert read.field("due_at").state == read.field("received_at").state == FieldState.REVIEW


def application(page, birth="05/3/1990", title="ĐƠN ĐỀ NGHỊ"):
    lines = [
        "Kính gửi: Ủy ban nhân dân xã Mẫu",
        "Tôi tên là: VỪ A DÍNH Giới tính: Nam",
        f"Sinh ngày: {birth}",
        "CCCD số: 008090000123 Cấp ngày: 01/01/2021",
        "Địa chỉ: Thôn Mẫu, xã Mẫu",
        "Điện thoại: 0912 345 678",
        "Nội dung đề nghị: hỗ trợ làm nhà ở",
        "Xin chân thành cảm ơn.",
    ]
    return page([(title, 0.43, 0.15), *rows(lines)])


def test_an_application_gives_its_values(page):
    read = extract([application(page)])
    assert (read.type, read.role) == ("don-de-nghi", "application")
    assert values(read) == {
        "addressee": "Ủy ban nhân dân xã Mẫu",
        "id_issued": "2021-01-01",
        "applicant": "VỪ A DÍNH",
        "birth_date": "1990-03-05",
        "owner_id": "008090000123",
        "address": "Thôn Mẫu, xã Mẫu",
        "phone": "0912345678",
        "request": "hỗ trợ làm nhà ở",
    }


def test_a_personal_number_that_does_not_fit_the_birth_date_waits(page):
    read = extract([application(page, birth="05/3/1991")])
    assert [p.code for p in read.problems] == ["check.owner_id"]
    assert "1991" not in read.problems[0].detail
    waiting = {v.name for v in read.fields if v.state == "review"}
    assert waiting == {"owner_id", "birth_date", "address"}  # xã Mẫu is no place


def birth_form(page, blocks):
    parents = {
        "cha": [
            "Họ, chữ đệm, tên cha: LÝ VĂN CHA",
            "Năm sinh: 1988 Dân tộc: Dao Quốc tịch: Việt Nam",
            "Nơi cư trú: Thôn Cha",
        ],
        "mẹ": [
            "Họ, chữ đệm, tên mẹ: BÀN THỊ MẸ",
            "Năm sinh: 1990 Dân tộc: Tày Quốc tịch: Việt Nam",
            "Nơi cư trú: Thôn Mẹ",
        ],
    }
    lines = [
        "Họ, chữ đệm, tên người yêu cầu: LÝ VĂN CHA",
        "Nơi cư trú: Thôn Cha",
        "Giấy tờ tùy thân: CCCD số 008088000123",
        "Quan hệ với người được khai sinh: Cha",
        "Họ, chữ đệm, tên: LÝ THỊ CON",
        "Ngày, tháng, năm sinh: 20/10/2023",
        "Giới tính: Nữ Dân tộc: Dao Quốc tịch: Việt Nam",
        "Nơi sinh: Bệnh viện Mẫu",
        *(line for block in blocks for line in parents[block]),
        "Tôi xin cam đoan những nội dung khai trên đây là đúng sự thật",
    ]
    return page([("TỜ KHAI ĐĂNG KÝ KHAI SINH", 0.37, 0.15), *rows(lines)])


@pytest.mark.parametrize("blocks", [("cha", "mẹ"), ("mẹ", "cha")])
def test_a_birth_form_is_read_in_both_orders_of_the_parents(page, blocks):
    read = values(extract([birth_form(page, blocks)]))
    assert read["child_name"] == "LÝ THỊ CON"
    assert (read["father_name"], read["father_birth_year"], read["father_ethnicity"]) == (
        "LÝ VĂN CHA",
        "1988",
        "Dao",
    )
    assert (read["mother_name"], read["mother_birth_year"], read["mother_ethnicity"]) == (
        "BÀN THỊ MẸ",
        "1990",
        "Tày",
    )
    assert (read["address"], read["father_address"], read["mother_address"]) == (
        "Thôn Cha",
        "Thôn Cha",
        "Thôn Mẹ",
    )
    assert (read["sex"], read["ethnicity"], read["owner_id"]) == ("Nữ", "Dao", "008088000123")


def test_damaged_labels_are_still_labels(page):
    lines = ["Toi tên lả: VỪ A DÍNH", "Sình ngày: 05/3/1990", "Đia chi: Thôn Mẫu"]
    read = values(extract([page([("ĐƠN ĐỀ NGHỊ", 0.43, 0.15), *rows(lines)])]))
    assert read == {"applicant": "VỪ A DÍNH", "birth_date": "1990-03-05", "address": "Thôn Mẫu"}


def test_an_unreadable_value_is_empty_and_waits(page):
    lines = ["Tôi tên là: VỪ A DÍNH", "CCCD số: 00809xx"]
    owner = extract([page([("ĐƠN ĐỀ NGHỊ", 0.43, 0.15), *rows(lines)])]).field("owner_id")
    assert (owner.value, owner.state, owner.raw) == ("", FieldState.REVIEW, "00809xx")


def test_a_blank_left_empty_is_no_value(page):
    lines = ["Tôi tên là: ...............", "Địa chỉ: Thôn Mẫu"]
    read = extract([page([("ĐƠN ĐỀ NGHỊ", 0.43, 0.15), *rows(lines)])])
    assert read.field("applicant") is None
    assert [(p.code, p.detail) for p in read.problems] == [("field.missing", "applicant")]


def test_an_address_runs_on_in_the_next_line_only_where_its_line_is_full(page):
    full = "Địa chỉ: Số nhà 144, Tổ dân phố số 12, thị trấn Mẫu, huyện Mẫu Mẫu Mẫu Mẫu Mẫu Mẫu,"
    read = values(
        extract(
            [
                page(
                    [
                        ("ĐƠN ĐỀ NGHỊ", 0.43, 0.15),
                        *rows(["Tôi tên là: VỪ A DÍNH", full, "tỉnh Tuyên Quang"]),
                    ]
                )
            ]
        )
    )
    assert read["address"].endswith("Mẫu Mẫu Mẫu Mẫu, tỉnh Tuyên Quang")
    short = values(
        extract(
            [
                page(
                    [
                        ("ĐƠN ĐỀ NGHỊ", 0.43, 0.15),
                        *rows(["Tôi tên là: VỪ A DÍNH", "Địa chỉ: Thôn Mẫu", "Nay viết đơn này"]),
                    ]
                )
            ]
        )
    )
    assert short["address"] == "Thôn Mẫu"


def test_an_application_is_dated_at_its_foot_also_without_a_label(page):
    lines = rows(["Tôi tên là: Sùng Mí Po", "Nội dung đề nghị: cấp bản sao"])
    foot = [("Đông Thọ, ngày 05 tháng 3 năm 2024", 0.5, 0.6), ("NGƯỜI LÀM ĐƠN", 0.6, 0.63)]
    read = extract([page([("ĐƠN ĐỀ NGHỊ", 0.43, 0.16), *lines, *foot])])
    assert values(read)["written"] == "2024-03-05"


def test_who_hands_a_dossier_in_is_no_signature(page):
    head = ("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", 0.28, 0.16)
    lines = rows([f"Mã hồ sơ: {CODE}", "Người nộp hồ sơ: Sùng Mí Po", "Ngày hẹn trả: 15/01/2024"])
    foot = [("NGƯỜI NỘP HỒ SƠ", 0.15, 0.6), ("NGƯỜI TIẾP NHẬN HỒ SƠ", 0.55, 0.6)]
    foot += [("Nông Thị Thử", 0.15, 0.68), ("Lục Văn Thử", 0.57, 0.68)]
    assert values(extract([page([head, *lines, *foot])]))["applicant"] == "Sùng Mí Po"
    bare = [one for one in lines if "Người nộp" not in one[0]]
    assert "applicant" not in values(extract([page([head, *bare, *foot])]))


def test_the_labels_of_a_form_tell_more_than_a_general_title(page):
    """The second line of `ĐƠN ĐĂNG KÝ / BIẾN ĐỘNG ĐẤT ĐAI` was not read; the labels of the form were."""
    labels = [
        "Kính gửi: Văn phòng đăng ký đất đai",
        "Tên người sử dụng đất: MA THỊ NỤ",
        "Giấy tờ nhân thân/pháp nhân: 008090000123",
        "Địa chỉ: Thôn Mẫu, xã Hồng Thái",
        "Nội dung biến động: chuyển nhượng",
        "Số vào sổ cấp GCN: CH 00123",
        "Số phát hành GCN: BM 123456",
        "Ngày cấp GCN: 05/03/2019",
        "Thửa đất số: 12",
        "Tờ bản đồ số: 34",
    ]
    read = extract([page([("ĐƠN ĐĂNG KÝ", 0.44, 0.15), *rows(labels)])])
    assert read.type == "don-dang-ky-bien-dong-dat-dai" and read.type_confidence < 0.85
    free = extract([page([("ĐƠN ĐỀ NGHỊ", 0.44, 0.15), *rows(labels[:1] + labels[3:4])])])
    assert free.type == "don-de-nghi"
