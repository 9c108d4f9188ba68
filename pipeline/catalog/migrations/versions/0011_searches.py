"""Searches that people keep under a name."""

import sqlalchemy as sa
from alembic import op

from pipeline.catalog.columns import Name, Words

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """One table; names are sorted byte by byte on every database."""
    op.create_table(
        "searches",
        sa.Column("by", Name(200, bytewise=True), primary_key=True),
        sa.Column("name", Name(200, bytewise=True), primary_key=True),
        sa.Column("text", Words, nullable=False),
        sa.Column("filters", Words, nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
    )
