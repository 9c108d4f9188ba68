"""`sohoa separators`: sheets to lay between the papers of a stack."""

import argparse
from pathlib import Path

from pipeline.errors import BadRequest
from pipeline.model import Role
from pipeline.separators import Separator
from portal.door import Door
from portal.editing import known_code

_MOST = 1000


def run(door: Door, options: argparse.Namespace) -> int:
    """Write a PDF to print."""
    from pipeline.separator_sheet import sheets_pdf

    if not 1 <= options.count <= _MOST:
        raise BadRequest(f"--count: 1–{_MOST}")
    separator = Separator(
        known_code(options.dossier) if options.dossier else None,
        Role(options.role) if options.role else None,
    )
    target = Path(options.file)
    target.write_bytes(sheets_pdf(separator, options.count))
    answer = {"file": options.file, "sheets": options.count, "code": separator.text}
    if door.json:
        door.print_json(answer)
    else:
        door.print(door.phrase("separators.done", file=target, sheets=options.count))
    return 0
