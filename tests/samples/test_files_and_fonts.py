import io

import pikepdf
import pytest
from PIL import Image

import samples
from samples import fonts
from samples.files import jpeg, pdf, scan_bytes, tiff


@pytest.fixture(scope="module")
def two_pages():
    papers = (samples.paper("quyet-dinh", "a", "clean", seed) for seed in range(60))
    seed = next(paper.truth.seed for paper in papers if len(paper.pages) == 2)
    return samples.paper("quyet-dinh", "a", "bad", seed)


def test_a_pdf_holds_the_jpeg_streams_byte_for_byte(two_pages):
    content = scan_bytes(two_pages, ".pdf")
    with pikepdf.open(io.BytesIO(content)) as opened:
        pages = list(opened.pages)
        assert len(pages) == 2
        for page, picture in zip(pages, two_pages.pages, strict=True):
            assert page.Resources.XObject.Im.read_raw_bytes() == jpeg(
                picture, two_pages.quality, two_pages.dpi
            )
            assert [round(float(edge)) for edge in page.mediabox] == [0, 0, 595, 842]


def test_a_tiff_is_group_four_with_all_pages(two_pages):
    with Image.open(io.BytesIO(tiff(two_pages.pages, 150))) as opened:
        assert opened.n_frames == 2
        assert opened.mode == "1"
        assert opened.info["compression"] == "group4"
        assert opened.info["dpi"] == (150, 150)


def test_one_picture_cannot_hold_two_pages(two_pages):
    with pytest.raises(ValueError, match="2"):
        scan_bytes(two_pages, ".jpg")


def test_a_photo_says_nothing_about_its_resolution():
    photo = samples.paper("don-de-nghi", "a", "photo", 1)
    assert photo.dpi is None
    with Image.open(io.BytesIO(scan_bytes(photo, ".jpg"))) as opened:
        assert "dpi" not in opened.info
    assert pdf(photo.pages, photo.quality, photo.dpi).startswith(b"%PDF-1.4")


@pytest.mark.parametrize("family", fonts.EVERY, ids=lambda family: family.name)
def test_a_font_in_use_holds_every_vietnamese_letter(family):
    if not fonts.complete(family):
        pytest.skip(f"{family.name} is not installed")
    for style in fonts.STYLES:
        assert fonts.missing_letters(fonts.font(family, style, 40).path) == ""


def test_a_font_without_vietnamese_is_found_out():
    names = [*fonts._files()["LiberationSerif-Regular.ttf"]]
    symbols = names[0].parent.parent / "freefont" / "FreeMono.ttf"
    other = next(names[0].parent.parent.rglob("NotoSansAdlam-Regular.ttf"), None)
    if other is None:
        pytest.skip(f"no font without Vietnamese letters beside {symbols.parent}")
    assert "ế" in fonts.missing_letters(other)


def test_no_font_at_all_is_said_with_the_command_that_mends_it(monkeypatch):
    monkeypatch.setattr(fonts, "EVERY", ())
    with pytest.raises(fonts.FontMissing, match="apt-get install fonts-liberation2"):
        fonts.usable(())
