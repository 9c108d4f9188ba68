"""Search inside the process on many made pages, beside SQLite FTS5 (`bench_search.py`)."""

from collections.abc import Iterator
from pathlib import Path

import bench_search
from rows import Row, Sizes

SIZES: Sizes = {"pages": 100_000}
FULL: Sizes = {"pages": 100_000}
MOST_MS = 50.0


def measure(room: Path, sizes: Sizes) -> Iterator[Row]:
    """Every kind of query; the bar is held against the slowest kind's 95th percentile."""
    found = bench_search.measure(sizes["pages"], 1, room, peer=True)
    ours, theirs = _times(found["sohoa"]), _times(found["fts5"])
    slowest = max(ours, key=lambda kind: ours[kind][1])
    for kind in ours:
        (middle, most), (peer_middle, peer_most) = ours[kind], theirs[kind]
        yield Row(
            f"search, {kind}, {sizes['pages']:,} pages",
            f"{middle:.1f} ms, p95 {most:.1f} ms",
            f"FTS5 {peer_middle:.1f} ms, p95 {peer_most:.1f} ms",
            f"{most:.1f} ms" if kind == slowest else "",
            f"<= {MOST_MS:.0f} ms" if kind == slowest else "",
            most <= MOST_MS if kind == slowest else None,
        )


def _times(side: object) -> dict[str, tuple[float, float]]:
    """Kind of query to median and 95th percentile, ms."""
    assert isinstance(side, dict)
    return {kind: (row[0], row[1]) for kind, row in side.items() if isinstance(row, list)}
