"""How long the command line takes to answer at all."""

import statistics
from collections.abc import Iterator
from pathlib import Path

from processes import SOHOA, run
from rows import Row, Sizes

SIZES: Sizes = {"runs": 10}
FULL: Sizes = {"runs": 20}
MOST_SECONDS = 0.3


def measure(room: Path, sizes: Sizes) -> Iterator[Row]:
    """`sohoa --help`, median."""
    del room
    spent = statistics.median(run([SOHOA, "--help"]).seconds for _ in range(sizes["runs"]))
    yield Row(
        "`sohoa --help`",
        f"median of {sizes['runs']}",
        figure=f"{spent:.2f} s",
        bar=f"<= {MOST_SECONDS:g} s",
        met=spent <= MOST_SECONDS,
    )
