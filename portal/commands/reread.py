"""`sohoa reread`: read papers again, with another profile or after a change of the reader."""

import argparse

from pipeline import keys
from pipeline.catalog.edits import Editor
from pipeline.catalog.records import DocumentRecord
from pipeline.sheets import sheets
from portal.commands.digitize import exit_code
from portal.door import Door, clerk
from portal.editing import edit, read_now
from portal.entries import entry
from portal.readers import tell_if_as_fast


def run(door: Door, options: argparse.Namespace) -> int:
    """Send the documents back, read them, print their entries."""
    settings = door.settings(profile=options.profile, jobs=options.jobs)
    tell_if_as_fast(door, settings)
    by = clerk(options.by)
    with door.archive(settings) as archive:

        def send_back(document: DocumentRecord, editor: Editor) -> None:
            archive.catalog.edits.read_again(document.id, settings.profile.value, editor)
            for sheet in sheets(document.parts):
                archive.store.remove(keys.ocr_page(sheet.sha256, document.recipe, sheet.page))

        for document in options.documents:
            edit(archive, document, by, send_back)
        read_now(door, settings, archive, options.documents)
        now = archive.catalog.stacks.current_of(options.documents)
        made = [one for document in options.documents for one in now[document]]
        records = archive.catalog.documents.load(made)
        entries = [entry(records[document], door.lang) for document in made]
    if door.json:
        door.print_json(entries[0] if len(entries) == 1 else {"documents": entries})
    for one in entries:
        door.print(f"{one['document']}  {one['status']}  {one['type_name']}")
    return exit_code(entries)
