"""`sohoa move`: the same office on servers, with the data that is already there."""

import argparse

from flows.safekeeping import move_office
from pipeline.addresses import printable
from pipeline.errors import Exit
from pipeline.moving import Moved
from portal.door import Door
from portal.progress import counted


def run(door: Door, options: argparse.Namespace) -> int:
    """Copy to the new addresses, then say which settings to change; exit 5 when an original was damaged."""
    settings = door.settings()
    to = door.settings(store=options.store, catalog=options.catalog)
    done: Moved = counted(door, "step.copying", lambda on: move_office(settings, to, on))
    changes = {
        name: printable(getattr(to, name))
        for name in ("store", "catalog")
        if getattr(to, name) != getattr(settings, name)
    }
    if door.json:
        door.print_json(
            {
                "files": done.files,
                "bytes": done.bytes,
                "rows": done.rows,
                "damaged": list(done.damaged),
                "settings": changes,
            }
        )
    else:
        door.print(door.phrase("move.done", files=done.files, bytes=done.bytes, rows=done.rows))
        for name, address in changes.items():
            door.print(f'  {name} = "{address}"')
        for key in done.damaged:
            door.print(f"  {door.phrase('verify.changed')}: {key}")
    return Exit.PARTLY if done.damaged else Exit.DONE
