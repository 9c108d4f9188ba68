"""Slant, quarter turns, leaders and blankness on pages drawn with OpenCV's own letters."""

import cv2
import numpy as np
import pytest

from pipeline import blank, imaging, leaders, rules, upright

WORDS = "Quyet dinh ve viec giai quyet thu tuc hanh chinh ngay 05 thang 02 nam 2024 tai huyen"


def page(lines=30, ink=20, size=(1754, 1240), paper=250):
    sheet = np.full(size, paper, np.uint8)
    for line in range(lines):
        text = WORDS[line % 7 :]
        cv2.putText(sheet, text, (110, 150 + line * 50), cv2.FONT_HERSHEY_COMPLEX, 0.75, ink, 2)
    return sheet


def tilted(sheet, degrees):
    high, wide = sheet.shape
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees, 1)
    return cv2.warpAffine(sheet, matrix, (wide, high), borderValue=250)


@pytest.mark.parametrize("degrees", [-14.0, -3.3, -0.4, 0.0, 0.8, 5.0, 13.5])
def test_the_slant_of_lines_is_found_to_a_tenth_of_a_degree(degrees):
    assert upright.skew(tilted(page(), degrees)) == pytest.approx(degrees, abs=0.1)


def test_a_page_without_ink_has_no_slant():
    assert upright.skew(np.full((900, 700), 250, np.uint8)) == 0.0


def test_a_strip_is_not_levelled():
    assert upright.skew(page()[100:300]) == 0.0


@pytest.mark.parametrize("stored", [0, 90, 180, 270])
def test_a_turned_page_of_text_is_set_upright(stored):
    lie = upright.lie(imaging.turn(page(), stored))
    assert lie.ways[0].turned == (360 - stored) % 360
    assert abs(lie.ways[0].skew) < 0.1


def test_two_words_are_too_little_to_be_sure():
    sheet = np.full((1754, 1240), 250, np.uint8)
    cv2.putText(sheet, "oxo", (300, 300), cv2.FONT_HERSHEY_SIMPLEX, 1, 10, 2)
    assert not upright.lie(sheet).sure


def test_table_rules_do_not_decide_the_turn():
    sheet = page(lines=14)
    for across in range(60, 1240, 70):
        cv2.line(sheet, (across, 100), (across, 1700), 60, 2)
    assert upright.lie(sheet).ways[0].turned == 0


@pytest.mark.parametrize("stored", [0, 180])
def test_dotted_leaders_do_not_decide_the_turn(stored):
    lie = upright.lie(imaging.turn(form(9), stored))
    assert lie.ways[0].turned == stored or not lie.sure


def form(leader):
    sheet = np.full((1754, 1240), 250, np.uint8)
    for line in range(10):
        base = 200 + line * 90
        cv2.putText(sheet, "Ho va ten:", (100, base), cv2.FONT_HERSHEY_COMPLEX, 0.8, 20, 2)
        if leader:
            for across in range(290, 1100, leader):
                cv2.circle(sheet, (across, base - 2), 2, 30, -1)
    return sheet


@pytest.mark.parametrize("leader", [7, 10, 14])
def test_dotted_leaders_are_erased_and_the_words_stay(leader):
    cleared = leaders.erase_leaders(form(leader))
    assert np.count_nonzero(cleared[:, 300:] < 128) == 0
    assert np.array_equal(cleared[:, :275], form(0)[:, :275])


def test_running_text_loses_nothing_to_the_leader_test():
    assert np.array_equal(leaders.erase_leaders(page()), page())


def test_an_ellipsis_is_no_leader():
    sheet = page()
    for across in (600, 612, 624):
        cv2.circle(sheet, (across, 1700), 2, 30, -1)
    assert np.array_equal(leaders.erase_leaders(sheet), sheet)


def test_the_lower_dot_of_a_colon_is_no_leader():
    sheet = form(10)
    for line in range(10):
        for up in (2, 14):
            cv2.circle(sheet, (281, 200 + line * 90 - up), 2, 20, -1)
    cleared = leaders.erase_leaders(sheet)
    assert all(cleared[198 + line * 90, 281] < 60 for line in range(10))


def dirty():
    chance = np.random.default_rng(5)
    sheet = np.clip(chance.normal(246, 4, (1754, 1240)), 0, 255)
    sheet[chance.random(sheet.shape) < 0.0005] = 0
    sheet[:, :25] = 70
    sheet *= np.linspace(1, 0.75, 1240)[None, :]
    for down in (400, 1300):
        cv2.circle(sheet, (45, down), 20, 30, -1)
    cv2.line(sheet, (0, 870), (1240, 880), 200, 2)
    return sheet.astype(np.uint8)


def table(ink):
    sheet = np.full((1240, 1754), 250, np.uint8)
    for down in range(200, 1100, 100):
        cv2.line(sheet, (100, down), (1650, down), ink, 1)
        cv2.putText(sheet, "12", (120, down + 60), cv2.FONT_HERSHEY_COMPLEX, 0.7, ink, 1)
        cv2.putText(sheet, "Lo Thi Pao", (300, down + 60), cv2.FONT_HERSHEY_COMPLEX, 0.7, ink, 1)
    return sheet


@pytest.mark.parametrize("sheet", [np.full((1754, 1240), 250, np.uint8), dirty()])
def test_empty_and_dirty_reverses_are_blank(sheet):
    assert blank.is_blank(sheet)


@pytest.mark.parametrize("ink", [30, 120, 190, 215])
def test_a_faint_table_with_little_ink_is_not_blank(ink):
    assert not blank.is_blank(table(ink))


def test_a_lone_page_number_is_blank_and_one_short_line_is_not():
    sheet = np.full((1754, 1240), 250, np.uint8)
    cv2.putText(sheet, "12", (600, 120), cv2.FONT_HERSHEY_COMPLEX, 0.8, 20, 2)
    assert blank.is_blank(sheet)
    cv2.putText(sheet, "Trang nay de trong", (400, 700), cv2.FONT_HERSHEY_COMPLEX, 0.8, 20, 2)
    assert not blank.is_blank(sheet)


def test_a_signature_alone_is_not_blank():
    sheet = np.full((1754, 1240), 250, np.uint8)
    stroke = np.array([[500, 800], [650, 700], [700, 850], [820, 720], [900, 790]], np.int32)
    cv2.polylines(sheet, [stroke], False, 40, 6)
    assert not blank.is_blank(sheet)


def test_what_shines_through_is_faint_and_print_is_not():
    assert blank.is_faint(page(ink=225))
    assert not blank.is_faint(page(ink=20))


def test_the_rules_of_a_table_are_erased_and_its_words_stay():
    sheet, wordless = table(30), np.full((1240, 1754), 250, np.uint8)
    for down in range(200, 1100, 100):
        cv2.line(wordless, (100, down), (1650, down), 30, 1)
    assert np.count_nonzero(rules.erase_rules(wordless) < 200) == 0
    assert np.count_nonzero(rules.erase_rules(sheet)[230:270] < 128) == np.count_nonzero(
        sheet[230:270] < 128
    )


def test_a_page_without_rules_is_left_alone():
    sheet = page()
    assert rules.erase_rules(sheet) is sheet
