"""A secrecy marking stamped in red is read although seals are taken away, and locks the paper away."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

import samples
from extractors import extract
from extractors.marking import marking_on
from pipeline.model import Profile
from pipeline.ocr.engines import readers
from pipeline.ocr.reading import read_picture
from pipeline.picture import PagePicture
from pipeline.text import code_key
from samples.fonts import EVERY, STYLES, font, usable

pytestmark = pytest.mark.ocr
RED = (200, 20, 30, 255)
BLACK = (20, 20, 20, 255)


def stamped(text: str, angle: float, ink: tuple[int, int, int, int] = RED) -> np.ndarray:
    page = samples.paper("quyet-dinh", "a", "scan", 3).pages[0].convert("RGB")
    bold = font(usable(EVERY)[0], STYLES[1], 56)
    width = int(ImageDraw.Draw(page).textlength(text, font=bold)) + 44
    stamp = Image.new("RGBA", (width, 112), (0, 0, 0, 0))
    draw = ImageDraw.Draw(stamp)
    draw.rectangle((4, 4, width - 8, 104), outline=ink, width=6)
    draw.text((20, 16), text, font=bold, fill=ink)
    turned = stamp.rotate(angle, expand=True)
    page.paste(turned, (300, 560), turned)
    return np.asarray(page)


@pytest.mark.parametrize(("text", "angle"), [("MẬT", -4), ("TỐI MẬT", 0), ("TUYỆT MẬT", 5)])
def test_a_red_marking_restricts_the_paper(text: str, angle: float) -> None:
    picture = PagePicture(1, stamped(text, angle), 300)
    page = read_picture(picture, readers("tesserocr"), Profile.FAST)
    assert extract([page]).restricted == text


@pytest.mark.parametrize(
    ("text", "ink"),
    [("MẬT", RED), ("M Ậ T", RED), ("TỐI MẬT", RED), ("MẬT", BLACK), ("T Ố I  M Ậ T", BLACK)],
)
def test_a_marking_on_a_later_page_is_seen_too(text: str, ink: tuple[int, int, int, int]) -> None:
    picture = PagePicture(2, stamped(text, 0, ink), 300)
    page = read_picture(picture, readers("tesserocr"), Profile.FAST)
    assert code_key(marking_on(page) or "") == code_key(text)


@pytest.mark.parametrize(("text", "angle"), [("HỎA TỐC", 3), ("KHẨN", 0), ("THƯỢNG KHẨN", -5)])
def test_a_red_marking_of_urgency_is_a_line_where_it_stands(text: str, angle: float) -> None:
    page = read_picture(
        PagePicture(1, stamped(text, angle), 300), readers("tesserocr"), Profile.FAST
    )
    assert extract([page]).restricted is None
    lines = {" ".join(word.text for word in line): line for line in page.lines()}
    assert all(0.1 < word.box.left < 0.4 and 0.12 < word.box.top < 0.25 for word in lines[text])


def test_seals_and_registry_stamps_are_no_marking() -> None:
    for seed in range(3):
        made = samples.paper("quyet-dinh", "a", "stamp", seed).pages[0].convert("RGB")
        page = read_picture(
            PagePicture(1, np.asarray(made), 300), readers("tesserocr"), Profile.FAST
        )
        assert extract([page]).restricted is None
