import unicodedata

import held_lines
import line_lots
import line_texts
import numpy as np
import pytest
from line_lots import Lots

from pipeline.ocr.strips import DROP, RISE
from samples.chance import Chance

pytestmark = pytest.mark.slow


def test_the_same_seed_gives_the_same_lines_whatever_is_asked_first(faces):
    forward = {n: Lots(3, faces)[n] for n in range(6)}
    backward = {n: Lots(3, faces)[n] for n in reversed(range(6))}
    for number, scan in forward.items():
        assert scan.text == backward[number].text
        assert scan.strip(64).tobytes() == backward[number].strip(64).tobytes()


def test_another_seed_gives_other_lines(faces):
    assert [Lots(3, faces)[n].text for n in range(9)] != [Lots(4, faces)[n].text for n in range(9)]


@pytest.mark.parametrize("height", [64, 40])
def test_strips_have_the_height_asked_for_and_the_tone_of_lit_paper(faces, height):
    lots = Lots(1, faces)
    strips = [lots[number].strip(height) for number in range(40)]
    assert {strip.shape[0] for strip in strips} == {height}
    assert {strip.dtype for strip in strips} == {np.dtype(np.uint8)}
    papers = [float(np.percentile(strip, 90)) for strip in strips]
    assert min(papers) > 220 and 240 <= np.median(papers) <= 255


def test_a_line_begins_and_stands_where_the_cutter_puts_it(faces):
    """A margin of 0.7 capitals on the left, the baseline 0.55 capitals above the lower edge."""
    lots, capital = Lots(1, faces), 64 / (RISE + DROP)
    starts, bottoms = [], []
    for number in range(60):
        dark = lots[number].strip(64) < 128
        if dark.any():
            starts.append(np.flatnonzero(dark.any(axis=0))[0])
            bottoms.append(np.flatnonzero(dark.sum(axis=1) > 0.3 * dark.sum(axis=1).max())[-1])
    assert np.median(starts) == pytest.approx(0.7 * capital, abs=4)
    assert np.median(bottoms) == pytest.approx(RISE * capital, abs=4)


def test_every_kind_of_text_turns_up_composed_and_within_the_vocabulary():
    drawn = [line_texts.drawn(Chance("test", number)) for number in range(3000)]
    assert {kind for kind, _ in drawn} == set(line_texts.SOURCES)
    for kind, text in drawn:
        assert unicodedata.is_normalized("NFC", text), text
        assert text and text == text.strip() and len(text) <= line_lots.LONGEST, (kind, text)
        assert set(text) <= set(line_texts.LETTERS), (kind, text)


def test_every_letter_turns_up():
    drawn = (line_texts.drawn(Chance("letters", number))[1] for number in range(6000))
    assert set(line_texts.LETTERS) - set().union(*map(set, drawn)) == set()


def test_no_typeface_that_judges_is_trained_on(faces):
    trained = {path.name for path in faces}
    held = {path.name for path in line_lots.faces(held_back=True)}
    assert held and not trained & held


def test_a_strip_is_shrunk_to_whole_frames():
    strip = np.full((64, 333), 250, np.uint8)
    small = line_lots.shrunk(strip, 32, 0.8)
    assert small.shape == (32, 132) and small.dtype == np.float32
    assert np.allclose(small, 250 / 255)


def test_lines_held_back_are_cut_out_of_made_pages_with_their_truth():
    lines = held_lines.pages(1)
    assert len(lines) > 60
    assert {line.strip(64).shape[0] for line in lines} == {64}
    assert any(line.text.startswith("Căn cứ") for line in lines)
