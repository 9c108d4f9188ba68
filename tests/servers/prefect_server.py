"""A real Prefect server on PostgreSQL, as `deploy/province/compose.yaml` sets it up."""

import os
import sys
from importlib.metadata import version
from pathlib import Path

from servers.minio import answers
from servers.postgres import Postgres
from servers.process import CACHE, Server, run

PREFECT = Path(sys.executable).with_name("prefect")
MIGRATED = CACHE / f"prefect-{version('prefect')}.sql"
"""The empty, migrated database: making it takes 12 s, reading it 1 s."""


class PrefectServer(Server):
    """Listens at `url`; asks for `auth`. database: made anew where it is missing."""

    name = "prefect"
    auth = "sohoa:prefect-secret"

    def __init__(self, folder: Path, postgres: Postgres, database: str = "prefect") -> None:
        super().__init__(folder)
        self._postgres = postgres
        self._database = database

    @property
    def url(self) -> str:
        """`http://host:port/api`."""
        return f"http://127.0.0.1:{self.port}/api"

    def prepare(self) -> None:
        """Make the database and bring it to Prefect's schema."""
        asked = f"select count(*) from pg_database where datname = '{self._database}'"
        if self._postgres.sql(asked).strip() != "0":
            return
        self._postgres.make_database(self._database)
        if MIGRATED.exists():
            self._postgres.load(self._database, MIGRATED)
            return
        run([str(PREFECT), "server", "database", "upgrade", "-y"], **self.environment())
        half = MIGRATED.with_suffix(f".{os.getpid()}")
        half.write_text(self._postgres.dump(self._database))
        half.replace(MIGRATED)

    def command(self) -> list[str]:
        """The server with all its services."""
        return [str(PREFECT), "server", "start", "--port", str(self.port)]

    def environment(self) -> dict[str, str]:
        """A home of its own, the database, the password; nothing that calls home or keeps events."""
        place = self._postgres.address(self._database).removeprefix("postgresql://")
        user, _, rest = place.partition("@")
        return {
            "DO_NOT_TRACK": "1",
            "PREFECT_HOME": str(self.folder),
            "PREFECT_PROFILES_PATH": str(self.folder / "profiles.toml"),
            "PREFECT_SERVER_API_HOST": "127.0.0.1",
            "PREFECT_SERVER_API_AUTH_STRING": self.auth,
            "PREFECT_API_AUTH_STRING": self.auth,
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "PREFECT_SERVER_DATABASE_CONNECTION_URL": (
                f"postgresql+asyncpg://{user}:{self._postgres.password}@{rest}"
            ),
            "PREFECT_SERVER_DATABASE_MIGRATE_ON_START": "false",
            "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": (
                "prefect.server.concurrency.lease_storage.filesystem"
            ),
            "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_ENABLED": "false",
            "PREFECT_SERVER_SERVICES_TRIGGERS_ENABLED": "false",
            "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "500",
            "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
            "PREFECT_SERVER_EPHEMERAL_ENABLED": "false",
        }

    def is_ready(self) -> bool:
        """Its own health check, which asks for no password."""
        return answers(f"{self.url}/health")
