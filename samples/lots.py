"""Single papers for accuracy runs, and big lots of cheap one-page papers for benches."""

from collections.abc import Sequence
from pathlib import Path

from samples.files import WrittenPaper, write
from samples.papers import MadePaper, Order, make
from samples.printers import KINDS


def write_pages(
    folder: Path, orders: Sequence[Order], *, first: int = 1
) -> tuple[WrittenPaper, ...]:
    """Make each order and write it as `0001-KIND-LAYOUT-LEVEL.EXT`, counting from `first`."""
    return tuple(_write_numbered(folder, n, make(order)) for n, order in enumerate(orders, first))


def orders(
    count: int, level: str, layout: str, seed: int, kinds: Sequence[str] = KINDS
) -> list[Order]:
    """`count` orders that go round through `kinds`, each with a seed of its own."""
    return [Order(kinds[n % len(kinds)], layout, level, seed * 100_003 + n) for n in range(count)]


def _write_numbered(folder: Path, number: int, made: MadePaper) -> WrittenPaper:
    truth = made.truth
    suffix = ".png" if truth.level == "clean" else ".jpg"
    if len(made.pages) > 1:
        suffix = ".pdf"
    name = f"{number:04d}-{truth.type}-{truth.layout}-{truth.level}{suffix}"
    return write(made, folder, name)


def write_lot(folder: Path, count: int, seed: int) -> tuple[WrittenPaper, ...]:
    """Write `count` different one-page letters, JPEG and PDF in turn, made cheaply."""
    written: list[WrittenPaper] = []
    number = 0
    while len(written) < count:
        made = make(Order("cong-van", "a", "plain", seed * 100_003 + number))
        number += 1
        if len(made.pages) == 1:
            suffix = ".pdf" if len(written) % 2 else ".jpg"
            written.append(write(made, folder, f"{len(written) + 1:05d}{suffix}"))
    return tuple(written)
