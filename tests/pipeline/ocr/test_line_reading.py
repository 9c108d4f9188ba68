"""Lines read by one recogniser and by two: who is asked what, and what is no print."""

import cv2
import numpy as np
import pytest

from pipeline.model import Profile
from pipeline.ocr.line_reading import read_lines
from pipeline.ocr.sheet import lay, treat
from pipeline.ports import LineText
from pipeline.upright import Way


class Told:
    """LineRecogniser that answers every strip alike and keeps how wide the strips were."""

    def __init__(self, name, text, sure, height=40):
        self.name, self.height = name, height
        self.text, self.sure = text, sure
        self.widths = []

    def read(self, strips):
        self.widths += [strip.shape[1] / strip.shape[0] for strip in strips]
        step = 1 / max(1, len(self.text))
        spans = tuple((n * step, (n + 1) * step) for n in range(len(self.text)))
        return [LineText(self.text, tuple(self.sure), spans) for _ in strips]


def told(text, sure=1.0, doubtful="", name="one-1"):
    """Sure of every letter but those of the doubtful word."""
    figures = [sure] * len(text)
    at = text.find(doubtful) if doubtful else 0
    figures[at : at + len(doubtful)] = [0.3] * len(doubtful)
    return Told(name, text, figures)


@pytest.fixture
def sheet():
    page = np.full((1754, 1240), 250, np.uint8)
    cv2.putText(page, "mot hai ba bon nam sau bay", (100, 400), cv2.FONT_HERSHEY_COMPLEX, 1, 20, 2)
    return lay(treat(page), Way(0, 0.0))


def texts(read):
    return [word.text for word in read.words]


LINE = "mot hai ba bon nam sau bay"


def test_fast_asks_only_the_first(sheet):
    first, second = told(LINE, doubtful="bon"), told("ba bốn nam", name="other-1")
    assert texts(read_lines(sheet, first, second, Profile.FAST)) == LINE.split()
    assert second.widths == []


def test_accurate_asks_the_second_about_the_doubtful_word_and_its_neighbours(sheet):
    first, second = told(LINE, doubtful="bon"), told("ba bốn nam", name="other-1")
    read = read_lines(sheet, first, second, Profile.ACCURATE)
    assert texts(read) == ["mot", "hai", "ba", "bốn", "nam", "sau", "bay"]
    [part], [whole] = second.widths, first.widths
    assert 0.3 * whole < part < 0.6 * whole
    lefts = [word.box.left for word in read.words]
    assert lefts == sorted(lefts) and len({word.line for word in read.words}) == 1


def test_a_line_that_is_sure_is_not_read_twice(sheet):
    second = told("khác", name="other-1")
    assert texts(read_lines(sheet, told(LINE), second, Profile.ACCURATE)) == LINE.split()
    assert second.widths == []


def test_best_begins_with_the_second_and_shows_its_doubts_to_the_first_whole(sheet):
    first, second = told("mot hai ba bốn nam sau bay"), told(LINE, doubtful="bon", name="other-1")
    read = read_lines(sheet, first, second, Profile.BEST)
    assert texts(read) == ["mot", "hai", "ba", "bốn", "nam", "sau", "bay"]
    assert first.widths == second.widths


@pytest.mark.parametrize("bars", ["IIIlIIII", "l1I|I!I Il1", "IÌÌIIl"])
def test_the_bars_of_a_code_that_nobody_could_read_are_no_words(sheet, bars):
    assert texts(read_lines(sheet, told(bars, 0.9), None, Profile.FAST)) == []


@pytest.mark.parametrize("word", ["III", "1111111", "Illinois", "II/2024"])
def test_figures_and_numerals_are_words(sheet, word):
    assert texts(read_lines(sheet, told(word, 0.9), None, Profile.FAST)) == [word]


def test_strokes_read_without_any_certainty_are_no_words(sheet):
    assert texts(read_lines(sheet, told("sac Mê", 0.2), None, Profile.FAST)) == []
