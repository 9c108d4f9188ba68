"""Runs keep every word, follow the text's slope, and end where the columns part."""

import math

from hypothesis import given
from hypothesis import strategies as st

from extractors.layout import cut, runs
from pipeline.model import Box, OcrPage, Word

LEFT = "ỦY BAN NHÂN DÂN"
RIGHT = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


def test_two_columns_on_one_engine_line_are_two_runs(page):
    left, right = page([(LEFT, 0.2, 0.06)]).words, page([(RIGHT, 0.5, 0.06)]).words
    mixed = OcrPage(1, 2480, 3508, 300, 0, 0.0, False, 0.97, "test", left + right)
    assert [run.text for run in runs(mixed)] == [LEFT, RIGHT]


def test_rows_of_a_tilted_page_keep_their_order(page):
    slope = math.tan(math.radians(2)) * 2480 / 3508
    lines = [
        (f"hàng {n} {side}", x, 0.1 + 0.014 * n - slope * x)
        for n in range(6)
        for side, x in (("trái", 0.1), ("phải", 0.7))
    ]
    found = [run.text for run in runs(page(lines, skew=2.0))]
    assert found == [f"hàng {n} {side}" for n in range(6) for side in ("trái", "phải")]


def test_specks_and_scribbles_are_left_out(page):
    lines = [("Nơi nhận:", 0.2, 0.5), ("Z<NÌ", 0.6, 0.5, 0.1), ("_—-.", 0.7, 0.5, 0.4)]
    assert [run.text for run in runs(page(lines))] == ["Nơi nhận:"]


@st.composite
def pages(draw):
    places = draw(st.lists(st.tuples(st.floats(0, 0.9), st.floats(0, 0.95)), max_size=30))
    words = tuple(
        Word(f"từ{n}", Box(x, y, x + 0.05, y + 0.011), 0.9, n // 3)
        for n, (x, y) in enumerate(places)
    )
    return OcrPage(1, 2480, 3508, 300, 0, draw(st.floats(-5, 5)), not words, 0.9, "test", words)


@given(pages())
def test_every_solid_word_is_in_exactly_one_run(one):
    assert sorted(w.text for run in runs(one) for w in run.words) == sorted(
        w.text for w in one.words
    )


@given(pages(), st.floats(0, 1))
def test_a_cut_loses_no_word(one, at):
    for run in runs(one):
        left, right = cut(run, at)
        kept = (left.words if left else ()) + (right.words if right else ())
        assert sorted(w.text for w in kept) == sorted(w.text for w in run.words)


@given(pages())
def test_a_runs_box_holds_its_words(one):
    for run in runs(one):
        assert run.box.left == min(w.box.left for w in run.words)
        assert run.box.bottom == max(w.box.bottom for w in run.words)


def test_a_word_read_twice_in_one_place_counts_once(page):
    read = page([("Nghị quyết số", 0.2, 0.2)])
    last = read.words[-1]
    box = Box(last.box.left, last.box.top + 0.004, last.box.right, last.box.bottom)
    ghost = Word("SỐ", box, 0.86, last.line)
    doubled = OcrPage(1, 2480, 3508, 300, 0, 0.0, False, 0.9, "test", (*read.words, ghost))
    assert [run.text for run in runs(doubled)] == ["Nghị quyết số"]
