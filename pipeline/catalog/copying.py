"""The whole catalog as rows that belong to no database: read at one moment, written at once."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, TypeAlias

from sqlalchemy import (
    Connection,
    Date,
    bindparam,
    column,
    delete,
    func,
    insert,
    inspect,
    select,
    table,
    text,
    update,
)

from pipeline.catalog import rows
from pipeline.catalog.engine import Database
from pipeline.catalog.migrating import newest, recorded, upgrade
from pipeline.catalog.records import DocumentRecord, Original
from pipeline.catalog.tables import documents, held_originals, history, metadata, originals
from pipeline.errors import BadRequest

CatalogRow: TypeAlias = tuple[str, dict[str, Any]]
"""Name of the table, values by column; days as `YYYY-MM-DD`."""

_AT_ONCE = 1000
_TABLES = [one for one in metadata.sorted_tables if one is not held_originals]
"""In an order in which rows may be inserted. What one store was told to hold, another one was not."""


class Snapshot:
    """The catalog as it was at one moment, however long the reading takes."""

    schema = newest()

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rows(self) -> Iterator[CatalogRow]:
        """Every row, those that others point at first. Events of the history come in their order, unnumbered."""
        for one in _TABLES:
            kept = [c for c in one.c if c is not history.c.id]
            chosen = select(*kept).order_by(*one.primary_key)
            for row in self._connection.execute(chosen, execution_options={"yield_per": _AT_ONCE}):
                yield one.name, {name: _plain(value) for name, value in row._mapping.items()}

    def originals(self) -> Iterator[Original]:
        """Every original."""
        for row in self._connection.execute(select(originals).order_by(originals.c.sha256)):
            yield Original(row.sha256, row.size, row.kind, row.pages, row.version)

    def documents(self) -> Iterator[DocumentRecord]:
        """Every document."""
        ids = self._connection.execute(select(documents.c.id).order_by(documents.c.id))
        for some in rows.slices(list(ids.scalars())):
            yield from rows.load(self._connection, some).values()

    def fingerprint(self) -> tuple[object, ...]:
        """Differs when anything was written meanwhile but claims, leases and what the index holds."""
        counts = self.counts()
        revisions = select(func.sum(documents.c.revision), func.max(documents.c.finished_at))
        return tuple(counts.items()), tuple(self._connection.execute(revisions).one())

    def counts(self) -> dict[str, int]:
        """How many rows each table has."""
        return {
            one.name: self._connection.execute(select(func.count()).select_from(one)).scalar_one()
            for one in _TABLES
        }


@contextmanager
def snapshot(database: Database) -> Iterator[Snapshot]:
    """The catalog at this moment; work goes on meanwhile."""
    with database.reading() as connection:
        yield Snapshot(connection)


def refuse_unless_empty(database: Database, address: str) -> None:
    """Raises BadRequest `restore.not_empty` when the database holds any row of a catalog."""
    with database.reading() as connection:
        _refuse_unless_empty(connection, address)


def load(database: Database, address: str, schema: str, copied: Iterable[CatalogRow]) -> None:
    """Fill an empty database with rows of some schema, and bring it up to date: all or nothing."""
    with database.migrating() as connection:
        _refuse_unless_empty(connection, address)
        if recorded(connection, address) != schema:
            _drop(connection)
            upgrade(connection, schema)
        for name, group in groupby(copied, key=itemgetter(0)):
            values = (row for _, row in group)
            while some := list(islice(values, _AT_ONCE)):
                _insert(connection, name, some)
        if schema != newest():
            upgrade(connection)


def record_versions(database: Database, versions: Mapping[str, str]) -> None:
    """The originals lie in another store now, which knows them by these ids and was told of no holds."""
    with database.writing() as connection:
        connection.execute(update(originals).values(version=""))
        known = [{"own": sha256, "told": version} for sha256, version in sorted(versions.items())]
        renewed = update(originals).where(originals.c.sha256 == bindparam("own"))
        for some in rows.slices(known):
            connection.execute(renewed.values(version=bindparam("told")), some)
        connection.execute(delete(held_originals))


def free(copied: Iterable[CatalogRow], versions: Mapping[str, str] | None) -> Iterator[CatalogRow]:
    """The rows without the claims and leases of the office they come from.

    versions: the ids by which another store knows originals, by SHA-256; None where the store stays.
    """
    for name, row in copied:
        if name == documents.name:
            row = row | {"claim_holder": None, "claim_until": None}
        elif name == "batches":
            row = row | {"alive_until": 0.0}
        elif name == originals.name and versions is not None:
            row = row | {"version": versions.get(row["sha256"], "")}
        yield name, row


def _insert(connection: Connection, name: str, some: list[dict[str, Any]]) -> None:
    """Columns as the rows have them: an older schema has fewer than the tables of this program."""
    known = metadata.tables[name].c
    typed = [column(c, known[c].type if c in known else None) for c in some[0]]
    days = [c.name for c in known if isinstance(c.type, Date) and c.name in some[0]]
    for row in some:
        for day in days:
            row[day] = row[day] and dt.date.fromisoformat(row[day])
    connection.execute(insert(table(name, *typed)), some)


def _refuse_unless_empty(connection: Connection, address: str) -> None:
    if not recorded(connection, address):
        return
    there = set(inspect(connection).get_table_names())
    for one in metadata.sorted_tables:
        if (
            one.name in there
            and connection.execute(select(text("1")).select_from(one).limit(1)).first()
        ):
            raise BadRequest(address, code="restore.not_empty")


def _drop(connection: Connection) -> None:
    """Tables without rows give way to those of an older program."""
    if recorded(connection, ""):
        metadata.drop_all(connection)
        connection.execute(text("DROP TABLE alembic_version"))


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, dt.date) else value
