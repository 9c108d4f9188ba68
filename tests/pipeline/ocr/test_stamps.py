"""Stamps of arrival and markings are regions of their own: found in colour and in black, behind the text."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

import samples
from extractors import extract
from pipeline import pages
from pipeline.model import Box, Profile, StampKind, TableCell, Word, around
from pipeline.ocr import stamps
from pipeline.ocr.engines import readers
from pipeline.ocr.reading import read_picture
from pipeline.picture import PagePicture
from samples.fonts import EVERY, STYLES, font, usable

REAL = Path(__file__).resolve().parents[4] / "shared" / "real" / "documents"
SAME_PLACE = 0.6
"""Intersection over union of a stamp's words and its true lines; words keep a slant's corners."""


def read(pixels, profile=Profile.ACCURATE):
    return read_picture(PagePicture(1, np.asarray(pixels), 300), readers("tesserocr"), profile)


def arrivals(page):
    return [stamp for stamp in page.stamps if stamp.kind is StampKind.ARRIVAL]


def lines_of(stamp, page):
    return [
        " ".join(word.text for word in line) for line in page.lines() if stamp.holds(line[0].line)
    ]


@pytest.mark.ocr
@pytest.mark.parametrize(
    ("kind", "layout", "seed"),
    [("cong-van", "b", 0), ("bao-cao", "b", 8), ("quyet-dinh", "a", 4), ("bao-cao", "a", 1)],
)
def test_a_stamp_in_colour_is_read_where_it_stands_and_its_number_is_not_the_papers(
    kind, layout, seed
):
    paper = samples.paper(kind, layout, "stamp", seed)
    title, number, *_ = stamped = paper.truth.pages[0].lines[-4:]
    assert title.text == "CÔNG VĂN ĐẾN"
    page = read(paper.pages[0].convert("RGB"))
    [stamp] = arrivals(page)
    assert stamp.box.overlap(around([Box(*line.box) for line in stamped])) > SAME_PLACE
    assert number.text in lines_of(stamp, page)
    assert stamp.last == page.words[-1].line
    values = {value.name: value.value for value in extract([page]).fields}
    truth = {field.name: field.value for field in paper.truth.fields}
    assert values["number"] == truth["number"]


@pytest.mark.ocr
def test_papers_without_a_stamp_have_none():
    for kind, seed in (("quyet-dinh", 0), ("cong-van", 1), ("bao-cao", 3)):
        for level in ("stamp", "scan"):
            paper = samples.paper(kind, "a", level, seed)
            if "ĐẾN" not in paper.truth.pages[0].text():
                assert not read(paper.pages[0].convert("RGB"), Profile.FAST).stamps


def annex_four(angle):
    """The stamp as the decree draws it, in black, 50 by 35 mm at 300 dpi."""
    bold, plain = (
        font(usable(EVERY)[0], style, size)
        for style, size in zip(STYLES[1::-1], (44, 38), strict=True)
    )
    stamp = Image.new("L", (640, 460), 255)
    draw = ImageDraw.Draw(stamp)
    draw.rectangle((20, 20, 610, 433), outline=0, width=6)
    draw.line((20, 110, 610, 110), fill=0, width=5)
    draw.line((200, 110, 200, 433), fill=0, width=5)
    draw.text((60, 40), "UBND HUYỆN SƠN MẪU", font=bold, fill=0)
    draw.text((60, 240), "ĐẾN", font=bold, fill=0)
    for at, text in enumerate(("Số: 2770", "Ngày: 04/4/2024", "Chuyển: VP")):
        draw.text((225, 140 + 95 * at), text, font=plain, fill=0)
    return stamp.rotate(angle, fillcolor=255, resample=Image.Resampling.BICUBIC)


@pytest.mark.ocr
@pytest.mark.parametrize("angle", [-3, 0, 2])
def test_a_stamp_in_black_is_set_aside_from_the_text(angle):
    paper = samples.paper("quyet-dinh", "a", "scan", 3)
    sheet = paper.pages[0].convert("L")
    plain = read(sheet)
    below = round(max(word.box.bottom for word in plain.words if word.box.top < 0.2) * sheet.height)
    taller = Image.new("L", sheet.size, 245)
    taller.paste(sheet.crop((0, 0, sheet.width, below + 8)), (0, 0))
    taller.paste(sheet.crop((0, below + 8, sheet.width, sheet.height - 500)), (0, below + 508))
    taller.paste(annex_four(angle), (240, below + 20))
    page = read(taller)
    [stamp] = arrivals(page)
    said = " ".join(lines_of(stamp, page))
    assert "ĐẾN" in said and "2770" in said and "Chuyển" in said
    assert (
        stamp.box.overlap(Box(260 / 2480, (below + 40) / 3508, 850 / 2480, (below + 453) / 3508))
        > 0.7
    )
    text = [
        " ".join(word.text for word in line)
        for line in page.lines()
        if not stamp.holds(line[0].line)
    ]
    assert not [line for line in text if "ĐẾN" in line or "2770" in line]
    assert [value.value for value in extract([page]).fields if value.name == "number"] == [
        field.value for field in paper.truth.fields if field.name == "number"
    ]


@pytest.mark.real
@pytest.mark.skipif(not REAL.is_dir(), reason="no real documents beside the checkout")
def test_the_stamp_on_a_real_letter_is_found_and_no_other_letter_has_one():
    found = {}
    for path in sorted(REAL.glob("*.pdf")):
        page = read_picture(pages.render(path, 1), readers("tesserocr"), Profile.FAST)
        found[path.name[:4]] = arrivals(page)
    [stamp] = found.pop("2770")
    assert stamp.box.overlap(Box(0.0, 0.18, 0.27, 0.256)) > 0.75
    assert not any(found.values())


lots = st.lists(st.tuples(st.integers(0, 3), st.booleans()), min_size=1, max_size=12)


@given(lots, st.integers(0, 11), st.integers(0, 11))
def test_setting_lines_aside_loses_no_word_and_numbers_lines_without_gaps(lot, one, other):
    words = tuple(
        Word(f"{line}.{at}", Box(0.1, 0.1, 0.2, 0.2), 0.9, line)
        for line, (amount, _) in enumerate(lot)
        for at in range(amount + 1)
    )
    cell = TableCell(0, 0, 0, *sorted((one % len(lot), other % len(lot))))
    aside = {line for line, (_, chosen) in enumerate(lot) if chosen}
    text = stamps.set_aside(stamps.Text(words, (cell,)), StampKind.ARRIVAL, aside, words[0].box)
    assert sorted(word.text for word in text.words) == sorted(word.text for word in words)
    assert sorted({word.line for word in text.words}) == list(range(len(lot)))
    held = {word.text for word in text.words for stamp in text.stamps if stamp.holds(word.line)}
    assert held == {word.text for word in words if word.line in aside}
    in_cell = {word.text for word in words if cell.first <= word.line <= cell.last} - held
    kept = {w.text for c in text.cells for w in text.words if c.first <= w.line <= c.last}
    assert kept == in_cell


def test_a_marking_in_black_is_a_stamp_and_a_word_of_the_text_is_none():
    def line(number, said, top):
        return [
            Word(word, Box(0.1 + at / 10, top, 0.18 + at / 10, top + 0.02), 0.9, number)
            for at, word in enumerate(said.split())
        ]

    words = (
        *line(0, "ỦY BAN", 0.1),
        *line(1, "TỐI MẬT", 0.2),
        *line(2, "khẩn", 0.3),
        *line(3, "KHẨN", 0.8),
    )
    blank = np.full((300, 200), 255, np.uint8)
    text = stamps.with_stamps(stamps.Text(words), blank, 300, None, None)
    [stamp] = text.stamps
    assert (stamp.kind, stamp.first, stamp.last) == (StampKind.MARKING, 3, 3)
    assert [word.text for word in text.words] == ["ỦY", "BAN", "khẩn", "KHẨN", "TỐI", "MẬT"]


def test_a_sentence_between_leaders_is_no_stamp():
    blank = np.full((3508, 2480), 255, np.uint8)
    blank[1000:1003, 300:1500] = blank[1200:1203, 300:1500] = 0
    said = ("Nội", "dung:", "Chuyển", "mục", "đích", "ngày", "số")
    words = tuple(
        Word(word, Box(0.15 + at / 20, 0.31, 0.19 + at / 20, 0.325), 0.9, 0)
        for at, word in enumerate(said)
    )
    assert not stamps.with_stamps(stamps.Text(words), blank, 300, None, None).stamps
