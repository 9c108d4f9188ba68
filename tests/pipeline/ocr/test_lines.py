"""The line finder, reading order and cells on pages drawn in the test."""

import cv2
import numpy as np
import pytest

from pipeline.ocr.cells import Cell, find_cells
from pipeline.ocr.glyphs import find_glyphs
from pipeline.ocr.lines import find_lines
from pipeline.ocr.order import Piece, reading_order
from pipeline.ocr.sheet import lay, treat
from pipeline.ocr.strips import DROP, RISE, cutter
from pipeline.upright import Way

TEXT = "Quyet dinh ve viec giai quyet"


def write(sheet, text, left, base, size=0.8):
    cv2.putText(sheet, text, (left, base), cv2.FONT_HERSHEY_COMPLEX, size, 20, 2)


@pytest.fixture
def blank_sheet():
    return np.full((1754, 1240), 250, np.uint8)


def lines_of(sheet):
    return sorted(find_lines(find_glyphs(sheet)), key=lambda line: (line.base, line.left))


def test_each_printed_line_is_found_on_its_baseline(blank_sheet):
    for line in range(12):
        write(blank_sheet, TEXT, 100, 200 + line * 44)
    found = lines_of(blank_sheet)
    assert [round(line.base) for line in found] == pytest.approx(range(200, 728, 44), abs=3)
    assert all(line.left == pytest.approx(101, abs=4) for line in found)


def test_a_gap_as_wide_as_a_column_parts_a_line_and_a_justified_one_does_not(blank_sheet):
    write(blank_sheet, "UY BAN", 100, 200)
    write(blank_sheet, "CONG HOA", 500, 200)
    left = 100
    for word in TEXT.split():
        write(blank_sheet, word, left, 300)
        left += cv2.getTextSize(word, cv2.FONT_HERSHEY_COMPLEX, 0.8, 2)[0][0] + 34
    assert [round(line.base / 100) for line in lines_of(blank_sheet)] == [2, 2, 3]


def test_an_upright_rule_parts_and_dotted_leaders_are_left_out(blank_sheet):
    write(blank_sheet, "Tay", 100, 200)
    write(blank_sheet, "Nung", 180, 200)
    cv2.line(blank_sheet, (168, 100), (168, 400), 20, 2)
    write(blank_sheet, "Ho ten:", 100, 600)
    for across in range(240, 900, 10):
        cv2.circle(blank_sheet, (across, 598), 2, 30, -1)
    found = lines_of(blank_sheet)
    assert len(found) == 3
    assert found[2].right < 240


def test_a_strip_holds_its_line_alone(blank_sheet):
    for line in range(3):
        write(blank_sheet, TEXT, 100, 200 + line * 32)
    sheet = lay(treat(blank_sheet), Way(0, 0.0))
    glyphs = find_glyphs(sheet.level)
    lines = sorted(find_lines(glyphs), key=lambda line: line.base)
    strip = cutter(sheet, glyphs, lines).cut(1, lines[1], 64)
    base = round(64 * RISE / (RISE + DROP))
    inked = np.flatnonzero((strip < 128).any(axis=1))
    assert strip.shape[0] == 64
    assert base - 40 < inked[0] and inked[-1] < base + 14


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_boxes_come_back_to_the_upright_page(blank_sheet, turned):
    write(blank_sheet, TEXT, 100, 200)
    stored = np.ascontiguousarray(np.rot90(blank_sheet, turned // 90))
    sheet = lay(treat(stored), Way(turned, 0.0))
    (line,) = find_lines(find_glyphs(sheet.level))
    box = sheet.box(line.left, line.top, line.right, line.bottom)
    assert (box.left * 1240, box.bottom * 1754) == pytest.approx((101, 200), abs=5)


def test_cells_of_a_ruled_table_have_rows_and_columns(blank_sheet):
    for across in (100, 300, 700, 1100):
        cv2.line(blank_sheet, (across, 300), (across, 600), 20, 3)
    for down in (300, 400, 500, 600):
        cv2.line(blank_sheet, (100, down), (1100, down), 20, 3)
    cells = find_cells(find_glyphs(blank_sheet))
    assert [(cell.row, cell.column) for cell in cells] == [
        (r, c) for r in range(3) for c in range(3)
    ]
    assert cells[4].holds(500, 450)


def piece(number, left, top, right, text="chữ"):
    return Piece(number, left, top, right, top + 20, text)


def numbers(pieces, cells=()):
    return [number for row in reading_order(pieces, cells) for number in row.numbers]


def test_a_head_is_read_left_column_first():
    head = [
        piece(0, 600, 100, 1100),
        piece(1, 150, 104, 450),
        piece(2, 150, 134, 450),
        piece(3, 650, 138, 1000),
        piece(4, 200, 180, 400, "Số: 12/QĐ-UBND"),
        piece(5, 650, 182, 1050, "Hà Nội, ngày 5"),
        piece(6, 100, 300, 1140),
    ]
    assert numbers(head) == [1, 2, 4, 0, 3, 5, 6]


def test_recipients_are_read_before_the_signature_beside_them():
    foot = [
        piece(0, 100, 900, 1140),
        piece(1, 100, 950, 250, "Nơi nhận:"),
        piece(2, 700, 952, 1000, "CHỦ TỊCH"),
        piece(3, 100, 980, 260),
        piece(4, 100, 1008, 280),
        piece(5, 720, 1150, 980, "Nguyễn Văn A"),
    ]
    assert numbers(foot) == [0, 1, 3, 4, 2, 5]


def test_blanks_of_a_form_are_read_row_by_row_as_one_line():
    form = [
        piece(0, 100, 100, 300, "Giới tính: Nam"),
        piece(1, 500, 100, 800, "Dân tộc: Tày"),
        piece(2, 100, 140, 300, "Năm sinh: 1990"),
        piece(3, 500, 140, 800, "Quốc tịch: Việt Nam"),
    ]
    rows = reading_order(form, [])
    assert [row.numbers for row in rows] == [(0, 1), (2, 3)]


def test_a_table_is_read_cell_by_cell_between_what_stands_above_and_below():
    cells = [
        Cell(0, 0, 0, 100, 200, 300, 300),
        Cell(0, 0, 1, 300, 200, 900, 300),
    ]
    page = [
        piece(0, 100, 100, 900),
        piece(1, 320, 205, 800),
        piece(2, 320, 240, 600),
        piece(3, 150, 220, 200),
        piece(4, 100, 350, 900),
    ]
    assert numbers(page, cells) == [0, 3, 1, 2, 4]
