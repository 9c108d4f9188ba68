"""Spellings that people confirmed."""

import sqlalchemy as sa
from alembic import op

from pipeline.catalog.columns import Name, Words

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """A table of their own: a lesson is forgotten without touching the paper that taught it."""
    op.create_table(
        "learnt",
        sa.Column("field", Name(64), primary_key=True),
        sa.Column("read", Name(200), primary_key=True),
        sa.Column("issuer", Name(200), primary_key=True),
        sa.Column("value", Name(400), primary_key=True),
        sa.Column("document", Name(16), nullable=False),
        sa.Column("by", Words, nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
    )
    op.create_index("ix_learnt_read", "learnt", ["read"])
