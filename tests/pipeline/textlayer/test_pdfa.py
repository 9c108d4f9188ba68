import time
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from pipeline.textlayer import assemble, page_pdf


@pytest.fixture(scope="module")
def pages(made) -> list[bytes]:
    """Three different pages; the second has no words."""
    lines = ["QUYẾT ĐỊNH", "Về việc cấp giấy phép"]
    return [
        page_pdf(made.picture(made.sheet(), turned=0), made.page(lines)),
        page_pdf(made.picture(made.sheet(248, 352)), made.page([])),
        page_pdf(made.picture(made.sheet(), turned=90), made.page(["Nơi nhận:"])),
    ]


def rss_megabytes() -> int:
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) // 1024


def test_pages_keep_their_order_words_and_pictures(pages, seen, tmp_path):
    out = tmp_path / "Quyết định số 1.pdf"
    assemble(pages, out, title="Quyết định")
    whole = seen(out.read_bytes())
    assert whole.text() == "QUYẾT ĐỊNH\nVề việc cấp giấy phép\n\f\fNơi nhận:\n\f"
    with pikepdf.open(out) as pdf:
        width, height = (float(side) for side in list(pdf.pages[1].MediaBox)[2:])
    assert (width, height) == pytest.approx((844.8, 595.2))
    assert whole.images() == seen(pages[0]).images()


def test_pages_may_lie_in_files(pages, tmp_path):
    files = [tmp_path / f"{number}.pdf" for number in range(len(pages))]
    for file, page in zip(files, pages, strict=True):
        file.write_bytes(page)
    assemble(files, tmp_path / "a.pdf", title="x")
    assemble(iter(pages), tmp_path / "b.pdf", title="x")
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_same_pages_give_the_same_bytes_and_others_another_id(pages, tmp_path):
    ids = []
    for number, chosen in enumerate((pages, pages, pages[:2])):
        out = tmp_path / f"{number}.pdf"
        assemble(chosen, out, title="x")
        with pikepdf.open(out) as pdf:
            ids.append(bytes(pdf.trailer.ID[0]))
    assert (tmp_path / "0.pdf").read_bytes() == (tmp_path / "1.pdf").read_bytes()
    assert ids[0] == ids[1] != ids[2]


def test_fonts_and_profile_are_there_once(pages, tmp_path):
    assemble(pages * 20, tmp_path / "out.pdf", title="x")
    with pikepdf.open(tmp_path / "out.pdf") as pdf:
        kinds = [str(item.get("/Type")) for item in pdf.objects if hasattr(item, "keys")]
        profiles = [item for item in pdf.objects if hasattr(item, "keys") and item.get("/N") == 3]
    assert kinds.count("/FontDescriptor") == 1 and len(profiles) == 1


def test_a_page_of_three_hundred_words_costs_five_kilobytes_at_most(made, tmp_path):
    page = made.page(["Căn cứ Luật Tổ chức chính quyền địa"] * 38)
    picture = made.picture(made.sheet(3508, 2480), dpi=300, turned=0)
    assemble([page_pdf(picture, page)] * 50, tmp_path / "out.pdf", title="x")
    a_page = (tmp_path / "out.pdf").stat().st_size / 50
    assert a_page - len(picture.scan.data) <= 5_000


def test_the_file_says_what_it_is(pages, tmp_path):
    out = tmp_path / "out.pdf"
    assemble(pages, out, title="Tờ trình <số 1> & 2\x00\udc80")
    with pikepdf.open(out) as pdf, pdf.open_metadata() as about:
        assert pdf.Root.Lang == "vi-VN"
        assert about.pdfa_status == "2B"
        assert about["dc:title"] == str(pdf.docinfo.Title) == "Tờ trình <số 1> & 2"


def test_a_failure_leaves_the_old_file_and_nothing_else(pages, tmp_path):
    out = tmp_path / "out.pdf"
    out.write_bytes(b"old")
    with pytest.raises(pikepdf.PdfError):
        assemble([pages[0], b"%PDF-1.7 broken"], out, title="x")
    assert out.read_bytes() == b"old" and list(tmp_path.iterdir()) == [out]


def test_no_page_is_no_document(tmp_path):
    with pytest.raises(ValueError):
        assemble([], tmp_path / "out.pdf", title="x")


def test_a_hundred_pages_need_the_memory_of_one(made, tmp_path):
    picture = made.picture(made.letter(), dpi=300, turned=0)
    page = tmp_path / "page.pdf"
    page.write_bytes(page_pdf(picture, made.page(["Nơi nhận"])))
    assert page.stat().st_size > 500_000
    before, start, count = rss_megabytes(), time.process_time(), 100
    assemble([page] * count, tmp_path / "out.pdf", title="x")
    assert (time.process_time() - start) / count < 0.01  # 2 ms on a quiet machine
    assert rss_megabytes() - before < 30


def test_the_metadata_name_source_and_recipe(pages, tmp_path):
    out = tmp_path / "out.pdf"
    told = assemble(pages, out, title="x", sources=["ab" * 32, "cd" * 32])
    with pikepdf.open(out) as pdf, pdf.open_metadata() as about:
        assert about["dc:source"] == f"sha256:{'ab' * 32} sha256:{'cd' * 32}"
        assert about["xmp:CreatorTool"] == "sohoa made"
        assert about["dc:language"] == {"vi-VN"}
    assert told.recipes == ("made",) and not told.signed


def test_the_file_says_which_pages_are_not_the_scans_own_and_that_the_original_is_signed(
    made, tmp_path
):
    page = made.page(["Số: 1"])
    own = page_pdf(made.picture(made.sheet(), turned=0), page)
    anew = page_pdf(replace(made.picture(made.sheet(), dpi=300), signed=True), page)
    out = tmp_path / "out.pdf"
    told = assemble([own, anew, anew], out, title="x")
    assert told.anew == ((2, 300), (3, 300)) and told.signed
    said = out.read_bytes().decode("utf-8", "replace")
    assert "Trang 2-3: ảnh được dựng lại ở 300 dpi" in said
    assert "The original is digitally signed" in said


def test_a_file_of_the_scans_own_pages_says_nothing_more(pages, tmp_path):
    with_own = [pages[0], pages[2]]
    assemble(with_own, tmp_path / "out.pdf", title="x")
    assert b"dc:description" not in (tmp_path / "out.pdf").read_bytes()


def test_a_file_of_one_page_is_six_kilobytes_larger_than_its_scan_at_most(made, tmp_path):
    picture = made.picture(made.sheet(3508, 2480), dpi=300, turned=0)
    page = made.page(["Căn cứ Luật Tổ chức chính quyền địa"] * 34)
    assemble(
        [page_pdf(picture, page)], tmp_path / "out.pdf", title="Quyết định", sources=["ab" * 32]
    )
    assert (tmp_path / "out.pdf").stat().st_size - len(picture.scan.data) <= 6_000


def test_objects_of_many_pages_are_found_again(pages, tmp_path):
    assemble(pages * 90, tmp_path / "out.pdf", title="x")
    with pikepdf.open(tmp_path / "out.pdf") as pdf:
        assert not pdf.check_pdf_syntax() and len(pdf.pages) == 270
        heights = [float(page.MediaBox[3]) for page in pdf.pages]
    assert heights[:3] * 90 == heights
