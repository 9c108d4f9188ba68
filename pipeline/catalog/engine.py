"""One database behind an address: short transactions, the drivers' errors as ServiceDown.

What is peculiar to one kind of database is in `sqlite.py` and `postgresql.py`, nowhere else.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from pipeline.addresses import scheme_of
from pipeline.errors import BadSettings, Fault, Part, ServiceDown, down

_PAUSES = (0.05, 0.2, 0.5)

P = ParamSpec("P")
R = TypeVar("R")


class Undone(ServiceDown):
    """The database took a transaction back for a rival's sake: deadlock, serialisation, same key at once."""

    code = f"{Part.CATALOG}.{Fault.UNREACHABLE}"


def no_shredder() -> None:
    """For a database that cleans up behind itself (PostgreSQL's autovacuum)."""


def no_guard(_connection: Connection) -> None:
    """For a database whose write transactions keep rivals out anyway."""


@dataclass(frozen=True, slots=True)
class Side:
    """One kind of database.

    reading: its transactions see one moment. writing: its transactions are taken back as a whole.
    explain: what an error of the driver means, None for a fault of this program. guard: makes whoever
    migrates at the same time wait. ahead: seconds that the database's clock is ahead of this machine's.
    shred: leaves nothing readable of what was deleted.
    """

    address: str
    reading: Engine
    writing: Engine
    explain: Callable[[DBAPIError], ServiceDown | None]
    guard: Callable[[Connection], None] = no_guard
    ahead: Callable[[], float] = field(default=float)
    shred: Callable[[], None] = no_shredder


class Database:
    """Connections to the catalog: short read and write transactions, errors translated to ServiceDown."""

    def __init__(self, side: Side) -> None:
        self._side = side

    @property
    def name(self) -> str:
        """Which database this is, with its version."""
        dialect = self._side.reading.dialect
        version = ".".join(map(str, dialect.server_version_info or ()))
        return f"{dialect.name} {version}"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A consistent view for a few queries."""
        with self._translated(), self._side.reading.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A write transaction, committed at the end. No OCR and no network inside."""
        with self._translated(), self._side.writing.begin() as connection:
            yield connection

    @contextmanager
    def migrating(self) -> Iterator[Connection]:
        """A write transaction that no other process migrates beside."""
        with self.writing() as connection:
            self._side.guard(connection)
            yield connection
        self._side.writing.dispose()  # the guard may have changed the connection

    def shred(self) -> None:
        """Leave nothing readable of what was deleted in the files of the database, where they are ours."""
        with self._translated():
            self._side.shred()

    def theirs(self, moment: float) -> float:
        """A moment of this machine's clock by the database's clock, which all machines share for leases."""
        return moment + self._side.ahead()

    def ours(self, moment: float) -> float:
        """A moment of the database's clock by this machine's."""
        return moment - self._side.ahead()

    def close(self) -> None:
        """Close all connections."""
        self._side.writing.dispose()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as exc:
            meant = self._side.explain(exc)
            if meant is None:
                raise
            raise meant from exc
        except PoolTimeout as exc:
            detail = f"{self._side.address}: too many threads"
            raise down(Part.CATALOG, Fault.UNREACHABLE, detail) from exc


def retried(work: Callable[P, R]) -> Callable[P, R]:
    """Do a write transaction anew when it was Undone, a few times; its arguments must not be iterators."""

    @wraps(work)
    def done(*args: P.args, **kwargs: P.kwargs) -> R:
        for pause in _PAUSES:
            try:
                return work(*args, **kwargs)
            except Undone:
                time.sleep(pause)
        return work(*args, **kwargs)

    return done


def open_database(address: str, home: Path, *, password: str, ca_file: Path | None) -> Database:
    """The database at an address, as it is; raises BadSettings for an address of no known kind."""
    scheme = scheme_of(address)
    if scheme == "sqlite":
        from pipeline.catalog.sqlite import sqlite_side

        return Database(sqlite_side(address, home))
    if scheme in ("postgresql", "postgres"):
        from pipeline.catalog.postgresql import postgresql_side

        return Database(postgresql_side(address, password=password, ca_file=ca_file))
    raise BadSettings(
        f"catalog: {scheme}: sqlite:FILE or postgresql://user@host:port/name is known"
    )
