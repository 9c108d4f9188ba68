"""`sohoa file` and `sohoa withdraw`."""

import argparse

from pipeline.model import Role
from portal.door import Door
from portal.editing import edit, known_code, print_document


def run(door: Door, options: argparse.Namespace) -> int:
    """Put a paper where it belongs, or take it out of search and counts."""
    with door.archive(door.settings()) as archive:
        edits = archive.catalog.edits
        if options.command == "file":
            code, role = known_code(options.dossier), Role(options.role)
            edit(
                archive,
                options.document,
                options.by,
                lambda document, editor: edits.file(document.id, code, role, editor),
            )
        else:
            edit(
                archive,
                options.document,
                options.by,
                lambda document, editor: edits.withdraw(document.id, options.why, editor),
            )
        print_document(door, archive, options.document)
    return 0
