"""Documents cut out of a stack: pages that belong to no paper, who decided the bounds, where pages went."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add both columns and the table."""
    op.add_column(
        "parts", sa.Column("left_out", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("documents", sa.Column("bounds_by", sa.Text(), nullable=True))
    op.create_table(
        "successors",
        sa.Column("document", sa.String(length=16), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("successor", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.id"]),
        sa.ForeignKeyConstraint(["successor"], ["documents.id"]),
        sa.PrimaryKeyConstraint("document", "ordinal"),
    )
    op.create_index("ix_successors_successor", "successors", ["successor"], unique=False)
