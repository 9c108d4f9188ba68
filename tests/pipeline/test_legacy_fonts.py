"""Papers written with TCVN3 or VNI fonts, which the file does not carry, are drawn and read as Vietnamese."""

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from pipeline import legacy_fonts, pages, vni_fonts
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
    tcvn3 = legacy_fonts.letters(capitals=name.endswith("H"))
    letters = vni_fonts.ONE_BYTE if name.startswith("VNI") else tcvn3
    return [round(face.getlength(letters.get(code, chr(code)))) for code in range(32, 256)]


@pytest.mark.ocr
@pytest.mark.parametrize("name", [".VnTime", "ABCDEF+.VnArial", ".VnTime,Bold"])
def test_a_page_is_read_as_it_was_written(paper, name):
    page = pages.render(paper(name, LINES.values()), 1)
    read = read_picture(page, readers("tesserocr"), Profile.FAST)
    assert read.text().splitlines() == list(LINES)


@pytest.mark.ocr
@pytest.mark.parametrize("name", ["VNI-Times", "VNI-Helve,Bold"])
def test_two_bytes_a_letter_are_one_letter(paper, name):
    lines = [
        "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam",
        "Ñoäc laäp - Töï do - Haïnh phuùc",
        "Quyeát ñònh veà vieäc giaûi quyeát ñôn",
    ]
    read = read_picture(pages.render(paper(name, lines), 1), readers("tesserocr"), Profile.FAST)
    assert read.text().splitlines() == list(LINES)


def test_an_accent_set_apart_by_a_distance_stays_with_its_letter(paper):
    path = paper("VNI-Times", ["x"])
    with pikepdf.open(path) as pdf:
        page = pdf.pages[0]
        page.obj.Contents = pdf.make_stream(
            b"q BT /F 16 Tf 60 700 Td [(Vie) -20 (\xe4t) 30 (Nam)] TJ ET Q BT /G 9 Tf (o\xe4) Tj ET"
        )
        assert legacy_fonts.mend(pdf, page)
        font = page.resources.Font.F
        codes = {str(name): code for code, name in _pairs(font.Encoding.Differences.as_list())}
        written = page.obj.Contents.read_bytes()
        assert bytes([*b"Vi", codes["/uni1EC7"], *b"t"]).hex().encode() in written
        assert b"o\xe4".hex().encode() in written
        assert float(font.Widths[codes["/uni1EC7"]]) == float(font.Widths[ord("e")]) > 0


def _pairs(told):
    return zip(map(int, told[::2]), told[1::2], strict=True)


@pytest.mark.ocr
def test_fonts_of_capitals_draw_capitals(paper):
    page = pages.render(paper(".VnTimeH", ["quyÕt ®Þnh vÒ viÖc gi¶i quyÕt"]), 1)
    read = read_picture(page, readers("tesserocr"), Profile.FAST)
    assert read.text() == "QUYẾT ĐỊNH VỀ VIỆC GIẢI QUYẾT"


@pytest.mark.parametrize(
    ("name", "embedded"), [(".VnTime", True), ("VNI-Times", True), ("TimesNewRoman", False)]
)
def test_other_fonts_and_those_in_the_file_are_left_alone(paper, name, embedded):
    with pikepdf.open(paper(name, ["a"], embedded=embedded)) as pdf:
        before = pdf.pages[0].resources.Font.F.unparse(resolved=True)
        assert not legacy_fonts.mend(pdf, pdf.pages[0])
        assert pdf.pages[0].resources.Font.F.unparse(resolved=True) == before


def test_every_letter_of_the_language_has_its_code():
    letters = legacy_fonts.letters(capitals=False).values()
    assert len(letters) == len(set(letters)) == 74
    assert set("ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹĂÂĐÊÔƠƯ") <= set(letters)
