"""Lines printed in red are read where they stand; seals and stamps are no print."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

import samples
from pipeline.model import Profile
from pipeline.ocr.engines import readers
from pipeline.ocr.reading import read_picture
from pipeline.picture import PagePicture
from pipeline.red_print import red_print
from samples.fonts import EVERY, STYLES, font, usable

RED = (200, 30, 40)


def titled(draw_red):
    """A page of black lines with something red between the second and the third."""
    sheet = Image.new("RGB", (2480, 3508), (250, 250, 248))
    pen = ImageDraw.Draw(sheet)
    plain = font(usable(EVERY)[0], STYLES[0], 54)
    for at, line in enumerate(
        ("Độc lập - Tự do - Hạnh phúc", "Số: 12", "Họ và tên: Vừ A Dính", "Năm sinh: 1990")
    ):
        pen.text(
            (400, 300 + 160 * at + (400 if at > 1 else 0)), line, font=plain, fill=(25, 25, 25)
        )
    draw_red(pen)
    return np.asarray(sheet)


def title(pen):
    bold = font(usable(EVERY)[0], STYLES[1], 72)
    pen.text((800, 650), "GIẤY CHỨNG NHẬN", font=bold, fill=RED)
    pen.text((1700, 3000), "DH 399296", font=bold, fill=RED)


def seal(pen):
    pen.ellipse((1500, 2300, 1920, 2720), outline=RED, width=12)
    pen.ellipse((1560, 2360, 1860, 2660), outline=RED, width=5)


@pytest.mark.ocr
def test_a_red_title_and_a_serial_stand_in_reading_order():
    page = read_picture(PagePicture(1, titled(title), 300), readers("tesserocr"), Profile.FAST)
    lines = [" ".join(word.text for word in line) for line in page.lines()]
    assert lines[2] == "GIẤY CHỨNG NHẬN" and lines[-1] == "DH 399296"
    assert lines[3].startswith("Họ và tên") and len(lines) == 6
    assert [word.line for word in page.words] == sorted(word.line for word in page.words)


def test_a_seal_is_no_print_and_neither_is_a_page_in_black():
    assert red_print(titled(seal)) is None
    assert red_print(titled(lambda pen: None)) is None
    assert red_print(np.full((40, 60, 3), 255, np.uint8)) is None


@pytest.mark.ocr
def test_sealed_letters_gain_no_line():
    for seed in (0, 3):
        made = samples.paper("quyet-dinh", "a", "stamp", seed).pages[0].convert("RGB")
        assert red_print(np.asarray(made)) is None


@pytest.mark.ocr
@pytest.mark.parametrize("seed", [1, 2])
def test_digits_in_boxes_are_read_one_by_one(seed):
    paper = samples.paper("to-khai-thay-doi-thong-tin-cu-tru", "a", "scan", seed)
    picture = PagePicture(1, np.asarray(paper.pages[0]), 300)
    page = read_picture(picture, readers("tesserocr"), Profile.ACCURATE)
    number = paper.truth.value("personal_id")
    assert " ".join(number) in page.text()
