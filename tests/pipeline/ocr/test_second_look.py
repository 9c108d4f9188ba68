"""What is read again: the doubtful words with a neighbour on either side, cut between words."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pipeline.ocr.line_words import LineWord
from pipeline.ocr.second_look import DOUBT, stretches, whole_lines


def line(*sure: float) -> list[LineWord]:
    """Words as wide as the gaps between them."""
    step = 1 / (2 * len(sure))
    return [
        LineWord("hội", one, one, (2 * number + 0.5) * step, (2 * number + 1.5) * step)
        for number, one in enumerate(sure)
    ]


SURE, UNSURE = 0.99, 0.5


def test_a_line_without_doubt_is_not_read_again():
    assert stretches(line(*[SURE] * 9)) == []


def test_a_doubtful_word_is_read_with_a_neighbour_on_either_side():
    (part,) = stretches(line(*[SURE] * 4, UNSURE, *[SURE] * 5))
    assert (part.first, part.last) == (3, 5)
    assert 0.25 < part.left < 0.35 and 0.55 < part.right < 0.65


def test_a_number_with_a_gap_in_it_is_read_again_however_sure():
    words = line(*[SURE] * 8)
    words[3], words[4] = replace(words[3], text="0082251"), replace(words[4], text="13395")
    (part,) = stretches(words)
    assert (part.first, part.last) == (2, 4)


def test_doubts_close_to_each_other_are_read_as_one():
    sure = [SURE] * 20
    sure[3] = sure[6] = sure[17] = UNSURE
    assert [(part.first, part.last) for part in stretches(line(*sure))] == [(2, 7), (16, 18)]


def test_a_line_of_doubts_or_of_nothing_is_read_whole():
    (part,) = stretches(line(*[UNSURE] * 5))
    assert (part.first, part.last, part.left, part.right) == (0, 4, 0.0, 1.0)
    (nothing,) = stretches([])
    assert (nothing.left, nothing.right) == (0.0, 1.0)


def test_a_reader_that_needs_all_of_a_line_gets_it_where_a_word_is_doubtful():
    (part,) = whole_lines(line(SURE, UNSURE, SURE))
    assert (part.first, part.last, part.left, part.right) == (0, 2, 0.0, 1.0)
    assert whole_lines(line(SURE, SURE)) == []
    assert len(whole_lines([])) == 1


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_parts_are_in_order_apart_and_hold_every_doubt(sure):
    words = line(*sure)
    parts = stretches(words)
    held = [number for part in parts for number in range(part.first, part.last + 1)]
    assert held == sorted(set(held))
    assert all(word.sure >= DOUBT or number in held for number, word in enumerate(words))
    assert all(
        part.left <= words[part.first].left and words[part.last].right <= part.right
        for part in parts
    )
