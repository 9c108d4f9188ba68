"""Rows of the sheets of an XLSX workbook, streamed; styles, charts and macros are not looked at.

Our own reader, because portals export workbooks whose styles other readers refuse, and because
100,000 rows have to take seconds. Formulas give the value the spreadsheet program last saved.
Source: ECMA-376-1, §18.
"""

import datetime as dt
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import join, normpath
from xml.etree.ElementTree import Element, ParseError, iterparse
from xml.parsers.expat import ExpatError

from pipeline.errors import BadRequest
from pipeline.xlsx_stream import Row, read_rows, read_strings

DAY_ZERO = dt.date(1899, 12, 30)
"""The date that serial number 0 stands for, in all but old Macintosh workbooks."""

_UNPACKED = 1024**3
_DAY_ZERO_1904 = dt.date(1904, 1, 1)
_BROKEN = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError),
    *(RuntimeError, NotImplementedError),  # zipfile's words for a password and an odd compression
    *(ParseError, ExpatError, KeyError, ValueError, IndexError),
)


@dataclass(slots=True)
class Workbook:
    """An XLSX file, open for one reading. day_zero: the date that serial number 0 stands for."""

    path: Path
    day_zero: dt.date = DAY_ZERO
    _sheets: list[str] = field(default_factory=list)
    _strings: list[str] = field(default_factory=list)

    @classmethod
    def open(cls, path: Path) -> "Workbook":
        """Read list of sheets and shared strings; `BadRequest` where this is no workbook."""
        try:
            with zipfile.ZipFile(path) as parts:
                if sum(part.file_size for part in parts.infolist()) > _UNPACKED:
                    raise BadRequest(f"{path.name}: > 1 GiB", code="register.unreadable")
                zero, sheets = _contents(parts)
                return cls(path, zero, sheets, _shared_strings(parts))
        except _BROKEN as exc:
            raise BadRequest(path.name, code="register.unreadable") from exc

    def sheets(self) -> range:
        """Numbers of the sheets, in the order of their tabs."""
        return range(len(self._sheets))

    def rows(self, sheet: int) -> Iterator[Row]:
        """The rows of one sheet that hold anything, in order."""
        try:
            with zipfile.ZipFile(self.path) as parts, parts.open(self._sheets[sheet]) as source:
                yield from read_rows(source, self._strings)
        except _BROKEN as exc:
            raise BadRequest(self.path.name, code="register.unreadable") from exc


def _local(name: str) -> str:
    """Name without namespace: strict and transitional workbooks differ in nothing else here."""
    return name.rpartition("}")[2]


def _part(parts: zipfile.ZipFile, name: str) -> Iterator[Element]:
    with parts.open(name) as source:
        for _, element in iterparse(source, events=("end",)):
            yield element


def _targets(parts: zipfile.ZipFile, of: str) -> dict[str, tuple[str, str]]:
    """Relations of a part: id → (kind, name of the other part)."""
    folder, _, name = of.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels".lstrip("/")
    return {
        one.attrib["Id"]: (
            one.attrib["Type"].rpartition("/")[2],
            normpath(join("/", folder, one.attrib["Target"])).lstrip("/"),
        )
        for one in _part(parts, relations)
        if _local(one.tag) == "Relationship"
    }


def _workbook_part(parts: zipfile.ZipFile) -> str:
    books = [name for kind, name in _targets(parts, "").values() if kind == "officeDocument"]
    return books[0]


def _contents(parts: zipfile.ZipFile) -> tuple[dt.date, list[str]]:
    """Day zero, and the parts of the sheets in the order of their tabs."""
    book = _workbook_part(parts)
    targets = _targets(parts, book)
    zero, sheets = DAY_ZERO, []
    for element in _part(parts, book):
        kind = _local(element.tag)
        if kind == "workbookPr" and element.get("date1904") in ("1", "true"):
            zero = _DAY_ZERO_1904
        elif kind == "sheet":
            relations = [value for key, value in element.attrib.items() if key.endswith("}id")]
            sheets.append(targets[relations[0]])
    return zero, [name for kind, name in sheets if kind == "worksheet"]


def _shared_strings(parts: zipfile.ZipFile) -> list[str]:
    book = _workbook_part(parts)
    kinds = dict(_targets(parts, book).values())
    if "sharedStrings" not in kinds:
        return []
    with parts.open(kinds["sharedStrings"]) as source:
        return read_strings(source)
