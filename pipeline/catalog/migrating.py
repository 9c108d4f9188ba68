"""Brings a database up to the newest migration, one process at a time."""

import re
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from pipeline.catalog.engine import Database
from pipeline.errors import Fault, Part, down

_MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(database: Database, address: str) -> None:
    """Make the tables or bring them up to date; raises ServiceDown `catalog.version` for a newer program's."""
    with database.reading() as connection:
        if _is_current(connection, address):
            return
    with database.migrating() as connection:
        if not _is_current(connection, address):  # another process was quicker
            upgrade(connection)


def newest() -> str:
    """The number of the newest migration, four digits."""
    return max(path.name for path in (_MIGRATIONS / "versions").glob("[0-9]*.py")).split("_")[0]


def upgrade(connection: Connection, to: str = "head") -> None:
    """Run the migrations up to one of them, in the transaction of the connection."""
    from alembic import command  # 0.1 s, and most commands find nothing to migrate
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", _MIGRATIONS.as_posix())
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def _is_current(connection: Connection, address: str) -> bool:
    """True when the newest migration is recorded; spares loading Alembic's scripts at each start."""
    return recorded(connection, address) == newest()


def recorded(connection: Connection, address: str) -> str:
    """The newest migration that the database knows, empty where it has no tables yet.

    Raises ServiceDown `catalog.version`, `catalog.other_server` for the tables of a newer or another program.
    """
    if not inspect(connection).has_table("alembic_version"):
        return ""
    version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""
    if version and not re.fullmatch(r"\d{4}", version):
        detail = f"{address}: the tables of another program"
        raise down(Part.CATALOG, Fault.OTHER_SERVER, detail)
    if version > newest():
        detail = f"{address}: schema {version}, this program knows {newest()}"
        raise down(Part.CATALOG, Fault.VERSION, detail)
    return str(version)
