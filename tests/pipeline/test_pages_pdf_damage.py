"""PDFs that are cut, broken, too large or made to break the reader."""

import io
import zlib

import numpy as np
import pikepdf
import pytest
from pikepdf import Dictionary, Name
from PIL import Image

from pipeline.errors import DamagedFile, PageUnreadable, ScanTooLarge
from pipeline.pages import Limits, inspect, render
from pipeline.standard import BELOW_STANDARD

LIMITS = Limits()
WIDTH, HEIGHT = 240, 320
PAPER = (57.6, 76.8)  # points: the picture has 300 dots to the inch
FILLS = b"q 57.6 0 0 76.8 0 0 cm /Scan Do Q\n"


def noisy_scan(pdf, **more):
    noise = np.random.default_rng(1).integers(0, 256, (HEIGHT, WIDTH), np.uint8)
    Image.fromarray(noise).save(out := io.BytesIO(), "JPEG", quality=90)
    entries = {"Width": WIDTH, "Height": HEIGHT, "BitsPerComponent": 8, "Filter": Name.DCTDecode}
    entries |= {"Type": Name.XObject, "Subtype": Name.Image, "ColorSpace": Name.DeviceGray}
    return pdf.make_indirect(pikepdf.Stream(pdf, out.getvalue(), **(entries | more)))


def form(pdf, commands, **xobjects):
    made = pikepdf.Stream(pdf, commands, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 99, 99])
    made.Resources = Dictionary(XObject=Dictionary(**xobjects))
    return pdf.make_indirect(made)


def add_page(pdf, commands, **xobjects):
    page = pdf.add_blank_page(page_size=PAPER).obj
    page.Resources = Dictionary(XObject=Dictionary(**xobjects))
    page.Contents = pikepdf.Stream(pdf, commands)


@pytest.fixture
def pdf():
    return pikepdf.new()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "quyết định 12.pdf"


def book(pages):
    """The bytes of a PDF whose pages each show a noisy scan."""
    pdf = pikepdf.new()
    for _ in range(pages):
        add_page(pdf, FILLS, Scan=noisy_scan(pdf))
    pdf.save(out := io.BytesIO())
    return out.getvalue()


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.99])
def test_a_cut_pdf_gives_what_is_left_of_it_and_says_so(path, share):
    data = book(4)
    path.write_bytes(data[: int(len(data) * share)])
    found = inspect(path, LIMITS)
    assert 1 <= found.pages <= 4
    assert "scan.pages_lost" in [problem.code for problem in found.problems]
    lost = [render(path, number).lost for number in range(1, found.pages + 1)]
    assert all(share < 1 for share in lost)
    told = {problem.page for problem in found.problems if problem.page}
    assert told == {number for number, share in enumerate(lost, 1) if share}


def test_a_pdf_without_its_catalog_is_put_together_again(path):
    data = book(3).replace(b"/Type /Catalog", b"/Type /Catxxxx").replace(b"startxref", b"startxxxx")
    path.write_bytes(data)
    found = inspect(path, LIMITS)
    assert found.pages == 3 and found.problems
    assert render(path, 2).scan is not None


def test_a_wrong_table_of_objects_alone_loses_nothing(path):
    data = book(2)
    at = data.rindex(b"startxref") + 10
    path.write_bytes(data[:at] + b"17\n%%EOF\n")
    assert {problem.code for problem in inspect(path, LIMITS).problems} <= {BELOW_STANDARD}
    assert inspect(path, LIMITS).pages == 2


def test_pages_that_the_tree_promises_but_the_file_lacks_are_told(path):
    pdf = pikepdf.open(io.BytesIO(book(3)))
    pdf.Root.Pages.Kids[2] = pdf.make_indirect(Dictionary(Type=Name.Page))
    pdf.save(path)
    data = path.read_bytes().replace(b"/Count 3", b"/Count 9")
    path.write_bytes(data)
    assert "scan.pages_lost" in [problem.code for problem in inspect(path, LIMITS).problems]


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"%PDF-1.7\n%%EOF", b"%PDF-" + bytes(5000)])
def test_a_pdf_with_nothing_in_it_is_damaged(path, content):
    path.write_bytes(content)
    with pytest.raises(DamagedFile):
        inspect(path, LIMITS)
    with pytest.raises(PageUnreadable):
        render(path, 1)


def test_too_many_pages_are_refused_as_declared_and_as_found(path):
    path.write_bytes(book(3))
    with pytest.raises(ScanTooLarge):
        inspect(path, Limits(max_pages=2))
    path.write_bytes(book(3).replace(b"/Count 3", b"/Count 1"))
    with pytest.raises(ScanTooLarge):
        inspect(path, Limits(max_pages=2))


def test_a_picture_beyond_the_limits_is_refused_also_inside_a_form(pdf, path):
    large = noisy_scan(pdf, Width=65000, Height=65000)
    add_page(pdf, b"/Form Do", Form=form(pdf, b"/Scan Do", Scan=large))
    pdf.save(path)
    with pytest.raises(ScanTooLarge):
        inspect(path, LIMITS)


@pytest.mark.slow
def test_packed_objects_that_inflate_to_gigabytes_are_not_inflated(path):
    bomb = zlib.compress(b"1 0 <</Type/Catalog/Pages 2 0 R>>" + bytes(300 * 1024**2), 9)
    head = b"3 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n" % len(bomb)
    path.write_bytes(b"%PDF-1.5\n" + head + bomb + b"\nendstream\nendobj\nstartxref\n9\n%%EOF\n")
    with pytest.raises(DamagedFile):
        inspect(path, LIMITS)


def test_forms_that_draw_each_other_for_ever_end(pdf, path):
    loop = form(pdf, b"/Form Do /Form Do")
    loop.Resources.XObject.Form = loop
    add_page(pdf, b"/Form Do", Form=loop)
    pdf.save(path)
    assert inspect(path, LIMITS).pages == 1
    assert render(path, 1).pixels.shape == (HEIGHT, WIDTH, 3)


@pytest.mark.slow
def test_a_page_that_would_take_all_memory_is_unreadable(pdf, path):
    add_page(pdf, b"q\n" * 3_000_000)  # poppler keeps 5 kB for each
    pdf.save(path)
    with pytest.raises(PageUnreadable):
        render(path, 1)


def test_a_broken_picture_inside_a_whole_pdf_is_unreadable(pdf, path):
    scan = noisy_scan(pdf)
    scan.write(b"\xff\xd8\xff\xe0 nothing follows", filter=Name.DCTDecode)
    add_page(pdf, FILLS, Scan=scan)
    pdf.save(path)
    with pytest.raises(PageUnreadable):
        render(path, 1)
