"""Fonts from before Unicode that a PDF names but does not carry: made to draw Vietnamese letters all the same.

Offices wrote with the .Vn fonts of TCVN 5712:1993 (TCVN3, "ABC"), one byte a letter; drawn in a common font their
bytes come out as `Céng hßa x· héi`.
"""

from collections.abc import Iterator
from typing import TypeAlias

from pikepdf import Array, Dictionary, Name, Page

from pipeline.pdf_content import PdfObject

_FAMILY = ".Vn"
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

Faces: TypeAlias = dict[tuple[bool, bool], str]
_FACES: Faces = {
    (False, False): "LiberationSerif",
    (True, False): "LiberationSerif,Bold",
    (False, True): "LiberationSerif,Italic",
    (True, True): "LiberationSerif,BoldItalic",
}
"""Installed fonts by bold and italic."""


def mend(page: Page) -> bool:
    """Let the page's fonts of this kind draw their letters with an installed font; False where it has none.

    Changes the page in memory, never a file. Errors: `PDF_ERRORS`.
    """
    fonts = list(_lacking(page))
    for font in fonts:
        _reencode(font)
    return bool(fonts)


def _lacking(page: Page) -> Iterator[PdfObject]:
    """Fonts of the family that are not in the file."""
    fonts = page.resources.get("/Font", Dictionary())
    for key in list(fonts.keys()):
        font = fonts[key]
        descriptor = font.get("/FontDescriptor", Dictionary())
        if _named(font).startswith(_FAMILY) and not any(file in descriptor for file in _FILES):
            yield font


def _named(font: PdfObject) -> str:
    return str(font.get("/BaseFont", "")).lstrip("/").rpartition("+")[2]


def _reencode(font: PdfObject) -> None:
    name = _named(font)
    family, _, style = name.partition(",")
    bold, italic = "Bold" in style or family.endswith("B"), "Italic" in style
    font.BaseFont = Name(f"/{_FACES[bold, italic]}")
    font.Subtype = Name.TrueType
    font.Encoding = Dictionary(
        Type=Name.Encoding,
        BaseEncoding=Name.WinAnsiEncoding,
        Differences=_differences(capitals=family.endswith("H")),
    )
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


def _differences(*, capitals: bool) -> Array:
    """Codes and the names of their glyphs."""
    told = Array()
    for code, letter in sorted(letters(capitals=capitals).items()):
        told.append(code)
        told.append(Name(f"/uni{ord(letter):04X}"))
    return told
