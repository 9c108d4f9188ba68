"""One process at a time: a lock that is not waited for."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from pipeline.errors import BadRequest


@contextmanager
def alone(lock: Path, refusal: BadRequest) -> Iterator[None]:
    """Hold a lock file as long as the block lasts; raises `refusal` where another process holds it."""
    held = FileLock(lock, timeout=0)
    try:
        held.acquire()
    except Timeout as exc:
        raise refusal from exc
    try:
        yield
    finally:
        held.release()


def office_lock(home: Path) -> Path:
    """Held by whoever is the office of a home: `sohoa up`, or a move of the whole."""
    return home / "prefect" / "server.lock"
