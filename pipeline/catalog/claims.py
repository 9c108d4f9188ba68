"""Claims: a document is worked on by one process at a time; leases run out, fences stop late writers.

Moments come and go by this machine's clock; leases are kept by the database's, which all machines share.
"""

from sqlalchemy import Connection, select, update

from pipeline import holder as holders
from pipeline.catalog.engine import Database, retried
from pipeline.catalog.records import Claim
from pipeline.catalog.tables import batches, documents
from pipeline.errors import ClaimLost
from pipeline.model import Stage

LEASE_SECONDS = 90.0


class Claims:
    """Repository of claims."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @retried
    def take(self, document: str, *, holder: str, now: float) -> Claim | None:
        """Claim an unfinished document; None when it is finished or a living process holds it."""
        chosen = select(documents).where(documents.c.id == document)
        with self._database.writing() as connection:
            now = self._database.theirs(now)
            row = connection.execute(chosen.with_for_update(key_share=True)).one()
            if row.stage == Stage.EXTRACTED or held(row.claim_holder, row.claim_until, now):
                return None
            claim = Claim(document, row.fence + 1, holder)
            taken = connection.execute(
                update(documents)
                .where(documents.c.id == document, documents.c.fence == row.fence)
                .values(
                    fence=claim.fence,
                    claim_holder=holder,
                    claim_until=now + LEASE_SECONDS,
                    attempts=row.attempts + 1,
                )
            )
        return claim if taken.rowcount == 1 else None

    def is_held(self, document: str, now: float) -> bool:
        """True while a living process works on the document."""
        chosen = select(documents.c.claim_holder, documents.c.claim_until)
        with self._database.reading() as connection:
            row = connection.execute(chosen.where(documents.c.id == document)).one()
        return held(row.claim_holder, row.claim_until, self._database.theirs(now))

    @retried
    def renew(self, holder: str, now: float) -> None:
        """Prolong every claim of a process and the batches it works for."""
        with self._database.writing() as connection:
            until = self._database.theirs(now) + LEASE_SECONDS
            connection.execute(
                update(documents)
                .where(documents.c.claim_holder == holder)
                .values(claim_until=until)
            )
            connection.execute(
                update(batches)
                .where(batches.c.holder == holder, batches.c.ended_at.is_(None))
                .values(alive_until=until)
            )

    @retried
    def release(self, claim: Claim) -> None:
        """Give a claim back unfinished; the try does not count, since nothing was wrong with the paper."""
        with self._database.writing() as connection:
            connection.execute(
                update(documents)
                .where(
                    documents.c.id == claim.document,
                    documents.c.fence == claim.fence,
                    documents.c.claim_holder == claim.holder,
                )
                .values(claim_holder=None, claim_until=None, attempts=documents.c.attempts - 1)
            )


def hold(connection: Connection, claim: Claim) -> None:
    """Make sure, inside a write transaction, that the claim still stands; raises ClaimLost."""
    found = connection.execute(
        select(documents.c.id)
        .where(
            documents.c.id == claim.document,
            documents.c.fence == claim.fence,
            documents.c.claim_holder == claim.holder,
        )
        .with_for_update(key_share=True)
    ).first()
    if found is None:
        raise ClaimLost(claim.document)


def held(holder: str | None, until: float | None, now: float) -> bool:
    """True while a living process has it; until, now: by the database's clock."""
    return holder is not None and (until or 0) > now and not holders.is_gone(holder)
