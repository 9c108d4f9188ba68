"""One private Prefect server for all tests of flows."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from flows.private_server import PrivateServer
from flows.runtime import enter, prefect_environment

Script = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def prefect_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Prefect's folder of the session; its template database is made by the first server."""
    return tmp_path_factory.mktemp("home") / "prefect"


@pytest.fixture(scope="session")
def private_server(prefect_folder: Path) -> Iterator[PrivateServer]:
    """A ready server; call flows inside `with connected(private_server.address)`."""
    enter(prefect_environment(prefect_folder, api_url=None, auth=None))
    with PrivateServer(prefect_folder) as server:
        server.wait_ready()
        yield server


@pytest.fixture
def script(tmp_path: Path) -> Script:
    """Run Python code in a process of its own, with a home folder and variables of its own."""

    def run(code: str, **variables: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "HOME": str(tmp_path), **variables},
            capture_output=True,
            text=True,
            timeout=200,
        )

    return run
