"""Papers find their dossier by the register: a key of each applicant, what papers mention, why they were filed."""

import sqlalchemy as sa
from alembic import op

from pipeline.name_keys import LONGEST_KEY, person_key

revision = "0009"
down_revision = "0008"

_AT_ONCE = 1000


def upgrade() -> None:
    """Add columns and the table; give known applicants their keys; have unfiled papers matched."""
    op.add_column("documents", sa.Column("mentions", sa.Text(), nullable=True))
    op.add_column("documents", sa.Column("matched", sa.Integer(), nullable=True))
    op.add_column("filings", sa.Column("why", sa.Text(), nullable=False, server_default=""))
    op.add_column("dossiers", sa.Column("person", sa.String(length=LONGEST_KEY), nullable=True))
    op.create_table(
        "register",
        sa.Column("name", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    _give_keys(op.get_bind())
    op.create_index("ix_dossiers_person", "dossiers", ["person"], unique=False)
    matched = sa.text("matched IS NOT NULL")
    op.create_index(
        "ix_documents_matched",
        "documents",
        ["matched"],
        unique=False,
        sqlite_where=matched,
        postgresql_where=matched,
    )
    _have_matched(op.get_bind())


def _give_keys(connection: sa.Connection) -> None:
    chosen = sa.text(
        "SELECT code, applicant FROM dossiers WHERE code > :after AND registered ORDER BY code LIMIT :most"
    )
    given = sa.text("UPDATE dossiers SET person = :person WHERE code = :code")
    after = ""
    while some := connection.execute(chosen, {"after": after, "most": _AT_ONCE}).all():
        after = some[-1].code
        keys = ({"code": row.code, "person": person_key(row.applicant or "")} for row in some)
        if told := [key for key in keys if key["person"]]:
            connection.execute(given, told)


def _have_matched(connection: sa.Connection) -> None:
    """Version 1 where there is a register; what it could file is older."""
    connection.execute(
        sa.text(
            "INSERT INTO register (name, version) SELECT 'dossiers', 1"
            " WHERE EXISTS (SELECT 1 FROM dossiers WHERE registered)"
        )
    )
    connection.execute(
        sa.text(
            "UPDATE documents SET matched = 0 WHERE stage = 'EXTRACTED' AND restricted IS NULL"
            " AND id IN (SELECT document FROM problems"
            " WHERE code IN ('filing.unfiled', 'filing.unknown_dossier', 'filing.unsure'))"
        )
    )
