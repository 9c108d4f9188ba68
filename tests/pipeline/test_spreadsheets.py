"""Tables for spreadsheet programs: whole, typed, and nothing in them runs."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from pipeline.errors import BadRequest
from pipeline.spreadsheets import write_table

HEADER = ("Tài liệu", "Số trang")


def read_csv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_a_csv_has_the_mark_by_which_excel_knows_vietnamese(tmp_path):
    path = tmp_path / "a.csv"
    assert write_table(path, HEADER, [("Giấy khai sinh", 2), ('"Đơn", hai\ndòng', None)]) == 2
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert read_csv(path) == [list(HEADER), ["Giấy khai sinh", "2"], ['"Đơn", hai dòng', ""]]


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t=", "  =", "＝", "\n=", "\r+"])
def test_no_text_is_a_formula(tmp_path, begin):
    cell = f'{begin}HYPERLINK("http://x","y")'
    write_table(tmp_path / "a.csv", HEADER, [(cell, 1)])
    write_table(tmp_path / "a.xlsx", HEADER, [(cell, 1)])
    assert read_csv(tmp_path / "a.csv")[1][0].lstrip()[0] == "'"
    written = load_workbook(tmp_path / "a.xlsx").active["A2"]
    assert written.data_type == "s" and written.value.lstrip() == cell.lstrip()


def test_nor_what_stands_behind_another_separator(tmp_path):
    write_table(tmp_path / "a.csv", HEADER, [("số; =1+1;\t@x", 1)])
    assert read_csv(tmp_path / "a.csv")[1][0] == "số; '=1+1;\t'@x"


def test_numbers_stay_numbers_in_a_workbook(tmp_path):
    path = tmp_path / "a.XLSX"
    write_table(path, HEADER, [("a", 2), ("b", -1.5), ("x\x00\x0b", None)])
    rows = list(load_workbook(path).active.iter_rows(values_only=True))
    assert rows == [HEADER, ("a", 2), ("b", -1.5), ("x\ufffd", None)]


@pytest.mark.parametrize("name", ["a.pdf", "a", "a.xls", ".csv"])
def test_other_endings_are_refused(tmp_path, name):
    with pytest.raises(BadRequest) as refused:
        write_table(tmp_path / name, HEADER, [])
    assert refused.value.code == "export.kind"


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_a_table_that_fails_half_way_leaves_what_was_there(tmp_path, name):
    def broken():
        yield ("a", 1)
        raise RuntimeError("the catalog went away")

    path = tmp_path / name
    path.write_bytes(b"before")
    with pytest.raises(RuntimeError):
        write_table(path, HEADER, broken())
    assert path.read_bytes() == b"before"
    assert [each.name for each in tmp_path.iterdir()] == [name]


@given(st.text(max_size=40))
def test_any_text_can_be_written_and_runs_nowhere(tmp_path_factory, text):
    folder = tmp_path_factory.mktemp("table")
    for name in ("a.csv", "a.xlsx"):
        write_table(folder / name, HEADER, [(text, 1)])
    assert read_csv(folder / "a.csv")[1][0].lstrip()[:1] not in tuple("=+-@＝＋－＠")
    assert load_workbook(folder / "a.xlsx").active["A2"].data_type != "f"
