"""What a person said of a paper stays, whatever is read later; what is secret leaves no words."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection, delete, select, update

from pipeline.catalog.records import DocumentRecord, Finding
from pipeline.catalog.tables import documents, fields, history, learnt, likenesses, signatures
from pipeline.model import FieldState, FieldValue, Problem

LOCKED = "paper.restricted"

_QUOTE_THE_PAPER = ("field.", "check.", "signature.")
_QUOTE_NOTHING = ("page.", "scan.")
_WORDS_OF_OURS = ("type", "role", "dossier", "restricted")


def as_told(connection: Connection, before: DocumentRecord, finding: Finding) -> Finding:
    """The finding with the values that a person confirmed, and the type and marking that one set."""
    finding = replace(finding, restricted=marking_of(before, finding.restricted))
    if finding.restricted is None:
        kept = tuple(_keep_confirmed(before.fields, finding.fields))
        finding = replace(finding, fields=kept)
    else:
        forget_words(connection, before.id)
        finding = locked(finding, told=before.restricted_by is not None)
    told = history.c.document == before.id, history.c.event == "set", history.c.name == "type"
    if connection.execute(select(history.c.id).where(*told)).first() is None:
        return finding
    return replace(
        finding,
        type=before.type,
        type_name=before.type_name,
        type_confidence=before.type_confidence,
        sensitive=before.sensitive,
        problems=tuple(one for one in finding.problems if not one.code.startswith("type.")),
    )


def marking_of(before: DocumentRecord, found: str | None) -> str | None:
    """The marking that holds: a person's word, else the first that was ever read.

    A later reading that misses the stamp opens nothing.
    """
    return before.restricted if before.restricted_by is not None else before.restricted or found


def locked(finding: Finding, *, told: bool) -> Finding:
    """The finding of a marked paper without any word of it. told: a person marked it and need not be asked."""
    return replace(
        finding,
        fields=(),
        problems=without_words(finding.problems, told=told),
        signatures=(),
        likeness=(),
    )


def without_words(problems: Iterable[Problem], *, told: bool) -> tuple[Problem, ...]:
    """Problems that quote nothing of the paper; the first asks a person to confirm the marking."""
    left = [one for one in problems if not one.code.startswith((*_QUOTE_THE_PAPER, LOCKED))]
    bare = (one if one.code.startswith(_QUOTE_NOTHING) else replace(one, detail="") for one in left)
    return (*(() if told else (Problem(LOCKED),)), *bare)


def forget_words(connection: Connection, document: str) -> None:
    """Take out of the catalog what was read of a paper, also of its history what people set."""
    for table in (fields, signatures, likenesses, learnt):
        connection.execute(delete(table).where(table.c.document == document))
    mentioned = update(documents).where(documents.c.id == document)
    connection.execute(mentioned.values(mentions=None))
    values = history.c.document == document, history.c.name.notin_(_WORDS_OF_OURS)
    were_set = update(history).where(*values, history.c.event == "set")
    connection.execute(were_set.values(before=None, after=None))


def _keep_confirmed(before: Iterable[FieldValue], after: Iterable[FieldValue]) -> list[FieldValue]:
    confirmed = {v.name: v for v in before if v.state is FieldState.CONFIRMED}
    merged = [confirmed.pop(value.name, value) for value in after]
    return merged + list(confirmed.values())
