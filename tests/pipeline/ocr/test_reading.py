"""The reading of a page with a replayed engine, and with Tesseract on pages set in the test."""

import cv2
import numpy as np
import pytest
import zxingcpp

from pipeline import imaging
from pipeline.errors import PageUnreadable
from pipeline.model import Profile, Word
from pipeline.ocr.engines import Readers, readers
from pipeline.ocr.reading import read_picture

CODE = "H60.05-240105-0001"
LINES = [
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Kính gửi: Ủy ban nhân dân xã Mẫu Sơn, huyện Lộc Bình",
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
    "Xét đề nghị của Trưởng phòng Tư pháp tại Tờ trình số 12 năm 2024,",
    "Điều 1. Ban hành kèm theo Quyết định này Quy định về quy trình",
    "tiếp nhận hồ sơ và trả kết quả giải quyết thủ tục hành chính.",
]


def test_a_page_carries_size_turn_skew_and_recipe(picture, letter, replay, words):
    reader = replay(words("Số 12"))
    page = read_picture(picture(letter(), dpi=150, number=4), Readers(reader), Profile.FAST)
    assert (page.number, page.width, page.height, page.dpi) == (4, 1240, 1754, 150)
    assert (page.turned, page.blank, page.recipe) == (0, False, "replay-1@t5-fast")
    assert page.text() == "Số 12" and page.confidence == 0.95
    assert len(reader.seen) == 1


def test_a_blank_page_is_not_read(picture, replay, words):
    reader = replay(words("nhiễu"))
    page = read_picture(
        picture(np.full((1754, 1240), 250, np.uint8)), Readers(reader), Profile.BEST
    )
    assert page.blank and not page.words and not reader.seen


@pytest.mark.parametrize("shape", [(1, 1), (8, 20000), (30, 400)])
def test_a_picture_too_small_for_letters_is_blank(picture, replay, shape):
    assert read_picture(picture(np.zeros(shape, np.uint8)), Readers(replay([])), Profile.BEST).blank


def test_what_shines_through_is_blank_however_it_reads(picture, letter, replay, words):
    faint = 255 - (255 - letter()) // 9
    page = read_picture(picture(faint), Readers(replay(words("ıɐq ɟo", 0.4))), Profile.FAST)
    assert page.blank and not page.words


def test_faint_print_that_reads_well_is_no_blank_page(picture, letter, replay, words):
    faint = 255 - (255 - letter()) // 9
    page = read_picture(picture(faint), Readers(replay(words("bảng mờ", 0.9))), Profile.FAST)
    assert not page.blank and page.text() == "bảng mờ"


def test_a_doubtful_page_is_read_again_and_the_surer_reading_kept(picture, letter, replay, words):
    poor, good = words("mờ nhạt", 0.7), words("rõ ràng", 0.95)
    for profile in Profile:
        again = Readers(replay(poor, good))
        assert read_picture(picture(letter()), again, profile).text() == "rõ ràng"
    sure = replay(good, poor)
    assert read_picture(picture(letter()), Readers(sure), Profile.BEST).text() == "rõ ràng"
    assert len(sure.seen) == 1


def test_a_page_that_reads_as_noise_is_tried_the_other_way_up(picture, letter, replay, words):
    reader = replay(words("ıɐq", 0.4), words("bài", 0.95))
    page = read_picture(picture(letter()), Readers(reader), Profile.FAST)
    assert page.text() == "bài" and page.turned == 180


def test_text_read_lying_on_its_side_is_not_taken_for_upright(picture, letter, replay, words):
    lying = [Word("nghiêng", imaging.Box(0.1, 0.1, 0.12, 0.2), 0.95, 0)]
    sheet = np.full((1754, 1240), 250, np.uint8)
    sheet[300:1300, 200:230] = sheet[300:330, 200:1000] = 30  # rules alone do not tell a turn
    cv2.putText(sheet, "dung thang", (400, 600), cv2.FONT_HERSHEY_COMPLEX, 0.8, 20, 2)
    page = read_picture(picture(sheet), Readers(replay(lying, words("thẳng đứng"))), Profile.FAST)
    assert page.text() == "thẳng đứng"


def test_boxes_of_a_slanted_page_lie_on_the_page_as_stored(picture, letter, replay):
    sheet = letter(lines=28)
    matrix = cv2.getRotationMatrix2D((620, 877), 4, 1)
    slanted = cv2.warpAffine(sheet, matrix, (1240, 1754), borderValue=250)
    straight = imaging.straighten(slanted, 4.0)
    mark = imaging.Box(0.4, 0.5, 0.45, 0.51)
    page = read_picture(picture(slanted), Readers(replay([Word("x", mark, 0.9, 0)])), Profile.FAST)
    expected = imaging.before_straightening(mark, page.skew, slanted.shape)
    assert page.skew == pytest.approx(4, abs=0.1)
    assert page.words[0].box == expected
    assert straight.shape[0] > slanted.shape[0]


def test_table_rules_are_no_words_and_a_pipe_inside_a_word_stays(picture, letter, replay, words):
    read = words("|Lương _ 12_ a|b |")
    page = read_picture(picture(letter()), Readers(replay(read)), Profile.FAST)
    assert page.text() == "Lương 12 a|b"


def test_the_bars_of_a_code_are_no_words(picture, letter, replay):
    sheet = letter(lines=12)
    made = zxingcpp.create_barcode(CODE, zxingcpp.BarcodeFormat.QRCode)
    bars = np.array(zxingcpp.write_barcode_to_image(made, scale=6))
    sheet[1200 : 1200 + len(bars), 500 : 500 + len(bars)] = bars
    inside = imaging.Box(0.43, 0.72, 0.47, 0.74)
    beside = imaging.Box(0.1, 0.1, 0.2, 0.12)
    read = [Word("IlIl", inside, 0.1, 0), Word("Số", beside, 0.9, 1)]
    page = read_picture(picture(sheet), Readers(replay(read)), Profile.FAST)
    assert page.codes[0].text == CODE
    assert page.text() == "Số" and page.confidence == 0.9


def test_text_printed_in_colour_is_not_faded_away(picture, letter, replay, words):
    grey = letter()
    blue = np.full((*grey.shape, 3), 250, np.uint8)
    blue[grey < 128] = (30, 50, 170)
    reader = replay(words("chữ xanh"))
    read_picture(picture(blue), Readers(reader), Profile.FAST)
    assert np.count_nonzero(reader.seen[0] < 128) > 10_000


def test_what_the_engine_raises_comes_through(picture, letter):
    class Broken:
        name = "broken"

        def read(self, grey, dpi):
            raise PageUnreadable("no")

    with pytest.raises(PageUnreadable):
        read_picture(picture(letter()), Readers(Broken()), Profile.FAST)


@pytest.fixture(scope="module")
def tesseract():
    return readers("tesserocr")


@pytest.mark.ocr
@pytest.mark.parametrize("stored", [0, 90, 180, 270])
def test_tesseract_reads_a_sealed_turned_slanted_page(picture, typeset, tesseract, stored):
    seal = np.full((1400, 2480, 3), 255, np.uint8)
    cv2.ellipse(seal, ((900, 600), (420, 420), 0), (205, 30, 40), 14)
    cv2.line(seal, (700, 700), (1500, 520), (30, 50, 170), 9)
    matrix = cv2.getRotationMatrix2D((1240, 700), 1.5, 1)
    sealed = np.minimum(typeset(LINES), seal)  # ink over ink: black stays black under a seal
    sheet = cv2.warpAffine(sealed, matrix, (2480, 1400), borderValue=(250, 250, 248))
    page = read_picture(picture(imaging.turn(sheet, stored)), tesseract, Profile.FAST)
    assert page.turned == (360 - stored) % 360
    assert page.text().splitlines() == LINES


@pytest.mark.ocr
def test_reading_twice_gives_the_same_page(picture, typeset, tesseract):
    sheet = typeset(LINES)
    first = read_picture(picture(sheet), tesseract, Profile.BEST)
    assert read_picture(picture(sheet), tesseract, Profile.BEST) == first


@pytest.mark.real
def test_blank_reverses_of_real_scans_are_blank_and_their_fronts_are_not(real_scans, replay, words):
    from pipeline import pages

    fronts_and_backs = [("11 CT", 1, False), ("11 CT", 4, True), ("24 TTR", 2, True)]
    for start, number, empty in fronts_and_backs:
        path = next((real_scans / "documents").glob(f"{start}*.pdf"))
        reader = replay(words("chữ", 0.5))
        assert (
            read_picture(pages.render(path, number), Readers(reader), Profile.FAST).blank is empty
        )
