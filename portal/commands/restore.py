"""`sohoa restore`: an empty home becomes the office that was backed up."""

import argparse
from pathlib import Path

from flows.safekeeping import restore_office
from pipeline.restore import Restored
from portal.door import Door
from portal.progress import counted


def run(door: Door, options: argparse.Namespace) -> int:
    """Restore, build the index; one that was interrupted goes on."""
    settings, folder = door.settings(), Path(options.folder)
    done: Restored = counted(door, "step.copying", lambda on: restore_office(settings, folder, on))
    answer = {"files": done.files, "bytes": done.bytes}
    if door.json:
        door.print_json(answer)
    else:
        door.print(door.phrase("restore.done", **answer, home=settings.home))
    return 0
