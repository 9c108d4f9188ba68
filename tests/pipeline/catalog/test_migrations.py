"""The migrations build exactly the tables that the code uses."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from servers.catalogs import Place
from sqlalchemy import text

from pipeline.catalog import Catalog
from pipeline.catalog.engine import open_database
from pipeline.catalog.migrating import upgrade
from pipeline.catalog.tables import metadata
from pipeline.errors import ServiceDown


def test_migrations_and_tables_agree(catalog: Catalog) -> None:
    with catalog.database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_opening_twice_changes_nothing(place: Place) -> None:
    for _ in range(2):
        place.open().close()


@pytest.mark.parametrize(
    ("version", "code"), [("9999", "catalog.version"), ("5f376def75", "catalog.other_server")]
)
def test_a_catalog_of_a_newer_or_another_program_is_refused(
    place: Place, version: str, code: str
) -> None:
    catalog = place.open()
    with catalog.database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": version})
    catalog.close()
    with pytest.raises(ServiceDown) as failed:
        place.open()
    assert failed.value.code == code


@pytest.mark.slow
def test_many_processes_may_open_a_new_catalog_at_once(new_place: Place) -> None:
    spawning = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(4, mp_context=spawning) as processes:
        assert list(processes.map(documents_in, [new_place] * 8)) == [0] * 8


def documents_in(place: Place) -> int:
    catalog = place.open()
    try:
        return len(catalog.documents.every())
    finally:
        catalog.close()


def test_a_catalog_of_the_first_release_is_brought_up_to_date(new_place: Place) -> None:
    database = open_database(
        new_place.address, new_place.home, password=new_place.password, ca_file=None
    )
    with database.migrating() as connection:
        upgrade(connection, "0001")
        connection.execute(text("INSERT INTO originals VALUES ('a', 7, 'pdf', 1, '', 1.0)"))
    database.close()
    catalog = new_place.open()
    assert [one.size for one in catalog.documents.originals()] == [7]
    catalog.close()


def test_a_register_from_before_names_of_applicants_were_indexed_is_asked(new_place: Place) -> None:
    database = open_database(
        new_place.address, new_place.home, password=new_place.password, ca_file=None
    )
    codes = [f"H60.05-240105-{number:04}" for number in range(2500)]
    told = [{"code": code, "applicant": f"Vừ Mí {code[-4:]}"} for code in codes]
    with database.migrating() as connection:
        upgrade(connection, "0006")
        added = text(
            "INSERT INTO dossiers (code, applicant, returns_result, registered)"
            " VALUES (:code, :applicant, true, true)"
        )
        connection.execute(added, told)
    database.close()
    catalog = new_place.open()
    found = catalog.matching.candidates(["vumi0007", "vumi2499"], [])
    assert [one.code for one in found.dossiers] == [codes[7], codes[2499]]
    assert found.version == 1
    catalog.close()
