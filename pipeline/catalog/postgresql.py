"""The catalog on a server: everything peculiar to PostgreSQL and its driver."""

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError

from pipeline.addresses import ServerAddress, server_address
from pipeline.catalog.engine import Side, Undone
from pipeline.errors import BadSettings, Fault, Part, ServiceDown, down

_OLDEST = 13
_CONNECT_SECONDS = 3
_STATEMENT_SECONDS = 30
_LOCK_SECONDS = 10
_ANSWER_SECONDS = _STATEMENT_SECONDS + 5  # the server itself should speak first
_MIGRATION_SECONDS = 3600.0
_MIGRATION_LOCK = 5_060_600_001
_RECYCLE_SECONDS = 600  # a new connection also looks at the clocks again

_STATES = {
    "28P01": Fault.CREDENTIALS,
    "28000": Fault.CREDENTIALS,
    "3D000": Fault.MISSING,
    "3F000": Fault.MISSING,
    "42501": Fault.RIGHTS,
    "25006": Fault.FULL,
    "53100": Fault.FULL,
}
_RIVALS = {"40001", "40P01", "23505"}
_OURS = ("22", "23", "42")
"""Classes of errors that are faults of this program: data, constraints, syntax."""

_WORDS = (
    ("password authentication failed", Fault.CREDENTIALS),
    ("no password supplied", Fault.CREDENTIALS),
    ("authentication failed", Fault.CREDENTIALS),
    ("pg_hba.conf", Fault.RIGHTS),
    ("permission denied", Fault.RIGHTS),
    ("is not permitted to log in", Fault.RIGHTS),
    ("during recovery", Fault.FULL),
    ("invalid response", Fault.OTHER_SERVER),
    ("expected authentication request", Fault.OTHER_SERVER),
    ("certificate", Fault.TLS),
    ("SSL", Fault.TLS),
)
_SECRET = (Fault.CREDENTIALS, Fault.RIGHTS, Fault.MISSING)


@dataclass(slots=True)
class _Clock:
    """ahead: seconds that the server's clock is ahead of ours, as the newest connection found."""

    ahead: float = 0.0


class _Patient(psycopg.Connection[Any]):
    """A connection that gives up on a server which holds it and answers nothing (frozen, cut off)."""

    patience = float(_ANSWER_SECONDS)

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:  # noqa: ANN401 - as psycopg's own
        limit = self.patience if timeout is None else timeout
        try:
            return super().wait(gen, interval, limit)
        except psycopg.errors._WaitTimeout as exc:
            if timeout is not None:
                raise
            self.pgconn.finish()
            raise psycopg.OperationalError(f"no answer for {limit:.0f} s") from exc


def postgresql_side(address: str, *, password: str, ca_file: Path | None) -> Side:
    """PostgreSQL at `postgresql://user@host:port/name`; connects at first use."""
    server = server_address(Part.CATALOG, address)
    if not server.path:
        raise BadSettings(f"catalog: {server}: the name of the database is missing")
    clock = _Clock()
    engine = _engine(server, password or server.password, ca_file)

    @event.listens_for(engine, "do_connect")
    def _connect(_dialect: object, _record: object, words: Any, named: Any) -> _Patient:  # noqa: ANN401
        return _Patient.connect(*words, **named)

    @event.listens_for(engine, "connect")
    def _greet(connection: _Patient, _record: object) -> None:
        _check(server, connection)
        clock.ahead = _seconds_ahead(connection)

    return Side(
        address=str(server),
        reading=engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        ),
        writing=engine,
        explain=lambda exc: _explain(server, exc),
        guard=_guard,
        ahead=lambda: clock.ahead,
    )


def _engine(server: ServerAddress, password: str, ca_file: Path | None) -> Engine:
    url = URL.create(
        "postgresql+psycopg",
        username=server.user or None,
        password=password or None,
        host=server.host,
        port=server.port or None,
        database=server.path,
    )
    limits = {
        "statement_timeout": f"{_STATEMENT_SECONDS}s",
        "lock_timeout": f"{_LOCK_SECONDS}s",
        "idle_in_transaction_session_timeout": f"{2 * _STATEMENT_SECONDS}s",
    }
    named: dict[str, object] = {
        "application_name": "sohoa",
        "client_encoding": "utf8",
        "connect_timeout": _CONNECT_SECONDS,
        "options": " ".join(f"-c {name}={limit}" for name, limit in limits.items()),
        "keepalives_idle": 10,
        "keepalives_interval": 5,
        "keepalives_count": 3,
    }
    if ca_file is not None:
        named |= {"sslmode": "verify-full", "sslrootcert": str(ca_file)}
    return create_engine(
        url,
        connect_args=named,
        pool_pre_ping=True,
        pool_size=4,
        max_overflow=8,  # a server has a hundred connections for all, and ours are used for milliseconds
        pool_timeout=_LOCK_SECONDS,
        pool_recycle=_RECYCLE_SECONDS,
        hide_parameters=True,
    )


def _check(server: ServerAddress, connection: _Patient) -> None:
    version = connection.info.server_version // 10_000
    if version < _OLDEST:
        detail = f"{server}: PostgreSQL {version}, {_OLDEST} or newer is needed"
        raise down(Part.CATALOG, Fault.VERSION, detail)
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise down(Part.CATALOG, Fault.VERSION, f"{server}: encoding {encoding}, UTF8 is needed")


def _seconds_ahead(connection: _Patient) -> float:
    """How far the server's clock is ahead of ours, to half a round trip."""
    connection.autocommit = True
    asked = time.time()
    row = connection.execute("SELECT extract(epoch FROM clock_timestamp())::float8").fetchone()
    answered = time.time()
    connection.autocommit = False
    assert row is not None
    return float(row[0]) - (asked + answered) / 2


def _guard(connection: Connection) -> None:
    """One process migrates, the others wait for it; a migration may take longer than a statement."""
    driver: Any = connection.connection.driver_connection
    driver.patience = _MIGRATION_SECONDS
    connection.execute(text("SET LOCAL statement_timeout = 0"))
    connection.execute(text("SET LOCAL lock_timeout = 0"))
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})


def _explain(server: ServerAddress, exc: DBAPIError) -> ServiceDown | None:
    error = exc.orig
    if not isinstance(error, psycopg.Error):
        return None
    state = error.sqlstate or ""
    said = (error.diag.message_primary or _last_line(str(error))).strip()
    if state in _RIVALS:
        return Undone(f"{server}: {said}")
    if state[:2] in _OURS and state not in _STATES:
        return None
    fault = _STATES.get(state) or _by_words(said)
    told = state or fault not in _SECRET  # a refusal at the door names the user
    return down(Part.CATALOG, fault, f"{server}: {said}" if told else str(server))


def _by_words(said: str) -> Fault:
    """What a refusal means that came before the server could give it a number."""
    if "database" in said and "does not exist" in said:
        return Fault.MISSING
    if "role" in said and "does not exist" in said:
        return Fault.CREDENTIALS
    return next((fault for words, fault in _WORDS if words in said), Fault.UNREACHABLE)


def _last_line(said: str) -> str:
    """What remains without the driver's preamble, which repeats the address."""
    return said.rsplit("failed: ", 1)[-1].strip().splitlines()[0] if said.strip() else ""
