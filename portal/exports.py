"""A whole list of results as CSV or XLSX: every hit, not the page that is shown; personal ids masked."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from flows.bench import Archive
from pipeline.indexing import issued_on, title
from pipeline.masking import masked
from pipeline.model import Match, Reader
from pipeline.spreadsheets import Value, write_table
from portal.door import Door
from portal.entries import Entry
from portal.hits import Hit, hits

_AT_ONCE = 500
_COLUMNS = (
    *("document", "type", "number", "title", "issued", "dossiers", "role", "pages", "tier", "file"),
)


def export(
    door: Door, path: Path, columns: Sequence[str], rows: Iterable[Sequence[Value]]
) -> Entry:
    """Write a table with its columns named in the reader's language; `{"file", "rows"}`."""
    names = [door.phrase(f"column.{name}") for name in columns]
    count = write_table(path, names, (list(map(_masked, row)) for row in rows))
    return {"file": str(path), "rows": count}


def export_matches(
    door: Door, archive: Archive, reader: Reader, matches: Sequence[Match], path: Path
) -> Entry:
    """Write every match, in its order."""
    found = (
        hit
        for first in range(0, len(matches), _AT_ONCE)
        for hit in hits(archive, matches[first : first + _AT_ONCE], reader)
    )
    return export(door, path, _COLUMNS, _rows(door, found))


def _rows(door: Door, found: Iterable[Hit]) -> Iterator[tuple[Value, ...]]:
    for hit in found:
        record, issued = hit.record, issued_on(hit.record)
        number = record.field("number")
        role = next((filing.role for filing in record.filings if filing.role), None)
        yield (
            record.id,
            record.type_name or record.type,
            number.value if number else "",
            title(record),
            issued.isoformat() if issued else "",
            " ".join(filing.dossier for filing in record.filings),
            door.phrase(f"role.{role}") if role else "",
            record.pages,
            door.phrase(f"tier.{hit.match.tier}"),
            record.file,
        )


def _masked(value: Value) -> Value:
    return masked(value) if isinstance(value, str) else value
