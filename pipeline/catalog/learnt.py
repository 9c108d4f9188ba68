"""What people's corrections taught: how a name on papers of an office is spelt, who said so, and where."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from pipeline.catalog.engine import Database, retried
from pipeline.catalog.records import DocumentRecord
from pipeline.catalog.tables import learnt
from pipeline.model import FieldState, FieldValue
from pipeline.text import fold

TEACHABLE = frozenset(("issuer", "place", "signer", "signer_title"))
"""Fields whose values come back on other papers: those of one applicant teach nothing about the next."""

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Lesson:
    """A spelling that a person confirmed.

    read: what was read, without accents. issuer: on whose papers, without accents; empty for all.
    document, by, at: where it was learnt, from whom, seconds since the epoch.
    """

    field: str
    read: str
    issuer: str
    value: str
    document: str
    by: str
    at: float


class Learnt:
    """Repository of lessons."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def every(self) -> list[Lesson]:
        """All lessons, by field and what was read."""
        order = learnt.c.field, learnt.c.read, learnt.c.issuer, learnt.c.value
        with self._database.reading() as connection:
            return [Lesson(*row) for row in connection.execute(select(learnt).order_by(*order))]

    def about(self, fields: Sequence[FieldValue]) -> list[Lesson]:
        """The lessons that may spell one of these values."""
        keys = {key(value.value) for value in fields if value.name in TEACHABLE and value.value}
        if not keys:
            return []
        chosen = select(learnt).where(learnt.c.read.in_(sorted(keys)))
        with self._database.reading() as connection:
            return [Lesson(*row) for row in connection.execute(chosen)]

    @retried
    def forget(self, field: str, value: str) -> int:
        """Unlearn every lesson that spells a field so; how many there were."""
        with self._database.writing() as connection:
            own = learnt.c.field == field, learnt.c.value == value
            return connection.execute(delete(learnt).where(*own)).rowcount


def key(value: str) -> str:
    """By what a value is found again: without accents, at most 200 characters."""
    return fold(value)[:_LONGEST]


def teach(
    connection: Connection, record: DocumentRecord, values: Sequence[FieldValue], by: str, at: float
) -> None:
    """Learn the spelling of values that a person confirmed on a paper; a restricted paper teaches nothing."""
    if record.restricted is not None:
        return
    for lesson in _lessons(record, values, by, at):
        own = (
            learnt.c.field == lesson.field,
            learnt.c.read == lesson.read,
            learnt.c.issuer == lesson.issuer,
            learnt.c.value == lesson.value,
        )
        connection.execute(delete(learnt).where(*own))
        connection.execute(
            insert(learnt).values(
                field=lesson.field,
                read=lesson.read,
                issuer=lesson.issuer,
                value=lesson.value,
                document=lesson.document,
                by=lesson.by,
                at=lesson.at,
            )
        )


def _lessons(
    record: DocumentRecord, values: Sequence[FieldValue], by: str, at: float
) -> Iterator[Lesson]:
    """One for the spelling itself, and one for what stood there before it was corrected."""
    named = {value.name: value.value for value in values}
    known = record.field("issuer")
    issuer = named.get("issuer") or (known.value if known else "")
    for value in values:
        if value.name in TEACHABLE and value.value and value.state is FieldState.CONFIRMED:
            old = record.field(value.name)
            where = key(issuer) if value.name.startswith("signer") else ""
            for read in {
                key(value.value),
                key(old.value) if old and old.value else key(value.value),
            }:
                yield Lesson(value.name, read, where, value.value, record.id, by, at)
