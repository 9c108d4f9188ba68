"""Fonts from before Unicode that a PDF names but does not carry: made to draw Vietnamese letters all the same.

Offices wrote with the .Vn fonts of TCVN 5712:1993 (TCVN3, "ABC"), one byte a letter; drawn in a common font their
bytes come out as `Céng hßa x· héi`. In the south they wrote with VNI fonts (`vni_fonts`).
"""

from collections.abc import Iterator

from pikepdf import Dictionary, Name, Page, Pdf

from pipeline import vni_fonts
from pipeline.pdf_content import PdfObject
from pipeline.pdf_encoding import encoding

_FAMILY, _VNI = ".Vn", "VNI-"
_FILES = ("/FontFile", "/FontFile2", "/FontFile3")

_SMALL: dict[int, str] = dict(
    zip(
        (
            *range(0xA8, 0xAF), *range(0xB5, 0xBA), *range(0xBB, 0xBF), *range(0xC6, 0xCD),
            *range(0xCE, 0xD9), *range(0xDC, 0xE0), *range(0xE1, 0xF0), *range(0xF1, 0xFF),
        ),
        "ăâêôơưđ" "àảãáạ" "ằẳẵắ" "ặầẩẫấậè" "ẻẽéẹềểễếệìỉ" "ĩíịò" "ỏõóọồổỗốộờởỡớợù" "ủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)  # fmt: skip
"""Letters by code; TCVN 5712:1993, VN3."""

_CAPITAL: dict[int, str] = dict(zip(range(0xA1, 0xA8), "ĂÂÊÔƠƯĐ", strict=True))

_FACES = {
    (False, False): "LiberationSerif",
    (True, False): "LiberationSerif,Bold",
    (False, True): "LiberationSerif,Italic",
    (True, True): "LiberationSerif,BoldItalic",
}
"""Installed fonts by bold and italic."""


def mend(pdf: Pdf, page: Page) -> bool:
    """Let the page's fonts of this kind draw their letters with an installed font; False where it has none.

    Changes the page in memory, never a file. Errors: `PDF_ERRORS`.
    """
    lacking = dict(_lacking(page))
    one_byte = [font for font in lacking.values() if _named(font).startswith(_FAMILY)]
    two_bytes = {key: font for key, font in lacking.items() if _named(font).startswith(_VNI)}
    for font in one_byte:
        font.Encoding = encoding(letters(capitals=_named(font).partition(",")[0].endswith("H")))
        _draw_with_another(font)
    if two_bytes:
        spelling = vni_fonts.rewrite(pdf, page, two_bytes)
        for font in two_bytes.values():
            vni_fonts.encode(font, spelling)
            _draw_with_another(font)
    return bool(lacking)


def _lacking(page: Page) -> Iterator[tuple[str, PdfObject]]:
    """Fonts of the families that are not in the file, by the names the page has for them."""
    fonts = page.resources.get("/Font", Dictionary())
    for key in list(fonts.keys()):
        descriptor = fonts[key].get("/FontDescriptor", Dictionary())
        known = _named(fonts[key]).startswith((_FAMILY, _VNI))
        if known and not any(file in descriptor for file in _FILES):
            yield key, fonts[key]


def _named(font: PdfObject) -> str:
    return str(font.get("/BaseFont", "")).lstrip("/").rpartition("+")[2]


def _draw_with_another(font: PdfObject) -> None:
    family, _, style = _named(font).partition(",")
    bold, italic = "Bold" in style or family.endswith("B"), "Italic" in style
    font.BaseFont = Name(f"/{_FACES[bold, italic]}")
    font.Subtype = Name.TrueType
    for entry in ("/FontDescriptor", "/ToUnicode"):
        if entry in font:
            del font[entry]


def letters(*, capitals: bool) -> dict[int, str]:
    """What the codes mean. capitals: in fonts whose names end with H, which draw small letters as capitals."""
    told = _CAPITAL | _SMALL
    if not capitals:
        return told
    latin = {code: chr(code).upper() for code in range(ord("a"), ord("z") + 1)}
    return latin | {code: letter.upper() for code, letter in told.items()}
