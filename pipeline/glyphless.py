"""A font without shapes: every character of the basic plane is an invisible box half an em wide.

Words drawn in it can be searched and selected; it costs three kilobytes a file. Character codes are
UTF-16 code units and all show glyph 1, so that pages written apart share the very same font.
"""

import struct
import zlib
from collections.abc import Iterable
from functools import lru_cache

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

ASCENT = 0.8
"""Share of the font size above the base line; the rest, down to 1, lies below it."""

ADVANCE = 0.5
"""Width of every character as a share of the font size."""

END = "\uffff"
"""A code that no text has; it reads as two spaces, and readers take it for a word."""

_EM = 1000
_ABOVE, _BELOW, _WIDTH = round(ASCENT * _EM), round((ASCENT - 1) * _EM), round(ADVANCE * _EM)
_GLYPHS = 2
_FAMILY = "SohoaGlyphless"


def rows_of(codes: Iterable[str]) -> bytes:
    """High bytes of characters that are written, each once in order: of these the font has to tell."""
    return bytes(sorted({ord(code) >> 8 for text in codes for code in text}))


def add_font(pdf: Pdf, rows: bytes) -> Object:
    """Add the font to `pdf`: the Type0 font dictionary, to be used with two bytes a character.

    rows: see `rows_of`; characters of others are not told to readers, which saves 1.5 kB a file.
    """
    descriptor = pdf.make_indirect(
        Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name(f"/{_FAMILY}"),
            Flags=5,
            FontBBox=[0, _BELOW, _WIDTH, _ABOVE],
            ItalicAngle=0,
            Ascent=_ABOVE,
            Descent=_BELOW,
            CapHeight=_ABOVE,
            StemV=80,
            FontFile2=_packed(pdf, _program()),
        )
    )
    shapes = pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=Name(f"/{_FAMILY}"),
            CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
            CIDToGIDMap=_packed(pdf, b"\0\1" * 0x10000),
            DW=_WIDTH,
            FontDescriptor=descriptor,
        )
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name(f"/{_FAMILY}"),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([shapes]),
            ToUnicode=_packed(pdf, _unicode_map(rows)),
        )
    )


def _packed(pdf: Pdf, data: bytes) -> Object:
    entries = Dictionary(Filter=Name.FlateDecode)
    return pikepdf.Stream(pdf, _deflated(data), entries)


@lru_cache(maxsize=4)
def _deflated(data: bytes) -> bytes:
    return zlib.compress(data, 9)


def _unicode_map(rows: bytes) -> bytes:
    """Code = character but for `END`; a range may not leave its high byte (ISO 32000-1, 9.10.3)."""
    told = [f"<{high:02X}00><{high:02X}{_last(high):02X}><{high:02X}00>" for high in rows]
    blocks = (told[start : start + 100] for start in range(0, len(told), 100))
    ranges = "\n".join(
        f"{len(block)} beginbfrange\n" + "\n".join(block) + "\nendbfrange" for block in blocks
    )
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n"
        f"{ranges}\n1 beginbfchar\n<FFFF><00200020>\nendbfchar\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")


def _last(high: int) -> int:
    return 0xFE if high == ord(END) >> 8 else 0xFF


@lru_cache(maxsize=1)
def _program() -> bytes:
    """A TrueType file of the six tables that a PDF asks for, with two empty glyphs of one width.

    Layout of the tables: OpenType specification 1.9.
    """
    return _font_file(
        {
            b"glyf": bytes(4),
            b"head": _head(),
            b"hhea": struct.pack(
                ">IhhhH11hH", 0x10000, _ABOVE, _BELOW, 0, _WIDTH, *(0, 0, 0, 1), *(0,) * 7, 1
            ),
            b"hmtx": struct.pack(">Hhh", _WIDTH, 0, 0),
            b"loca": bytes(2 * (_GLYPHS + 1)),
            b"maxp": struct.pack(">IH13H", 0x10000, _GLYPHS, *(0,) * 4, 2, *(0,) * 8),
        }
    )


def _head() -> bytes:
    """Table `head` without a date, so that the font is the same bytes everywhere."""
    version, revision, adjust, magic = 0x10000, 0x10000, 0, 0x5F0F3CF5
    flags, created, modified = 0b11, 0, 0
    box = (0, _BELOW, _WIDTH, _ABOVE)
    style, smallest, direction, long_offsets, outlines = 0, 8, 2, 0, 0
    return struct.pack(
        ">IIIIHHqqhhhhHHhhh",
        *(version, revision, adjust, magic, flags, _EM, created, modified),
        *box,
        *(style, smallest, direction, long_offsets, outlines),
    )


def _font_file(tables: dict[bytes, bytes]) -> bytes:
    power = len(tables).bit_length() - 1
    ranges = (16 << power, power, 16 * len(tables) - (16 << power))
    directory = struct.pack(">IHHHH", 0x10000, len(tables), *ranges)
    body = b""
    for tag, table in tables.items():
        padded = table + bytes(-len(table) % 4)
        offset = 12 + 16 * len(tables) + len(body)
        directory += struct.pack(">4sIII", tag, _checksum(padded), offset, len(table))
        body += padded
    return directory + body


def _checksum(padded: bytes) -> int:
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) & 0xFFFFFFFF
