"""How often the register was changed: what was decided by an older one is decided anew."""

from sqlalchemy import Connection, insert, select, update

from pipeline.catalog.tables import documents, register

_NAME = "dossiers"


def current(connection: Connection) -> int:
    """The version, 0 before the first import."""
    return connection.execute(select(register.c.version)).scalar() or 0


def advance(connection: Connection) -> None:
    """One more, visible together with the change itself; imports at the same time wait for each other here."""
    more = update(register).values(version=register.c.version + 1)
    if connection.execute(more).rowcount == 0:
        connection.execute(insert(register).values(name=_NAME, version=1))


def ask_again(connection: Connection, document: str) -> None:
    """What the register said of a paper is looked at again by the next sweep."""
    asked = documents.c.id == document, documents.c.matched.is_not(None)
    connection.execute(update(documents).where(*asked).values(matched=0))
