"""Legal holds: dossiers whose originals nobody may remove, and what the store was told about it."""

from sqlalchemy import Connection, Select, delete, insert, select

from pipeline.catalog.documents import note
from pipeline.catalog.engine import Database, retried
from pipeline.catalog.records import Happening
from pipeline.catalog.tables import filings, held_originals, holds, originals, parts, successors

_WANTED = (
    select(parts.c.sha256)
    .join(filings, filings.c.document == parts.c.document)
    .join(holds, holds.c.dossier == filings.c.dossier)
    .where(parts.c.document.not_in(select(successors.c.document)))  # its pages are others' now
)


class Holds:
    """Repository of holds. Every original of a held dossier is to be held, also one filed there later."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @retried
    def begin(self, dossier: str, *, by: str, now: float) -> bool:
        """Hold a dossier that is known; False when it is held already."""
        with self._database.writing() as connection:
            there = select(holds.c.dossier).where(holds.c.dossier == dossier)
            if connection.execute(there).first() is not None:
                return False
            connection.execute(insert(holds).values(dossier=dossier, by=by, at=now))
            _note(connection, dossier, Happening(now, by, "held", after=dossier))
        return True

    @retried
    def end(self, dossier: str, *, by: str, now: float) -> bool:
        """Release a dossier; False when it is not held."""
        with self._database.writing() as connection:
            ended = connection.execute(delete(holds).where(holds.c.dossier == dossier))
            if ended.rowcount == 0:
                return False
            _note(connection, dossier, Happening(now, by, "released", before=dossier))
        return True

    def held(self) -> frozenset[str]:
        """Codes of all held dossiers."""
        with self._database.reading() as connection:
            return frozenset(connection.execute(select(holds.c.dossier)).scalars())

    def to_hold(self) -> list[tuple[str, str]]:
        """Originals (SHA-256 and version) that the store must still be told to hold."""
        told = select(held_originals.c.sha256)
        return self._chosen(
            select(originals.c.sha256, originals.c.version).where(
                originals.c.sha256.in_(_WANTED), originals.c.sha256.not_in(told)
            )
        )

    def to_release(self) -> list[tuple[str, str]]:
        """Originals that the store still holds and that lie in no held dossier any more."""
        return self._chosen(
            select(originals.c.sha256, originals.c.version)
            .join(held_originals, held_originals.c.sha256 == originals.c.sha256)
            .where(originals.c.sha256.not_in(_WANTED))
        )

    @retried
    def told(self, sha256: str, *, on: bool) -> None:
        """The store knows by now; two processes may say so at once."""
        own = held_originals.c.sha256 == sha256
        with self._database.writing() as connection:
            connection.execute(delete(held_originals).where(own))
            if on:
                connection.execute(insert(held_originals).values(sha256=sha256))

    def _chosen(self, chosen: Select[tuple[str, str]]) -> list[tuple[str, str]]:
        with self._database.reading() as connection:
            found = connection.execute(chosen.order_by(originals.c.sha256))
            return [(row.sha256, row.version) for row in found]


def _note(connection: Connection, dossier: str, happening: Happening) -> None:
    chosen = select(filings.c.document).where(filings.c.dossier == dossier)
    for document in connection.execute(chosen.order_by(filings.c.document)).scalars().all():
        note(connection, document, happening)
