"""`sohoa sweep`: finish what is unfinished."""

import argparse
import time

from flows.digitizing import Told, sweep
from portal.door import Door
from portal.progress import Progress, watch
from portal.readers import tell_if_as_fast


def run(door: Door, options: argparse.Namespace) -> int:
    """Finish, index, clean up; exit 4 when something still waits."""
    started = time.monotonic()
    settings = door.settings(jobs=options.jobs)
    tell_if_as_fast(door, settings)
    with door.archive(settings) as archive:
        told, progress = Told(), Progress(door)
        watch(
            lambda: sweep(settings, archive, told),
            lambda: progress.show(door.phrase("step.sweeping"), now=True),
            progress.end,
        )
        progress.end()
        waiting = len(archive.catalog.documents.unfinished()) + archive.catalog.outbox.count()
    seconds = round(time.monotonic() - started, 2)
    answer = {"finished": told.finished, "waiting": waiting, "seconds": seconds}
    if door.json:
        door.print_json(answer)
    else:
        door.print(door.phrase("sweep.done", **answer))
    return 4 if waiting else 0
