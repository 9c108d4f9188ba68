"""Papers written with the .Vn fonts of TCVN3, which the file does not carry, are drawn and read as Vietnamese."""

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from pipeline import legacy_fonts, pages
from pipeline.model import Profile
from pipeline.ocr.engines import readers
from pipeline.ocr.reading import read_picture
from samples.fonts import EVERY, STYLES, font, usable

LINES = {
    "Cộng hòa xã hội chủ nghĩa Việt Nam": "Céng hßa x· héi chñ nghÜa ViÖt Nam",
    "Độc lập - Tự do - Hạnh phúc": "§éc lËp - Tù do - H¹nh phóc",
    "Quyết định về việc giải quyết đơn": "QuyÕt ®Þnh vÒ viÖc gi¶i quyÕt ®¬n",
}
"""As read, and the same bytes in Latin-1."""


@pytest.fixture
def paper(tmp_path):
    """A page of lines in a font of a name, its widths those of an installed one."""

    def make(name, lines, *, embedded=False):
        pdf = pikepdf.new()
        page = pdf.add_blank_page(page_size=(595, 842))
        face = Dictionary(
            Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name(f"/{name}"),
            Encoding=Name.WinAnsiEncoding, FirstChar=32, LastChar=255, Widths=Array(_widths(name)),
            FontDescriptor=Dictionary(Type=Name.FontDescriptor, FontName=Name(f"/{name}"), Flags=32),
        )  # fmt: skip
        if embedded:
            face.FontDescriptor.FontFile2 = pdf.make_stream(b"")
        page.obj.Resources = Dictionary(Font=Dictionary(F=pdf.make_indirect(face)))
        body = b"".join(b"<%b> Tj T* " % line.encode("latin-1").hex().encode() for line in lines)
        page.obj.Contents = pdf.make_stream(b"BT /F 16 Tf 60 780 Td 28 TL " + body + b"ET")
        path = tmp_path / "giấy cũ.pdf"
        pdf.save(path)
        return path

    return make


def _widths(name):
    face = font(usable(EVERY)[0], STYLES[0], 1000)
    letters = legacy_fonts.letters(capitals=name.endswith("H"))
    return [round(face.getlength(letters.get(code, chr(code)))) for code in range(32, 256)]


@pytest.mark.ocr
@pytest.mark.parametrize("name", [".VnTime", "ABCDEF+.VnArial", ".VnTime,Bold"])
def test_a_page_is_read_as_it_was_written(paper, name):
    page = pages.render(paper(name, LINES.values()), 1)
    read = read_picture(page, readers("tesserocr"), Profile.FAST)
    assert read.text().splitlines() == list(LINES)


@pytest.mark.ocr
def test_fonts_of_capitals_draw_capitals(paper):
    page = pages.render(paper(".VnTimeH", ["quyÕt ®Þnh vÒ viÖc gi¶i quyÕt"]), 1)
    read = read_picture(page, readers("tesserocr"), Profile.FAST)
    assert read.text() == "QUYẾT ĐỊNH VỀ VIỆC GIẢI QUYẾT"


@pytest.mark.parametrize(
    ("name", "embedded"), [(".VnTime", True), ("TimesNewRoman", False), ("VNI-Times", False)]
)
def test_other_fonts_and_those_in_the_file_are_left_alone(paper, name, embedded):
    with pikepdf.open(paper(name, ["a"], embedded=embedded)) as pdf:
        before = pdf.pages[0].resources.Font.F.unparse(resolved=True)
        assert not legacy_fonts.mend(pdf.pages[0])
        assert pdf.pages[0].resources.Font.F.unparse(resolved=True) == before


def test_every_letter_of_the_language_has_its_code():
    letters = legacy_fonts.letters(capitals=False).values()
    assert len(letters) == len(set(letters)) == 74
    assert set("ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹĂÂĐÊÔƠƯ") <= set(letters)
