"""Memory for many documents beside few; nothing is read (`made_engine`), all else is done."""

import json
from collections.abc import Iterator
from pathlib import Path

import scans
from processes import SOHOA, Ran, run
from rows import Row, Sizes

SIZES: Sizes = {"few": 100, "many": 1000}
FULL: Sizes = {"few": 100, "many": 2000}
MOST_MORE = 10.0


def measure(room: Path, sizes: Sizes) -> Iterator[Row]:
    """Both amounts, each in a home of its own."""
    few, many = (_digitize(room, sizes[name]) for name in ("few", "many"))
    more = 100 * (many.peak / few.peak - 1)
    yield Row(
        f"memory of all processes, {sizes['many']} documents beside {sizes['few']}",
        f"{many.peak:.0f} MB ({many.seconds:.0f} s)",
        f"{few.peak:.0f} MB ({few.seconds:.0f} s)",
        f"{more:+.0f} %",
        f"<= {MOST_MORE:.0f} %",
        more <= MOST_MORE,
    )


def _digitize(room: Path, count: int) -> Ran:
    folder = scans.small_pages(room / f"small-{count}", count)
    ran = run(
        [SOHOA, "digitize", folder, "--home", room / f"home-{count}", "--json", "--jobs", "2"],
        ends=(0, 5),
        SOHOA_ENGINE="made_engine:MadeEngine",
        PYTHONPATH=Path(__file__).parent,
    )
    documents = json.loads(ran.out)["documents"]
    if len(documents) != count or {entry["status"] for entry in documents} != {"indexed"}:
        raise RuntimeError(f"not all {count} were digitized")
    return ran
