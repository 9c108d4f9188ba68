"""Prefect's environment: our own folder, nothing sent out, quiet, no more work than we need.

Imports no Prefect by itself: Prefect reads these variables once, when it is first imported.
"""

import logging
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

KEPT_SECONDS = 30 * 24 * 3600  # how long an office keeps finished runs; the catalog is the record
RECORDER_BATCH = 500  # one by one: 14 ms of server time a task run; in batches: 3.7 ms
RECORDER_SECONDS = 1
CLIENT_RETRIES = "2"  # by default a flow whose server died ends after 142 s
SETTLE_SECONDS = 10.0
SILENT = (
    "prefect.flow_runs",
    "prefect.task_runs",
    "prefect.events.clients",
    "EventsWorker",
    "prefect.FlowRunCancellingObserver",  # these two watch for orders that we never give
    "prefect.FlowRunSuspendingObserver",
)
RECONNECTIONS = 2  # more would sleep, and a server that is gone would hold our exit for minutes


@dataclass(frozen=True, slots=True)
class Address:
    """Where a Prefect API listens. url: `http://host:port/api`. auth: `user:password`.

    ca_file: whom to trust, else the system's authorities.
    """

    url: str
    auth: str | None = field(default=None, repr=False)
    ca_file: Path | None = None


def environment_at(folder: Path, address: Address) -> dict[str, str]:
    """The variables of a process that runs flows against an address, over TLS where it says so."""
    trust = {"PREFECT_API_SSL_CERT_FILE": str(address.ca_file)} if address.ca_file else {}
    return prefect_environment(folder, api_url=address.url, auth=address.auth) | trust


def prefect_environment(folder: Path, *, api_url: str | None, auth: str | None) -> dict[str, str]:
    """The variables of a process that runs flows against the API at `api_url`.

    folder: Prefect's home, so that the user's own `~/.prefect` is neither read nor written.
    Without `api_url` a flow fails loudly instead of starting a server of its own.
    """
    given = {"PREFECT_API_URL": api_url, "PREFECT_API_AUTH_STRING": auth}
    return {
        "DO_NOT_TRACK": "1",  # the SDK's amplitude events: not even queued
        "PREFECT_HOME": str(folder),
        "PREFECT_PROFILES_PATH": str(folder / "profiles.toml"),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
        "PREFECT_SERVER_EPHEMERAL_ENABLED": "false",
        "PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED": "false",
        "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
        "PREFECT_TASKS_DEFAULT_NO_CACHE": "true",
        "PREFECT_LOGGING_LEVEL": "WARNING",
        "PREFECT_LOGGING_COLORS": "false",
        "PREFECT_CLIENT_MAX_RETRIES": CLIENT_RETRIES,
        "PREFECT_LOGGING_TO_API_ENABLED": "false",  # our log is ours; nothing to send at exit
        "PREFECT_INTERNAL_LOGGING_LEVEL": "CRITICAL",  # prints whole events when a server is gone
        "PREFECT_RUNNER_POLL_FREQUENCY": "1",
        **{name: value for name, value in given.items() if value is not None},
    }


def server_environment(folder: Path, *, database: str, auth: str) -> dict[str, str]:
    """The variables of a process that serves a Prefect API on an SQLite file in its current folder.

    database: the file's bare name, since a folder's name may hold `?` or `%`, which a URL reads.
    Events are not kept and trigger nothing: they were 80 % of the database, and nobody reads them.
    Migrating is done before serving (`flows/server.py`), and our flows use no blocks.
    """
    services = "PREFECT_SERVER_SERVICES"
    return prefect_environment(folder, api_url=None, auth=None) | {
        "PREFECT_SERVER_API_AUTH_STRING": auth,
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": f"sqlite+aiosqlite:///{database}",
        "PREFECT_SERVER_DATABASE_MIGRATE_ON_START": "false",
        "PREFECT_SERVER_REGISTER_BLOCKS_ON_START": "false",
        "PREFECT_SERVER_UI_ENABLED": "false",
        f"{services}_EVENT_PERSISTER_ENABLED": "false",
        f"{services}_TRIGGERS_ENABLED": "false",
        f"{services}_TASK_RUN_RECORDER_BATCH_SIZE": str(RECORDER_BATCH),
        f"{services}_TASK_RUN_RECORDER_FLUSH_INTERVAL": str(RECORDER_SECONDS),
        f"{services}_DB_VACUUM_ENABLED": "events,flow_runs",
        f"{services}_DB_VACUUM_RETENTION_PERIOD": str(KEPT_SECONDS),
    }


def without_prefect(environment: Mapping[str, str]) -> dict[str, str]:
    """The variables that are not Prefect's, so that no setting of the user's shell leaks in."""
    return {name: value for name, value in environment.items() if not _is_prefects(name)}


def enter(environment: Mapping[str, str]) -> None:
    """Make `environment` this process's Prefect settings; to be called before Prefect is imported.

    Again for another home or API is fine: `connected` leads flows there. Raises RuntimeError when
    Prefect has been imported under settings that are not ours.
    """
    if "prefect" in sys.modules and _habits(os.environ) != _habits(environment):
        raise RuntimeError("Prefect was imported before its environment was set")
    for name in _prefects(os.environ):
        del os.environ[name]
    os.environ.update(environment)


@contextmanager
def connected(address: Address) -> Iterator[None]:
    """Flows called inside, in this process, run against `address`; at the end it knows all of them.

    Heartbeats are off: nobody reads them, and joining their thread costs each flow run one second.
    No variable can say so (3.8.8 refuses an empty one), only a settings context.
    """
    from prefect import settings
    from prefect.events.worker import EventsWorker

    here = {
        settings.PREFECT_API_URL: address.url,
        settings.PREFECT_API_AUTH_STRING: address.auth,
        settings.PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None,
    }
    never_wait_for_a_dead_server()
    with settings.temporary_settings(here):
        try:
            yield
        finally:  # task runs travel as events; the sender outlives its server and would wait for it
            EventsWorker.drain_all(timeout=SETTLE_SECONDS)


def never_wait_for_a_dead_server() -> None:
    """Let what a run tells about its tasks be lost when the server is gone, instead of holding our end."""
    from prefect.events.clients import PrefectEventsClient
    from prefect.events.worker import EventsWorker

    for name in SILENT:  # what they have to say reaches our caller as an exception
        logging.getLogger(name).setLevel(logging.CRITICAL)
    EventsWorker.set_client_override(PrefectEventsClient, reconnection_attempts=RECONNECTIONS)


def _is_prefects(name: str) -> bool:
    return name.startswith("PREFECT_") or name == "DO_NOT_TRACK"


def _habits(environment: Mapping[str, str]) -> dict[str, str]:
    names = ("HOME", "PROFILES_PATH", "API_URL", "API_AUTH_STRING", "API_SSL_CERT_FILE")
    places = {f"PREFECT_{name}" for name in names}
    return {name: value for name, value in _prefects(environment).items() if name not in places}


def _prefects(environment: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if _is_prefects(name)}
