"""Picture files: their own bytes in the copy, nothing encoded anew."""

import io

import cv2
import numpy as np
import pytest
from PIL import Image

from pipeline.pages import render
from pipeline.picture import turn
from pipeline.textlayer import assemble, page_pdf

LINES = ["ỦY BAN NHÂN DÂN"]


def sheet() -> Image.Image:
    """Grey; no turn of it looks like another."""
    grey = np.full((320, 240), 255, np.uint8)
    cv2.putText(grey, "Uy ban", (20, 80), cv2.FONT_HERSHEY_COMPLEX, 1.5, 0, 3)
    cv2.rectangle(grey, (20, 120), (90, 290), 0, -1)
    return Image.fromarray(grey)


def palette() -> Image.Image:
    return sheet().convert("RGB").quantize(4)


G4 = {"compression": "group4", "tiffinfo": {278: 320}}
KEPT = {
    "rgb.png": (sheet().convert("RGB"), {}),
    "grey.png": (sheet(), {}),
    "two-tones.png": (sheet().convert("1"), {}),
    "palette.png": (palette(), {}),
    "rgb.jp2": (sheet().convert("RGB"), {}),
    "fax.tif": (sheet().convert("1"), G4),
    "grey.jpg": (sheet(), {}),
}
ANEW = {
    "alpha.png": (sheet().convert("RGBA"), {}),
    "deep.png": (Image.fromarray(np.asarray(sheet()).astype(np.uint16) * 16), {}),
    "cmyk.jpg": (sheet().convert("CMYK"), {}),
    "bare.j2k": (sheet().convert("RGB"), {}),
    "strips.tif": (sheet().convert("1"), {"compression": "group4", "tiffinfo": {278: 100}}),
    "lzw.tif": (sheet(), {"compression": "tiff_lzw"}),
    "page.webp": (sheet().convert("RGB"), {"lossless": True}),
}


def saved(folder, name, image, **options):
    path = folder / name
    image.save(path, dpi=(300, 300), **options)
    return path


@pytest.mark.parametrize("name", KEPT)
def test_the_bytes_of_a_picture_file_are_in_the_copy(made, seen, tmp_path, name):
    path = saved(tmp_path, name, KEPT[name][0], **KEPT[name][1])
    pdf = seen(page_pdf(render(path, 1), made.page(LINES)))
    [(_, data)] = pdf.images()
    held = path.read_bytes()
    assert data in held or data == b"".join(part[:-4] for part in idat(held))
    shown = pdf.pixels(300)[:320, :240, 1]
    assert np.abs(shown.astype(int) - np.asarray(sheet())).mean() < 3


def idat(png: bytes) -> list[bytes]:
    """Bodies and checksums of the pixel chunks."""
    file, found = io.BytesIO(png[8:]), []
    while head := file.read(8):
        body = file.read(int.from_bytes(head[:4], "big") + 4)
        if head[4:] == b"IDAT":
            found.append(body)
    return found


@pytest.mark.parametrize("name", ANEW)
def test_what_a_pdf_cannot_hold_is_encoded_anew_and_looks_the_same(made, seen, tmp_path, name):
    picture = render(saved(tmp_path, name, ANEW[name][0], **ANEW[name][1]), 1)
    assert picture.scan is None
    shown = seen(page_pdf(picture, made.page(LINES))).pixels(picture.dpi)[:320, :240, 1]
    assert np.abs(shown.astype(int) - np.asarray(sheet())).mean() < 4


@pytest.mark.parametrize(("orientation", "turned"), [(1, 0), (3, 180), (6, 90), (8, 270)])
def test_a_fax_that_says_how_it_is_turned_stands_upright(made, seen, tmp_path, orientation, turned):
    stored = Image.fromarray(turn(np.asarray(sheet()), -turned)).convert("1")
    options = {"compression": "group4", "tiffinfo": {274: orientation, 278: stored.height}}
    picture = render(saved(tmp_path, "fax.tif", stored, **options), 1)
    pdf = seen(page_pdf(picture, made.page(LINES)))
    assert picture.scan is not None and pdf.turned() == turned
    shown = pdf.pixels(300)[:320, :240, 1]
    assert np.abs(shown.astype(int) - np.asarray(sheet())).mean() < 4


@pytest.mark.slow
def test_copies_of_picture_files_are_valid_pdfa_2b(made, verapdf, tmp_path):
    copies = []
    for name, (image, options) in (KEPT | ANEW).items():
        page = page_pdf(render(saved(tmp_path, name, image, **options), 1), made.page(LINES))
        copies.append(tmp_path / f"{name}.pdf")
        assemble([page], copies[-1], title=name)
    assert set(verapdf(copies)) == {"valid\t2b"}
