"""What a catalog on a server needs: sizes beyond 2 GB, codes sorted byte by byte, a lean outbox."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_CODES = (("dossiers", "code"), ("filings", "dossier"))


def upgrade() -> None:
    """Widen and sort where a server is particular (SQLite is not); index only what the outbox holds."""
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("originals", "size", type_=sa.BigInteger())
        for table, column in _CODES:
            op.alter_column(table, column, type_=sa.String(length=64, collation="C"))
    op.drop_index("ix_documents_unindexed", "documents")
    waiting = sa.text("revision > indexed_revision")
    op.create_index(
        "ix_documents_unindexed",
        "documents",
        ["finished_at"],
        unique=False,
        sqlite_where=waiting,
        postgresql_where=waiting,
    )
