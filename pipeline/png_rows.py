"""PNG read a few rows at a time: for pictures too large to hold, and for damaged ones.

A band of filtered scanlines becomes a small PNG of its own, whose first row is the last row of the
band above: filters look only one row up, so Pillow decodes each band exactly. Interlaced files cannot
be cut so.
"""

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from PIL import Image

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_STAND_IN = {1: 0, 2: 4, 3: 2, 4: 6}  # bytes a pixel -> colour type with as many 8-bit channels
_RAW_MODES = {
    (1, 0): ("1", "1"), (2, 0): ("L", "L;2"), (4, 0): ("L", "L;4"), (8, 0): ("L", "L"),
    (16, 0): ("I;16", "I;16B"), (8, 2): ("RGB", "RGB"), (16, 2): ("RGB", "RGB;16B"),
    (1, 3): ("P", "P;1"), (2, 3): ("P", "P;2"), (4, 3): ("P", "P;4"), (8, 3): ("P", "P"),
    (8, 4): ("LA", "LA"), (16, 4): ("LA", "LA;16B"), (8, 6): ("RGBA", "RGBA"),
    (16, 6): ("RGBA", "RGBA;16B"),
}  # fmt: skip
_READ = 1 << 20
_LONGEST_ROW = 1 << 24
_SIP = 64


@dataclass(frozen=True, slots=True)
class PngHeader:
    """What stands before the pixels. palette, transparency: bodies of PLTE and tRNS, or empty."""

    width: int
    height: int
    depth: int
    colour: int
    interlaced: bool
    palette: bytes = b""
    transparency: bytes = b""

    @property
    def pixel_bits(self) -> int:
        """Bits of one pixel, 1-64."""
        return self.depth * _CHANNELS[self.colour]

    @property
    def row_bytes(self) -> int:
        """Bytes of one unfiltered row."""
        return (self.width * self.pixel_bits + 7) // 8

    @property
    def by_rows(self) -> bool:
        """Whether `bands` can read it; 16-bit colour is left out, scanners do not write it."""
        return not self.interlaced and self.pixel_bits <= 32 and self.row_bytes <= _LONGEST_ROW


def read_header(file: BinaryIO) -> PngHeader:
    """Everything before the first pixel data. Errors: ValueError, struct.error, KeyError."""
    bodies: dict[bytes, bytes] = {}
    for length, name in _chunks(file):
        if name == b"IDAT":
            break
        if name in (b"IHDR", b"PLTE", b"tRNS"):
            bodies[name] = file.read(min(length, _READ))
    width, height, depth, colour, _, _, interlace = struct.unpack(">IIBBBBB", bodies[b"IHDR"])
    if (depth, colour) not in _RAW_MODES:
        raise ValueError("no such PNG colour type")
    palette, transparency = bodies.get(b"PLTE", b""), bodies.get(b"tRNS", b"")
    return PngHeader(width, height, depth, colour, interlace != 0, palette, transparency)


def is_whole(file: BinaryIO) -> bool:
    """Whether every chunk is there with a right checksum, down to the end mark."""
    for length, name in _chunks(file):
        if not _checksum_right(file, length, name):
            return False
        if name == b"IEND":
            return True
    return False


def deflated(file: BinaryIO) -> bytes:
    """The pixel data as they are packed in the file."""
    return b"".join(file.read(length) for length, name in _chunks(file) if name == b"IDAT")


def bands(file: BinaryIO, header: PngHeader, rows: int) -> Iterator[Image.Image]:
    """The picture in bands of `rows` rows; zlib.error or ValueError where its data break off.

    Checksums of chunks are not looked at, that of the whole picture is: an error after the last band
    means that some of the pixels are wrong.
    """
    above = bytes(header.row_bytes)
    line = header.row_bytes + 1
    left = header.height
    scanlines = bytearray()
    pieces = _inflated(file, rows * line)
    while left:
        wanted = min(rows, left) * line
        broken = _fill(scanlines, pieces, wanted)
        count = _sound_rows(bytes(scanlines[:wanted]), line)
        if count:
            raw = _unfiltered(header, above, bytes(scanlines[: count * line]))
            yield _as_picture(header, raw)
            above = raw[-header.row_bytes :]
            del scanlines[: count * line]
            left -= count
        if left and (broken or count * line < wanted):
            raise ValueError("rows are missing") from broken
    for piece in pieces:
        if (
            piece
        ):  # the checksum of the whole stands at the very end; more rows than told may be a bomb
            break


def _fill(
    scanlines: bytearray, pieces: Iterator[bytes], wanted: int
) -> zlib.error | ValueError | None:
    """Inflate until `wanted` bytes are there; what stopped it before, if anything did."""
    while len(scanlines) < wanted:
        try:
            scanlines += next(pieces)
        except StopIteration:
            return ValueError("no more data")
        except zlib.error as exc:
            return exc
    return None


def _sips(inflate: "zlib._Decompress", piece: bytes) -> Iterator[bytes]:
    """What can be inflated before the damage in `piece`; then zlib.error, as without sipping."""
    for at in range(0, len(piece), _SIP):
        yield inflate.decompress(piece[at : at + _SIP])


def _sound_rows(scanlines: bytes, line: int) -> int:
    """How many whole rows there are before the first whose filter does not exist."""
    filters = scanlines[::line]
    sound = next((row for row, filter_ in enumerate(filters) if filter_ > 4), len(filters))
    return min(sound, len(scanlines) // line)


def _chunks(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """(length, name) of each chunk, the file standing at its body, wherever it was left before."""
    at = len(_SIGNATURE)
    while True:
        file.seek(at)
        head = file.read(8)
        if len(head) < 8 or not head[4:].isalpha():
            return
        length, name = struct.unpack(">I4s", head)
        yield length, name
        at += length + 12


def _checksum_right(file: BinaryIO, length: int, name: bytes) -> bool:
    checksum = zlib.crc32(name)
    while length and (piece := file.read(min(length, _READ))):
        checksum = zlib.crc32(piece, checksum)
        length -= len(piece)
    return length == 0 and file.read(4) == struct.pack(">I", checksum)


def _inflated(file: BinaryIO, most: int) -> Iterator[bytes]:
    """The inflated pixel data in pieces of at most `most` bytes; zlib.error where damaged."""
    inflate = zlib.decompressobj()
    for length, name in _chunks(file):
        while name == b"IDAT" and length and (piece := file.read(min(length, _READ))):
            length -= len(piece)
            while piece:
                before = inflate.copy()
                try:
                    yield inflate.decompress(piece, most)
                except zlib.error:
                    yield from _sips(before, piece)
                    raise
                piece = inflate.unconsumed_tail
    if not inflate.eof:
        raise zlib.error("the picture's data are incomplete")


def _unfiltered(header: PngHeader, above: bytes, scanlines: bytes) -> bytes:
    """The rows' bytes after undoing the filters, which only know bytes a pixel apart.

    So a stand-in with as many 8-bit channels as the pixel has bytes is unfiltered by Pillow itself.
    """
    line = header.row_bytes + 1
    step = max(1, header.pixel_bits // 8)
    width, height = header.row_bytes // step, len(scanlines) // line + 1
    ihdr = struct.pack(">IIBBBBB", width, height, 8, _STAND_IN[step], 0, 0, 0)
    data = zlib.compress(b"\0" + above + scanlines, 0)
    small = _SIGNATURE + _chunk(b"IHDR", ihdr) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")
    with Image.open(io.BytesIO(small), formats=("PNG",)) as image:
        return image.tobytes()[header.row_bytes :]


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _as_picture(header: PngHeader, raw: bytes) -> Image.Image:
    mode, raw_mode = _RAW_MODES[header.depth, header.colour]
    size = (header.width, len(raw) // header.row_bytes)
    image = Image.frombytes(mode, size, raw, "raw", raw_mode)
    if mode == "P":
        image.putpalette(header.palette)
        if header.transparency:
            image.info["transparency"] = header.transparency
    return image
