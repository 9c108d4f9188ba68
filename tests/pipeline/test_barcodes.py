import cv2
import numpy as np
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import barcodes, imaging

CODE = "H60.05-240105-0001"


def printed(text, kind, scale):
    made = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, kind))
    return np.array(zxingcpp.write_barcode_to_image(made, scale=scale))


def sheet_with(*placed, size=(3508, 2480)):
    sheet = np.full(size, 250, np.uint8)
    for picture, left, top in placed:
        high, wide = picture.shape[:2]
        sheet[top : top + high, left : left + wide] = picture
    return cv2.GaussianBlur(sheet, (0, 0), 1.2)


@pytest.mark.parametrize(("kind", "scale"), [("QRCode", 8), ("Code128", 4), ("Code39", 4)])
def test_the_code_of_a_receipt_is_read_with_its_place(kind, scale):
    picture = printed(CODE, kind, scale)
    (code,) = barcodes.codes(sheet_with((picture, 300, 200)))
    assert (code.symbology, code.text) == (kind, CODE)
    high, wide = picture.shape[:2]
    assert code.box.left * 2480 == pytest.approx(300, abs=60)
    assert code.box.right * 2480 == pytest.approx(300 + wide, abs=60)
    assert 190 < code.box.top * 3508 < code.box.bottom * 3508 < 210 + high


def test_several_codes_come_from_top_to_bottom():
    low, high = printed("LOW-2", "QRCode", 8), printed("HIGH-1", "QRCode", 8)
    codes = barcodes.codes(sheet_with((low, 300, 2000), (high, 1500, 200)))
    assert [code.text for code in codes] == ["HIGH-1", "LOW-2"]


def test_a_small_code_is_found_at_full_size_and_in_a_small_picture():
    tiny = printed(CODE, "QRCode", 3)
    assert barcodes.codes(sheet_with((tiny, 300, 200)))[0].text == CODE
    assert barcodes.codes(sheet_with((tiny, 100, 100), size=(1169, 826)))[0].text == CODE


@pytest.mark.parametrize("clockwise", [90, 180, 270])
def test_a_turned_code_is_read(clockwise):
    sheet = sheet_with((printed(CODE, "Code128", 4), 300, 200))
    assert barcodes.codes(imaging.turn(sheet, clockwise))[0].text == CODE


def test_running_text_gives_no_codes():
    sheet = np.full((3508, 2480), 250, np.uint8)
    for line in range(40):
        cv2.putText(
            sheet, "|||| Dieu 1. Ban hanh kem theo ||||", (200, 200 + line * 80), 0, 2, 20, 4
        )
    assert barcodes.codes(sheet) == ()


VIETNAMESE = st.sampled_from(
    "aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệỳýỷỹỵ0123456789 -/.:"
)


@settings(max_examples=20, deadline=None)
@given(st.text(VIETNAMESE, max_size=40))
def test_any_vietnamese_text_of_a_qr_code_comes_back(text):
    told = f"Số: {text}x"  # ố forces UTF-8: the character set of a code with only Latin-1 letters is a guess
    sheet = sheet_with((printed(told, "QRCode", 5), 100, 100), size=(800, 800))
    assert [code.text for code in barcodes.codes(sheet)] == [told]
