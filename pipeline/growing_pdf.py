"""A PDF written object by object, so that of 2,000 pages one is in memory (pikepdf copies all)."""

from decimal import Decimal
from hashlib import sha256
from typing import BinaryIO

from pikepdf import Array, Dictionary, Object, Stream

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"  # the second line tells transfer programs: not text


class GrowingPdf:
    """A PDF 1.7 file that is being written to `file`, with the layout that PDF/A asks for.

    Objects have a number from 1; `finish` ends the file. Objects must not refer to each other in a circle.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._seen = sha256()
        self._offsets: list[int] = []
        self._length = 0
        self._put(_HEADER)

    def reserve(self) -> int:
        """A number for an object that is written later."""
        self._offsets.append(0)
        return len(self._offsets)

    def write(self, number: int, body: bytes) -> None:
        """Write the object of a reserved number."""
        self._offsets[number - 1] = self._length
        self._put(b"%d 0 obj\n%b\nendobj\n" % (number, body))

    def add(self, value: Object) -> bytes:
        """Write `value` of another PDF as an object of its own; the reference to it."""
        if isinstance(value, Stream):
            data = value.read_raw_bytes()
            entries = self._entries(value.stream_dict, b"/Length %d" % len(data))
            body = b"%b\nstream\n%b\nendstream" % (entries, data)
        else:
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
        start, size = self._length, len(self._offsets) + 1
        rows = b"".join(b"%010d 00000 n \n" % offset for offset in self._offsets)
        self._put(b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, rows))
        identity = self._seen.hexdigest()[:32].encode("ascii")
        self._put(
            b"trailer\n<</Size %d/Root %b/Info %b/ID[<%b><%b>]>>\nstartxref\n%d\n%%%%EOF\n"
            % (size, root, info, identity, identity, start)
        )

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


def reference(number: int) -> bytes:
    """How another object refers to object `number`."""
    return b"%d 0 R" % number
