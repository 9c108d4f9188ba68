"""Figures that a pen filled in: found between the printed words, read twice, never sure."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from pipeline import pages
from pipeline.model import Box, Profile, Word
from pipeline.ocr import digit_net, written
from pipeline.ocr.engines import readers
from pipeline.ocr.reading import read_picture

WIDE, HIGH = 2480, 3508
FIGURE = 40
NUMBER_AT, DAY_AT = (520, 430), (1660, 430)


def word(text, left, line, sure=0.97):
    wide = 24 * len(text)
    box = Box(left / WIDE, 390 / HIGH, (left + wide) / WIDE, (390 + FIGURE) / HIGH)
    return Word(text, box, sure, line)


def page(number="", day=""):
    """A white page on which a pen wrote a number and a day, one and a half times as high as print."""
    paper = np.full((HIGH, WIDE, 3), 255, np.uint8)
    for text, at in ((number, NUMBER_AT), (day, DAY_AT)):
        cv2.putText(paper, text, at, cv2.FONT_HERSHEY_SIMPLEX, 2.6, (20, 30, 140), 6, cv2.LINE_AA)
    return paper


def words(number, day, sure=0.97):
    """What the line reader made of it."""
    left = [word("Số:", 400, 0), *([word(number, 520, 0, sure)] if number else [])]
    right = [word("Hà", 1350, 1), word("Nội,", 1410, 1), word("ngày", 1540, 1)]
    penned = [word(day, 1660, 1, sure)] if day else []
    after = [
        word("tháng", 1850, 1),
        word("02", 2000, 1),
        word("năm", 2060, 1),
        word("2025", 2150, 1),
    ]
    return [*left, word("/QĐ-UBND", 800, 0), *right, *penned, *after]


def told(read):
    return {one.text: one.confidence for one in read if one.penned}


def test_figures_on_which_both_readers_agree_are_surer_than_a_doubt_and_less_than_sure():
    read = written.with_written(words("253", "25"), page("253", "25"))
    assert told(read) == {"253": 0.9, "25": 0.9}


def test_where_the_readers_differ_no_figure_is_believed():
    read = written.with_written(words("23", "47"), page("253", "25"))
    assert set(told(read)) <= {"253", "23", "25"}
    assert max(told(read).values()) <= 0.5


def test_figures_take_the_place_of_strokes_read_as_letters():
    read = written.with_written(words("AB", "&"), page("253", "25"))
    assert set(told(read)) == {"253", "25"}
    assert [one.text for one in read][:3] == ["Số:", "253", "/QĐ-UBND"]


def test_a_day_glued_to_its_words_is_parted():
    given = [one for one in words("253", "") if one.text != "ngày"]
    at = next(n for n, one in enumerate(given) if one.text == "tháng")
    glued = word("ngày25", 1540, 1)
    box = Box(glued.box.left, glued.box.top, 1800 / WIDE, glued.box.bottom)
    given.insert(at, Word("ngày25", box, 0.9, 1))
    texts = [one.text for one in written.with_written(given, page("253", "25"))]
    assert texts[texts.index("ngày") :][:3] == ["ngày", "25", "tháng"]


def test_figures_of_the_height_of_print_are_left_to_the_line_reader():
    given = words("253", "25")
    low = page()
    for text, at in (("253", NUMBER_AT), ("25", DAY_AT)):
        cv2.putText(low, text, at, cv2.FONT_HERSHEY_SIMPLEX, 1.6, (0, 0, 0), 4, cv2.LINE_AA)
    assert list(written.with_written(given, low)) == given


def test_a_page_without_the_lines_stays_as_it_is():
    given = [word("Kính", 400, 0), word("gửi:", 520, 0)]
    assert list(written.with_written(given, page("253", "25"))) == given


def test_the_network_tells_drawn_digits_and_its_probabilities_sum_to_one():
    pictures = []
    for digit in range(10):
        drawn = np.zeros((90, 70), np.uint8)
        cv2.putText(drawn, str(digit), (8, 75), cv2.FONT_HERSHEY_SIMPLEX, 2.6, 255, 7, cv2.LINE_AA)
        rows, columns = np.nonzero(drawn)
        pictures.append(
            digit_net.framed(drawn[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1])
        )
    odds = digit_net.probabilities(digit_net.trained(), np.stack(pictures))
    assert np.allclose(odds.sum(axis=1), 1, atol=1e-4)
    assert (odds.argmax(axis=1) == np.arange(10)).sum() >= 8


def test_the_weights_are_small():
    assert Path(digit_net.__file__).with_name("digits.npz").stat().st_size < 1_000_000


@pytest.mark.real
@pytest.mark.ocr
@pytest.mark.slow
def test_a_real_number_and_day_are_read_and_not_sure(real_scans):
    (paper,) = (real_scans / "documents").glob("280 BC*")
    read = read_picture(pages.render(paper, 1), readers("tesserocr"), Profile.ACCURATE)
    assert {"280", "22"} == set(told(read.words))
    assert max(told(read.words).values()) <= 0.9
