"""The same questions get the same answers on every kind of database."""

import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from servers.catalogs import Place
from servers.postgres import Postgres

from pipeline.catalog import Catalog, look_at, open_catalog, postgresql
from pipeline.catalog.claims import LEASE_SECONDS
from pipeline.catalog.columns import storable
from pipeline.catalog.edits import Editor
from pipeline.catalog.migrating import newest
from pipeline.catalog.records import Answer, FiledPart, HandIn, NewDocument, Original
from pipeline.errors import BadRequest, BadSettings
from pipeline.model import Dossier, Part

NOW = 1_700_000_000.0
DOC = "a" * 16
Receive = Callable[[str], bool]


def test_text_that_no_database_can_keep_breaks_no_write(catalog: Catalog, batch: str) -> None:
    odd = "qu\0yết \udcff.pdf"
    new = NewDocument(DOC, odd, (FiledPart(Part("a" * 64, 1, 1), odd),), "fast")
    catalog.documents.receive(
        new, [Original("a" * 64, 1, "pdf", 1)], batch=batch, by="L\0an", now=NOW
    )
    line = HandIn(1, odd, Answer.RECEIVED, "a" * 64, DOC, 1, 1, detail="\ud800")
    catalog.batches.add(batch, [line])
    catalog.edits.set_field(DOC, "subject", "V/v\0 \udc80", Editor("Lan", NOW, 0))
    record = catalog.documents.get(DOC)
    assert record.file == record.parts[0].file == "qu\ufffdyết \ufffd.pdf"
    assert [value.value for value in record.fields] == ["V/v\ufffd \ufffd"]
    assert catalog.batches.hand_ins(batch)[0].detail == "\ufffd"
    assert record.received_by == "L\ufffdan"


@pytest.mark.parametrize(
    ("given", "kept"),
    [("Đỗ Ước", "Đỗ Ước"), ("\ud83d\ude00", "😀"), ("😀", "😀"), ("a\udcffb", "a\ufffdb")],
)
def test_only_what_cannot_be_kept_is_changed(given: str, kept: str) -> None:
    assert storable(given) == kept


def test_sizes_beyond_two_gigabytes_are_kept(catalog: Catalog, batch: str) -> None:
    size = 5 * 1024**3
    new = NewDocument(DOC, "a.pdf", (FiledPart(Part("a" * 64, 1, 1), "a.pdf"),), "fast")
    catalog.documents.receive(
        new, [Original("a" * 64, size, "pdf", 1)], batch=batch, by="Lan", now=NOW
    )
    assert [one.size for one in catalog.documents.originals()] == [size]


def test_more_ids_than_a_statement_takes(catalog: Catalog, receive: Receive) -> None:
    receive("a")
    many = [f"{number:016d}" for number in range(70_000)] + [DOC]
    assert list(catalog.documents.load(many)) == list(catalog.documents.stages(many)) == [DOC]
    assert catalog.dossiers.known(many) == catalog.dossiers.registered(many) == {}


CODES = ["H60.05-240105-0002", "H60-240105-0003", "H60.5-240105-0001", "G1.1-240105-0009"]


def test_dossiers_come_in_the_same_order_whatever_the_server_sorts_by(new_place: Place) -> None:
    catalog = new_place.open()
    catalog.dossiers.bring_up_to_date([Dossier(code) for code in CODES])
    assert [dossier.code for dossier, _ in catalog.dossiers.with_papers()] == sorted(CODES)
    catalog.close()


@pytest.mark.servers
def test_a_server_that_sorts_as_people_do_changes_nothing(postgres: Postgres) -> None:
    postgres.sql('DROP DATABASE IF EXISTS "sorted" WITH (FORCE)')
    postgres.sql(
        "CREATE DATABASE \"sorted\" TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'vi-VN'"
    )
    test_dossiers_come_in_the_same_order_whatever_the_server_sorts_by(
        Place(postgres.address("sorted"), Path(), postgres.password)
    )


def test_periods_of_dossiers(catalog: Catalog) -> None:
    day = dt.date(2024, 1, 31)
    catalog.dossiers.bring_up_to_date(
        [
            Dossier("H60.05-240105-0001", received=day),
            Dossier("H60.05-240105-0002", received=dt.date(2023, 1, 1), returned=day),
            Dossier("H60.05-240105-0003"),
        ]
    )
    found = catalog.dossiers.with_papers(start=day, end=day)
    assert [dossier.code[-1] for dossier, _ in found] == ["1", "2"]


def test_lines_of_a_batch_written_twice_stand_there_once(catalog: Catalog, batch: str) -> None:
    lines = [HandIn(number, "a.pdf", Answer.IGNORED) for number in (1, 2)]
    catalog.batches.add(batch, lines[:1])
    catalog.batches.add(batch, lines)
    assert [line.ordinal for line in catalog.batches.hand_ins(batch)] == [1, 2]


def test_giving_back_what_was_finished_meanwhile_changes_nothing(
    catalog: Catalog, receive: Receive
) -> None:
    receive("a")
    claim = catalog.claims.take(DOC, holder="host|1|1|1", now=NOW)
    assert claim is not None
    catalog.claims.release(claim)
    catalog.claims.release(claim)
    assert catalog.documents.get(DOC).attempts == 0


@pytest.mark.servers
@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
def test_leases_hold_between_machines_whose_clocks_differ(
    place: Place, catalog: Catalog, receive: Receive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other machine's clock is an hour slow; a lease is 90 s for both."""
    receive("a")
    now = time.time()
    catalog.claims.take(DOC, holder="host|1|1|1", now=now)
    slow = SimpleNamespace(time=lambda: time.time() - 3600)
    monkeypatch.setattr(postgresql, "time", slow)
    other = place.open()
    theirs = now - 3600
    assert other.claims.is_held(DOC, theirs + LEASE_SECONDS - 5)
    assert other.claims.take(DOC, holder="host|2|2|2", now=theirs + LEASE_SECONDS - 5) is None
    assert not other.claims.is_held(DOC, theirs + LEASE_SECONDS + 5)
    batch = other.batches.begin(by="", holder="h", now=theirs, alive_until=theirs + 90)
    assert abs(catalog.batches.holder(batch)[1] - (now + 90)) < 5
    other.close()


@pytest.mark.parametrize(
    "address", ["mysql://u@h/x", "postgresql://h:5432/", "postgresql:///x", "sqlite:", "catalog.db"]
)
def test_an_address_that_names_no_catalog(address: str, tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="catalog"):
        open_catalog(address, tmp_path)


def test_looking_tells_what_is_there_and_makes_no_tables(new_place: Place) -> None:
    def look() -> str:
        return look_at(new_place.address, new_place.home, password=new_place.password)

    name = new_place.address.split(":")[0]
    assert look().startswith(f"{name} ") and look().endswith("schema -, 0")
    new_place.open().close()
    assert look().endswith(f"schema {newest()}, 0")


def test_odd_ids_and_names_find_nothing_and_break_nothing(
    catalog: Catalog, receive: Receive
) -> None:
    receive("a")
    assert catalog.documents.load(["\udcff", "a\0"]) == {}
    with pytest.raises(BadRequest):
        catalog.dossiers.get("\ud800")
    with pytest.raises(BadRequest):
        catalog.edits.set_field(DOC, "x" * 65, "y", Editor("Lan", NOW, 0))
    catalog.edits.set_field(DOC, "\udcff", "y", Editor("Lan", NOW, 0))
