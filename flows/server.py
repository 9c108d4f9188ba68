"""A Prefect API server as a process: `python -m flows.server SOCKET DATABASE [--private]`.

Settings, the password among them, come from the environment (`flows.runtime.server_environment`).
Says `ready` on stdout once it answers, and ends with its parent: stdin is a pipe that the parent
holds open, and a parent that is killed closes it too.
"""

import argparse
import asyncio
import os
import select
import shutil
import signal
import socket
import sqlite3
import sys
import threading
import time
from contextlib import closing
from importlib.metadata import version
from pathlib import Path

WATCH_SECONDS = 1.0  # between looks at the parent's number, should another child hold the pipe
GRACE_SECONDS = 5.0


def main() -> None:
    """Serve until told to stop or left alone."""
    words = argparse.ArgumentParser()
    words.add_argument("socket", type=int, help="number of an open, listening socket")
    words.add_argument("database", type=Path, help="SQLite file; made where it is missing")
    words.add_argument("--private", action="store_true", help="its folder is removed at the end")
    told = words.parse_args()
    scratch = told.database.parent if told.private else None
    threading.Thread(target=_watch, args=(os.getppid(), scratch), daemon=True).start()
    asyncio.run(_run(socket.socket(fileno=told.socket), told.database, private=told.private))
    if scratch:  # not after a failure: the parent still wants to read the log in it
        shutil.rmtree(scratch, ignore_errors=True)


def template_path(folder: Path) -> Path:
    """The migrated, empty database of the installed Prefect: copying it saves 3 s of migrations."""
    return folder / f"template-{version('prefect')}.db"


async def _run(listener: socket.socket, database: Path, *, private: bool) -> None:
    await _prepare(database, template_path(Path(os.environ["PREFECT_HOME"])))
    await _serve(listener, private=private)


async def _prepare(database: Path, template: Path) -> None:
    """Bring `database` to the installed Prefect's schema, and keep the first one made as template.

    Two at once each make their own, and the last rename wins: the contents are the same.
    """
    from prefect.server.database import provide_database_interface

    fresh = not database.exists()
    if fresh and template.exists():
        _begin_from(template, database)
    await provide_database_interface().create_db()
    if fresh and not template.exists():
        _copy(database, template)


def _begin_from(template: Path, database: Path) -> None:
    try:
        _copy(template, database)
    except sqlite3.DatabaseError:  # damaged: it is only a copy of nothing, another will be made
        template.unlink(missing_ok=True)


def _copy(source: Path, target: Path) -> None:
    """Copy a database whole or not at all, what still stands in its journal included."""
    half = target.with_name(f"{target.name}.{os.getpid()}.part")
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(half)) as new:
        old.backup(new)
    half.replace(target)


async def _serve(listener: socket.socket, *, private: bool) -> None:
    """Answer until a signal comes. A private server runs only the services that record runs."""
    import uvicorn
    from prefect.server.api.server import create_app

    app = create_app(ephemeral=private, final=True)
    config = uvicorn.Config(app, log_level="warning", lifespan="on", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    while not (server.started or serving.done()):
        await asyncio.sleep(0.02)
    if not server.started:
        sys.exit(1)  # uvicorn has written why to our log
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    await serving


def _watch(parent: int, scratch: Path | None) -> None:
    """Wait until the parent closes the pipe or is gone, then end this process."""
    while os.getppid() == parent:
        told, _, _ = select.select([0], [], [], WATCH_SECONDS)
        if told and not os.read(0, 1):
            break
    if scratch:  # nothing in it is worth a graceful end
        shutil.rmtree(scratch, ignore_errors=True)
        os._exit(0)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE_SECONDS)
    os._exit(1)


if __name__ == "__main__":
    main()
