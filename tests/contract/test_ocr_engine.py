"""What every OcrEngine promises; run against each engine there is."""

import unicodedata
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.ocr.engines import engine

SERIF = (
    "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf",
    "/usr/share/fonts/truetype/freefont/FreeSerif.ttf",
    "/usr/share/fonts/truetype/noto/NotoSerif-Regular.ttf",
)
LINES = (
    "Độc lập - Tự do - Hạnh phúc",
    "Ủy ban nhân dân huyện Lộc Bình",
    "Quyết định số 123 năm 2024",
)

pytestmark = pytest.mark.ocr


@pytest.fixture(scope="module", params=["tesserocr", "pytesseract"])
def reader(request):
    return engine(request.param)


@pytest.fixture(scope="module")
def sheet():
    path = next((path for path in SERIF if Path(path).is_file()), None)
    if path is None:
        pytest.skip("no serif font with Vietnamese letters (Debian: fonts-liberation2)")
    page = Image.new("L", (1800, 700), 250)
    for at, line in enumerate(LINES):
        place = (200, 120 + at * 150)
        ImageDraw.Draw(page).text(place, line, font=ImageFont.truetype(path, 60), fill=20)
    return np.asarray(page)


def test_words_come_in_reading_order_with_their_lines(reader, sheet):
    words = reader.read(sheet, 300)
    lines = {word.line for word in words}
    assert lines == {0, 1, 2}
    for number, line in enumerate(LINES):
        assert " ".join(word.text for word in words if word.line == number) == line


def test_boxes_lie_on_the_words_as_fractions_of_the_picture(reader, sheet):
    words = reader.read(sheet, 300)
    for word in words:
        assert 0 <= word.box.left < word.box.right <= 1
        assert 0 <= word.box.top < word.box.bottom <= 1
    tops = [min(word.box.top for word in words if word.line == line) * 700 for line in range(3)]
    assert tops == pytest.approx([125, 275, 425], abs=25)
    assert min(word.box.left for word in words) * 1800 == pytest.approx(202, abs=8)


def test_text_is_composed_and_confidence_a_share(reader, sheet):
    words = reader.read(sheet, 300)
    assert all(unicodedata.is_normalized("NFC", word.text) for word in words)
    assert all(0.5 < word.confidence <= 1 for word in words)


def test_reading_does_not_change_the_picture_or_the_next_reading(reader, sheet):
    before = sheet.copy()
    first = reader.read(sheet, 300)
    reader.read(np.full((900, 600), 250, np.uint8), 300)
    assert reader.read(sheet, 300) == first
    assert np.array_equal(sheet, before)


@pytest.mark.parametrize("shape", [(1, 1), (3, 400), (200, 300)])
def test_an_empty_or_tiny_picture_has_no_words(reader, shape):
    assert reader.read(np.full(shape, 255, np.uint8), 300) == []


@pytest.mark.parametrize("dpi", [1, 72, 5000])
def test_an_odd_resolution_is_no_error(reader, sheet, dpi):
    assert reader.read(sheet, dpi)


def test_a_view_of_a_larger_picture_is_read_as_it_looks(reader, sheet):
    wide = np.full((700, 3600), 250, np.uint8)
    wide[:, 900:2700] = sheet
    seen = reader.read(wide[:, 900:2700], 300)
    assert [word.text for word in seen] == [word.text for word in reader.read(sheet, 300)]


def test_the_name_tells_engine_version_and_model(reader):
    assert reader.name.split("-")[0] in {"tesserocr", "pytesseract"}
    assert ".vie-" in reader.name
