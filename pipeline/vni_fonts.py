"""Text in the VNI fonts, where an accent is a second byte behind its letter: one byte a letter instead.

A PDF that names such a font without carrying it is drawn in a common one, `Coäng hoøa`; its strings are rewritten
in an encoding of our own, whose letters that font has.
"""

import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import pikepdf
from pikepdf import (
    Array,
    ContentStreamInlineImage,
    ContentStreamInstruction,
    Page,
    Pdf,
    String,
)

from pipeline.pdf_content import PdfObject
from pipeline.pdf_encoding import encoding

Instruction: TypeAlias = ContentStreamInstruction | ContentStreamInlineImage

ONE_BYTE: dict[int, str] = dict(
    zip(b"\xf1\xd1\xf4\xd4\xf6\xd6\xed\xec\xe6\xf3\xf2\xee\xcd\xcc\xc6\xd3\xd2\xce",
        "đĐơƠưƯíìỉĩịỵÍÌỈĨỊỴ", strict=True)
)  # fmt: skip
"""Letters of one byte."""

_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"
_CIRCUMFLEX, _BREVE = "\u0302", "\u0306"
_TONES = (_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT)
_SMALL_MARKS: dict[int, str] = dict(
    zip(b"\xf9\xf8\xfb\xf5\xef\xe2\xe1\xe0\xe5\xe3\xe4\xea\xe9\xe8\xfa\xfc\xeb",
        (*_TONES, _CIRCUMFLEX, *(_CIRCUMFLEX + tone for tone in _TONES),
         _BREVE, *(_BREVE + tone for tone in _TONES)), strict=True)
)  # fmt: skip
_MARKS = _SMALL_MARKS | {code - 0x20: marks for code, marks in _SMALL_MARKS.items()}
"""Accents by the byte behind the letter; capitals have theirs 32 lower."""

_BEARERS = frozenset(b"aeouyAEOUY\xf4\xd4\xf6\xd6")
_SHOWS = frozenset(("Tj", "'", '"', "TJ"))
_FREE = (*range(0x80, 0x100), *range(0x01, 0x20))
"""Codes for the letters that ASCII has not."""


@dataclass(slots=True)
class Spelling:
    """Codes of letters in the encoding of our own; for each code the byte of its letter, whose width it has."""

    codes: dict[str, int] = field(default_factory=dict)
    bases: dict[int, int] = field(default_factory=dict)

    def code(self, letter: str, base: int) -> int:
        """The byte for a letter: as in ASCII, else the next that is free."""
        if len(letter) == 1 and letter.isascii():
            return ord(letter)
        if letter not in self.codes:
            self.codes[letter] = _FREE[len(self.codes)]
            self.bases[self.codes[letter]] = base
        return self.codes[letter]


def letters(raw: bytes) -> Iterator[tuple[str, int]]:
    """Each letter written by the bytes, NFC, and the byte of it without its accents."""
    at = 0
    while at < len(raw):
        base = raw[at]
        letter = ONE_BYTE.get(base, chr(base))
        if at + 1 < len(raw) and base in _BEARERS and raw[at + 1] in _MARKS:
            letter = unicodedata.normalize("NFC", letter + _MARKS[raw[at + 1]])
            at += 1
        yield letter, base
        at += 1


def rewrite(pdf: Pdf, page: Page, fonts: Collection[str]) -> Spelling:
    """Rewrite what the page shows in fonts of these resource names. Errors: `PDF_ERRORS`."""
    spelling = Spelling()
    written = pikepdf.unparse_content_stream(_respelt(page, fonts, spelling))
    page.obj.Contents = pdf.make_stream(written)
    return spelling


def _respelt(page: Page, fonts: Collection[str], spelling: Spelling) -> list[Instruction]:
    """The page's instructions; the font is one of the things that q keeps and Q brings back."""
    font, outer = "", list[str]()
    told: list[Instruction] = []
    for step in pikepdf.parse_content_stream(page):
        name, shown = str(step.operator), list(step.operands)
        if name == "q":
            outer.append(font)
        elif name == "Q" and outer:
            font = outer.pop()
        elif name == "Tf":
            font = str(shown[0])
        elif name in _SHOWS and font in fonts:
            shown[-1] = _shown(shown[-1], spelling)
            step = ContentStreamInstruction(shown, step.operator)
        told.append(step)
    return told


def encode(font: PdfObject, spelling: Spelling) -> None:
    """Let a font draw the letters of the encoding of our own, as wide as those they stand for."""
    font.Encoding = encoding({code: letter for letter, code in spelling.codes.items()})
    first = int(font.get("/FirstChar", 0))
    widths = dict(enumerate(map(float, font.get("/Widths", Array()).as_list()), first))
    if widths:
        moved = widths | {
            code: widths[base] for code, base in spelling.bases.items() if base in widths
        }
        font.FirstChar, font.LastChar = 0, 255
        font.Widths = Array([moved.get(code, 0.0) for code in range(256)])


def _shown(shown: PdfObject, spelling: Spelling) -> PdfObject:
    if not isinstance(shown, Array):
        return String(_bytes(bytes(shown), spelling))
    return Array(list(_together(list(shown.as_list()), spelling)))


def _together(parts: Sequence[PdfObject], spelling: Spelling) -> Iterator[PdfObject]:
    """Strings and distances of a line; an accent that begins a string belongs to the one before."""
    pending: list[PdfObject] = []
    text = b""
    for part in parts:
        raw = bytes(part) if isinstance(part, String) else None
        if raw is None:
            pending.append(part)
        elif text and raw[:1] and text[-1] in _BEARERS and raw[0] in _MARKS:
            text += raw
            pending.clear()
        else:
            yield from _flushed(text, pending, spelling)
            text, pending = raw, []
    yield from _flushed(text, pending, spelling)


def _flushed(text: bytes, pending: Sequence[PdfObject], spelling: Spelling) -> Iterator[PdfObject]:
    if text:
        yield String(_bytes(text, spelling))
    yield from pending


def _bytes(raw: bytes, spelling: Spelling) -> bytes:
    return bytes(spelling.code(letter, base) for letter, base in letters(raw))
