"""Cards as offices copy them: side by side, in small print whose English and slashes are read badly."""

import datetime as dt

import pytest

from extractors import cards, extract
from extractors.values import read_date
from pipeline.model import FieldState

LEFT, RIGHT = 0.08, 0.56
ZONE = cards.write_zone(
    cards.Zone("008090000123", dt.date(1990, 3, 5), "M", dt.date(2030, 3, 5), "VU", "A DINH")
)


def values(read):
    return {value.name: value.value for value in read.fields}


@pytest.fixture
def front():
    """The front of a card of 2021 as it is often read: no title, no slashes, English in pieces."""
    return [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", LEFT, 0.11),
        ("So 008090000123", LEFT, 0.16),
        ("Họ và tên 1Ful name", LEFT, 0.18),
        ("VỪ A DÍNH", LEFT, 0.2),
        ("Ngày sinh dareorbirth. 05/03/1990", LEFT, 0.22),
        ("Giới tính/Sex Nam", LEFT, 0.24),
        ("Quê quán /Place ofongmn", LEFT, 0.26),
        ("xã Hồng Thái, huyện Na Hang, tỉnh Tuyên Quang", LEFT, 0.28),
        ("Có giá trị đến: 05/03/2030", LEFT, 0.3),
    ]


@pytest.fixture
def back():
    return [
        ("Đặc điểm nhận dạng 1Personal identication", RIGHT, 0.112),
        ("Ngày, tháng, năm / Date, month, year 15/10/2023", RIGHT, 0.145),
        ("CỤC TRƯỞNG CỤC CẢNH SÁT", RIGHT, 0.17),
    ]


def test_a_card_whose_title_was_not_read_is_known_by_its_labels(page, front, back):
    read = extract([page(sorted([*front, *back], key=lambda line: line[2]))])
    assert read.type == "can-cuoc-cong-dan" and read.type_confidence < 0.85
    found = values(read)
    assert found["owner_name"] == "VỪ A DÍNH" and found["birth_date"] == "1990-03-05"
    assert found["personal_id"] == "008090000123" and found["sex"] == "Nam"
    assert found["home_town"] == "xã Hồng Thái, huyện Na Hang, tỉnh Tuyên Quang"
    assert (found["issued"], found["expires"]) == ("2023-10-15", "2030-03-05")


def test_what_the_print_does_not_give_comes_from_the_zone(page):
    zone = [(line, RIGHT, 0.2 + 0.015 * n) for n, line in enumerate(ZONE)]
    read = extract([page([("CĂN CƯỚC CÔNG DÂN", 0.36, 0.12), *zone])])
    found = values(read)
    assert found["birth_date"] == "1990-03-05" and found["expires"] == "2030-03-05"
    assert found["sex"] == "Nam" and found["personal_id"] == "008090000123"


@pytest.fixture
def licence():
    return [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", LEFT, 0.1),
        ("GIẤY PHÉP LÁI XE ¡ DRIVER'S LICENSE", LEFT, 0.13),
        ("Số ¡ no: 080258665340", LEFT, 0.15),
        ("Họ tên £uf name: VỪ A DÍNH", LEFT, 0.17),
        ("Ngày sinh / Date of girh: 06I04I1999", LEFT, 0.19),
        ("Tuyên Quang, ngày / date 10 tháng month 09 năm / year 2025", LEFT, 0.23),
        ("GIÁM ĐỐC", 0.3, 0.25),
        ("Lò Văn Mẫu", 0.3, 0.28),
    ]


def test_a_licence_on_the_left_half_gives_day_place_and_signer(page, licence):
    read = extract([page(licence)])
    found = values(read)
    assert read.type == "giay-phep-lai-xe"
    assert (found["number"], found["owner_name"]) == ("080258665340", "VỪ A DÍNH")
    assert (found["place"], found["issued"]) == ("Tuyên Quang", "2025-09-10")
    assert found["signer"] == "Lò Văn Mẫu"
    born = read.field("birth_date")
    assert born is not None and born.value == "1999-04-06" and born.state is FieldState.REVIEW


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("06I04I1999", "1999-04-06"),
        ("260211975", "1975-02-26"),
        ("281111971", "1971-11-28"),
        ("26021975", "1975-02-26"),
        ("0912345678", None),
        ("320411999", None),
    ],
)
def test_slashes_that_were_read_as_strokes(text, day):
    read = read_date(text)
    assert (read.value if read else None) == day
    assert read is None or read.trust < 0.7


def test_an_accented_second_half_of_a_label_is_no_english(page):
    rows = [
        ("GIẤY CHỨNG SINH", 0.4, 0.15),
        ("Họ và tên mẹ/Người nuôi dưỡng: MA THỊ NỤ", 0.12, 0.2),
        ("Nơi đăng ký thường trú/tạm trú: Thôn Mẫu, xã Hồng Thái", 0.12, 0.22),
    ]
    found = values(extract([page(rows)]))
    assert not any(value.startswith(("/", "Người", "tạm")) for value in found.values())


def test_a_title_in_two_pieces_is_one_and_its_beginning_alone_is_not_sure(page):
    zone = [(line, RIGHT, 0.2 + 0.015 * n) for n, line in enumerate(ZONE)]
    whole = [("CĂN CƯỚC", LEFT, 0.12), ("CÔNG DÂN", LEFT + 0.103, 0.12), *zone]
    assert extract([page(whole)]).type == "can-cuoc-cong-dan"
    begun = extract([page([("CĂN CƯỚC", LEFT, 0.12), *zone])])
    assert begun.type == "can-cuoc" and begun.type_confidence <= 0.6


def test_a_card_that_shows_only_its_zone_and_one_label_is_told_by_it(page):
    zone = [(line, RIGHT, 0.2 + 0.015 * n) for n, line in enumerate(ZONE)]
    for label, kind in (
        ("Quê quán / Place of origin: xã Hồng Thái", "can-cuoc-cong-dan"),
        ("Nơi đăng ký khai sinh / Place of birth: xã Hồng Thái", "can-cuoc"),
    ):
        read = extract([page([(label, LEFT, 0.15), *zone])])
        assert read.type == kind and read.type_confidence < 0.85
    assert extract([page(zone)]).type == "unknown"
