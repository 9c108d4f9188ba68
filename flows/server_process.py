"""Starting, awaiting and stopping a Prefect API server process (`flows/server.py`)."""

import os
import secrets
import select
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from flows.runtime import Address, server_environment, without_prefect
from pipeline.errors import ServiceDown

STOP_SECONDS = 8.0


class ServerProcess:
    """One server on 127.0.0.1, on a free port, with a random password; it ends when we end."""

    def __init__(self, home: Path, database: Path, *, private: bool) -> None:
        """Start it. home: Prefect's folder. private: the database's folder goes at the end."""
        listener = socket.create_server(("127.0.0.1", 0))
        auth = f"sohoa:{secrets.token_urlsafe(24)}"
        self.address = Address(f"http://127.0.0.1:{listener.getsockname()[1]}/api", auth)
        self._log = database.parent / "server.log"
        self._ready = False
        words = [str(listener.fileno()), str(database), *(["--private"] if private else [])]
        with listener:
            self._process = _spawn(
                words,
                listener,
                self._log,
                server_environment(home, database=database.name, auth=auth),
            )

    @property
    def pid(self) -> int:
        """Number of the server's process."""
        return self._process.pid

    def wait_ready(self, timeout: float) -> None:
        """Return once it answers; raises ServiceDown when it ended or `timeout` seconds passed."""
        said = self._process.stdout
        if self._ready or said is None:
            return
        if not select.select([said], [], [], timeout)[0]:
            raise ServiceDown(f"runner: not ready after {timeout:.0f} s")
        if said.readline() != b"ready\n":
            raise ServiceDown(f"runner: {_last_line(self._log)}")
        self._ready = True

    def stop(self) -> None:
        """End the server and wait for its end; a second call does nothing."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _spawn(
    words: list[str], listener: socket.socket, log: Path, environment: Mapping[str, str]
) -> "subprocess.Popen[bytes]":
    with log.open("wb") as errors:
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "flows.server", *words],  # -P: not what lies in our cwd
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            cwd=log.parent,  # the database's; and away from a prefect.toml or .env in the user's folder
            env={**without_prefect(os.environ), **environment},
            pass_fds=[listener.fileno()],
            start_new_session=True,  # Ctrl-C is for us: the flow still has to say how it ended
        )


def _last_line(log: Path) -> str:
    """The end of the server's log, for a message; its lines hold no names and no passwords."""
    lines = [line for line in log.read_text("utf-8", "replace").split("\n") if line.strip()]
    errors = [line for line in lines if "Error: " in line or "error: " in line]
    return (errors or lines or ["the server ended at once"])[-1]
