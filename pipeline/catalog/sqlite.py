"""The catalog in a file: everything peculiar to SQLite."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from pipeline.catalog.engine import Side
from pipeline.errors import BadSettings, Fault, Part, ServiceDown, down

_BUSY_SECONDS = 30
_FAULTS = (
    ("disk is full", Fault.FULL),
    ("readonly", Fault.FULL),
    ("unable to open", Fault.MISSING),
    ("not a database", Fault.OTHER_SERVER),
    ("malformed", Fault.OTHER_SERVER),
)


def sqlite_side(address: str, home: Path) -> Side:
    """SQLite at `sqlite:FILE`, relative to the home folder."""
    file = address.partition(":")[2]
    if not file:
        raise BadSettings("catalog: sqlite: the file is missing")
    engine = create_engine(
        f"sqlite:///{home / file}",
        connect_args={"timeout": _BUSY_SECONDS, "check_same_thread": False},
        hide_parameters=True,
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return Side(
        address=address,
        reading=engine,
        writing=engine.execution_options(write=True),
        explain=lambda exc: _explain(address, exc),
        shred=lambda: _empty_log(engine),
    )


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # we begin transactions ourselves, see _begin
    # secure_delete: what a marked paper said must not stay in freed pages of the file
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _empty_log(engine: Engine) -> None:
    """Write the log of changes into the file and cut it to nothing; a reader who stays leaves it for later."""
    with closing(engine.raw_connection()) as connection:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _begin(connection: Connection) -> None:
    """Take the write lock at once: upgrading a read transaction later would fail without waiting."""
    write = connection.get_execution_options().get("write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _explain(address: str, exc: DBAPIError) -> ServiceDown | None:
    ours = (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.DataError)
    if isinstance(exc.orig, ours):
        return None
    said = str(exc.orig)
    fault = next((fault for words, fault in _FAULTS if words in said), Fault.UNREACHABLE)
    return down(Part.CATALOG, fault, f"{address}: {said}")
