"""PDF pages: which picture is taken out untouched, and what is drawn instead."""

import io
import warnings
import zlib

import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from pipeline.errors import EncryptedScan, PageUnreadable
from pipeline.pages import Limits, inspect, render

LIMITS = Limits()
WIDTH, HEIGHT = 240, 320
PAPER = (57.6, 76.8)  # points: the picture has 300 dots to the inch
COLOURS = [(220, 30, 30), (30, 200, 30), (40, 40, 220), (230, 220, 40)]
FILLS = b"q 57.6 0 0 76.8 0 0 cm /Scan Do Q\n"
UPRIGHT = [0, 1, 2, 3]  # colours top left, top right, bottom left, bottom right
CLOCKWISE = [2, 0, 3, 1]


def quarters():
    image = Image.new("RGB", (WIDTH, HEIGHT))
    for index, colour in enumerate(COLOURS):
        left, upper = index % 2 * WIDTH // 2, index // 2 * HEIGHT // 2
        image.paste(colour, (left, upper, left + WIDTH // 2, upper + HEIGHT // 2))
    return image


def jpeg_bytes(image):
    out = io.BytesIO()
    image.save(out, "JPEG", quality=90)
    return out.getvalue()


def as_jpeg(pdf, image=None, **more):
    image = image or quarters()
    space = {"L": Name.DeviceGray, "RGB": Name.DeviceRGB, "CMYK": Name.DeviceCMYK}[image.mode]
    entries = {"ColorSpace": space, "Width": image.width, "Height": image.height} | more
    return pikepdf.Stream(
        pdf, jpeg_bytes(image), Type=Name.XObject, Subtype=Name.Image, BitsPerComponent=8,
        Filter=Name.DCTDecode, **entries,
    )  # fmt: skip


def as_flate(pdf, image, **more):
    return pikepdf.Stream(
        pdf, zlib.compress(image.tobytes()), Type=Name.XObject, Subtype=Name.Image,
        Width=image.width, Height=image.height, Filter=Name.FlateDecode, **more,
    )  # fmt: skip


class Paper:
    """A one-page PDF in the making."""

    def __init__(self, size=PAPER):
        self.pdf = pikepdf.new()
        self.pdf.add_blank_page(page_size=size)
        self.page = self.pdf.pages[0].obj
        self.xobjects = Dictionary()
        self.page.Resources = Dictionary(XObject=self.xobjects)

    def draw(self, commands, **xobjects):
        for name, stream in xobjects.items():
            self.xobjects["/" + name] = self.pdf.make_indirect(stream)
        self.page.Contents = pikepdf.Stream(self.pdf, commands)
        return self

    def scan(self, commands=FILLS, image=None):
        return self.draw(commands, Scan=as_jpeg(self.pdf, image))

    def note(self, **entries):
        entries = {"Type": Name.Annot, "Subtype": Name.Widget, "F": 4} | entries
        self.page.Annots = self.pdf.make_indirect(Array([Dictionary(**entries)]))
        return self

    def stamp(self, colour=b"0 0 0 rg 0 0 20 10 re f"):
        return pikepdf.Stream(
            self.pdf, colour, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 20, 10]
        )

    def save(self, path, **options):
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # a widget without a form, a weak cipher: both on purpose
            self.pdf.save(path, **options)
        return path


@pytest.fixture
def paper():
    return Paper()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "quyết định 12.pdf"


def corners(pixels):
    """Which colour stands in each corner: top left, top right, bottom left, bottom right."""
    height, width = pixels.shape[:2]
    found = []
    for y, x in ((0.25, 0.25), (0.25, 0.75), (0.75, 0.25), (0.75, 0.75)):
        colour = pixels[int(y * height), int(x * width)].astype(int)
        found.append(int(np.abs(np.array(COLOURS) - colour).sum(axis=1).argmin()))
    return found


def turned(order, degrees):
    for _ in range(degrees // 90):
        order = [order[index] for index in CLOCKWISE]
    return order


def test_the_picture_that_fills_a_page_is_taken_out_untouched(paper, path):
    page = render(paper.scan().save(path), 1)
    assert page.scan.data == jpeg_bytes(quarters()) and page.scan.turned == 0
    assert (page.dpi, page.pixels.shape, page.lost) == (300, (HEIGHT, WIDTH, 3), 0)
    assert corners(page.pixels) == UPRIGHT


@pytest.mark.parametrize("rotate", [0, 90, 180, 270, -90, 450])
def test_the_turn_of_the_page_is_applied(paper, path, rotate):
    paper.scan().page.Rotate = rotate
    page = render(paper.save(path), 1)
    assert page.scan.turned == rotate % 360
    assert corners(page.pixels) == turned(UPRIGHT, rotate % 360)


MATRICES = {
    0: b"57.6 0 0 76.8 0 0",
    90: b"0 -76.8 57.6 0 0 76.8",
    180: b"-57.6 0 0 -76.8 57.6 76.8",
    270: b"0 76.8 -57.6 0 57.6 0",
}


@pytest.mark.parametrize("rotate", [0, 90])
@pytest.mark.parametrize("placed", MATRICES)
def test_the_picture_taken_out_stands_as_poppler_draws_it(tmp_path, placed, rotate):
    commands = b"q " + MATRICES[placed] + b" cm /Scan Do Q\n"
    plain, marked = Paper().scan(commands), Paper().scan(commands + b"0 0 1 1 re f")
    plain.page.Rotate = marked.page.Rotate = rotate
    taken = render(plain.save(tmp_path / "a.pdf"), 1)
    drawn = render(marked.save(tmp_path / "b.pdf"), 1)
    assert taken.scan.turned == (placed + rotate) % 360
    assert drawn.scan is None
    assert corners(taken.pixels) == corners(drawn.pixels)


def test_a_mirrored_picture_is_drawn_and_not_handed_on(paper, path):
    page = render(paper.scan(b"q -57.6 0 0 76.8 57.6 0 cm /Scan Do Q").save(path), 1)
    assert page.scan is None
    assert corners(page.pixels) == [1, 0, 3, 2]


INVISIBLE = {
    "text in mode 3": FILLS + b"BT 3 Tr /F 9 Tf (Trung) Tj ET",
    "what the picture covers": b"1 0 0 rg 0 0 57 76 re f BT /F 9 Tf (under) Tj ET " + FILLS,
    "a clip as large as the page": b"q 0 0 57.6 76.8 re W n " + FILLS + b"Q",
    "a tagged picture": b"/Artifact <</Type/Pagination>> BDC " + FILLS + b"EMC",
    "a placement in two steps": b"q 0.24 0 0 0.24 0 0 cm q 240 0 0 320 0 0 cm /Scan Do Q Q",
    "a hair less than the page": b"q 57 0 0 76 0.3 0.3 cm /Scan Do Q",
}


@pytest.mark.parametrize("commands", INVISIBLE.values(), ids=INVISIBLE.keys())
def test_what_cannot_be_seen_does_not_keep_the_picture_in(paper, path, commands):
    assert render(paper.scan(commands).save(path), 1).scan is not None


VISIBLE = {
    "text": FILLS + b"BT /F 9 Tf 5 5 Td (So 12) Tj ET",
    "a line": FILLS + b"0 0 m 50 50 l S",
    "an inline picture": FILLS + b"q 9 0 0 9 5 5 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q",
    "a picture twice": FILLS + b"q 9 0 0 9 5 5 cm /Scan Do Q",
    "a picture cut by a clip": b"q 0 0 20 20 re W n " + FILLS + b"Q",
    "a picture half as large": b"q 28 0 0 38 0 0 cm /Scan Do Q",
    "a picture larger than the page": b"q 80 0 0 106 0 0 cm /Scan Do Q",
    "a slanted picture": b"q 57.6 3 -3 76.8 0 0 cm /Scan Do Q",
    "a layer": b"/OC /Layer BDC " + FILLS + b"EMC",
}


@pytest.mark.parametrize("commands", VISIBLE.values(), ids=VISIBLE.keys())
def test_where_more_can_be_seen_the_page_is_drawn(paper, path, commands):
    page = render(paper.scan(commands).save(path), 1)
    assert page.scan is None and page.pixels.shape[2] == 3


def test_a_second_picture_over_the_scan_is_seen(paper, path):
    small = as_jpeg(paper.pdf, Image.new("RGB", (40, 40), "black"))
    paper.scan().draw(FILLS + b"q 14 0 0 14 5 50 cm /Seal Do Q", Seal=small)
    page = render(paper.save(path), 1)
    assert page.pixels[60, 40].max() < 40  # 300 dots an inch: (12 pt, 57 pt from below)


def test_a_signature_stamp_over_the_scan_is_seen_dot_for_dot(paper, path):
    paper.scan().note(Rect=[10, 60, 30, 70], AP=Dictionary(N=paper.stamp()), FT=Name.Sig)
    page = render(paper.save(path), 1)
    assert page.pixels.shape == (HEIGHT, WIDTH, 3) and page.dpi == 300
    assert page.scan.data == jpeg_bytes(quarters())
    [over] = page.over
    assert over.as_list() == pytest.approx(
        [10 / 57.6, 6.8 / 76.8, 30 / 57.6, 16.8 / 76.8], abs=1e-4
    )
    assert page.pixels[45, 80].max() < 40
    assert corners(page.pixels)[1:] == UPRIGHT[1:]


UNSEEN_NOTES = [
    {"Rect": [0, 0, 0, 0], "FT": Name.Sig},  # an invisible signature
    {"Rect": [1, 1, 9, 9], "Subtype": Name.Link},
    {"Rect": [1, 1, 9, 9], "F": 2, "AP": Dictionary()},
    {"Rect": [1, 1, 9, 9], "Subtype": Name.Popup, "AP": Dictionary()},
]


@pytest.mark.parametrize("entries", UNSEEN_NOTES)
def test_notes_that_nobody_sees_do_not_keep_the_picture_in(paper, path, entries):
    assert render(paper.scan().note(**entries).save(path), 1).scan is not None


def test_a_stamp_on_a_coarse_scan_is_drawn_fine_enough_to_read(path):
    paper = Paper(size=(172.8, 230.4))  # the picture has 100 dots to the inch
    paper.scan(b"q 172.8 0 0 230.4 0 0 cm /Scan Do Q")
    paper.note(Rect=[10, 60, 30, 70], AP=Dictionary(N=paper.stamp()))
    page = render(paper.save(path), 1)
    assert (page.dpi, page.pixels.shape) == (200, (2 * HEIGHT, 2 * WIDTH, 3))


def test_a_picture_inside_a_form_is_found(paper, path):
    form = pikepdf.Stream(
        paper.pdf, b"1 0 0 1 0 0 cm /Scan Do", Type=Name.XObject, Subtype=Name.Form,
        BBox=[0, 0, 1, 1], Matrix=[57.6, 0, 0, 76.8, 0, 0],
    )  # fmt: skip
    form.Resources = Dictionary(XObject=Dictionary(Scan=as_jpeg(paper.pdf)))
    page = render(paper.draw(b"/Form Do", Form=form).save(path), 1)
    assert page.scan is not None and corners(page.pixels) == UPRIGHT


def test_resources_and_turn_may_be_inherited(paper, path):
    paper.scan()
    parent = paper.pdf.Root.Pages
    parent.Resources, parent.Rotate = paper.page.Resources, 90
    del paper.page["/Resources"]
    assert render(paper.save(path), 1).scan.turned == 90


def test_of_a_cropped_page_only_what_is_shown_counts(paper, path):
    paper.scan().page.CropBox = [0, 38.4, 28.8, 76.8]
    page = render(paper.save(path), 1)
    assert page.scan is None and page.pixels.shape == (160, 120, 3)
    assert (np.abs(page.pixels[:140, :100].astype(int) - COLOURS[0]) < 30).all()


@pytest.mark.parametrize(
    "more",
    [
        {"Decode": [1, 0, 1, 0, 1, 0]},
        {"ColorSpace": Name.DeviceCMYK},
        {"Width": 120},
        {"SMask": None},
        {"Mask": [0, 1, 0, 1, 0, 1]},
    ],
)
def test_a_jpeg_that_the_pdf_alters_is_left_to_the_renderer(paper, path, more):
    if "SMask" in more:
        grey = Image.new("L", (4, 4), 128)
        soft = as_flate(paper.pdf, grey, ColorSpace=Name.DeviceGray, BitsPerComponent=8)
        more = {"SMask": paper.pdf.make_indirect(soft)}
    page = render(paper.draw(FILLS, Scan=as_jpeg(paper.pdf, **more)).save(path), 1)
    assert page.scan is None


def test_a_grey_scan_stays_grey(paper, path):
    page = render(paper.scan(image=quarters().convert("L")).save(path), 1)
    assert page.pixels.shape == (HEIGHT, WIDTH) and page.scan is not None


def test_a_colour_profile_does_not_matter(paper, path):
    profile = paper.pdf.make_indirect(pikepdf.Stream(paper.pdf, b"", N=3))
    scan = as_jpeg(paper.pdf, ColorSpace=Array([Name.ICCBased, profile]))
    assert render(paper.draw(FILLS, Scan=scan).save(path), 1).scan is not None


def test_a_jpeg_2000_scan_is_taken_out(paper, path):
    out = io.BytesIO()
    quarters().save(out, "JPEG2000")
    scan = pikepdf.Stream(
        paper.pdf, out.getvalue(), Type=Name.XObject, Subtype=Name.Image, Width=WIDTH,
        Height=HEIGHT, Filter=Name.JPXDecode,
    )  # fmt: skip
    page = render(paper.draw(FILLS, Scan=scan).save(path), 1)
    assert page.scan.data == out.getvalue() and (page.pixels == np.asarray(quarters())).all()


def test_lossless_scans_come_out_dot_for_dot(paper, path):
    noise = Image.fromarray(np.random.default_rng(1).integers(0, 256, (320, 240, 3), np.uint8))
    scan = as_flate(paper.pdf, noise, ColorSpace=Name.DeviceRGB, BitsPerComponent=8)
    assert (render(paper.draw(FILLS, Scan=scan).save(path), 1).pixels == np.asarray(noise)).all()


def test_black_and_white_fax_compression_comes_out_dot_for_dot(paper, path):
    dots = np.random.default_rng(1).integers(0, 2, (320, 240)).astype(bool)
    out = io.BytesIO()
    Image.fromarray(dots).save(out, "TIFF", compression="group4", tiffinfo={278: 320})
    with Image.open(out) as tiff:
        strips = zip(tiff.tag_v2[273], tiff.tag_v2[279], strict=True)
        data = b"".join(out.getvalue()[offset : offset + count] for offset, count in strips)
    scan = pikepdf.Stream(
        paper.pdf, data, Type=Name.XObject, Subtype=Name.Image, Width=240, Height=320,
        ColorSpace=Name.DeviceGray, BitsPerComponent=1, Filter=Name.CCITTFaxDecode,
        DecodeParms=Dictionary(K=-1, Columns=240, Rows=320, BlackIs1=False),
    )  # fmt: skip
    page = render(paper.draw(FILLS, Scan=scan).save(path), 1)
    assert page.pixels.shape == (HEIGHT, WIDTH)
    assert ((page.pixels > 128) == dots).mean() in (0, 1)  # libtiff's sense of black may differ


def test_a_stencil_is_drawn(paper, path):
    dots = Image.fromarray(np.zeros((320, 240), bool))
    scan = as_flate(paper.pdf, dots, ImageMask=True, BitsPerComponent=1)
    assert render(paper.draw(FILLS, Scan=scan).save(path), 1).pixels.max() == 0


def test_a_page_without_a_scan_is_drawn_at_the_resolution_asked_for(paper, path):
    paper.draw(b"0 0 57.6 38.4 re f").save(path)
    page = render(path, 1, dpi=150)
    assert (page.dpi, page.pixels.shape) == (150, (160, 120, 3))
    assert page.pixels[40].min() == 255 and page.pixels[120].max() == 0


def test_a_page_as_large_as_a_house_is_drawn_smaller(path):
    page = render(Paper(size=(14400, 14400)).draw(b"").save(path), 1, decode_megapixels=1)
    assert page.pixels.shape[0] * page.pixels.shape[1] <= 1_010_000 and page.dpi == 5


def test_a_scan_on_a_page_of_one_point_a_dot_has_no_believable_size(path):
    paper = Paper(size=(2480, 3508))
    large = quarters().resize((2480, 3508))
    paper.draw(b"q 2480 0 0 3508 0 0 cm /Scan Do Q", Scan=as_jpeg(paper.pdf, large))
    paper.note(Rect=[10, 60, 30, 70], AP=Dictionary(N=paper.stamp()))
    page = render(paper.save(path), 1)
    assert (page.dpi, page.pixels.shape) == (300, (3508, 2480, 3))


@pytest.mark.parametrize("number", [0, 2])
def test_a_page_that_is_not_there_is_unreadable(paper, path, number):
    with pytest.raises(PageUnreadable):
        render(paper.scan().save(path), number)


@pytest.mark.parametrize("strength", [3, 4, 6])
def test_an_owner_password_is_no_obstacle_and_a_user_password_is(paper, path, strength):
    def locked(user):
        strong = strength > 3
        lock = pikepdf.Encryption("owner", user, R=strength, aes=strong, metadata=strong)
        return paper.save(path, encryption=lock)

    paper.scan()
    assert render(locked(""), 1).scan.data == jpeg_bytes(quarters())
    with pytest.raises(EncryptedScan):
        inspect(locked("secret"), LIMITS)
    with pytest.raises(PageUnreadable):
        render(path, 1)


def test_attached_files_are_counted(paper, path):
    paper.scan().note(Subtype=Name.FileAttachment, Rect=[1, 1, 9, 9])
    paper.pdf.attachments["a.pdf"] = b"%PDF"
    problems = inspect(paper.save(path), LIMITS).problems
    assert [(problem.code, problem.detail) for problem in problems] == [("scan.attachments", "2")]
