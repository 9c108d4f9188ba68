"""TIFF read a few strips at a time: for pictures too large to hold, and for files cut short.

Strips are compressed independently, so one of them under a copy of the directory is a TIFF of its own.
Tiles, separate colour planes and old-style JPEG are left to the whole-picture reader.
"""

import io
import struct
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from PIL import Image, TiffImagePlugin

_WIDTH, _HEIGHT, _BITS, _COMPRESSION, _OFFSETS = 256, 257, 258, 259, 273
_SAMPLES, _ROWS_PER_STRIP, _COUNTS, _PLANES = 277, 278, 279, 284
_KEPT = (256, 258, 259, 262, 266, 277, 284, 292, 293, 317, 320, 338, 339, 347, 530, 531, 532)
_UNCOMPRESSED, _OLD_JPEG = 1, 6
_LARGEST_STRIP = 128 * 1024**2
_PIECE = 4 * 1024**2


def by_strips(image: TiffImagePlugin.TiffImageFile) -> bool:
    """Whether `bands` can read this frame, holding little of it at a time."""
    tags = image.tag_v2
    if _OFFSETS not in tags or _COUNTS not in tags or tags.get(_PLANES, 1) != 1:
        return False
    compression = tags.get(_COMPRESSION, _UNCOMPRESSED)
    if compression == _UNCOMPRESSED:
        return _row_bytes(tags) <= _PIECE
    small = _row_bytes(tags) * _strip_rows(tags) <= _LARGEST_STRIP
    return bool(small and compression != _OLD_JPEG)


def strips_present(image: TiffImagePlugin.TiffImageFile, file_size: int) -> bool:
    """Whether all strips or tiles of the frame lie inside the file."""
    tags = image.tag_v2
    offsets, counts = (324, 325) if 324 in tags else (_OFFSETS, _COUNTS)
    if offsets not in tags or counts not in tags:
        return False
    return all(
        offset + count <= file_size
        for offset, count in zip(_many(tags[offsets]), _many(tags[counts]), strict=False)
    )


def only_strip(image: TiffImagePlugin.TiffImageFile) -> tuple[int, int] | None:
    """Offset and bytes of the frame's strip, None where it has several or tiles."""
    tags = image.tag_v2
    if _OFFSETS not in tags or _COUNTS not in tags:
        return None
    offsets, counts = _many(tags[_OFFSETS]), _many(tags[_COUNTS])
    return (offsets[0], counts[0]) if len(offsets) == len(counts) == 1 else None


def bands(file: BinaryIO, image: TiffImagePlugin.TiffImageFile, rows: int) -> Iterator[Image.Image]:
    """The frame in bands of a multiple of `rows` rows (but the last), up to the first missing strip."""
    buffered: list[Image.Image] = []
    for offset, count, height in _pieces(image.tag_v2):
        file.seek(offset)
        data = file.read(count)
        if len(data) < count:
            break
        buffered.append(_strip(image, data, height))
        if sum(strip.height for strip in buffered) >= rows:
            yield from _cut(buffered, rows)
    if buffered:
        yield _stacked(buffered)


def _pieces(tags: TiffImagePlugin.ImageFileDirectory_v2) -> Iterator[tuple[int, int, int]]:
    """(offset, bytes, rows) of each strip; an uncompressed one in pieces, as it may be the whole page."""
    left = int(tags[_HEIGHT])
    uncompressed = tags.get(_COMPRESSION, _UNCOMPRESSED) == _UNCOMPRESSED
    line = _row_bytes(tags)
    most = max(1, _PIECE // line)
    for offset, count in zip(_many(tags[_OFFSETS]), _many(tags[_COUNTS]), strict=False):
        rows = min(_strip_rows(tags), left)
        left -= rows
        if not uncompressed:
            yield offset, count, rows
            continue
        for first in range(0, rows, most):
            height = min(most, rows - first)
            yield offset + first * line, height * line, height


def _strip_rows(tags: TiffImagePlugin.ImageFileDirectory_v2) -> int:
    return min(int(tags.get(_ROWS_PER_STRIP, tags[_HEIGHT])), int(tags[_HEIGHT]))


def _row_bytes(tags: TiffImagePlugin.ImageFileDirectory_v2) -> int:
    bits = sum(_many(tags.get(_BITS, 1)))
    samples = int(tags.get(_SAMPLES, 1))
    if len(_many(tags.get(_BITS, 1))) < samples:
        bits *= samples
    return (int(tags[_WIDTH]) * bits + 7) // 8


def _many(value: int | Sequence[int]) -> Sequence[int]:
    return (value,) if isinstance(value, int) else value


def _strip(image: TiffImagePlugin.TiffImageFile, data: bytes, height: int) -> Image.Image:
    directory = TiffImagePlugin.ImageFileDirectory_v2(prefix=image.tag_v2.prefix)
    for tag in _KEPT:
        if tag in image.tag_v2:
            directory.tagtype[tag] = image.tag_v2.tagtype[tag]
            directory[tag] = image.tag_v2[tag]
    directory[_HEIGHT] = directory[_ROWS_PER_STRIP] = height
    directory[_COUNTS] = len(data)
    directory[_OFFSETS] = 0  # counted from the end of the directory; `tobytes` adds what is before
    order = "<" if image.tag_v2.prefix == b"II" else ">"
    head = image.tag_v2.prefix + struct.pack(order + "HI", 42, 8)
    with Image.open(io.BytesIO(head + directory.tobytes(8) + data), formats=("TIFF",)) as strip:
        strip.load()
        return strip.copy()


def _cut(buffered: list[Image.Image], rows: int) -> Iterator[Image.Image]:
    """Give out as many full bands as there are; the remainder stays in `buffered`."""
    stack = _stacked(buffered)
    full = stack.height // rows * rows
    yield stack.crop((0, 0, stack.width, full))
    buffered.clear()
    if full < stack.height:
        buffered.append(stack.crop((0, full, stack.width, stack.height)))


def _stacked(strips: list[Image.Image]) -> Image.Image:
    if len(strips) == 1:
        return strips[0]
    whole = Image.new(strips[0].mode, (strips[0].width, sum(strip.height for strip in strips)))
    if strips[0].palette is not None:
        whole.putpalette(strips[0].palette)
    row = 0
    for strip in strips:
        whole.paste(strip, (0, row))
        row += strip.height
    return whole
