"""Workbooks of many makers, and files that are no register."""

import datetime as dt
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import BadRequest
from pipeline.messages import MESSAGES
from pipeline.model import Dossier
from pipeline.register import read_register

HEADER = ["Mã hồ sơ", "Chủ hồ sơ", "Ngày tiếp nhận"]
ONE, TWO = "H60.05-240105-0001", "H60.05-240105-0002"
ROW = [ONE, "Nguyễn Thị Hường", "05/01/2024"]
DOSSIER = Dossier(ONE, unit="H60.05", applicant=ROW[1], received=dt.date(2024, 1, 5))


def found(register):
    return [row.dossier for row in register.rows]


def test_workbooks_that_count_days_from_1904_are_read_right(tmp_path):
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active.append(["code", "received"])
    book.active.append([ONE, dt.date(2024, 1, 5)])
    book.save(tmp_path / "mac.xlsx")
    assert found(read_register(tmp_path / "mac.xlsx"))[0].received == dt.date(2024, 1, 5)


def test_the_sheet_with_the_header_is_found_among_others(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Hướng dẫn: cột Mã hồ sơ ghi đủ mã"])
    book.create_chartsheet("Biểu đồ")
    register = book.create_sheet("Sổ")
    register.append(["SỔ HỒ SƠ QUÝ I"])
    register.merge_cells("A1:L1")
    register.append(HEADER)
    register.append(ROW)
    other = book.create_sheet("Sổ cũ")
    other.append(HEADER)
    book.save(tmp_path / "sheets.xlsx")
    assert found(read_register(tmp_path / "sheets.xlsx")) == [DOSSIER]


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
EXCEL = {
    "_rels/.rels": f"""<Relationships xmlns="{RELATIONS}">
        <Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>
        </Relationships>""",
    "xl/workbook.xml": f"""<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr/>
        <sheets><sheet name="Sổ" sheetId="1" r:id="rId1"/></sheets></workbook>""",
    "xl/_rels/workbook.xml.rels": f"""<Relationships xmlns="{RELATIONS}">
        <Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>
        <Relationship Id="rId2" Type="{OFFICE}/sharedStrings" Target="/xl/sharedStrings.xml"/>
        </Relationships>""",
    "xl/sharedStrings.xml": f"""<sst xmlns="{MAIN}"><si><t>code</t></si>
        <si><r><t>Chủ </t></r><r><rPr><b/></rPr><t>hồ sơ</t></r><rPh><t>x</t></rPh></si>
        <si><t>received</t></si><si><t>returns_result</t></si><si><t>due</t></si>
        <si><t>{ONE}</t></si></sst>""",
    "xl/worksheets/sheet1.xml": f"""<worksheet xmlns="{MAIN}"><sheetData>
        <row r="2"><c r="B2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c>
          <c r="E2" t="s"><v>2</v></c><c r="F2" t="s"><v>3</v></c><c r="AA2" t="s"><v>4</v></c></row>
        <row r="4"><c r="B4" t="s"><v>5</v></c>
          <c r="C4" t="str"><f>UPPER("a Mẫu")</f><v>A MẪU</v></c>
          <c r="E4" s="3"><v>45296</v></c><c r="F4" t="b"><v>0</v></c>
          <c r="AA4"><f>E4+5</f><v>45301</v></c></row>
        <row r="5"><c r="B5" t="inlineStr"><is><t>{TWO}</t></is></c>
          <c r="E5" t="e"><v>#N/A</v></c></row></sheetData></worksheet>""",
}


def test_a_workbook_as_excel_saves_it_is_read(tmp_path):
    with zipfile.ZipFile(tmp_path / "excel.xlsx", "w") as book:
        for name, part in EXCEL.items():
            book.writestr(name, part)
    register = read_register(tmp_path / "excel.xlsx")
    days = {"received": dt.date(2024, 1, 5), "due": dt.date(2024, 1, 10)}
    first = Dossier(ONE, unit="H60.05", applicant="A MẪU", returns_result=False, **days)
    assert [(row.row, row.dossier) for row in register.rows] == [(4, first)]
    assert [(one.row, one.why) for one in register.refused] == [
        (5, "register.date: received: #N/A")
    ]


def rewrite(path, old, new):
    """Replace bytes in the first sheet of a workbook."""
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    assert old in parts[sheet]
    parts[sheet] = parts[sheet].replace(old, new)
    with zipfile.ZipFile(path, "w") as book:
        for name, part in parts.items():
            book.writestr(name, part)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'<dimension ref="A1:B2"/>', b'<dimension ref="A1"/>'),
        (b'<c r="B2"', b'<c s="77" r="B2"'),
        (b' r="2"', b""),
        (
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        ),
    ],
    ids=["wrong size", "unknown style", "rows without numbers", "strict kind"],
)
def test_workbooks_that_other_readers_refuse_are_read(tmp_path, saved, old, new):
    saved([["code", "applicant"], [ONE, "A Mẫu"]])
    path = tmp_path / "sổ hồ sơ.xlsx"
    rewrite(path, old, new)
    assert found(read_register(path))[0].applicant == "A Mẫu"


def test_a_row_number_beyond_all_sheets_does_not_stall(tmp_path, saved):
    saved([["code"], [ONE], [TWO]])
    path = tmp_path / "sổ hồ sơ.xlsx"
    rewrite(path, b'<row r="3"', b'<row r="99999999999"')
    assert [dossier.code for dossier in found(read_register(path))] == [ONE]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "register.no_header"),
        (b"name,date\nx,y\n", "register.no_header"),
        (b"\n" * 30 + b"code\n", "register.no_header"),
        (b"<html><table><tr><td>code</td></tr></table></html>", "register.no_header"),
        (b"%PDF-1.7\n\0\0\1\2\3", "register.unreadable"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "register.unreadable"),
        (b"PK\x03\x04 not a workbook", "register.unreadable"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0" * 9, "register.unreadable"),
        (b"\xff\xfec\0o\0d\0e\0\n\0\x00\xd8", "register.unreadable"),
        ("code,applicant\nx,Nguyễn Thị Hường".encode() + b"\xe1\xbb\n", "register.unreadable"),
        (f'code,applicant\n{ONE},"A\n{TWO},B\n'.encode(), "register.unreadable"),
    ],
    ids=[
        "empty",
        "other",
        "late",
        "html",
        "pdf",
        "xls",
        "zip",
        "jpeg",
        "utf16",
        "broken-utf8",
        "open-quote",
    ],
)
def test_a_file_that_is_no_register_is_refused_as_a_whole(saved, content, code):
    with pytest.raises(BadRequest) as refusal:
        saved(content)
    assert refusal.value.code == code
    assert code in MESSAGES


@pytest.mark.parametrize("name", ["absent.csv", "."])
def test_a_path_that_is_no_file_is_refused(tmp_path, name):
    with pytest.raises(BadRequest):
        read_register(tmp_path / name)


def test_a_workbook_with_one_damaged_byte_anywhere_is_read_or_refused(tmp_path, saved):
    saved([HEADER, ROW])
    path = tmp_path / "sổ hồ sơ.xlsx"
    whole = path.read_bytes()
    for place in range(0, len(whole), 61):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        try:
            read_register(path)
        except BadRequest as refusal:
            assert refusal.code.startswith("register.")


@given(
    st.binary(max_size=200), st.sampled_from([b"", b"code,received\n", b"\xff\xfec\0o\0d\0e\0\n\0"])
)
def test_any_bytes_are_a_register_or_refused(tmp_path_factory, content, head):
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(head + content)
    try:
        register = read_register(path)
    except BadRequest:
        return
    assert not register.rows or register.columns
