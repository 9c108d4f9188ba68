"""Separator sheets: what they say survives printing, scanning in black and white, and half a sheet lost."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import barcodes, imaging, pages
from pipeline.model import Box, Code, OcrPage, Role
from pipeline.separator_sheet import sheets_pdf
from pipeline.separators import Separator, parse, separator_on

CODE = "H60.05-240105-0001"
SAYING = [Separator(), Separator(CODE), Separator(None, Role.RESULT), Separator(CODE, Role.RESULT)]


def page(*texts: str, symbology: str = "QRCode") -> OcrPage:
    codes = tuple(Code(symbology, text, Box(0.1, 0.1, 0.2, 0.2)) for text in texts)
    return OcrPage(1, 600, 800, 100, 0, 0.0, False, 0.0, "replay", (), codes)


@pytest.mark.parametrize("separator", SAYING)
def test_what_a_separator_says_is_read_as_written(separator: Separator) -> None:
    assert parse(separator.text) == separator


@settings(max_examples=50)
@given(st.text())
def test_other_codes_are_no_separators(text: str) -> None:
    assert parse(text) is None or text.strip().startswith("SOHOA-SEP:1")


def test_what_is_no_dossier_and_no_role_is_passed_over() -> None:
    assert parse("SOHOA-SEP:1;dossier=xyz;role=king;later=1") == Separator()


def test_a_dossier_code_in_a_qr_code_makes_no_separator() -> None:
    assert separator_on(page(CODE)) is None
    assert separator_on(page("SOHOA-SEP:1", symbology="Code128")) is None
    assert separator_on(page(CODE, Separator(CODE).text)) == Separator(CODE)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> np.ndarray:
    path = tmp_path_factory.mktemp("sheets") / "tờ ngăn.pdf"
    path.write_bytes(sheets_pdf(SAYING[-1], 2))
    assert pages.inspect(path, pages.Limits()).pages == 2
    return imaging.plain(pages.render(path, 2).pixels)


def read(grey: np.ndarray) -> Separator | None:
    found = barcodes.codes(np.ascontiguousarray(grey))
    return separator_on(page(*(code.text for code in found)))


@pytest.mark.parametrize("dpi", [300, 200, 150, 100])
def test_a_sheet_is_read_at_any_resolution_in_black_and_white(
    printed: np.ndarray, dpi: int
) -> None:
    small = cv2.resize(printed, None, fx=dpi / 300, fy=dpi / 300, interpolation=cv2.INTER_AREA)
    assert read(small) == read(np.where(small > 128, 255, 0).astype(np.uint8)) == SAYING[-1]


def test_a_torn_sheet_is_read(printed: np.ndarray) -> None:
    for half in (printed[: len(printed) // 4], printed[len(printed) * 3 // 4 :]):
        assert read(half) == SAYING[-1]
