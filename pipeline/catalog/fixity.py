"""When each original was last found whole."""

from collections.abc import Sequence

from sqlalchemy import func, select, update

from pipeline.catalog.engine import Database, retried
from pipeline.catalog.records import Original
from pipeline.catalog.rows import slices
from pipeline.catalog.tables import originals


class Fixity:
    """Repository of the moments at which originals were re-hashed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def count(self) -> int:
        """How many originals there are."""
        with self._database.reading() as connection:
            return connection.execute(select(func.count()).select_from(originals)).scalar_one()

    def oldest(self, limit: int) -> list[Original]:
        """The originals found whole longest ago, counted from when they were received."""
        last = func.coalesce(originals.c.verified_at, originals.c.received_at)
        chosen = select(originals).order_by(last, originals.c.sha256).limit(limit)
        with self._database.reading() as connection:
            return [
                Original(row.sha256, row.size, row.kind, row.pages, row.version)
                for row in connection.execute(chosen)
            ]

    def found_whole(self, hashes: Sequence[str], now: float) -> None:
        """Write down that these were whole now; rivals write in the same order."""
        for some in slices(sorted(hashes)):
            self._found_whole(some, now)

    @retried
    def _found_whole(self, hashes: Sequence[str], now: float) -> None:
        with self._database.writing() as connection:
            found = update(originals).where(originals.c.sha256.in_(hashes))
            connection.execute(found.values(verified_at=now))
