"""Batches: who handed in what, and the answer each file got at the counter."""

import secrets
import time
from collections.abc import Sequence

from sqlalchemy import Row, distinct, func, insert, select, update

from pipeline.catalog.engine import Database, retried
from pipeline.catalog.records import Answer, Batch, HandIn
from pipeline.catalog.tables import batches, documents, hand_ins
from pipeline.errors import BadRequest
from pipeline.model import Stage


class Batches:
    """Repository of batches and their hand-ins."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @retried
    def begin(self, *, by: str, holder: str, now: float, alive_until: float) -> str:
        """A new batch; its id starts with the day and time, so that ids sort by age."""
        stamp = time.strftime("%Y%m%d-%H%M%S", time.localtime(now))
        batch = f"{stamp}-{secrets.token_hex(3)}"
        with self._database.writing() as connection:
            connection.execute(
                insert(batches).values(
                    id=batch,
                    at=now,
                    by=by,
                    holder=holder,
                    alive_until=self._database.theirs(alive_until),
                )
            )
        return batch

    @retried
    def add(self, batch: str, lines: Sequence[HandIn]) -> None:
        """Write down what became of some files; lines that are there already do no harm."""
        if not lines:
            return
        first = min(line.ordinal for line in lines)
        known = select(hand_ins.c.ordinal).where(
            hand_ins.c.batch == batch, hand_ins.c.ordinal >= first
        )
        with self._database.writing() as connection:
            there = set(connection.execute(known).scalars())
            new = [_to_row(batch, line) for line in lines if line.ordinal not in there]
            if new:
                connection.execute(insert(hand_ins), new)

    @retried
    def end(self, batch: str, now: float) -> None:
        """Nobody works for this batch any more."""
        with self._database.writing() as connection:
            ending = update(batches).where(batches.c.id == batch)
            connection.execute(ending.values(ended_at=now, alive_until=self._database.theirs(now)))

    def recent(self, limit: int = 1000) -> list[Batch]:
        """Batches, newest first."""
        chosen = select(batches).order_by(batches.c.at.desc(), batches.c.id.desc()).limit(limit)
        with self._database.reading() as connection:
            return [_to_batch(row) for row in connection.execute(chosen)]

    def get(self, batch: str) -> Batch:
        """One batch; BadRequest where there is none."""
        with self._database.reading() as connection:
            row = connection.execute(select(batches).where(batches.c.id == batch)).first()
        if row is None:
            raise BadRequest(f"batch {batch}", code="request.no_batch")
        return _to_batch(row)

    def holder(self, batch: str) -> tuple[str, float]:
        """Which process works for the batch, and until when it said it would."""
        chosen = select(batches.c.holder, batches.c.alive_until).where(batches.c.id == batch)
        with self._database.reading() as connection:
            row = connection.execute(chosen).one()
        return row.holder, self._database.ours(row.alive_until)

    def finished(self, batch: str) -> int:
        """How many papers of the batch are read and understood."""
        done = (
            select(func.count(distinct(hand_ins.c.document)))
            .join(documents, documents.c.id == hand_ins.c.document)
            .where(hand_ins.c.batch == batch, documents.c.stage == Stage.EXTRACTED.value)
        )
        with self._database.reading() as connection:
            return connection.execute(done).scalar_one()

    def hand_ins(self, batch: str) -> list[HandIn]:
        """Every file of the batch in the order it was named."""
        chosen = select(hand_ins).where(hand_ins.c.batch == batch).order_by(hand_ins.c.ordinal)
        with self._database.reading() as connection:
            return [_to_hand_in(row) for row in connection.execute(chosen)]


def _to_row(batch: str, line: HandIn) -> dict[str, object]:
    return {
        "batch": batch,
        "ordinal": line.ordinal,
        "file": line.file,
        "answer": line.answer.value,
        "sha256": line.sha256,
        "document": line.document,
        "first": line.first,
        "last": line.last,
        "code": line.code,
        "detail": line.detail,
    }


def _to_hand_in(row: Row[tuple[object, ...]]) -> HandIn:
    return HandIn(
        ordinal=row.ordinal,
        file=row.file,
        answer=Answer(row.answer),
        sha256=row.sha256,
        document=row.document,
        first=row.first,
        last=row.last,
        code=row.code,
        detail=row.detail or "",
    )


def _to_batch(row: Row[tuple[object, ...]]) -> Batch:
    return Batch(id=row.id, at=row.at, by=row.by, ended_at=row.ended_at)
