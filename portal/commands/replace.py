"""`sohoa replace`: a better scan of the same paper takes the place of the old one."""

import argparse
import time
from pathlib import Path

from flows.digitizing import Told, digitize
from flows.reception import HandInRequest
from pipeline.catalog.edits import refuse_remade
from pipeline.catalog.records import Answer, Placement
from pipeline.errors import BadRequest
from pipeline.intake import Upload
from portal.batch_entries import batch_entries
from portal.commands.digitize import exit_code
from portal.door import Door
from portal.editing import edit, print_document
from portal.progress import Progress, watch
from portal.readers import tell_if_as_fast


def run(door: Door, options: argparse.Namespace) -> int:
    """Digitize the new scan into the old one's dossiers, then withdraw the old one."""
    settings = door.settings(profile=options.profile, jobs=options.jobs)
    tell_if_as_fast(door, settings)
    with door.archive(settings) as archive:
        old = archive.catalog.documents.get(options.document)
        refuse_remade(old.id, old)
        papers = [[Upload(Path(options.file), options.file)]]
        request = HandInRequest(papers, [], options.by, settings.profile.value)
        told, progress = Told(), Progress(door)
        watch(
            lambda: digitize(settings, archive, request, told),
            lambda: progress.show(door.phrase("step.rereading", total=1)),
            progress.end,
        )
        progress.end()
        lines = archive.catalog.batches.hand_ins(told.batch)
        new = next((line.document for line in lines if line.answer is not Answer.REJECTED), None)
        if new is None:
            door.say(
                batch_entries(archive.catalog, told.batch, door.lang)[0]["problems"][0]["message"]
            )
            raise BadRequest(options.file, code=lines[0].code or "scan.rejected")
        papers_now = archive.catalog.stacks.current(new)
        if old.id in papers_now:
            raise BadRequest(options.file, code="request.same_scan")
        new = papers_now[0]
        edits = archive.catalog.edits
        if old.restricted is not None:  # a stamp that this scan does not show is there all the same
            edit(
                archive,
                new,
                options.by,
                lambda document, editor: edits.set_restricted(document.id, old.restricted, editor),
            )
        for filing in old.filings:
            if filing.in_doubt:
                continue  # what nobody confirmed is decided anew by what the better scan says
            place = Placement(filing.dossier, filing.role, "option")
            for one in papers_now:
                archive.catalog.documents.place(one, place, by=options.by, now=time.time())
        edit(
            archive,
            old.id,
            options.by,
            lambda document, editor: edits.withdraw(
                document.id, "replaced", editor, replaced_by=new
            ),
        )
        print_document(door, archive, new)
        return exit_code(batch_entries(archive.catalog, told.batch, door.lang))
