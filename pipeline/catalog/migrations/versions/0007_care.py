"""Digital signatures, papers that look alike, who said that a paper is secret, types that are sensitive."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make two tables and two columns."""
    op.add_column("documents", sa.Column("restricted_by", sa.Text(), nullable=True))
    op.add_column(
        "documents",
        sa.Column("sensitive", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.create_table(
        "signatures",
        sa.Column("document", sa.String(length=16), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("signer", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=True),
        sa.Column("stamped", sa.Text(), nullable=True),
        sa.Column("intact", sa.Boolean(), nullable=True),
        sa.Column("covers_whole", sa.Boolean(), nullable=True),
        sa.Column("changed", sa.String(length=16), nullable=True),
        sa.Column("trusted", sa.Boolean(), nullable=True),
        sa.Column("valid_then", sa.Boolean(), nullable=True),
        sa.Column("weak", sa.Boolean(), nullable=False),
        sa.Column("problem", sa.String(length=64), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("left", sa.Double(), nullable=True),
        sa.Column("top", sa.Double(), nullable=True),
        sa.Column("right", sa.Double(), nullable=True),
        sa.Column("bottom", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(["document"], ["documents.id"]),
        sa.PrimaryKeyConstraint("document", "ordinal"),
    )
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "likenesses",
        sa.Column("key", key, autoincrement=False, nullable=False),
        sa.Column("document", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.id"]),
        sa.PrimaryKeyConstraint("key", "document"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_likenesses_document", "likenesses", ["document"], unique=False)
