"""Rows to values and back, for the tables that hang on a document."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import Connection, Row, Select, Table, delete, insert, select

from pipeline.catalog.records import DocumentRecord, FiledPart, PageFacts
from pipeline.catalog.tables import (
    documents,
    fields,
    filings,
    originals,
    pages,
    parts,
    problems,
    successors,
)
from pipeline.model import Box, FieldState, FieldValue, Filing, Part, Problem, Role, Stage

_AT_ONCE = 400
Value = TypeVar("Value")
Found: TypeAlias = Row[Any]


def load(connection: Connection, ids: Sequence[str]) -> dict[str, DocumentRecord]:
    """Whole records by id; unknown ids are left out."""
    loaded: dict[str, DocumentRecord] = {}
    for some in slices(ids):
        hanging: dict[str, dict[str, list[Any]]] = {
            "parts": _hanging(connection, _PARTS, some, _to_part),
            "facts": _hanging(connection, _ordered(pages, "number"), some, _to_facts),
            "fields": _hanging(connection, _ordered(fields, "ordinal"), some, _to_field),
            "problems": _hanging(connection, _ordered(problems, "ordinal"), some, _to_problem),
            "filings": _hanging(connection, _ordered(filings, "dossier"), some, to_filing),
            "became": _hanging(connection, _ordered(successors, "ordinal"), some, _to_successor),
        }
        for row in connection.execute(select(documents).where(documents.c.id.in_(some))):
            own = {name: tuple(values[row.id]) for name, values in hanging.items()}
            loaded[row.id] = _to_record(row, own)
    return loaded


def _ordered(table: Table, by: str) -> Select[Any]:
    return select(table).order_by(table.c[by])


_PARTS = (
    select(parts, originals.c.version)
    .join(originals, originals.c.sha256 == parts.c.sha256)
    .order_by(parts.c.ordinal)
)


def slices(values: Sequence[Value]) -> Iterator[Sequence[Value]]:
    """As many at once as every database takes in one statement."""
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]


def _hanging(
    connection: Connection, chosen: Select[Any], ids: Sequence[str], to: Callable[[Found], Value]
) -> dict[str, list[Value]]:
    found: dict[str, list[Value]] = defaultdict(list)
    of_documents = chosen.selected_columns.document.in_(ids)
    for row in connection.execute(chosen.where(of_documents)):
        found[row.document].append(to(row))
    return found


def _to_record(row: Found, own: dict[str, Any]) -> DocumentRecord:
    return DocumentRecord(
        id=row.id,
        batch=row.batch,
        file=row.file,
        stage=Stage(row.stage),
        pages=row.pages,
        profile=row.profile,
        recipe=row.recipe,
        revision=row.revision,
        indexed_revision=row.indexed_revision,
        attempts=row.attempts,
        type=row.type,
        type_name=row.type_name,
        type_confidence=row.type_confidence,
        restricted=row.restricted,
        received_at=row.received_at,
        received_by=row.received_by,
        seconds=row.seconds,
        accepted_by=row.accepted_by,
        withdrawn_why=row.withdrawn_why,
        replaced_by=row.replaced_by,
        told_role=None if row.told_role is None else Role(row.told_role),
        restricted_by=row.restricted_by,
        sensitive=row.sensitive,
        bounds_by=row.bounds_by,
        mentions=row.mentions,
        **own,
    )


def _to_part(row: Found) -> FiledPart:
    part = Part(row.sha256, row.first, row.last)
    return FiledPart(part, row.file, row.version, row.left_out)


def _to_successor(row: Found) -> str:
    return str(row.successor)


def _to_facts(row: Found) -> PageFacts:
    return PageFacts(
        row.number, row.width, row.height, row.dpi, row.turned, row.blank, row.confidence
    )


def _to_field(row: Found) -> FieldValue:
    box = None if row.left is None else Box(row.left, row.top, row.right, row.bottom)
    return FieldValue(
        name=row.name,
        value=row.value,
        raw=row.raw,
        confidence=row.confidence,
        state=FieldState(row.state),
        page=row.page,
        box=box,
        source=row.source,
    )


def _to_problem(row: Found) -> Problem:
    return Problem(row.code, row.page, row.detail)


def to_filing(row: Found) -> Filing:
    """A row of `filings` as a value."""
    return Filing(
        document=row.document,
        dossier=row.dossier,
        role=None if row.role is None else Role(row.role),
        filed_by=row.filed_by,
        confidence=row.confidence,
        in_doubt=row.in_doubt,
        accepted=row.accepted,
        why=row.why,
    )


def replace_hanging(
    connection: Connection, table: Table, document: str, rows: Iterable[dict[str, object]]
) -> None:
    """Exchange what hangs on a document in one table."""
    connection.execute(delete(table).where(table.c.document == document))
    made = [{"document": document, **row} for row in rows]
    if made:
        connection.execute(insert(table), made)


def field_row(ordinal: int, value: FieldValue) -> dict[str, object]:
    """A field as a row of `fields`, without its document."""
    box = value.box
    return {
        "name": value.name,
        "ordinal": ordinal,
        "value": value.value,
        "raw": value.raw,
        "confidence": value.confidence,
        "state": value.state.value,
        "page": value.page,
        "left": box and box.left,
        "top": box and box.top,
        "right": box and box.right,
        "bottom": box and box.bottom,
        "source": value.source,
    }


def part_row(ordinal: int, filed: FiledPart) -> dict[str, object]:
    """A part as a row of `parts`, without its document."""
    return {
        "ordinal": ordinal,
        "sha256": filed.part.sha256,
        "first": filed.part.first,
        "last": filed.part.last,
        "file": filed.file,
        "left_out": filed.left_out,
    }


def problem_row(ordinal: int, problem: Problem) -> dict[str, object]:
    """A problem as a row of `problems`, without its document."""
    return {
        "ordinal": ordinal,
        "code": problem.code,
        "page": problem.page,
        "detail": problem.detail,
    }


def facts_row(facts: PageFacts) -> dict[str, object]:
    """A page's facts as a row of `pages`, without its document."""
    return {
        "number": facts.number,
        "width": facts.width,
        "height": facts.height,
        "dpi": facts.dpi,
        "turned": facts.turned,
        "blank": facts.blank,
        "confidence": facts.confidence,
    }


def filing_row(filing: Filing) -> dict[str, object]:
    """A filing as a row of `filings`, without its document."""
    return {
        "dossier": filing.dossier,
        "role": filing.role and filing.role.value,
        "filed_by": filing.filed_by,
        "confidence": filing.confidence,
        "in_doubt": filing.in_doubt,
        "accepted": filing.accepted,
        "why": filing.why,
    }
