"""`sohoa batches`: past hand-ins, and what became of each file."""

import argparse
from collections import Counter
from typing import Any

from flows.bench import Archive
from pipeline.catalog.records import Answer, Batch
from portal.batch_entries import batch_entries, ignored
from portal.commands.digitize import document_line
from portal.door import Door
from portal.entries import moment


def run(door: Door, options: argparse.Namespace) -> int:
    """One batch as `digitize` printed it, as it is now; or all of them in a line each."""
    with door.archive(door.settings()) as archive:
        if options.batch:
            answer = _one(door, archive, archive.catalog.batches.get(options.batch))
        else:
            recent = archive.catalog.batches.recent()
            answer = {"batches": [_line(door, archive, batch) for batch in recent]}
    if door.json:
        door.print_json(answer)
        return 0
    for entry in answer.get("documents", []):
        door.print(document_line(door, entry))
    for line in answer.get("batches", []):
        door.print("  ".join(f"{name}: {value}" for name, value in line.items()))
    return 0


def _one(door: Door, archive: Archive, batch: Batch) -> dict[str, Any]:
    entries = batch_entries(archive.catalog, batch.id, door.lang)
    return {
        "batch": batch.id,
        "seconds": round((batch.ended_at or batch.at) - batch.at, 2),
        "pages": sum(entry["pages"] for entry in entries),
        "ignored": ignored(archive.catalog, batch.id),
        "documents": entries,
        "at": moment(batch.at),
        "by": batch.by,
    }


def _line(door: Door, archive: Archive, batch: Batch) -> dict[str, Any]:
    entries = batch_entries(archive.catalog, batch.id, door.lang)
    lines = archive.catalog.batches.hand_ins(batch.id)
    statuses = Counter(entry["status"] for entry in entries)
    return {
        "batch": batch.id,
        "at": moment(batch.at),
        "by": batch.by,
        "files": sum(line.answer is not Answer.IGNORED for line in lines),
        "pages": sum(entry["pages"] for entry in entries),
        "indexed": statuses["indexed"],
        "duplicate": statuses["duplicate"],
        "rejected": statuses["rejected"],
        "waiting": statuses["waiting"],
        "restricted": statuses["restricted"],
        "review": sum(entry["review"] for entry in entries),
    }
