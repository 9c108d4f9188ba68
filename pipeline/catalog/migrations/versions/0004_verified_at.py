"""When an original was last found whole, so that a portion can be looked at each night."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the column."""
    op.add_column("originals", sa.Column("verified_at", sa.Double(), nullable=True))
