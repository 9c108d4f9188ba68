"""`sohoa reindex`: build the index anew from catalog and store, while searching goes on."""

import argparse
import time

from pipeline.indexing import reindex
from portal.door import Door


def run(door: Door, options: argparse.Namespace) -> int:
    """Rebuild and say how many documents the index holds."""
    del options
    started = time.monotonic()
    with door.archive(door.settings()) as archive:
        door.tell("step.reindexing")
        count = reindex(archive.catalog, archive.store, archive.index)
        waiting = archive.catalog.outbox.count()
    answer = {
        "finished": count,
        "waiting": waiting,
        "seconds": round(time.monotonic() - started, 2),
    }
    if door.json:
        door.print_json(answer)
    else:
        door.print(door.phrase("reindex.done", **answer))
    return 0
