"""`sohoa ocr`: one file, no catalog, no server."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

pytestmark = pytest.mark.ocr
Picture = Callable[[str, int], Path]


@pytest.fixture
def three_pages(tmp_path: Path, picture: Picture) -> Path:
    from PIL import Image

    pages = [Image.open(picture(f"{n}.jpg", 30 + n)) for n in range(3)]
    path = tmp_path / "ba trang.pdf"
    pages[0].save(path, save_all=True, append_images=pages[1:], resolution=300)
    return path


def test_text_words_and_copy_are_written_and_the_input_is_untouched(
    empty, three_pages: Path, tmp_path: Path
) -> None:
    before = three_pages.read_bytes()
    out, text, words = (tmp_path / name for name in ("out.pdf", "out.txt", "out.json"))
    said = empty.run(
        "ocr", three_pages, out, "--sidecar", text, "--words", words, "--profile", "fast"
    )
    assert said.code == 0, said.err
    assert three_pages.read_bytes() == before
    assert text.read_text().count("\f") == 2
    pages = json.loads(words.read_text())["pages"]
    assert [page["number"] for page in pages] == [1, 2, 3]
    assert {
        "number",
        "width",
        "height",
        "dpi",
        "turned",
        "skew",
        "blank",
        "confidence",
        "recipe",
        "words",
    } <= set(pages[0])
    assert {"text", "box", "confidence", "line"} == set(pages[0]["words"][0])
    with pikepdf.open(out) as pdf, pdf.open_metadata() as told:
        assert len(pdf.pages) == 3
        assert (told["pdfaid:part"], told["pdfaid:conformance"]) == ("2", "B")
    assert not empty.home.exists()


def test_first_and_last_choose_pages(empty, three_pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    assert empty.run("ocr", three_pages, out, "--first", "2", "--last", "2", "--small").code == 0
    with pikepdf.open(out) as pdf:
        assert len(pdf.pages) == 1


def test_the_input_is_never_the_output(empty, three_pages: Path) -> None:
    before = three_pages.read_bytes()
    answer = empty.json("ocr", three_pages, three_pages, code=2)
    assert answer["error"]["code"] == "request.same_file"
    assert three_pages.read_bytes() == before


def test_bad_input_is_refused(empty, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_text("<html>")
    answer = empty.json("ocr", tmp_path / "a.pdf", tmp_path / "out.pdf", code=2)
    assert answer["error"]["code"] == "scan.not_a_scan"
    assert empty.json("ocr", tmp_path / "no.pdf", tmp_path / "out.pdf", code=2)["error"]["advice"]


def test_neither_text_nor_words_are_written_over_the_input(
    empty, three_pages: Path, tmp_path: Path
) -> None:
    before = three_pages.read_bytes()
    for option in ("--sidecar", "--words"):
        answer = empty.json("ocr", three_pages, tmp_path / "out.pdf", option, three_pages, code=2)
        assert answer["error"]["code"] == "request.same_file"
    assert three_pages.read_bytes() == before
    assert empty.json("ocr", three_pages, tmp_path / "none" / "out.pdf", code=2)["error"]["advice"]


def test_a_scan_below_the_standard_is_read_and_said_to_be(empty, tmp_path: Path, picture) -> None:
    from PIL import Image

    Image.open(picture("a.jpg", 31)).convert("L").save(tmp_path / "grey.png", dpi=(150, 150))
    said = empty.run("ocr", tmp_path / "grey.png", tmp_path / "out.pdf", "--profile", "fast")
    assert said.code == 0 and "dưới chuẩn lưu trữ" in said.err
    answer = empty.json("ocr", tmp_path / "grey.png", tmp_path / "out.pdf", "--profile", "fast")
    [problem] = answer["problems"]
    assert (problem["code"], problem["page"]) == ("scan.below_standard", None)
    assert problem["detail"] == "150 dpi: page 1; no colour: page 1"


def test_a_signed_original_stays_as_it_is_and_its_copy_says_so(
    empty, three_pages: Path, tmp_path: Path
) -> None:
    signed = tmp_path / "signed.pdf"
    with pikepdf.open(three_pages) as pdf:
        pdf.Root.AcroForm = pikepdf.Dictionary(SigFlags=3, Fields=pikepdf.Array())
        pdf.save(signed)
    before = signed.read_bytes()
    answer = empty.json("ocr", signed, tmp_path / "out.pdf", "--profile", "fast")
    assert answer["copy"] == {"signed_original": True, "pages_anew": []}
    assert signed.read_bytes() == before
    copy = (tmp_path / "out.pdf").read_bytes()
    assert "chỉ bản gốc có giá trị".encode() in copy
    assert f"sha256:{hashlib.sha256(before).hexdigest()}".encode() in copy


def test_without_the_second_reader_a_person_is_told_once_that_it_reads_as_fast(
    empty, picture, tmp_path: Path
) -> None:
    (tmp_path / "without" / "asterocr").mkdir(parents=True)
    (tmp_path / "without" / "asterocr" / "__init__.py").touch()
    path = {"PYTHONPATH": str(tmp_path / "without")}
    scan = picture("a.jpg", 31)
    for profile, times in (("accurate", 1), ("best", 1), ("fast", 0)):
        said = empty.run("ocr", scan, tmp_path / "out.pdf", "--profile", profile, **path)
        assert said.code == 0
        assert said.err.count(f"Thiếu bộ đọc dòng nơ-ron: cấu hình {profile} chạy") == times
    said = empty.run("--lang", "en", "digitize", scan, **path)
    assert said.err.count("The neural line reader is missing: accurate runs as fast") == 1
    assert "run as fast" in empty.run("--lang", "en", "doctor", **path).out


def test_a_page_that_cannot_be_read_is_a_problem_and_a_picture_in_the_copy(
    empty, tmp_path: Path, picture
) -> None:
    from PIL import Image

    engines = Path(__file__).resolve().parents[1] / "pipeline" / "ocr"
    scan = tmp_path / "scan.pdf"
    with Image.open(picture("a.jpg", 31)) as good, pikepdf.new() as whole:
        for number, dpi in enumerate((300, 211, 300)):  # 211: the engine exits
            good.resize((600, 850)).save(tmp_path / f"{number}.pdf", resolution=dpi)
            with pikepdf.open(tmp_path / f"{number}.pdf") as one:
                whole.pages.extend(one.pages)
        whole.save(scan)
    said = empty.run(
        "ocr", scan, tmp_path / "out.pdf", "--sidecar", tmp_path / "out.txt", "--json",
        PYTHONPATH=str(engines), SOHOA_ENGINE="strange_engines:ByDpi",
    )  # fmt: skip
    assert said.code == 5
    told = [(problem["code"], problem["page"]) for problem in said.json["problems"]]
    assert ("page.crashed", 2) in told
    assert (tmp_path / "out.txt").read_text().split("\f") == ["trang\n", "\n", "trang\n"]
    with pikepdf.open(tmp_path / "out.pdf") as copy:
        assert len(copy.pages) == 3
    assert {path.name for path in tmp_path.glob(".*")} == set()
