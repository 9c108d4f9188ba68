"""`sohoa up`: the whole office on one machine, until Ctrl-C."""

import argparse
from collections.abc import Sequence

from flows.inbox import Inbox
from flows.office import run_office
from flows.reception import HandInRequest
from pipeline.errors import Exit
from pipeline.settings import Settings
from portal.collect import collect
from portal.door import Door
from portal.readers import tell_if_as_fast


def run(door: Door, options: argparse.Namespace) -> int:
    """Start everything, say so, serve."""
    settings = door.settings(jobs=options.jobs, profile=options.profile)
    tell_if_as_fast(door, settings)
    door.tell("up.starting")
    with door.archive(settings) as archive:
        folder = settings.home / "inbox"
        inbox = Inbox(folder, settings.inbox_quiet_seconds, lambda paths: _request(settings, paths))

        def on_batch(batch: str) -> None:
            count = len(archive.catalog.batches.hand_ins(batch))
            door.tell("up.taken", batch=batch, count=count)

        try:
            run_office(
                settings, archive, inbox, lambda: door.tell("up.ready", inbox=folder), on_batch
            )
        except KeyboardInterrupt:
            door.tell("up.stopped")
    return Exit.DONE


def _request(settings: Settings, paths: Sequence[str]) -> HandInRequest:
    found = collect(paths, together=False, dossier=None, role=None)
    return HandInRequest(found.papers, found.ignored, "inbox", settings.profile.value)
