"""How often the register was changed: what was decided by an older one is decided anew."""

from sqlalchemy import Connection, insert, select, update

from pipeline.catalog.tables import register

_NAME = "dossiers"


def current(connection: Connection) -> int:
    """The version, 0 before the first import."""
    return connection.execute(select(register.c.version)).scalar() or 0


def advance(connection: Connection) -> None:
    """One more, visible together with the change itself; imports at the same time wait for each other here."""
    more = update(register).values(version=register.c.version + 1)
    if connection.execute(more).rowcount == 0:
        connection.execute(insert(register).values(name=_NAME, version=1))
