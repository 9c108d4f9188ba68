"""Picture files as pages: modes, turning, damage, limits."""

import io
import struct
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps

from pipeline.errors import DamagedFile, NotAScan, PageUnreadable, ScanTooLarge
from pipeline.pages import Limits, inspect, render
from pipeline.picture import believable_dpi, mirror, turn
from pipeline.standard import BELOW_STANDARD

LIMITS = Limits()
WIDTH, HEIGHT = 96, 64
COLOURS = [(220, 30, 30), (30, 200, 30), (40, 40, 220), (230, 220, 40)]


def quarters():
    """Four quarters of different colours: every turn and mirror image is different."""
    image = Image.new("RGB", (WIDTH, HEIGHT))
    for index, colour in enumerate(COLOURS):
        left, upper = index % 2 * WIDTH // 2, index // 2 * HEIGHT // 2
        image.paste(colour, (left, upper, left + WIDTH // 2, upper + HEIGHT // 2))
    return image


def near(pixels, image, tolerance=12):
    expected = np.asarray(image).astype(int)
    assert pixels.shape == expected.shape
    return np.abs(pixels.astype(int) - expected).mean() < tolerance


@pytest.fixture
def saved(tmp_path):
    def save(image, suffix, **options):
        path = tmp_path / f"scan.{suffix}"
        image.save(path, **options)
        return path

    return save


@given(st.sampled_from([0, 90, 180, 270]), st.integers(1, 9), st.integers(1, 9))
def test_turning_on_to_a_full_circle_changes_nothing(degrees, width, height):
    pixels = np.arange(width * height, dtype=np.uint8).reshape(height, width)
    turned = turn(pixels, degrees)
    assert turned.flags.c_contiguous
    assert (turn(turned, 360 - degrees) == pixels).all()
    assert turned.shape == ((width, height) if degrees % 180 else (height, width))
    assert (mirror(mirror(pixels)) == pixels).all()


def test_turning_is_clockwise():
    pixels = np.array([[1, 2], [3, 4]], np.uint8)
    assert turn(pixels, 90).tolist() == [[3, 1], [4, 2]]


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("suffix", ["jpg", "png", "webp", "tif"])
def test_every_exif_orientation_comes_out_upright(saved, orientation, suffix):
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = saved(quarters(), suffix, exif=exif)
    expected = quarters()
    expected.getexif()[0x0112] = orientation
    assert near(render(path, 1).pixels, ImageOps.exif_transpose(expected))


@pytest.mark.parametrize(
    ("orientation", "turned"), [(1, 0), (3, 180), (6, 90), (8, 270), (2, None), (5, None)]
)
def test_a_jpeg_is_handed_on_untouched_with_its_turn_unless_mirrored(saved, orientation, turned):
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = saved(quarters(), "jpg", exif=exif)
    jpeg = render(path, 1).scan
    if turned is None:
        assert jpeg is None
    else:
        assert (jpeg.data, jpeg.turned) == (path.read_bytes(), turned)


def test_a_cmyk_jpeg_becomes_rgb_and_is_not_handed_on(saved):
    page = render(saved(quarters().convert("CMYK"), "jpg"), 1)
    assert near(page.pixels, quarters())
    assert page.scan is None


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_png_of_every_mode_looks_the_same(saved, mode):
    image = quarters().convert("L").convert(mode) if mode in ("1", "LA") else quarters()
    image = image.convert(mode)
    page = render(saved(image, "png"), 1)
    assert near(page.pixels, image.convert("RGB" if page.pixels.ndim == 3 else "L"))


def test_grey_stays_grey_and_a_grey_palette_becomes_grey(saved):
    grey = quarters().convert("L")
    assert render(saved(grey, "png"), 1).pixels.ndim == 2
    palette = grey.quantize(16)
    page = render(saved(palette, "gif"), 1)
    assert near(page.pixels, palette.convert("L"))


def test_what_is_transparent_is_white(saved):
    image = Image.new("RGBA", (10, 10), (0, 0, 0, 0))
    assert render(saved(image, "png"), 1).pixels.min() == 255


@pytest.mark.parametrize("suffix", ["tif", "png"])
@pytest.mark.parametrize("white", [65535, 4095])
def test_sixteen_bits_become_eight_by_the_depth_of_the_scanner(saved, suffix, white):
    ramp = np.linspace(0, white, 256).astype(np.uint16).reshape(1, 256).repeat(4, 0)
    pixels = render(saved(Image.fromarray(ramp), suffix), 1).pixels
    assert pixels.dtype == np.uint8
    assert np.abs(pixels[0].astype(int) - np.arange(256)).max() <= 1


@pytest.mark.parametrize("compression", [None, "tiff_lzw", "tiff_adobe_deflate", "jpeg"])
def test_frames_of_a_tiff_are_pages_of_their_own_size(saved, compression):
    frames = [quarters(), quarters().resize((40, 80)), quarters().resize((20, 24))]
    path = saved(frames[0], "tif", save_all=True, append_images=frames[1:], compression=compression)
    assert inspect(path, LIMITS).pages == 3
    for number, frame in enumerate(frames, 1):
        page = render(path, number)
        assert page.number == number and near(page.pixels, frame)


@pytest.mark.parametrize("compression", ["group3", "group4", "packbits"])
def test_black_and_white_tiff_is_read(saved, compression):
    image = quarters().convert("L").point(lambda value: 255 * (value > 100)).convert("1")
    page = render(saved(image, "tif", compression=compression, dpi=(200, 200)), 1)
    assert page.dpi == 200
    assert (page.pixels == np.asarray(image.convert("L"))).all()


def test_a_big_tiff_is_read(saved):
    path = saved(quarters(), "tif", big_tiff=True)
    assert inspect(path, LIMITS).kind == "tiff"
    assert near(render(path, 1).pixels, quarters())


def test_a_fax_is_stretched_to_square_dots(saved):
    fax = Image.new("1", (204, 98), 1)
    page = render(saved(fax, "tif", compression="group3", dpi=(204, 98)), 1)
    assert page.dpi == 204
    assert page.pixels.shape == (204, 204)


@pytest.mark.parametrize("suffix", ["webp", "jp2", "bmp", "gif"])
def test_rarer_formats_are_one_page(saved, suffix):
    path = saved(quarters(), suffix)
    assert inspect(path, LIMITS).pages == 1
    assert near(render(path, 1).pixels, quarters())


def test_of_an_animation_only_the_first_picture_is_a_page(saved):
    path = saved(quarters(), "gif", save_all=True, append_images=[Image.new("RGB", (96, 64))])
    assert inspect(path, LIMITS).pages == 1
    assert near(render(path, 1).pixels, quarters())


@pytest.mark.parametrize("number", [0, 2, -1])
def test_a_page_that_is_not_there_is_unreadable(saved, number):
    with pytest.raises(PageUnreadable):
        render(saved(quarters(), "png"), number)


@pytest.mark.parametrize(
    ("declared", "width", "height", "believed"),
    [
        (300, 2480, 3508, 300),
        (200, 1654, 2339, 200),
        (72, 3000, 4000, 300),  # a phone
        (96, 794, 1123, 96),  # A4 from a screen
        (0, 2480, 3508, 300),
        (1, 1232, 1754, 300),
        (600, 4960, 7016, 600),
    ],
)
def test_only_a_believable_resolution_is_believed(declared, width, height, believed):
    assert believable_dpi(declared, width, height) == believed


@pytest.mark.parametrize(
    ("suffix", "options"),
    [
        ("jpg", {"quality": 90}),
        ("png", {}),
        ("jp2", {"quality_mode": "rates", "quality_layers": [4]}),
        ("tif", {}),
        ("tif", {"compression": "tiff_lzw"}),
        ("bmp", {}),
    ],
)
def test_a_page_above_the_decoding_size_comes_out_smaller_but_whole(saved, suffix, options):
    large = quarters().resize((960, 640))
    path = saved(large, suffix, **options)
    page = render(path, 1, decode_megapixels=0.05)
    height, width = page.pixels.shape[:2]
    assert height * width <= 50_000
    assert page.lost == 0 and page.dpi < 300
    assert near(page.pixels, large.resize((width, height), Image.Resampling.BOX))


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGB", "RGBA", "I;16"])
def test_png_read_by_rows_is_the_same_picture(saved, mode):
    noise = np.random.default_rng(1).integers(0, 256, (700, 90, 3), np.uint8)
    image = Image.fromarray(noise).convert("L" if mode == "I;16" else "RGB")
    if mode == "I;16":
        image = Image.fromarray(np.asarray(image).astype(np.uint16) * 257)
    else:
        image = image.convert("L").convert(mode) if mode == "LA" else image.convert(mode)
    path = saved(image, "png")
    whole = render(path, 1).pixels
    data = bytearray(path.read_bytes())
    data[-14] ^= 1  # the checksum of the last data chunk; the data themselves are right
    path.write_bytes(data)
    page = render(path, 1)
    assert page.lost == 0 and (page.pixels == whole).all()


def test_a_png_whose_data_do_not_add_up_is_shown_and_told(saved):
    noise = Image.fromarray(np.random.default_rng(1).integers(0, 256, (700, 90), np.uint8))
    path = saved(noise, "png")
    data = bytearray(path.read_bytes())
    data[-20] ^= 1  # the checksum of all data
    path.write_bytes(data)
    assert inspect(path, LIMITS).problems[0].code == "scan.pages_lost"
    assert 0 < render(path, 1).lost < 0.05


def test_a_truncated_jpeg_is_a_page_with_its_loss_told(saved):
    noise = np.random.default_rng(1).integers(0, 256, (400, 300), np.uint8)
    path = saved(Image.fromarray(noise), "jpg")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    found = inspect(path, LIMITS)
    lost = [problem.page for problem in found.problems if problem.code == "scan.pages_lost"]
    assert lost == [1]
    page = render(path, 1)
    assert 0.4 < page.lost < 0.6 and page.scan is None
    assert page.pixels[-100:].min() == 255


def test_a_jpeg_that_declares_more_rows_than_it_has_is_not_whole(saved):
    noise = np.random.default_rng(1).integers(0, 256, (64, 64), np.uint8)
    data = bytearray(saved(Image.fromarray(noise), "jpg").read_bytes())
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 7] = struct.pack(">H", 640)
    (path := saved(quarters(), "jpg")).write_bytes(data)
    assert render(path, 1).lost == pytest.approx(0.9, abs=0.02)


def test_a_truncated_png_keeps_its_upper_rows(saved):
    noise = np.random.default_rng(1).integers(0, 256, (400, 300, 3), np.uint8)
    path = saved(Image.fromarray(noise), "png")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert inspect(path, LIMITS).problems[0].code == "scan.pages_lost"
    page = render(path, 1)
    rows = round(400 * (1 - page.lost))
    assert 150 < rows < 250
    assert (page.pixels[:rows] == noise[:rows]).all() and page.pixels[rows:].min() == 255


def test_a_tiff_cut_in_its_last_page_keeps_the_pages_before(tmp_path):
    frames = [Image.fromarray(np.full((50, 40), 80, np.uint8)) for _ in range(3)]
    frames[0].save(path := tmp_path / "a.tif", save_all=True, append_images=frames[1:])
    path.write_bytes(path.read_bytes()[:-1500])
    found = inspect(path, LIMITS)
    assert found.pages == 2
    assert [problem.code for problem in found.problems if problem.code != BELOW_STANDARD] == [
        "scan.pages_lost"
    ]


@pytest.mark.parametrize("suffix", ["jpg", "png", "tif", "webp", "jp2", "bmp", "gif"])
@pytest.mark.parametrize("kept", [20, 60])
def test_a_picture_of_which_nothing_is_left_is_damaged(saved, suffix, kept):
    path = saved(quarters(), suffix)
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises((DamagedFile, NotAScan)):
        inspect(path, LIMITS)


def png_that_declares(width, height):
    def chunk(name, body):
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", b"x") + chunk(b"IEND", b"")


def test_declared_size_is_enough_to_be_refused(tmp_path):
    (path := tmp_path / "a.png").write_bytes(png_that_declares(65000, 65000))
    with pytest.raises(ScanTooLarge):
        inspect(path, LIMITS)


def test_a_file_of_gigabytes_is_refused_unread(tmp_path):
    with (path := tmp_path / "a.pdf").open("wb") as file:
        file.truncate(3 * 1024**3)
    with pytest.raises(ScanTooLarge):
        inspect(path, LIMITS)


def test_too_many_frames_are_refused(saved):
    frames = [Image.new("1", (8, 8))] * 6
    path = saved(frames[0], "tif", save_all=True, append_images=frames[1:])
    with pytest.raises(ScanTooLarge):
        inspect(path, Limits(max_pages=5))


def test_limits_are_ours_and_not_pillows(saved):
    path = saved(Image.new("1", (9600, 9600)), "png")  # Pillow alone warns from 89 megapixels
    assert inspect(path, LIMITS).pages == 1
    page = render(path, 1, decode_megapixels=1)
    assert page.pixels.size <= 1_000_000


@given(st.binary(max_size=200), st.sampled_from(["jpg", "png", "tif", "gif"]))
def test_hostile_bytes_give_a_typed_answer(tmp_path_factory, tail, suffix):
    out = io.BytesIO()
    quarters().save(out, {"jpg": "JPEG", "png": "PNG", "tif": "TIFF", "gif": "GIF"}[suffix])
    path = tmp_path_factory.getbasetemp() / f"hostile.{suffix}"
    path.write_bytes(out.getvalue()[: 40 + len(tail)] + tail)
    try:
        inspect(path, LIMITS)
    except (DamagedFile, ScanTooLarge, NotAScan):
        return
    render(path, 1)
