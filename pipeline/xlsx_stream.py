"""The two big parts of a workbook, sheet and shared strings, parsed piece by piece in constant memory."""

import re
from collections.abc import Iterator
from typing import IO, TypeAlias
from xml.parsers import expat

Cell: TypeAlias = str | float | bool | None
Row: TypeAlias = tuple[int, tuple[Cell, ...]]
"""Row number as the spreadsheet program shows it (from 1), and its cells from column A."""

_LAST_ROW = 1_048_576
_LAST_COLUMN = 256
_PIECE = 65536
_LETTERS = re.compile(r"[A-Z]{1,3}")


def read_rows(source: IO[bytes], strings: list[str]) -> Iterator[Row]:
    """The rows of a sheet, in order; rows beyond the last one a sheet can have end the reading."""
    reader = _SheetReader(strings)
    for _ in reader.pieces(source):
        for row in reader.done:
            if row[0] > _LAST_ROW:
                return
            yield row
        reader.done.clear()


def read_strings(source: IO[bytes]) -> list[str]:
    """The shared strings: plain text, without the reading aids (`rPh`) of East Asian names."""
    reader = _StringsReader()
    for _ in reader.pieces(source):
        pass
    return reader.done


class _PartReader:
    """Feeds a part to expat and gathers the text of `t` and `v`.

    Expat and not ElementTree, which keeps an emptied element for every row. Names come as `namespace}name`; only
    the name is looked at, since strict and transitional workbooks differ in nothing else here.
    """

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._aid = False
        self._parser = expat.ParserCreate(namespace_separator="}")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def pieces(self, source: IO[bytes]) -> Iterator[None]:
        """Parse the part; yields after each piece."""
        while piece := source.read(_PIECE):
            self._parser.Parse(piece, False)
            yield
        self._parser.Parse(b"", True)
        yield

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """An element other than text begins."""
        raise NotImplementedError

    def closed(self, name: str) -> None:
        """An element other than text ends."""
        raise NotImplementedError

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        if name in ("v", "t"):
            self._parser.CharacterDataHandler = None if self._aid else self.texts.append
        elif name == "rPh":
            self._aid = True
        else:
            self.opened(name, attributes)

    def _end(self, tag: str) -> None:
        name = tag.rpartition("}")[2]
        if name in ("v", "t"):
            self._parser.CharacterDataHandler = None
        elif name == "rPh":
            self._aid = False
        else:
            self.closed(name)


class _StringsReader(_PartReader):
    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            self.texts.clear()

    def closed(self, name: str) -> None:
        if name == "si":
            self.done.append("".join(self.texts))


class _SheetReader(_PartReader):
    def __init__(self, strings: list[str]) -> None:
        super().__init__()
        self.done: list[Row] = []
        self._strings = strings
        self._number = 0
        self._cells: list[Cell] = []
        self._reference, self._kind = "", "n"

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self.texts.clear()
            self._reference, self._kind = attributes.get("r", ""), attributes.get("t", "n")
        elif name == "row":
            self._number = int(attributes.get("r", self._number + 1))
            self._cells = []

    def closed(self, name: str) -> None:
        if name == "c":
            column = _column(self._reference, len(self._cells))
            if column < _LAST_COLUMN:
                self._cells.extend([None] * (column - len(self._cells)))
                self._cells.append(self._value())
        elif name == "row":
            self.done.append((self._number, tuple(self._cells)))

    def _value(self) -> Cell:
        if not self.texts:
            return None
        text = "".join(self.texts)
        if self._kind == "s":
            return self._strings[int(text)]
        if self._kind == "n":
            return float(text)
        return text == "1" if self._kind == "b" else text


def _column(reference: str, following: int) -> int:
    """Column from 0 of a reference such as `AB12`; a cell without one follows its neighbour."""
    letters = _LETTERS.match(reference)
    if letters is None:
        return following
    column = 0
    for letter in letters[0]:
        column = column * 26 + ord(letter) - 64
    return column - 1
