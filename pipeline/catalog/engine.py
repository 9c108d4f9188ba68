"""One database engine by address; everything peculiar to SQLite is in this file."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import DBAPIError

from pipeline.errors import BadSettings, ServiceDown

_BUSY_SECONDS = 30
_MIGRATIONS = Path(__file__).parent / "migrations"


class Database:
    """Connections to the catalog: short read and write transactions, errors translated to ServiceDown."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._writing = engine.execution_options(write=True)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A consistent view for a few queries."""
        with _translated(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A write transaction, committed at the end. No OCR and no network inside."""
        with _translated(), self._writing.begin() as connection:
            yield connection

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def open_database(address: str, home: Path) -> Database:
    """The catalog at `sqlite:FILE` (relative to the home folder), brought up to the newest migration."""
    scheme, _, rest = address.partition(":")
    if scheme != "sqlite" or not rest:
        raise BadSettings(f"catalog: {scheme}: only sqlite:FILE is known")
    engine = create_engine(
        f"sqlite:///{home / rest}",
        connect_args={"timeout": _BUSY_SECONDS, "check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    database = Database(engine)
    _migrate(database)
    return database


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # we begin transactions ourselves, see _begin_sqlite
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once: upgrading a read transaction later would fail without waiting."""
    write = connection.get_execution_options().get("write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _migrate(database: Database) -> None:
    with _translated():
        with database.engine.connect() as connection:
            if _is_current(connection):
                return
        with database.writing() as connection:
            _upgrade(connection)


def _upgrade(connection: Connection) -> None:
    from alembic import command  # 0.1 s, and most commands find nothing to migrate
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", _MIGRATIONS.as_posix())
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _is_current(connection: Connection) -> bool:
    """True when the newest migration is recorded; spares loading Alembic's scripts at each start."""
    newest = max(path.name for path in (_MIGRATIONS / "versions").glob("[0-9]*.py")).split("_")[0]
    if not inspect(connection).has_table("alembic_version"):
        return False
    version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if version is not None and version > newest:
        raise BadSettings(f"catalog: schema {version} is newer than this program ({newest})")
    return version == newest


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except DBAPIError as exc:
        raise ServiceDown(f"catalog: {exc.orig}") from exc
