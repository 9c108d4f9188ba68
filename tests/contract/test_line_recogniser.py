"""What every LineRecogniser promises; run against each there is."""

import unicodedata
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.ocr import neural_weights

SERIF = (
    "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf",
    "/usr/share/fonts/truetype/freefont/FreeSerif.ttf",
    "/usr/share/fonts/truetype/noto/NotoSerif-Regular.ttf",
)
LINES = (
    "Độc lập - Tự do - Hạnh phúc",
    "Ủy ban nhân dân huyện Lộc Bình",
    "Số: 123/QĐ-UBND ngày 05 tháng 7 năm 2024",
)
LONG = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015; " * 3

pytestmark = pytest.mark.ocr


@pytest.fixture(scope="module", params=["tesseract", "neural"])
def reader(request):
    if request.param == "tesseract":
        from pipeline.ocr.tesseract_lines import TesseractLines

        return TesseractLines()
    if neural_weights.folder() is None:
        pytest.skip("the neural line reader is not installed")
    from pipeline.ocr.neural_lines import NeuralLines

    return NeuralLines()


@pytest.fixture(scope="module")
def strip(reader):
    path = next((path for path in SERIF if Path(path).is_file()), None)
    if path is None:
        pytest.skip("no serif font with Vietnamese letters (Debian: fonts-liberation2)")

    def make(text):
        face = ImageFont.truetype(path, round(reader.height * 0.7))
        line = Image.new("L", (round(face.getlength(text)) + 30, reader.height), 250)
        ImageDraw.Draw(line).text((15, reader.height * 0.77), text, 15, face, anchor="ls")
        return np.asarray(line)

    return make


def test_each_strip_gives_its_text_in_turn(reader, strip):
    assert [read.text for read in reader.read([strip(line) for line in LINES])] == list(LINES)


def test_letters_have_a_certainty_and_a_place_from_left_to_right(reader, strip):
    (read,) = reader.read([strip(LINES[0])])
    assert len(read.sure) == len(read.spans) == len(read.text)
    assert all(0 <= sure <= 1 for sure in read.sure) and sum(read.sure) > 0.8 * len(read.sure)
    lefts = [left for left, _ in read.spans]
    assert lefts == sorted(lefts) and 0 <= lefts[0] < 0.08
    assert all(left <= right <= 1.001 for left, right in read.spans)
    dash = read.text.index("-")
    assert read.spans[dash][0] == pytest.approx(dash / len(read.text), abs=0.06)


def test_text_is_composed(reader, strip):
    for read in reader.read([strip(line) for line in LINES]):
        assert unicodedata.is_normalized("NFC", read.text)


def test_a_very_long_line_is_read_whole(reader, strip):
    (read,) = reader.read([strip(LONG)])
    assert read.text.count("chính quyền địa phương") == 3
    assert max(right for _, right in read.spans) > 0.95


def test_an_empty_or_tiny_strip_has_no_letters(reader):
    empty = np.full((reader.height, 300), 250, np.uint8)
    tiny = np.full((reader.height, 8), 250, np.uint8)
    for read in reader.read([empty, tiny]):
        assert not any(letter.isalnum() for letter in read.text)
    assert reader.read([]) == []


def test_short_strips_among_others_keep_their_own_figures(reader, strip):
    read = reader.read([strip(text) for text in ("12", LINES[1], "7", "345")])
    assert [one.text for one in read] == ["12", LINES[1], "7", "345"]


def test_reading_twice_gives_the_same(reader, strip):
    strips = [strip(line) for line in LINES]
    assert reader.read(strips) == reader.read(strips)
