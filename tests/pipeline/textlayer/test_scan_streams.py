"""The scan's own stream in the copy, byte for byte, whatever its compression and what lies over it."""

import io
import zlib

import cv2
import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from pipeline import embedding
from pipeline.pages import render
from pipeline.textlayer import assemble, page_pdf

WIDE, HIGH = 240, 320
FILLS = b"q 57.6 0 0 76.8 0 0 cm /Scan Do Q\n"  # 300 dpi
LINES = ["ỦY BAN NHÂN DÂN"]
G4 = {"K": -1, "Columns": WIDE, "Rows": HIGH}


def sheet() -> np.ndarray:
    """Grey; no turn of it looks like another."""
    grey = np.full((HIGH, WIDE), 255, np.uint8)
    cv2.putText(grey, "Uy ban", (20, 80), cv2.FONT_HERSHEY_COMPLEX, 1.5, 0, 3)
    cv2.rectangle(grey, (20, 120), (90, 290), 0, -1)
    return grey


def fax() -> bytes:
    return embedding.fax(sheet() == 0).data


def jbig2_head() -> bytes:
    """Page information segment (ITU-T T.88, 7.4.8)."""
    size = WIDE.to_bytes(4, "big") + HIGH.to_bytes(4, "big")
    return bytes((0, 0, 0, 0, 48, 0, 1, 0, 0, 0, 19)) + size + bytes(11)


def jbig2_region() -> bytes:
    """Immediate generic region, MMR coded (7.4.6): fax group 4."""
    data = embedding.fax(sheet() == 0).data
    size = WIDE.to_bytes(4, "big") + HIGH.to_bytes(4, "big")
    body = size + bytes(8) + b"\0" + b"\1" + data
    return bytes((0, 0, 0, 1, 38, 0, 1)) + len(body).to_bytes(4, "big") + body


def picture_file(kind: str, mode: str) -> bytes:
    out = io.BytesIO()
    Image.fromarray(sheet()).convert(mode).save(out, kind)
    return out.getvalue()


def rows_with_predictor(data: bytes) -> bytes:
    """PNG predictor 0 before every row."""
    row = len(data) // HIGH
    return zlib.compress(b"".join(b"\0" + data[n * row : (n + 1) * row] for n in range(HIGH)))


def image(pdf: pikepdf.Pdf, data: bytes, **entries) -> pikepdf.Stream:
    about = {"Type": Name.XObject, "Subtype": Name.Image, "Width": WIDE, "Height": HIGH} | entries
    return pikepdf.Stream(pdf, data, **about)


def scans(pdf: pikepdf.Pdf) -> dict[str, pikepdf.Stream]:
    grey = {"ColorSpace": Name.DeviceGray, "BitsPerComponent": 8}
    black = {"ColorSpace": Name.DeviceGray, "BitsPerComponent": 1}
    colour = {"ColorSpace": Name.DeviceRGB, "BitsPerComponent": 8}
    palette = Array([Name.Indexed, Name.DeviceRGB, 1, pikepdf.String(b"\0\0\0\xff\xff\xff")])
    packed = np.packbits(sheet() != 0, axis=1).tobytes()
    profile = pikepdf.Stream(pdf, b"no profile", N=3)
    rgb = np.repeat(sheet()[..., None], 3, 2).tobytes()
    shared = Dictionary(JBIG2Globals=pdf.make_indirect(pikepdf.Stream(pdf, jbig2_head())))
    return {
        "fax": image(pdf, fax(), **black, Filter=Name.CCITTFaxDecode, DecodeParms=Dictionary(**G4)),
        "fax, white as 1": image(
            pdf, embedding.fax(sheet() != 0).data, **black, Filter=Array([Name.CCITTFaxDecode]),
            DecodeParms=Array([Dictionary(**G4, BlackIs1=True)]), Decode=Array([0, 1]),
        ),
        "jbig2": image(pdf, jbig2_head() + jbig2_region(), **black, Filter=Name.JBIG2Decode),
        "jbig2, shared": image(
            pdf, jbig2_region(), **black, Filter=Name.JBIG2Decode, DecodeParms=shared
        ),
        "flate": image(pdf, zlib.compress(sheet().tobytes()), **grey, Filter=Name.FlateDecode),
        "flate, predictor": image(
            pdf, rows_with_predictor(rgb), **colour, Filter=Name.FlateDecode,
            DecodeParms=Dictionary(Predictor=15, Colors=3, BitsPerComponent=8, Columns=WIDE),
        ),
        "flate, palette": image(
            pdf, zlib.compress(packed), ColorSpace=palette, BitsPerComponent=1, Filter=Name.FlateDecode
        ),
        "flate, profile": image(
            pdf, zlib.compress(rgb), ColorSpace=Array([Name.ICCBased, pdf.make_indirect(profile)]),
            BitsPerComponent=8, Filter=Name.FlateDecode,
        ),
        "jpeg 2000": image(pdf, picture_file("JPEG2000", "RGB"), Filter=Name.JPXDecode),
        "jpeg, grey": image(pdf, picture_file("JPEG", "L"), **grey, Filter=Name.DCTDecode),
    }  # fmt: skip


KINDS = list(scans(pikepdf.new()))


def paper(path, kind="jpeg, grey", *, rotate=0, stamp=False):
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(57.6, 76.8))
        page = pdf.pages[0]
        page.Resources = Dictionary(XObject=Dictionary(Scan=pdf.make_indirect(scans(pdf)[kind])))
        page.Contents = pikepdf.Stream(pdf, FILLS)
        page.Rotate = rotate
        if stamp:
            form = pikepdf.Stream(
                pdf, b"1 0 0 rg 0 0 20 10 re f", Type=Name.XObject, Subtype=Name.Form,
                BBox=[0, 0, 20, 10],
            )  # fmt: skip
            note = Dictionary(
                Type=Name.Annot, Subtype=Name.Stamp, F=4, Rect=[30, 60, 50, 70],
                AP=Dictionary(N=pdf.make_indirect(form)),
            )  # fmt: skip
            page.Annots = pdf.make_indirect(Array([note]))
        data = page.Resources.XObject.Scan.read_raw_bytes()
        pdf.save(path)
    return data


@pytest.mark.parametrize("kind", KINDS)
def test_the_stream_of_a_scan_is_in_its_copy_byte_for_byte(made, seen, tmp_path, kind):
    data = paper(tmp_path / "scan.pdf", kind)
    picture = render(tmp_path / "scan.pdf", 1)
    pdf = seen(page_pdf(picture, made.page(LINES)))
    assert [found for _, found in pdf.images()] == [data]
    shown = pdf.pixels(300)[:HIGH, :WIDE, 1]
    assert np.abs(shown.astype(int) - sheet()).mean() < 3


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("found", [0, 90])
def test_a_stamp_lies_over_the_untouched_scan(made, seen, tmp_path, rotate, found):
    data = paper(tmp_path / "scan.pdf", rotate=rotate, stamp=True)
    picture = render(tmp_path / "scan.pdf", 1)
    pdf = seen(page_pdf(picture, made.page(LINES, turned=found)))
    below, over = pdf.images()
    assert below[1] == data and len(over[1]) < 2_000
    wanted = np.rot90(picture.pixels, -found // 90).astype(int)
    shown = pdf.pixels(300)[: wanted.shape[0], : wanted.shape[1]]
    assert np.abs(shown - wanted).mean() < 2
    red = (shown[..., 0] > 200) & (shown[..., 1] < 60)
    assert 0.03 < red.mean() < 0.06 and pdf.turned() == (rotate + found) % 360


def test_where_a_stamp_hides_most_of_the_page_the_page_is_drawn(tmp_path):
    paper(tmp_path / "scan.pdf", stamp=True)
    with pikepdf.open(tmp_path / "scan.pdf", allow_overwriting_input=True) as pdf:
        pdf.pages[0].Annots[0].Rect = [0, 0, 57, 76]
        pdf.save()
    assert render(tmp_path / "scan.pdf", 1).scan is None


@pytest.mark.slow
def test_copies_of_all_kinds_of_scans_are_valid_pdfa_2b(made, verapdf, tmp_path):
    files = []
    for number, kind in enumerate(KINDS):
        paper(tmp_path / "scan.pdf", kind, rotate=90 * (number % 4), stamp=True)
        page = page_pdf(render(tmp_path / "scan.pdf", 1), made.page(LINES, turned=90))
        files.append(tmp_path / f"{number}.pdf")
        assemble([page], files[-1], title=kind, sources=["ab" * 32])
    assert dict(zip(KINDS, verapdf(files), strict=True)) == dict.fromkeys(KINDS, "valid\t2b")
