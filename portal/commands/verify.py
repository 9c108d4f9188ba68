"""`sohoa verify`: nothing is lost, nothing is altered."""

import argparse

from pipeline.errors import Exit
from pipeline.verify import verify
from portal.door import Door


def run(door: Door, options: argparse.Namespace) -> int:
    """Re-hash every original, compare catalog, store and index; exit 5 when something is wrong."""
    del options
    with door.archive(door.settings()) as archive:
        found = verify(archive.catalog, archive.store, archive.index)
    answer = {
        "checked": found.checked,
        "missing": list(found.missing),
        "changed": list(found.changed),
        "hidden": list(found.hidden),
        "unindexed": list(found.unindexed),
        "stray": list(found.stray),
    }
    if door.json:
        door.print_json(answer)
    else:
        door.print(door.phrase("verify.checked", checked=found.checked))
        for name in ("missing", "changed", "hidden", "unindexed", "stray"):
            for key in getattr(found, name):
                door.print(f"  {door.phrase(f'verify.{name}')}: {key}")
    return Exit.PARTLY if found.damaged else Exit.DONE
