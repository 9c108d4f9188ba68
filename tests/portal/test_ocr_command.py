"""`sohoa ocr`: one file, no catalog, no server."""

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
