import time
import unicodedata
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.glyphless import END
from pipeline.model import Box, Word
from pipeline.pages import render
from pipeline.picture import PagePicture, Pixels, ScanStream, turn
from pipeline.text import nfc
from pipeline.textlayer import assemble, page_pdf

LINES = [
    "ỦY BAN NHÂN DÂN XÃ ĐỨC PHỔ",
    "QUYẾT ĐỊNH Số: 01/QĐ-UBND",
    "Về việc cấp giấy phép xây dựng cho bà Nguyễn Thị Hường",
    "Căn cứ Luật Tổ chức chính quyền địa phương (sửa đổi);",
]
TURNS = (0, 90, 180, 270)
LETTERS = st.text(
    st.characters(categories=["Lu", "Ll", "Nd"], max_codepoint=0x24FF).filter(
        lambda c: unicodedata.bidirectional(c) in {"L", "EN"}
    ),
    min_size=1,
    max_size=12,
)


def alike(shown: Pixels, wanted: Pixels) -> float:
    """Correlation of two pictures of a page, blurred as by the eye's distance, 1.0 = the same."""
    size = shown.shape[1::-1]
    grey = [pixels if pixels.ndim == 2 else pixels[..., 1] for pixels in (shown, wanted)]
    seen, meant = (cv2.resize(one, size, interpolation=cv2.INTER_AREA) for one in grey)
    blurred = [cv2.GaussianBlur(one, (0, 0), 2).ravel() for one in (seen, meant)]
    return float(np.corrcoef(*blurred)[0, 1])


def tall(made, **more):
    return made.picture(made.sheet(), **more)


def test_words_come_out_line_by_line_as_they_went_in(made, seen):
    pdf = seen(page_pdf(tall(made), made.page(LINES)))
    assert pdf.text().strip("\f\n").split("\n") == LINES


def test_selection_marks_each_word_where_it_stands(made, seen):
    page = made.page(LINES)
    found = seen(page_pdf(tall(made), page)).boxes()
    assert [text for text, _ in found] == [word.text for word in page.words]
    for word, (_, box) in zip(page.words, found, strict=True):
        assert word.box.overlap(box) > 0.9, word.text


def test_a_dash_does_not_tear_its_line_apart(made, seen):
    high, low = (0.1, 0.115), (0.107, 0.109)
    words = [
        Word(text, Box(left, top, left + 0.06, bottom), 0.9, 0)
        for text, left, (top, bottom) in (("Tự", 0.1, high), ("-", 0.2, low), ("do", 0.3, high))
    ]
    pdf = seen(page_pdf(tall(made), made.page_with(*words)))
    assert pdf.text().strip() == "Tự - do"


def test_words_that_touch_stay_two_words(made, seen):
    left = [(0.1, "Số:"), (0.14, "575"), (0.2, "/UBND-KTTH"), (0.29, "ngày")]
    words = [
        Word(text, Box(x, 0.1, x + 0.012 * len(text) + 0.02, 0.118), 0.9, 0) for x, text in left
    ]
    pdf = seen(page_pdf(tall(made), made.page_with(*words)))
    assert pdf.read().split() == [text for _, text in left]


def test_a_hyphen_at_the_end_of_a_line_is_kept(made, seen):
    lines = ["theo Quyết định số 1456/QĐ-", "TTg ngày 19 tháng 11 -", "năm 2020"]
    pdf = seen(page_pdf(tall(made), made.page(lines)))
    assert pdf.read().split() == " ".join(lines).split()
    assert [word for word in pdf.written().split() if word != END] == " ".join(lines).split()


def test_letters_above_and_below_do_not_tear_a_line_apart(made, seen):
    heights = {
        "2021": (0.1, 0.112),
        "-": (0.106, 0.107),
        "kỳ": (0.099, 0.116),
        "Ủy": (0.095, 0.116),
    }
    texts = ["Ủy", "kỳ", "2021", "-", "2026", "kỳ", "Ủy", "2021"]
    words = []
    for n, text in enumerate(texts):
        top, bottom = heights.get(text, (0.1, 0.112))
        words.append(Word(text, Box(0.1 + 0.09 * n, top, 0.17 + 0.09 * n, bottom), 0.9, 0))
    assert seen(page_pdf(tall(made), made.page_with(*words))).read().strip() == " ".join(texts)


def test_lines_of_a_page_skewed_by_one_degree_come_out_whole(made, seen):
    lines = ["kinh doanh khi thực hiện các thủ tục hành chính thuế; tạo"] * 20
    page = made.page(lines)
    climb = 0.012  # of the height over the width: 1°
    words = [
        replace(
            word,
            box=Box(box.left, box.top - climb * box.left, box.right, box.bottom - climb * box.left),
        )
        for word in page.words
        for box in [word.box]
    ]
    assert seen(page_pdf(tall(made), made.page_with(*words))).read().split("\n")[:20] == lines


def test_a_climbing_line_stays_one_line(made, seen):
    words = [
        Word("Huyện", Box(x, 0.2 - 0.02 * x, x + 0.07, 0.215 - 0.02 * x), 0.9, 0)
        for x in (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7)
    ]
    pdf = seen(page_pdf(tall(made), made.page_with(*words)))
    assert pdf.text().strip() == " ".join(["Huyện"] * 7)


@pytest.mark.parametrize("declared", TURNS)
@pytest.mark.parametrize("found", TURNS)
def test_own_jpeg_is_untouched_and_shown_upright(made, seen, declared, found):
    upright = made.sheet()
    picture = made.picture(turn(upright, -found), turned=declared)
    pdf = seen(page_pdf(picture, made.page(LINES, turned=found)))
    assert pdf.images() == [("/DCTDecode", picture.scan.data)]
    shown = pdf.pixels(30)
    assert shown.shape == upright.shape and np.abs(shown.astype(int) - upright).mean() < 2
    assert pdf.turned() == (declared + found) % 360
    assert pdf.boxes()[0][1].as_list()[:2] == pytest.approx([0.1, 0.05], abs=0.01)


@pytest.mark.parametrize("found", TURNS)
def test_picture_without_a_jpeg_is_shown_upright_too(made, seen, found):
    upright = cv2.cvtColor(made.sheet(), cv2.COLOR_RGB2GRAY)
    pdf = seen(page_pdf(made.picture(turn(upright, -found)), made.page([], turned=found)))
    shown = pdf.pixels(30)
    assert shown.shape[:2] == upright.shape
    assert np.abs(shown[..., 0].astype(int) - upright).mean() < 2


def test_two_tones_are_kept_dot_for_dot_as_fax(made, seen):
    dots = (np.random.default_rng(1).random((350, 243)) > 0.1).astype(np.uint8) * 255
    pdf = seen(page_pdf(made.picture(dots, dpi=72), made.page([])))
    assert [kind for kind, _ in pdf.images()] == ["/CCITTFaxDecode"]
    assert (pdf.picture() == dots).all()
    assert pdf.pixels(72).mean() > 200


def test_colour_and_grey_without_a_jpeg_become_one(made, seen):
    for pixels in (made.sheet(), made.sheet()[..., 1]):
        [(kind, data)] = seen(page_pdf(made.picture(pixels), made.page([]))).images()
        again = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
        assert kind == "/DCTDecode" and again.shape == pixels.shape


@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff", b"\xff\xd8" + b"\xff" * 40, bytes(99)])
def test_jpeg_that_no_viewer_could_show_is_made_anew(made, seen, data):
    pixels = made.sheet()
    picture = PagePicture(1, pixels, 30, ScanStream(data, 0))
    shown = seen(page_pdf(picture, made.page([]))).pixels(30)
    assert np.abs(shown.astype(int) - pixels).mean() < 2


def test_page_has_the_size_of_its_paper(made, seen):
    pixels = np.full((3508, 2480), 200, np.uint8)
    pdf = seen(page_pdf(made.picture(pixels, dpi=300), made.page([])))
    assert pdf.size() == pytest.approx((595.2, 841.92))


@pytest.mark.parametrize(("height", "width", "dpi"), [(1, 1, 300), (8, 20000, 300), (9000, 9, 30)])
def test_odd_sheets_get_the_nearest_size_a_pdf_may_have(made, seen, height, width, dpi):
    pixels = np.zeros((height, width), np.uint8)
    size = seen(page_pdf(made.picture(pixels, dpi=dpi), made.page(LINES[:1]))).size()
    assert min(size) >= 3 and max(size) <= 14_400


def test_small_page_of_text_keeps_ink_sharp_and_the_seal_red(made, seen):
    letter = made.letter()
    page = made.page(LINES * 10)
    pdf = page_pdf(made.picture(letter, dpi=300, turned=0), page, small=True)
    assert len(pdf) <= 60_000
    shown = seen(pdf).pixels(100)
    red, green, _ = shown[int(3400 / 3)][int(1900 / 3) - 4 : int(1900 / 3) + 4].min(axis=0)
    assert red > 150 and green < 120
    assert alike(shown, letter) > 0.97


def test_small_faint_page_is_not_forced_into_two_tones(made, seen):
    faint = made.letter(222)
    pdf = seen(page_pdf(made.picture(faint, dpi=300), made.page([]), small=True))
    assert [kind for kind, _ in pdf.images()] == ["/DCTDecode"]
    assert pdf.picture().shape == (1754, 1240) and alike(pdf.pixels(100), faint) > 0.9


def test_small_coarse_scan_is_below_sixty_kilobytes(made):
    coarse = cv2.resize(made.letter(), (827, 1169), interpolation=cv2.INTER_AREA)
    picture = made.picture(coarse, dpi=100, turned=90)
    assert len(page_pdf(picture, made.page(LINES * 10), small=True)) <= 60_000


def test_small_page_full_of_fine_print_is_below_sixty_kilobytes_in_a_file_of_its_own(
    made, tmp_path
):
    letter = made.letter().copy()
    for line in range(38):
        text, place = (
            "Uy ban nhan dan tinh Quang Ngai va cac so, nganh " * 2,
            (150, 330 + 80 * line),
        )
        cv2.putText(letter, text, place, cv2.FONT_HERSHEY_COMPLEX, 1.1, (30,) * 3, 2)
    page = made.page(["Căn cứ Luật Tổ chức chính quyền địa phương"] * 50)
    pdf = page_pdf(made.picture(letter, dpi=300, turned=0), page, small=True)
    assemble([pdf], tmp_path / "out.pdf", title="x", sources=["ab" * 32])
    assert 45_000 < (tmp_path / "out.pdf").stat().st_size <= 60_000


def test_words_whose_boxes_lie_over_each_other_stay_apart(made, seen):
    boxes = {"hượng": (0.62, 0.68), "Tà": (0.683, 0.704), "Mẩy": (0.67, 0.781)}
    words = [Word(text, Box(a, 0.5, b, 0.52), 0.9, 0) for text, (a, b) in boxes.items()]
    assert set(seen(page_pdf(tall(made), made.page_with(*words))).read().split()) == set(boxes)


@pytest.mark.real
def test_small_copies_of_real_papers_have_sixty_kilobytes_a_page_at_most(made, real_scans: Path):
    for path in sorted((real_scans / "documents").glob("*.pdf")):
        page = page_pdf(render(path, 1), made.page(LINES * 12), small=True)
        assert len(page) <= 60_000, path.name


def test_small_is_never_larger(made):
    for pixels in (
        made.sheet(),
        np.random.default_rng(2).integers(0, 255, (900, 700, 3), np.uint8),
    ):
        picture = made.picture(pixels, dpi=150)
        assert len(page_pdf(picture, made.page([]), small=True)) <= len(
            page_pdf(picture, made.page([]))
        )


def test_odd_characters_do_not_break_the_file(made, seen):
    odd = ["a\x00b", "\x1b[0m", "😀", "𠀀", "שלום", "e\u0301", "\u0301", "\ud800", "\ufffe",
           "\u200f", "()\\<>", "x" * 50_000, "a\u00a0b", "\t", ""]  # fmt: skip
    words = [
        Word(text, Box(0.1, 0.05 * n, 0.8, 0.05 * n + 0.03), 0.9, n) for n, text in enumerate(odd)
    ]
    text = seen(page_pdf(tall(made), made.page_with(*words))).text()
    assert {"ab", "é", "()\\<>", "[0m", "�", "b"} <= set(text.split())


@given(edges=st.lists(st.tuples(*[st.floats(width=32)] * 4), max_size=6))
@settings(max_examples=30, deadline=None)
def test_no_box_is_an_error(made, seen, edges):
    words = [Word("chữ", Box(*edge), 0.5, n // 2) for n, edge in enumerate(edges)]
    assert seen(page_pdf(tall(made), made.page_with(*words))).size()[0] > 500


def test_boxes_without_extent_or_off_the_page_are_still_found(made, seen):
    boxes = [Box(0.5, 0.5, 0.5, 0.5), Box(-1, 0.2, -0.5, 0.22), Box(0.9, 0.9, 1.7, 1.2)]
    words = [Word(f"chữ{n}", box, 0.9, n) for n, box in enumerate(boxes)]
    assert seen(page_pdf(tall(made), made.page_with(*words))).text().split() == [
        "chữ0", "chữ1", "chữ2",
    ]  # fmt: skip


@given(lines=st.lists(st.lists(LETTERS, min_size=1, max_size=5), min_size=1, max_size=8))
@settings(max_examples=40, deadline=None)
def test_any_words_come_out_again(made, seen, lines):
    wanted = [nfc(word) for line in lines for word in line]
    page = made.page([" ".join(line) for line in lines])
    assert seen(page_pdf(tall(made), page)).text().split() == wanted


def test_same_input_gives_the_same_bytes(made):
    picture, page = tall(made, turned=90), made.page(LINES)
    assert page_pdf(picture, page) == page_pdf(picture, page)


def test_page_of_a_scanner_costs_twenty_milliseconds_at_most(made):
    picture = made.picture(made.letter(), dpi=300, turned=0)
    page = made.page(LINES * 12)
    spent = []
    for _ in range(5):
        start = time.process_time()
        page_pdf(picture, page)
        spent.append(time.process_time() - start)
    assert min(spent) < 0.020


@pytest.mark.real
def test_real_scans_keep_their_pictures(made, seen, real_scans: Path):
    untouched = 0
    for path in sorted((real_scans / "documents").glob("*.pdf")):
        picture = render(path, 1)
        pdf = seen(page_pdf(picture, made.page(LINES)))
        assert "QUYẾT" in pdf.text()
        if picture.scan is not None:
            assert pdf.images()[0][1] == picture.scan.data
            untouched += 1
        assert alike(pdf.pixels(60), picture.pixels) > 0.95, path.name
    assert untouched == 11  # one is not a scan
