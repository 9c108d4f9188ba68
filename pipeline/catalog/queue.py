"""The catalog as a queue: which documents are free to be taken up, and who works at the moment."""

from collections.abc import Sequence

from sqlalchemy import select, update

from pipeline import holder as holders
from pipeline.catalog.claims import held
from pipeline.catalog.engine import Database, retried
from pipeline.catalog.rows import slices
from pipeline.catalog.tables import batches, documents
from pipeline.model import Stage


class Queue:
    """Looks at claims without taking any."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def free(self, ids: Sequence[str], now: float) -> list[str]:
        """Which of some documents are unfinished and in nobody's hands, in the given order."""
        taken = select(documents.c.id, documents.c.claim_holder, documents.c.claim_until)
        waiting = taken.where(documents.c.stage != Stage.EXTRACTED.value)
        found: set[str] = set()
        with self._database.reading() as connection:
            theirs = self._database.theirs(now)
            for some in slices(ids):
                for row in connection.execute(waiting.where(documents.c.id.in_(some))):
                    if not held(row.claim_holder, row.claim_until, theirs):
                        found.add(row.id)
        return [one for one in ids if one in found]

    def abandoned(self, now: float) -> list[str]:
        """Unfinished documents that no living process works on or has just received, oldest first."""
        chosen = (
            select(
                documents.c.id,
                documents.c.claim_holder,
                documents.c.claim_until,
                batches.c.holder,
                batches.c.alive_until,
            )
            .join(batches, batches.c.id == documents.c.batch)
            .where(documents.c.stage != Stage.EXTRACTED.value)
            .order_by(documents.c.received_at, documents.c.id)
        )
        with self._database.reading() as connection:
            theirs = self._database.theirs(now)
            return [
                row.id
                for row in connection.execute(chosen)
                if not held(row.claim_holder, row.claim_until, theirs)
                and not held(row.holder, row.alive_until, theirs)
            ]

    def holders(self, now: float) -> set[str]:
        """The processes that work on documents now."""
        chosen = select(documents.c.claim_holder).where(
            documents.c.claim_until > self._database.theirs(now)
        )
        with self._database.reading() as connection:
            working = set(connection.execute(chosen.distinct()).scalars())
        return {one for one in working if one is not None and not holders.is_gone(one)}

    @retried
    def give_back(self, holder: str) -> None:
        """Give back whatever a process has in hand, unfinished; these tries do not count."""
        with self._database.writing() as connection:
            connection.execute(
                update(documents)
                .where(documents.c.claim_holder == holder)
                .values(claim_holder=None, claim_until=None, attempts=documents.c.attempts - 1)
            )
