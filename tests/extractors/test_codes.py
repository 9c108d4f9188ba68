"""Dossier codes: from QR, barcode and text, each with how sure it is."""

import pytest

from extractors import extract
from pipeline.model import Box, Code

CODE = "H60.05-240105-0001"
SOMEWHERE = Box(0.1, 0.1, 0.2, 0.2)


def sightings(page):
    return [(s.code, s.source, s.page) for s in extract([page]).dossier_codes]


def test_each_source_is_seen_once_strongest_first(page):
    codes = (
        Code("Code128", CODE, SOMEWHERE),
        Code("QRCode", CODE, SOMEWHERE),
        Code("QRCode", CODE, SOMEWHERE),
    )
    lines = [(f"Mã hồ sơ: {CODE}", 0.1, 0.3), (f"theo {CODE}", 0.1, 0.4)]
    assert sightings(page(lines, codes=codes)) == [
        (CODE, "qr", 1),
        (CODE, "barcode", 1),
        (CODE, "text", 1),
    ]


@pytest.mark.parametrize(
    "text", [f"https://dichvucong.example.gov.vn/hs/{CODE}", f"ma={CODE}&x=1", f"{CODE}|12"]
)
def test_a_code_is_found_inside_the_text_of_a_qr_code(page, text):
    assert sightings(page([], codes=(Code("QRCode", text, SOMEWHERE),))) == [(CODE, "qr", 1)]


def test_other_qr_codes_say_nothing(page):
    assert (
        sightings(
            page([], codes=(Code("QRCode", "https://example.gov.vn/thu-tuc/1.001193", SOMEWHERE),))
        )
        == []
    )


def test_a_labelled_code_is_surer_than_a_mentioned_one(page):
    labelled = extract([page([(f"Mã hồ sơ: {CODE}", 0.1, 0.3)])]).dossier_codes[0]
    mentioned = extract([page([(f"kèm theo {CODE}", 0.1, 0.3)])]).dossier_codes[0]
    assert labelled.confidence > 0.8 > mentioned.confidence


def test_a_repaired_code_is_less_sure(page):
    clean = extract([page([(f"Mã hồ sơ: {CODE}", 0.1, 0.3)])]).dossier_codes[0]
    mended = extract([page([("Mã hồ sơ: H6O.05-240105-0001", 0.1, 0.3)])]).dossier_codes[0]
    assert mended.code == CODE
    assert mended.confidence < 0.8 < clean.confidence


def test_a_code_is_as_sure_as_its_least_sure_word(page):
    assert extract([page([(f"Mã hồ sơ: {CODE}", 0.1, 0.3, 0.5)])]).dossier_codes[0].confidence < 0.5


def test_codes_of_every_page_are_seen(page):
    pages = [page([("trang một", 0.1, 0.1)]), page([(f"Mã hồ sơ: {CODE}", 0.1, 0.3)], number=2)]
    assert [(s.code, s.page) for s in extract(pages).dossier_codes] == [(CODE, 2)]
