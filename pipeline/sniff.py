"""What kind of file this is, by its bytes and never by its name."""

import struct
from enum import StrEnum
from pathlib import Path

from pipeline.errors import NotAScan


class Kind(StrEnum):
    """The kinds of file that hold page pictures."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    TIFF = "tiff"
    WEBP = "webp"
    JPEG2000 = "jp2"
    BMP = "bmp"
    GIF = "gif"


# Readers accept a PDF header within the first 1,024 bytes (ISO 32000-1, annex H.3.4.1).
_HEAD = 1024 + len(b"%PDF-")

_SIGNATURES = (
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"II*\x00", Kind.TIFF),
    (b"MM\x00*", Kind.TIFF),
    (b"II+\x00", Kind.TIFF),
    (b"MM\x00+", Kind.TIFF),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", Kind.JPEG2000),
    (b"\xff\x4f\xff\x51", Kind.JPEG2000),
    (b"GIF87a", Kind.GIF),
    (b"GIF89a", Kind.GIF),
)
_BMP_HEADERS = frozenset({12, 40, 52, 56, 64, 108, 124})


def sniff(path: Path) -> Kind:
    """The kind of a file, from its first kilobyte.

    Raises `NotAScan` for an empty file and for anything that holds no page pictures.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        raise NotAScan("empty file")
    kind = kind_of(head)
    if kind is None:
        raise NotAScan("unknown kind of file")
    return kind


def kind_of(head: bytes) -> Kind | None:
    """The kind that a file's first bytes announce (1,029 bytes are enough), or None."""
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Kind.WEBP
    if _is_bmp(head):
        return Kind.BMP
    return Kind.PDF if b"%PDF-" in head[:_HEAD] else None


def _is_bmp(head: bytes) -> bool:
    """Two letters are too little evidence: many texts start with "BM"."""
    if head[:2] != b"BM" or len(head) < 18:
        return False
    return struct.unpack_from("<I", head, 14)[0] in _BMP_HEADERS
