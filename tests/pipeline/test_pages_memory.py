"""Pages inside the limits, however large, are decoded in at most 1 GB."""

import io
import struct
import subprocess
import sys
import zlib

import pytest
from PIL import Image

SIDE = 15_800  # squared: 249.6 megapixels
PROBE = """
import sys
from pathlib import Path
from pipeline.pages import Limits, inspect, render
path = Path(sys.argv[1])
pages = inspect(path, Limits()).pages
pixels = render(path, 1).pixels
high_water = next(line for line in Path("/proc/self/status").read_text().splitlines()
                  if line.startswith("VmHWM"))
print(pages, pixels.shape[0] * pixels.shape[1], high_water.split()[1])
"""


def png(colour, depth, row_bytes):
    """A white picture of 250 megapixels, made without ever holding it."""

    def chunk(name, body):
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    press = zlib.compressobj(1)
    row = b"\0" + b"\xff" * row_bytes
    data = b"".join(press.compress(row * 100) for _ in range(SIDE // 100)) + press.flush()
    header = struct.pack(">IIBBBBB", SIDE, SIDE, depth, colour, 0, 0, 0)
    chunks = (b"IHDR", header), (b"IDAT", data), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*parts) for parts in chunks)


def jpeg():
    """A small JPEG that declares 250 megapixels: the decoder has to fill them all."""
    out = io.BytesIO()
    Image.effect_noise((640, 640), 60).convert("RGB").save(out, "JPEG")
    data = bytearray(out.getvalue())
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", SIDE, SIDE)
    return bytes(data)


def uncompressed_tiff():
    """White rows in one strip, as many programs write them; the strip is a hole in the file."""
    tags = [
        (256, 4, SIDE), (257, 4, SIDE), (258, 3, 8), (259, 3, 1), (262, 3, 0),
        (273, 4, 122), (277, 3, 1), (278, 4, SIDE), (279, 4, SIDE * SIDE),
    ]  # fmt: skip
    entries = b"".join(
        struct.pack("<HHI", tag, kind, 1) + struct.pack("<I", value) for tag, kind, value in tags
    )
    return b"II*\0\x08\0\0\0" + struct.pack("<H", len(tags)) + entries + bytes(4)


FILES = {
    "colour.png": lambda: png(2, 8, SIDE * 3),
    "black-and-white.png": lambda: png(0, 1, (SIDE + 7) // 8),
    "colour.jpg": jpeg,
    "grey.tif": uncompressed_tiff,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
def test_a_page_of_250_megapixels_is_read_within_one_gigabyte(tmp_path, name):
    (path := tmp_path / name).write_bytes(FILES[name]())
    if name.endswith("tif"):
        with path.open("r+b") as file:
            file.truncate(122 + SIDE * SIDE)
    answer = subprocess.run(
        [sys.executable, "-c", PROBE, str(path)], capture_output=True, text=True, check=True
    )
    pages, pixels, kilobytes = map(int, answer.stdout.split())
    assert pages == 1
    assert 35_000_000 < pixels <= 40_000_000
    assert kilobytes < 1_000_000
