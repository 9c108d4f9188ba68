"""A PDF written object by object, so that of 2,000 pages one is in memory (pikepdf copies all)."""

import zlib
from decimal import Decimal
from hashlib import sha256
from typing import BinaryIO, TypeAlias

from pikepdf import Array, Dictionary, Object, Stream

_Place: TypeAlias = tuple[int, int, int]
"""Kind, offset in the file or number of the stream that holds it, place in that stream."""

_IN_FILE, _IN_STREAM = 1, 2
_PACK = 100

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"  # the second line tells transfer programs: not text


class GrowingPdf:
    """A PDF 1.7 file that is being written to `file`, with the layout that PDF/A asks for.

    Objects have a number from 1; `finish` ends the file. Objects must not refer to each other in a circle.
    Those without a stream are packed together, a hundred at a time (ISO 32000-1, 7.5.7).
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._seen = sha256()
        self._places: list[_Place] = []
        self._packed: list[tuple[int, bytes]] = []
        self._length = 0
        self._put(_HEADER)

    def reserve(self) -> int:
        """A number for an object that is written later."""
        self._places.append((0, 0, 0))
        return len(self._places)

    def write(self, number: int, body: bytes) -> None:
        """Write the object of a reserved number, which is no stream."""
        self._packed.append((number, body))
        if len(self._packed) >= _PACK:
            self._pack()

    def add(self, value: Object) -> bytes:
        """Write `value` of another PDF as an object of its own; the reference to it."""
        if isinstance(value, Stream):
            data = value.read_raw_bytes()
            entries = self._entries(value.stream_dict, b"/Length %d" % len(data))
            return self._stream(self.reserve(), entries, data)
        body = self._direct(value)
        number = self.reserve()
        self.write(number, body)
        return reference(number)

    def text(self, value: object) -> bytes:
        """`value` of another PDF as it stands inside an object; what it refers to is written first."""
        if isinstance(value, Object) and value.is_indirect:
            return self.add(value)
        return self._direct(value)

    def finish(self, root: bytes, info: bytes) -> None:
        """Write the table of objects; `root` and `info` are references. The id is made of the content."""
        self._pack()
        start, number = self._length, self.reserve()
        self._places[number - 1] = (_IN_FILE, start, 0)
        rows = b"".join(map(_row, [(0, 0, 0xFFFF), *self._places]))
        data = zlib.compress(rows, 9)
        identity = self._seen.hexdigest()[:32].encode("ascii")
        entries = (
            b"<</Type/XRef/Size %d/Root %b/Info %b/ID[<%b><%b>]/W[1 6 2]/Filter/FlateDecode/Length %d>>"
            % (len(self._places) + 1, root, info, identity, identity, len(data))
        )
        self._stream(number, entries, data)
        self._put(b"startxref\n%d\n%%%%EOF\n" % start)

    def _pack(self) -> None:
        """Write the objects that wait as one stream."""
        if not self._packed:
            return
        number = self.reserve()
        head, bodies = b"", b""
        for index, (packed, body) in enumerate(self._packed):
            self._places[packed - 1] = (_IN_STREAM, number, index)
            head += b"%d %d " % (packed, len(bodies))
            bodies += body + b"\n"
        data = zlib.compress(head + bodies, 9)
        entries = b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>"
        told = entries % (len(self._packed), len(head), len(data))
        self._packed = []
        self._stream(number, told, data)

    def _stream(self, number: int, entries: bytes, data: bytes) -> bytes:
        self._places[number - 1] = (_IN_FILE, self._length, 0)
        body = b"%b\nstream\n%b\nendstream" % (entries, data)
        self._put(b"%d 0 obj\n%b\nendobj\n" % (number, body))
        return reference(number)

    def _direct(self, value: object) -> bytes:
        if isinstance(value, Dictionary):
            return self._entries(value)
        if isinstance(value, Array):
            return b"[%b]" % b" ".join(self.text(item) for item in value)
        if isinstance(value, bool):
            return b"true" if value else b"false"
        if isinstance(value, int | Decimal):
            return str(value).encode("ascii")
        if isinstance(value, Object):
            return value.unparse()
        raise TypeError(type(value))

    def _entries(self, entries: Object, *more: bytes) -> bytes:
        written = (
            b"%b %b" % (key.encode("ascii"), self.text(value))
            for key, value in entries.items()
            if key != "/Length"
        )
        return b"<<%b>>" % b"".join((*written, *more))

    def _put(self, data: bytes) -> None:
        self._file.write(data)
        self._seen.update(data)
        self._length += len(data)


def _row(place: _Place) -> bytes:
    """A row of the table of objects (7.5.8.3), in fields of 1, 6 and 2 bytes."""
    kind, where, index = place
    return bytes((kind,)) + where.to_bytes(6, "big") + index.to_bytes(2, "big")


def reference(number: int) -> bytes:
    """How another object refers to object `number`."""
    return b"%d 0 R" % number
