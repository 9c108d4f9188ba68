"""Registers as clerks save them: encodings, headers, which rows mean a dossier, size."""

import datetime as dt
import time
import tracemalloc
import unicodedata

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Dossier
from pipeline.register import read_register

ENGLISH = (
    "code,procedure,procedure_name,unit,unit_name,channel,applicant,received,due,finished,returned,"
    "returns_result"
)
VIETNAMESE = (
    "Mã hồ sơ,Mã TTHC,Tên TTHC,Mã đơn vị,Đơn vị,Kênh,Người nộp,Ngày tiếp nhận,Ngày hẹn trả,"
    "Ngày xử lý xong,Ngày trả kết quả,Có kết quả giấy"
)
ROW = (
    "H60.05-240105-0001,1.001193,Đăng ký khai sinh,H60.05.13,UBND phường Mẫu,Trực tuyến,"
    "Nguyễn Thị Hường,05/01/2024,10/01/2024,09/01/2024,10/01/2024,Có"
)
ENGLISH, VIETNAMESE, ROW = (line.split(",") for line in (ENGLISH, VIETNAMESE, ROW))
DOSSIER = Dossier(
    code="H60.05-240105-0001",
    procedure="1.001193",
    procedure_name="Đăng ký khai sinh",
    unit="H60.05.13",
    unit_name="UBND phường Mẫu",
    channel="online",
    applicant="Nguyễn Thị Hường",
    received=dt.date(2024, 1, 5),
    due=dt.date(2024, 1, 10),
    finished=dt.date(2024, 1, 9),
    returned=dt.date(2024, 1, 10),
    returns_result=True,
)
ONE, TWO, THREE = (f"H60.05-240105-000{number}" for number in (1, 2, 3))


def found(register):
    return [row.dossier for row in register.rows]


def whys(register):
    return [(one.row, [problem.code for problem in one.problems]) for one in register.refused]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_encoding_and_separator_gives_the_same_dossier(as_csv, saved, separator, codec):
    assert found(saved(as_csv([VIETNAMESE, ROW], separator), codec)) == [DOSSIER]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_windows_1258_keeps_its_accents(as_csv, saved, separator):
    windows = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    text = "".join(
        letter
        for composed in as_csv([VIETNAMESE, ROW], separator)
        for letter in split_tone(composed, windows)
    )
    assert found(saved(text, "cp1258")) == [DOSSIER]


def split_tone(letter, tones):
    """A letter as the Vietnamese code page holds it: base letter composed, tone by itself."""
    marks = unicodedata.normalize("NFD", letter)
    tone = "".join(mark for mark in marks if mark in tones)
    return unicodedata.normalize("NFC", "".join(m for m in marks if m not in tones)) + tone


@pytest.mark.parametrize("header", [ENGLISH, VIETNAMESE])
@pytest.mark.parametrize(
    "written",
    [
        str.upper,
        lambda name: f"  {name}  (*) ",
        lambda name: unicodedata.normalize("NFD", name),
        lambda name: name.replace(" ", "\n"),
        lambda name: unicodedata.normalize("NFD", name).encode("ascii", "ignore").decode(),
    ],
)
def test_headers_are_known_however_they_are_written(as_csv, saved, header, written):
    # the last way loses Đ, which has no accent to drop
    names = [written(name.replace("Đ", "D").replace("đ", "d")) for name in header]
    assert found(saved(as_csv([names, ROW]))) == [DOSSIER]
    assert found(saved([names, ROW])) == [DOSSIER]


@pytest.mark.parametrize("name", ["Chủ hồ sơ", "Người nộp", "Người nộp | Chủ hồ sơ"])
def test_the_applicant_has_two_names(saved, name):
    register = saved(f"Mã hồ sơ,{name}\n{ONE},Hoàng Thị Mẫu\n")
    assert found(register) == [Dossier(ONE, unit="H60.05", applicant="Hoàng Thị Mẫu")]
    assert register.columns == {"code", "applicant"}


def test_the_owner_goes_before_who_brought_the_case(saved):
    register = saved(f"code,Người nộp,Chủ hồ sơ\n{ONE},A Mẫu,B Mẫu\n{TWO},C Mẫu,\n")
    assert [dossier.applicant for dossier in found(register)] == ["B Mẫu", "C Mẫu"]


def test_titles_column_numbers_groups_totals_and_signatures_are_no_dossiers(as_csv, saved):
    rows = [
        ["UBND TỈNH TUYÊN QUANG", None, None],
        ["SỔ THEO DÕI HỒ SƠ QUÝ I NĂM 2024", None, None],
        [],
        ["STT", "Mã hồ sơ", "Ngày tiếp nhận", "Đơn vị"],
        ["(1)", "(2)", "(3)", "(4)"],
        ["I. Sở, ban, ngành", None, None, None],
        [1, ONE, "05/01/2024", "Sở Mẫu"],
        [],
        [2, TWO, "06/01/2024", "Sở Mẫu"],
        ["Tổng cộng: 2 hồ sơ", None, None, 2],
        [None, None, None, "Tuyên Quang, ngày 31 tháng 3 năm 2024"],
        [None, "Người lập biểu", None, "Thủ trưởng đơn vị"],
    ]
    for register in (saved(rows), saved(as_csv(rows))):
        assert [(row.row, row.dossier.code) for row in register.rows] == [(7, ONE), (9, TWO)]
        assert register.refused == ()


def test_row_numbers_are_those_of_the_spreadsheet_program(saved):
    text = f'code,applicant,received\n{ONE},"Nguyễn\nVăn Mẫu",05/01/2024\n\nH60,x,05/01/2024\n'
    register = saved(text)
    assert register.rows[0].dossier.applicant == "Nguyễn Văn Mẫu"
    assert whys(register) == [(4, ["register.code"])]
    assert register.refused[0].why == "register.code: code: H60"


def test_of_rows_with_one_code_the_last_is_taken_and_the_others_told(saved):
    register = saved(f"code,applicant\n{ONE},A\n{TWO},B\nh60.05–240105–0001,C\n")
    assert [(row.row, row.dossier.applicant) for row in register.rows] == [(3, "B"), (4, "C")]
    assert [(one.row, one.why) for one in register.refused] == [
        (2, f"register.duplicate: {ONE}, 4")
    ]


cells = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)


@given(st.lists(cells, min_size=1, max_size=8), st.sampled_from([",", ";", "\t"]))
def test_names_of_any_letters_come_back_as_one_line(as_csv, tmp_path_factory, names, separator):
    rows = [["code", "applicant", "unit"]]
    rows += [[f"H60-240105-{number:04}", name, "H60"] for number, name in enumerate(names)]
    path = tmp_path_factory.getbasetemp() / "names.csv"
    path.write_text(as_csv(rows, separator), encoding="utf-8", newline="")
    register = read_register(path)
    assert len(register.rows) == len(names)
    applicants = [row.dossier.applicant or "" for row in register.rows]
    assert all(name == " ".join(unicodedata.normalize("NFC", name).split()) for name in applicants)


def quarter(size):
    day = dt.date(2024, 1, 1)
    for number in range(size):
        received = day + dt.timedelta(days=number % 90)
        yield [f"H60.05-{received:%y%m%d}-{number:06}", *ROW[1:7], *[received] * 4, "x"]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_hundred_thousand_rows_take_seconds_and_little_memory(as_csv, tmp_path, kind):
    path = tmp_path / f"big.{kind}"
    if kind == "csv":
        path.write_text(as_csv([VIETNAMESE, *quarter(100_000)]), encoding="utf-8", newline="")
    else:
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet()
        for row in [VIETNAMESE, *quarter(100_000)]:
            sheet.append(row)
        book.save(path)
    start = time.process_time()
    register = read_register(path)
    assert time.process_time() - start < 10
    assert len(register.rows) == 100_000
    assert register.refused == ()


def test_memory_grows_with_the_dossiers_not_with_the_file(as_csv, tmp_path):
    path = tmp_path / "padded.csv"
    noise = "x" * 1000
    rows = [["code", "note"], *([row[0], noise] for row in quarter(5_000))]
    path.write_text(as_csv(rows), encoding="utf-8", newline="")
    tracemalloc.start()
    read_register(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < path.stat().st_size / 1.1 + 5_000 * 800
