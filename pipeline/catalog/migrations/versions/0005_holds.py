"""Dossiers under legal hold, and the originals on which the store was told so."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make both tables."""
    code = sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql")
    op.create_table(
        "holds",
        sa.Column("dossier", code, nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["dossier"], ["dossiers.code"]),
        sa.PrimaryKeyConstraint("dossier"),
    )
    op.create_table(
        "held_originals",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["originals.sha256"]),
        sa.PrimaryKeyConstraint("sha256"),
    )
