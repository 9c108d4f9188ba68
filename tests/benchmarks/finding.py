"""Search inside the process on many made pages, beside SQLite FTS5 (`bench_search.py`)."""

from collections.abc import Iterator
from pathlib import Path

import bench_search
from rows import Row, Sizes

SIZES: Sizes = {"pages": 60_000}
FULL: Sizes = {"pages": 500_000}
MOST_MS = {
    "name with accents": 10.0,
    "name without accents": 10.0,
    "name as a phrase": 10.0,
    "three words": 20.0,
    "common phrase": 60.0,
    "filter, by date": 5.0,
}
"""The 95th percentile at 500,000 pages."""

INDEX_BARS = {"pages a second": 700.0, "kB a page": 3.0, "open, s": 0.5}


def measure(room: Path, sizes: Sizes) -> Iterator[Row]:
    """Every kind of query; the bars are held against the 95th percentile. Then the index itself."""
    found = bench_search.measure(sizes["pages"], 1, room, peer=True)
    ours, theirs = _times(found["sohoa"]), _times(found["fts5"])
    for kind in ours:
        (middle, most), (peer_middle, peer_most) = ours[kind], theirs[kind]
        bar = MOST_MS.get(kind)
        yield Row(
            f"search, {kind}, {sizes['pages']:,} pages",
            f"{middle:.1f} ms, p95 {most:.1f} ms",
            f"FTS5 {peer_middle:.1f} ms, p95 {peer_most:.1f} ms",
            f"{most:.1f} ms" if bar else "",
            f"<= {bar:.0f} ms" if bar else "",
            most <= bar if bar else None,
        )
    yield from _index(found, sizes["pages"])


def _index(found: dict[str, object], pages: int) -> Iterator[Row]:
    ours, theirs = found["sohoa"], found["fts5"]
    assert isinstance(ours, dict) and isinstance(theirs, dict)
    for what, bar in INDEX_BARS.items():
        more = what.startswith("pages")
        met = ours[what] >= bar if more else ours[what] <= bar
        yield Row(
            f"index, {what}{' and core' if more else ''}, {pages:,} pages",
            f"{ours[what]}",
            f"FTS5 {theirs[what]}" if what in theirs else "",
            f"{ours[what]}",
            f"{'>=' if more else '<='} {bar:g}",
            met,
        )


def _times(side: object) -> dict[str, tuple[float, float]]:
    """Kind of query to median and 95th percentile, ms."""
    assert isinstance(side, dict)
    return {kind: (row[0], row[1]) for kind, row in side.items() if isinstance(row, list)}
