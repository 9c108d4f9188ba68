"""What a PostgreSQL that is wrong, refuses, dies or freezes gets: part, setting and fault, within 5 s."""

import contextlib
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from servers.catalogs import Place
from servers.postgres import Postgres
from servers.process import free_port
from sqlalchemy import text

from pipeline.catalog import Catalog, open_catalog, postgresql
from pipeline.catalog.records import FiledPart, NewDocument, Original
from pipeline.errors import ServiceDown
from pipeline.holder import this_process
from pipeline.model import Part

pytestmark = [
    pytest.mark.servers,
    pytest.mark.parametrize("place", ["postgresql"], indirect=True),
]
SECONDS = 5.0
NOW = 1_700_000_000.0


def refusal(act: Callable[[], object]) -> ServiceDown:
    """How an act fails, within the time that people are promised."""
    began = time.monotonic()
    with pytest.raises(ServiceDown) as failed:
        act()
    assert time.monotonic() - began < SECONDS
    assert "pg-secret" not in str(failed.value) and "sohoa" not in failed.value.detail
    return failed.value


def opening(place: Place, **named: str) -> Callable[[], object]:
    """Open the catalog with another address or password."""
    address, password = named.get("address", place.address), named.get("password", place.password)
    return lambda: open_catalog(address, place.home, password=password)


def test_wrong_credentials(place: Place) -> None:
    for wrong in ({"password": "wrong"}, {"address": place.address.replace("sohoa@", "sohoa2@")}):
        assert refusal(opening(place, **wrong)).code == "catalog.credentials"


def test_a_password_in_the_address_is_used_and_never_told(place: Place) -> None:
    with_it = place.address.replace("sohoa@", f"sohoa:{place.password}@")
    open_catalog(with_it, place.home).close()
    wrong = with_it.replace("pg-secret", "pg-secret-wrong")
    assert refusal(opening(place, address=wrong, password="")).detail.startswith("postgresql://127")


def test_a_missing_database(place: Place) -> None:
    failed = refusal(opening(place, address=place.address + "2"))
    assert (failed.code, failed.detail) == (
        "catalog.missing",
        f"{place.address.replace('sohoa@', '')}2",
    )


def test_nobody_listens(place: Place) -> None:
    address = f"postgresql://sohoa@127.0.0.1:{free_port()}/one"
    assert refusal(opening(place, address=address)).code == "catalog.unreachable"


@contextmanager
def answering(said: bytes) -> Iterator[int]:
    """A port where whoever calls hears the same, and then nothing more."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            with contextlib.suppress(OSError):
                while True:
                    caller, _ = listening.accept()
                    callers.append(caller)
                    caller.sendall(said)

        callers: list[socket.socket] = []
        threading.Thread(target=answer, daemon=True).start()
        yield int(listening.getsockname()[1])
        listening.shutdown(socket.SHUT_RDWR)
        for caller in callers:
            caller.close()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", "catalog.other_server"),
        (b"", "catalog.unreachable"),
    ],
)
def test_another_server_or_a_silent_one(place: Place, said: bytes, code: str) -> None:
    with answering(said) as port:
        address = f"postgresql://sohoa@127.0.0.1:{port}/one"
        assert refusal(opening(place, address=address)).code == code


def test_a_row_that_somebody_holds_too_long(
    place: Place, postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "_LOCK_SECONDS", 1)
    holder, waiter = place.open(), place.open()
    batch = holder.batches.begin(by="", holder="h|1|1|1", now=NOW, alive_until=NOW)
    with holder.database.writing() as connection:
        connection.execute(text("SELECT id FROM batches FOR UPDATE"))
        failed = refusal(lambda: waiter.batches.end(batch, NOW))
    assert failed.code == "catalog.unreachable" and "lock" in failed.detail
    waiter.batches.end(batch, NOW)
    holder.close()
    waiter.close()


def test_no_right_to_make_tables_or_to_connect(place: Place, postgres: Postgres) -> None:
    new = postgres.make_database("catalog_rights")
    postgres.sql("DROP ROLE IF EXISTS clerk")
    postgres.sql("CREATE ROLE clerk LOGIN PASSWORD 'clerk'")
    as_clerk = new.replace("sohoa@", "clerk@")
    assert refusal(opening(place, address=as_clerk, password="clerk")).code == "catalog.rights"
    postgres.sql("REVOKE CONNECT ON DATABASE catalog_rights FROM PUBLIC")
    assert refusal(opening(place, address=as_clerk, password="clerk")).code == "catalog.rights"


def test_a_right_taken_away_later(place: Place, postgres: Postgres, catalog: Catalog) -> None:
    database = place.address.rsplit("/", 1)[1]
    postgres.sql("DROP ROLE IF EXISTS reader")
    postgres.sql("CREATE ROLE reader LOGIN PASSWORD 'reader'")
    postgres.sql("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader", database)
    as_reader = place.address.replace("sohoa@", "reader@")
    reader = open_catalog(as_reader, place.home, password="reader")
    failed = refusal(lambda: reader.claims.renew("host|1|1|1", NOW))
    assert failed.code == "catalog.rights" and "documents" in failed.detail
    reader.close()


def test_a_database_in_another_encoding(place: Place, postgres: Postgres) -> None:
    postgres.sql('DROP DATABASE IF EXISTS "latin"')
    postgres.sql("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")
    failed = refusal(opening(place, address=postgres.address("latin")))
    assert failed.code == "catalog.version" and "UTF8" in failed.detail


@pytest.mark.parametrize("state", ["53100", "25006"])
def test_a_full_or_read_only_server(
    place: Place, postgres: Postgres, catalog: Catalog, state: str
) -> None:
    """The server itself raises the error that a full disk or a standby gives."""
    database = place.address.rsplit("/", 1)[1]
    body = f"BEGIN RAISE EXCEPTION 'no space' USING ERRCODE = '{state}'; END"
    postgres.sql(
        f"CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$", database
    )
    postgres.sql(
        "CREATE TRIGGER full_disk BEFORE INSERT ON batches EXECUTE FUNCTION full_disk()", database
    )
    begin = {"by": "Lan", "holder": this_process(), "now": NOW, "alive_until": NOW}
    failed = refusal(lambda: catalog.batches.begin(**begin))
    assert failed.code == "catalog.full" and failed.detail.endswith("no space")
    assert catalog.batches.recent() == []


@pytest.fixture
def certificates(tmp_path: Path) -> Path:
    """`ca.pem` that vouches for 127.0.0.1 with `server.crt` and `server.key`, and `other.pem` that does not."""
    subject, key = "-subj /CN=127.0.0.1", "-newkey rsa:2048 -nodes"
    names = "-addext subjectAltName=IP:127.0.0.1"
    for name in ("ca", "other"):
        made = f"openssl req -x509 {key} -keyout {name}.key -out {name}.pem -days 2 {subject}"
        subprocess.run(f"{made} {names}".split(), cwd=tmp_path, check=True, capture_output=True)
    shutil.copy(tmp_path / "ca.pem", tmp_path / "server.crt")
    shutil.copy(tmp_path / "ca.key", tmp_path / "server.key")
    return tmp_path


@pytest.fixture
def secured(postgres: Postgres, certificates: Path) -> Iterator[Path]:
    """The server speaks TLS as long as the test lasts."""
    data = postgres.folder / "data"
    for name in ("server.crt", "server.key"):
        shutil.copy(certificates / name, data / name)
        (data / name).chmod(0o600)
        shutil.chown(data / name, data.owner(), data.group())
    postgres.sql("ALTER SYSTEM SET ssl = on")
    postgres.sql("SELECT pg_reload_conf()")
    time.sleep(0.3)
    yield certificates
    postgres.sql("ALTER SYSTEM RESET ssl")
    postgres.sql("SELECT pg_reload_conf()")


def test_certificates(place: Place, secured: Path) -> None:
    def with_authorities(name: str) -> Callable[[], Catalog]:
        return lambda: open_catalog(
            place.address, place.home, password=place.password, ca_file=secured / name
        )

    with_authorities("ca.pem")().close()
    assert refusal(with_authorities("other.pem")).code == "catalog.tls"
    assert refusal(with_authorities("nothing.pem")).code == "catalog.tls"


def test_a_server_without_tls_where_certificates_are_asked_for(
    place: Place, certificates: Path
) -> None:
    def open_it() -> Catalog:
        ca = certificates / "ca.pem"
        return open_catalog(place.address, place.home, password=place.password, ca_file=ca)

    assert refusal(open_it).code == "catalog.tls"


def test_a_frozen_server_is_unreachable_and_goes_on_when_it_wakes(
    place: Place, postgres: Postgres, catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql._Patient, "patience", 2.0)
    catalog.documents.every()
    postgres.freeze()
    try:
        assert refusal(opening(place)).code == "catalog.unreachable"
        with pytest.raises(ServiceDown) as failed:  # after the patience, and a try to connect anew
            catalog.documents.every()
        assert failed.value.code == "catalog.unreachable"
    finally:
        postgres.thaw()
    assert catalog.documents.every() == []


def test_a_restarted_server_is_found_again(postgres: Postgres, catalog: Catalog) -> None:
    catalog.documents.every()
    postgres.kill()
    assert refusal(catalog.documents.every).code == "catalog.unreachable"
    postgres.start()
    assert catalog.documents.every() == []


def test_a_server_killed_while_papers_are_received_loses_and_doubles_none(
    place: Place, postgres: Postgres, catalog: Catalog
) -> None:
    batch = catalog.batches.begin(by="", holder=this_process(), now=NOW, alive_until=NOW)
    ids = [f"{number:016x}" for number in range(400)]
    failures: list[ServiceDown] = []
    over = threading.Event()

    def receive(document: str) -> None:
        sha256 = document * 4
        new = NewDocument(document, "a", (FiledPart(Part(sha256, 1, 1), "a"),), "fast")
        while True:
            try:
                catalog.documents.receive(
                    new, [Original(sha256, 1, "pdf", 1)], batch=batch, by="", now=NOW
                )
            except ServiceDown as exc:
                failures.append(exc)
                time.sleep(0.1)
            else:
                return

    def work() -> None:
        for document in ids:
            receive(document)
        over.set()

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    while len(catalog.documents.every()) < 50:
        time.sleep(0.01)
    postgres.kill()
    time.sleep(0.5)
    postgres.start()
    assert over.wait(60)
    thread.join()
    assert sorted(catalog.documents.every()) == ids
    assert {len(catalog.documents.history(one)) for one in ids} == {1}
    assert {failure.code for failure in failures} == {"catalog.unreachable"}
