"""A real server on a free port of this machine, with its data in a folder: start, stop, kill, freeze."""

import contextlib
import os
import signal
import socket
import subprocess
import time
from abc import ABC, abstractmethod
from pathlib import Path

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "sohoa-servers"
"""Builds and downloads, kept between runs."""


class CannotStart(Exception):
    """The server cannot be had on this machine; says why."""


class Server(ABC):
    """One server. `start` after `kill` goes on with the same port and data."""

    name: str
    patience = 120.0

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None
        folder.mkdir(parents=True, exist_ok=True)

    @abstractmethod
    def prepare(self) -> None:
        """Build, download or install what is not cached yet; raises CannotStart."""

    @abstractmethod
    def command(self) -> list[str]:
        """The command that serves in the foreground."""

    @abstractmethod
    def is_ready(self) -> bool:
        """Whether it answers sensibly."""

    def environment(self) -> dict[str, str]:
        """Variables beside those of this process."""
        return {}

    def start(self) -> None:
        """Start it and return once it is ready; raises CannotStart with the end of its log."""
        self.prepare()
        self.launch()
        self.wait_ready()

    def launch(self) -> None:
        """Start it and return at once."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command(),
                env={**os.environ, **self.environment()},
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def wait_ready(self) -> None:
        """Return once it is ready."""
        assert self.process
        until = time.monotonic() + self.patience
        while not self.is_ready():
            if self.process.poll() is not None or time.monotonic() > until:
                raise CannotStart(f"{self.name} does not start:\n{self.last_words()}")
            time.sleep(0.1)

    def stop(self) -> None:
        """End it as an administrator would; twice does no harm."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """SIGKILL it and all its children."""
        self._end(signal.SIGKILL)

    def freeze(self) -> None:
        """Let it hold its connections and answer nothing until `thaw`."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let a frozen server go on."""
        self._signal(signal.SIGCONT)

    @property
    def log(self) -> Path:
        """What it prints."""
        return self.folder / f"{self.name}.log"

    def last_words(self) -> str:
        """The end of its log."""
        return self.log.read_text("utf-8", "replace")[-3000:] if self.log.exists() else ""

    def _end(self, how: signal.Signals) -> None:
        if self.process is None:
            return
        self._signal(how)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self._signal(signal.SIGKILL)
            self.process.wait(30)
        self.process = None

    def _signal(self, how: signal.Signals) -> None:
        if self.process:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, how)


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def run(words: list[str], timeout: float = 900, **variables: str) -> str:
    """Run a tool to its end and return what it printed; raises CannotStart with its last words."""
    try:
        done = subprocess.run(
            words, env={**os.environ, **variables}, capture_output=True, text=True, timeout=timeout
        )
    except (OSError, subprocess.TimeoutExpired) as exc:
        raise CannotStart(f"{words[0]}: {exc}") from exc
    if done.returncode:
        raise CannotStart(f"{' '.join(words[:4])}: {(done.stderr or done.stdout)[-1500:]}")
    return done.stdout
