"""The digital signatures of documents, as their originals carry them."""

import datetime as dt
from typing import Any

from sqlalchemy import Row, select

from pipeline.catalog.engine import Database
from pipeline.catalog.tables import signatures
from pipeline.model import Box
from pipeline.signatures import Changed, Signature


class Signatures:
    """Repository of signatures; written with what was understood of a document (`Documents.record`)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, document: str) -> tuple[Signature, ...]:
        """The signatures of a document in the order of their fields."""
        chosen = select(signatures).where(signatures.c.document == document)
        with self._database.reading() as connection:
            found = connection.execute(chosen.order_by(signatures.c.ordinal)).all()
        return tuple(_to_signature(row) for row in found)


def signature_row(ordinal: int, signature: Signature) -> dict[str, object]:
    """A signature as a row of `signatures`, without its document."""
    box = signature.box
    return {
        "ordinal": ordinal,
        "field": signature.field,
        "signer": signature.signer,
        "organisation": signature.organisation,
        "at": signature.at and signature.at.isoformat(),
        "stamped": signature.stamped and signature.stamped.isoformat(),
        "intact": signature.intact,
        "covers_whole": signature.covers_whole,
        "changed": signature.changed and signature.changed.value,
        "trusted": signature.trusted,
        "valid_then": signature.valid_then,
        "weak": signature.weak,
        "problem": signature.problem,
        "page": signature.page,
        "left": box and box.left,
        "top": box and box.top,
        "right": box and box.right,
        "bottom": box and box.bottom,
    }


def _to_signature(row: Row[Any]) -> Signature:
    return Signature(
        field=row.field,
        signer=row.signer,
        organisation=row.organisation,
        at=_moment(row.at),
        stamped=_moment(row.stamped),
        intact=row.intact,
        covers_whole=row.covers_whole,
        changed=Changed(row.changed) if row.changed else None,
        trusted=row.trusted,
        valid_then=row.valid_then,
        weak=row.weak,
        page=row.page,
        box=None if row.left is None else Box(row.left, row.top, row.right, row.bottom),
        problem=row.problem,
    )


def _moment(text: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text) if text else None
