"""Which way up: made pages of every level and all real pages, each laid on any of its four sides."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from PIL import Image
from readings import read_all
from real_pages import everything
from rows import Row, Sizes

from samples.papers import KINDS, Order, make

SIZES: Sizes = {"pages": 40}
FULL: Sizes = {"pages": 200}
LEVELS = ("clean", "scan", "stamp", "photo", "bad")
BAR = 99.0


def measure(room: Path, sizes: Sizes) -> Iterator[Row]:
    """Read in `fast`, as the page will be read."""
    yield _row("made pages", list(_made(room, sizes["pages"])))
    if real := list(_real(room)):
        yield _row("views of the real pages", real)


def _made(room: Path, count: int) -> Iterator[tuple[Path, int]]:
    """Pictures and the degrees clockwise by which each must turn."""
    for number in range(count):
        kind, level = KINDS[number % len(KINDS)], LEVELS[number % len(LEVELS)]
        made = make(Order(kind, "b", level, 11 * 100_003 + number))
        yield _laid(made.pages[0], number, room / f"made-{number:03}.png")


def _real(room: Path) -> Iterator[tuple[Path, int]]:
    for page in everything():
        if page.document.exists():
            with Image.open(page.write(room)) as picture:
                upright = picture.convert("RGB")
            for quarter in range(4):
                yield _laid(upright, quarter, room / f"{page.name}-{quarter}.png")


def _laid(upright: Image.Image, quarters: int, path: Path) -> tuple[Path, int]:
    """The picture turned counter-clockwise by so many quarters, written with 300 dpi."""
    turned = np.rot90(np.asarray(upright), quarters % 4)
    Image.fromarray(np.ascontiguousarray(turned)).save(path, dpi=(300, 300), compress_level=1)
    return path, 90 * (quarters % 4)


def _row(what: str, views: Sequence[tuple[Path, int]]) -> Row:
    reads = read_all([path for path, _ in views], "fast")
    wrong = [
        path.stem
        for (path, turned), page in zip(views, reads, strict=True)
        if page.turned != turned and not page.blank
    ]
    share = 100 * (1 - len(wrong) / len(views))
    return Row(
        f"{len(views)} {what} set upright",
        f"{len(views) - len(wrong)} right" + "".join(f"; {name}" for name in wrong[:4]),
        figure=f"{share:.1f} %",
        bar=f">= {BAR:g} %",
        met=share >= BAR,
    )
