"""The migrations build exactly the tables that the code uses."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from pipeline.catalog import Catalog, open_catalog
from pipeline.catalog.tables import metadata
from pipeline.errors import BadSettings


def test_migrations_and_tables_agree(catalog: Catalog) -> None:
    with catalog.database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_opening_twice_changes_nothing(tmp_path: Path) -> None:
    for _ in range(2):
        open_catalog("sqlite:catalog.db", tmp_path).close()


def test_a_catalog_newer_than_the_program_is_refused(tmp_path: Path) -> None:
    catalog = open_catalog("sqlite:catalog.db", tmp_path)
    with catalog.database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    catalog.close()
    with pytest.raises(BadSettings):
        open_catalog("sqlite:catalog.db", tmp_path)
