"""An index of what is unfinished; that of all stages led SQLite astray: it held nearly every document."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Exchange the indexes."""
    op.drop_index("ix_documents_stage", "documents")
    unfinished = sa.text("stage <> 'EXTRACTED'")
    op.create_index(
        "ix_documents_unfinished",
        "documents",
        ["received_at"],
        unique=False,
        sqlite_where=unfinished,
        postgresql_where=unfinished,
    )
