"""The role that the clerk told for a paper whose dossier only the paper itself will tell."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the column."""
    op.add_column("documents", sa.Column("told_role", sa.String(length=16), nullable=True))
