"""What a person said of a paper stays, whatever is read later."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection, select

from pipeline.catalog.records import DocumentRecord, Finding
from pipeline.catalog.tables import history
from pipeline.model import FieldState, FieldValue


def as_told(connection: Connection, before: DocumentRecord, finding: Finding) -> Finding:
    """The finding with the values that a person confirmed, and the type that one set."""
    finding = replace(finding, fields=tuple(_keep_confirmed(before.fields, finding.fields)))
    told = history.c.document == before.id, history.c.event == "set", history.c.name == "type"
    if connection.execute(select(history.c.id).where(*told)).first() is None:
        return finding
    return replace(
        finding,
        type=before.type,
        type_name=before.type_name,
        type_confidence=before.type_confidence,
        problems=tuple(one for one in finding.problems if not one.code.startswith("type.")),
    )


def _keep_confirmed(before: Iterable[FieldValue], after: Iterable[FieldValue]) -> list[FieldValue]:
    confirmed = {v.name: v for v in before if v.state is FieldState.CONFIRMED}
    merged = [confirmed.pop(value.name, value) for value in after]
    return merged + list(confirmed.values())
