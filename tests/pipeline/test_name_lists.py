"""Lists of names and numbers as offices keep them: CSV and XLSX, with and without a header."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from pipeline import name_lists
from pipeline.errors import BadRequest
from pipeline.name_lists import NameList, read_list


def listed(path: Path, content: str | bytes, column: str | None = None) -> NameList:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_list(path, column)


def texts(found: NameList) -> list[str]:
    return [text for _, text in found.rows]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "danh-sach.csv"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_column_of_names_is_found_by_its_header(path, separator):
    rows = [
        ("STT", "Họ và tên", "Năm sinh"),
        ("1", "Lò Thị Mảy", "1990"),
        ("2", "", ""),
        ("3", "Vừ A Pó", ""),
    ]
    found = listed(path, "\n".join(separator.join(row) for row in rows))
    assert found == NameList("Họ và tên", ((2, "Lò Thị Mảy"), (4, "Vừ A Pó")))


def test_without_a_header_the_column_that_tells_most_is_taken(path):
    assert texts(listed(path, "1;Lò Thị Mảy;xã\n2;Vừ A Pó;xã\n")) == ["Lò Thị Mảy", "Vừ A Pó"]
    assert texts(listed(path, "Lò Thị Mảy\nVừ A Pó\n")) == ["Lò Thị Mảy", "Vừ A Pó"]
    assert texts(listed(path, "01/CT-UBND\n136/2018/NĐ-CP\n")) == ["01/CT-UBND", "136/2018/NĐ-CP"]


def test_a_title_above_the_header_is_no_row(path):
    found = listed(path, "DANH SÁCH HỘ NGHÈO;;\n;;\nTT;Số CCCD;Ghi chú\n1;002080001234;x\n")
    assert found == NameList("Số CCCD", ((4, "002080001234"),))


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ("Số quyết định", ["12/QĐ"]), ("so quyet dinh", ["12/QĐ"]),
        ("3", ["Số quyết định", "12/QĐ"]), ("1", ["TT", "1"]),
    ],
)  # fmt: skip
def test_a_column_may_be_named_or_counted(path, column, expected):
    content = "TT;Họ tên;Số quyết định\n1;Lò Thị Mảy;12/QĐ\n"
    assert texts(listed(path, content, column)) == expected
    assert texts(listed(path, content, "2")) == ["Lò Thị Mảy"]


@pytest.mark.parametrize("column", ["Không có", "9", "0"])
def test_a_column_that_is_not_there_is_said(path, column):
    with pytest.raises(BadRequest) as refused:
        listed(path, "Họ tên\nLò Thị Mảy\n", column)
    assert refused.value.code == "list.no_column"


@pytest.mark.parametrize("content", ["", "\n\n", "1\n2\n", "Họ tên"])
def test_a_list_of_nothing(path, content):
    try:
        assert listed(path, content).rows == ()
    except BadRequest as refused:
        assert refused.code == "list.no_column"


def test_ids_that_a_spreadsheet_made_numbers_get_their_zeros_back(tmp_path):
    book = Workbook()
    for row in [
        ("Số CCCD", "Mã số thuế"),
        (2080001234, 4600123456),
        ("002 080 001 234", None),
        (36080001234.0, None),
    ]:
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    found = read_list(tmp_path / "a.xlsx")
    assert texts(found) == ["002080001234", "002 080 001 234", "036080001234"]
    assert texts(read_list(tmp_path / "a.xlsx", "Mã số thuế")) == ["4600123456"]


def test_a_cell_of_people_counts_by_the_first_of_them(path):
    found = listed(path, 'Chủ hồ sơ\n"Hộ ông Lò Văn Tám và bà Vừ Thị Mỷ"\nÔng Giàng A Sính\n')
    assert texts(found) == ["Lò Văn Tám", "Giàng A Sính"]


@pytest.mark.parametrize(
    "content", [b"\xd0\xcf\x11\xe0old", b"PK\x03\x04broken", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"]
)
def test_what_is_no_list_is_said(path, content):
    with pytest.raises(BadRequest) as refused:
        listed(path, content)
    assert refused.value.code == "list.unreadable"


def test_a_missing_file_and_a_list_too_long_are_said(path, monkeypatch):
    with pytest.raises(BadRequest) as refused:
        read_list(path)
    assert refused.value.code == "list.unreadable"
    monkeypatch.setattr(name_lists, "MOST_ROWS", 3)
    with pytest.raises(BadRequest) as refused:
        listed(path, "Lò Thị Mảy\n" * 4)
    assert refused.value.code == "list.too_long"
