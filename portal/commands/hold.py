"""`sohoa hold`: nobody may remove the originals of a dossier until it is released."""

import argparse
import time

from pipeline import holds
from portal.door import Door
from portal.editing import known_code


def run(door: Door, options: argparse.Namespace) -> int:
    """Hold a dossier, or release it."""
    dossier = known_code(options.dossier)
    change = holds.release if options.release else holds.hold
    with door.archive(door.settings()) as archive:
        change(archive.catalog, archive.store, dossier, by=options.by, now=time.time())
        papers = archive.catalog.dossiers.papers(dossier)
    answer = {"dossier": dossier, "held": not options.release, "documents": len(papers)}
    if door.json:
        door.print_json(answer)
    else:
        key = "hold.released" if options.release else "hold.held"
        door.print(door.phrase(key, dossier=dossier, count=len(papers)))
    return 0
