"""Rows of a CSV file as spreadsheet programs in Vietnam save it, whatever encoding or separator."""

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import BadRequest
from pipeline.xlsx_stream import Row

SEPARATORS = (",", ";", "\t")
_CHUNK = 1024**2


def encoding(path: Path) -> str:
    """Codec of the file: UTF-8 with or without mark, UTF-16 ("Unicode text"), else Windows-1258.

    `BadRequest` for binary files and for damaged UTF-8, which would pass as Windows-1258.
    """
    with path.open("rb") as file:
        head = file.read(65536)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\0" in head:
        return _unmarked_utf16(head, path)
    whole, broken = _utf8_letters(path)
    if not broken:
        return "utf-8-sig"
    if whole > broken:
        raise BadRequest(path.name, code="register.unreadable")
    return "cp1258"


def rows(path: Path, codec: str, separator: str) -> Iterator[Row]:
    """Records, numbered from 1 as a spreadsheet program does: a quoted line end is no new row."""
    with path.open(encoding=codec, newline="") as file:
        reader = csv.reader(file, delimiter=separator, skipinitialspace=True, strict=True)
        try:
            for number, record in enumerate(reader, start=1):
                yield number, tuple(record)
        except (csv.Error, UnicodeError) as exc:
            detail = f"{path.name}:{reader.line_num}"
            raise BadRequest(detail, code="register.unreadable") from exc


def _unmarked_utf16(head: bytes, path: Path) -> str:
    """UTF-16 without mark shows by zeros in every second place; zeros elsewhere are no text."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if min(even, odd) > 0 or max(even, odd) < len(head) // 8:
        raise BadRequest(path.name, code="register.unreadable")
    return "utf-16-be" if even else "utf-16-le"


def _utf8_letters(path: Path) -> tuple[int, int]:
    """How many letters beyond ASCII are good UTF-8, and how many places are not."""
    decode = codecs.getincrementaldecoder("utf-8")(errors="replace").decode
    whole = broken = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            text = decode(chunk)
            lost = text.count("\ufffd")
            broken += lost
            whole += len(text) - len(text.encode("ascii", errors="ignore")) - lost
    return whole, broken + decode(b"", final=True).count("\ufffd")
