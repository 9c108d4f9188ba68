"""`sohoa backup`: catalog and originals in a folder, only what is new is copied."""

import argparse
from pathlib import Path

from pipeline.backup import BackedUp, backup
from pipeline.errors import Exit
from portal.door import Door
from portal.progress import counted


def run(door: Door, options: argparse.Namespace) -> int:
    """Back up while work goes on; exit 5 when an original could not be copied whole."""
    folder = Path(options.folder)
    with door.archive(door.settings()) as archive:
        done: BackedUp = counted(
            door, "step.copying", lambda on: backup(archive.catalog, archive.store, folder, on)
        )
    answer = {
        "files": done.files,
        "bytes": done.bytes,
        "new_files": done.new_files,
        "new_bytes": done.new_bytes,
        "damaged": list(done.damaged),
    }
    if door.json:
        door.print_json(answer)
    else:
        door.print(door.phrase("backup.done", **answer, folder=folder))
        for key in done.damaged:
            door.print(f"  {door.phrase('verify.changed')}: {key}")
    return Exit.PARTLY if done.damaged else Exit.DONE
