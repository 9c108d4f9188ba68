"""Keys under which papers that look alike meet (`pipeline/likeness.py`); quick however many papers there are."""

from collections import Counter
from collections.abc import Collection, Sequence

from sqlalchemy import Connection, delete, func, insert, select

from pipeline.catalog import rows
from pipeline.catalog.engine import Database, retried
from pipeline.catalog.records import LOOKS_ALIKE
from pipeline.catalog.tables import documents, likenesses, problems
from pipeline.model import Problem

COMMON = 64
"""Papers with one key from which it belongs to a form rather than to a paper; then no more are written down."""

_LEAST_SHARED = 2
_MOST = 8
"""Candidates that are compared, those that share most keys."""


class Likenesses:
    """Repository of likenesses; written with what was understood of a document (`Documents.record`)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def candidates(self, keys: Sequence[int], but: str) -> list[str]:
        """Documents that share several uncommon keys, most first, at most eight; without the asker's own."""
        shared: Counter[str] = Counter()
        with self._database.reading() as connection:
            for key in keys:
                own = select(likenesses.c.document).where(likenesses.c.key == key).limit(COMMON)
                found = connection.execute(own).scalars().all()
                if len(found) < COMMON:
                    shared.update(found)
        del shared[but]
        return [one for one, count in shared.most_common(_MOST) if count >= _LEAST_SHARED]

    @retried
    def tell(self, document: str, others: Collection[str]) -> None:
        """Write down of a finished paper that it looks like others; what is written already stays once."""
        with self._database.writing() as connection:
            record = rows.load(connection, [document])[document]
            told = {one.detail for one in record.problems if one.code == LOOKS_ALIKE}
            new = [Problem(LOOKS_ALIKE, detail=one) for one in others if one not in told]
            if new and record.restricted is None:
                made = map(
                    rows.problem_row,
                    range(len(record.problems) + len(new)),
                    (*record.problems, *new),
                )
                rows.replace_hanging(connection, problems, document, made)


def replace_keys(connection: Connection, document: str, keys: Sequence[int]) -> None:
    """Exchange the keys of a document, without those that are common."""
    connection.execute(delete(likenesses).where(likenesses.c.document == document))
    rare = [key for key in keys if not _is_common(connection, key)]
    if rare:
        made = [{"key": key, "document": document} for key in rare]
        connection.execute(insert(likenesses), made)


def _is_common(connection: Connection, key: int) -> bool:
    some = select(likenesses.c.document).where(likenesses.c.key == key).limit(COMMON).subquery()
    return connection.execute(select(func.count()).select_from(some)).scalar_one() >= COMMON


def answer_likeness(connection: Connection, gone: str) -> None:
    """A paper is withdrawn or locked away: nobody need compare with it any more."""
    own = select(likenesses.c.key).where(likenesses.c.document == gone)
    met = select(likenesses.c.document).where(likenesses.c.key.in_(own)).distinct()
    partners = connection.execute(met).scalars().all()
    chosen = select(documents.c.id).where(documents.c.id.in_(partners), documents.c.id != gone)
    for some in rows.slices(list(connection.execute(chosen).scalars())):
        connection.execute(
            delete(problems).where(
                problems.c.document.in_(some),
                problems.c.code == LOOKS_ALIKE,
                problems.c.detail == gone,
            )
        )
