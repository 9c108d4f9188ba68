"""The outbox to the index: documents whose newest revision the index does not know yet."""

from collections.abc import Collection, Sequence

from sqlalchemy import bindparam, func, select, update

from pipeline.catalog.engine import Database, retried
from pipeline.catalog.rows import slices
from pipeline.catalog.tables import documents
from pipeline.model import Stage

_WAITING = (
    documents.c.stage == Stage.EXTRACTED.value,
    documents.c.revision > documents.c.indexed_revision,
)


class Outbox:
    """Repository of what the index must still hear."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def waiting(self, limit: int = 200) -> list[str]:
        """Ids of documents to index, oldest first."""
        chosen = (
            select(documents.c.id)
            .where(*_WAITING)
            .order_by(documents.c.finished_at, documents.c.id)
        )
        with self._database.reading() as connection:
            return list(connection.execute(chosen.limit(limit)).scalars())

    def count(self) -> int:
        """How many documents the index must still hear of."""
        with self._database.reading() as connection:
            return connection.execute(select(func.count()).where(*_WAITING)).scalar_one()

    def has_told(self) -> bool:
        """Whether the index should hold anything at all."""
        with self._database.reading() as connection:
            told = select(documents.c.id).where(documents.c.indexed_revision > 0).limit(1)
            return connection.execute(told).first() is not None

    def done(self, revisions: Collection[tuple[str, int]]) -> None:
        """The index holds these revisions now; rivals that say so too are in the same order."""
        for some in slices(sorted(revisions)):
            self._done(some)

    @retried
    def _done(self, revisions: Sequence[tuple[str, int]]) -> None:
        known = [{"document": document, "known": revision} for document, revision in revisions]
        statement = (
            update(documents)
            .where(
                documents.c.id == bindparam("document"),
                documents.c.indexed_revision < bindparam("known"),
            )
            .values(indexed_revision=bindparam("known"))
        )
        with self._database.writing() as connection:
            connection.execute(statement, known)

    @retried
    def forget(self, ids: Collection[str] | None = None) -> None:
        """The index lost these documents (or all): tell it again."""
        statement = update(documents).values(indexed_revision=0)
        with self._database.writing() as connection:
            if ids is None:
                connection.execute(statement)
                return
            for document in sorted(ids):
                connection.execute(statement.where(documents.c.id == document))

    def overtaken(self, revisions: Collection[tuple[str, int]]) -> list[str]:
        """Which of these documents have a newer revision by now."""
        told = dict(revisions)
        found: list[str] = []
        with self._database.reading() as connection:
            for some in slices(sorted(told)):
                now = select(documents.c.id, documents.c.revision).where(documents.c.id.in_(some))
                found += [
                    each.id for each in connection.execute(now) if each.revision > told[each.id]
                ]
        return found
