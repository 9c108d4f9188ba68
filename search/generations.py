"""The folder of an embedded index: generations side by side, a pointer to the one in use, a lock.

`current` names a sub-folder `gen-0001`, `gen-0002` …; each holds one whole index and its `stamp`.
A new generation is built under another name, renamed, and then the pointer is swapped: a process
killed at any point leaves either the old or the new one in use.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from pipeline.durable import flush
from pipeline.errors import IndexDamaged, ServiceDown

_POINTER = "current"
_STAMP = "stamp"
_FIRST = "gen-0001"


@contextmanager
def disk() -> Iterator[None]:
    """Turn what the disk refuses (full, no right, no folder) into ServiceDown."""
    try:
        yield
    except OSError as exc:
        raise ServiceDown(f"index: {exc.strerror or type(exc).__name__}") from exc


class Generations:
    """The generations below one folder; `stamp` says which index and library made them."""

    def __init__(self, folder: Path, stamp: str, *, wait: float) -> None:
        self._folder = folder
        self._stamp = stamp
        self._lock = FileLock(folder / "lock", timeout=wait)  # re-entrant within one thread

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Only one process or thread writes; ServiceDown when another does so for too long."""
        with disk():
            self._folder.mkdir(parents=True, exist_ok=True)
            try:
                self._lock.acquire()
            except Timeout as exc:
                raise ServiceDown("index: another process is writing") from exc
        try:
            yield
        finally:
            self._lock.release()

    def current(self) -> Path | None:
        """The generation in use; None where there is none at all yet."""
        with disk():
            name, before = self._named(), None
            while name != before:  # a rebuild may remove the one that was named when we looked
                if name.startswith("gen-") and "/" not in name and (self._folder / name).is_dir():
                    return self._folder / name
                name, before = self._named(), name
            if self._all():
                raise IndexDamaged("the pointer to the index in use is lost")
            return None

    def _named(self) -> str:
        """What the pointer says; empty where it says nothing."""
        try:
            return (self._folder / _POINTER).read_text("utf-8").strip()
        except (FileNotFoundError, UnicodeDecodeError):
            return ""

    def check(self, generation: Path) -> None:
        """IndexDamaged unless this version of index and library made the generation."""
        with disk():
            try:
                found = (generation / _STAMP).read_bytes()
            except FileNotFoundError:
                found = b""
        if found != self._stamp.encode():
            raise IndexDamaged("made by another version, or its stamp is lost")

    def first(self, make: Callable[[Path], None]) -> Path:
        """The generation in use, an empty one where there is none. To be called while `writing`."""
        known = self.current()
        if known is not None:
            return known
        with disk():
            # Pointer first: a kill in between leaves a pointer to nothing, which is "none yet".
            self._point_to(_FIRST)
        return self._build(_FIRST, make)

    def replace(self, make: Callable[[Path], None]) -> None:
        """Build a new generation, swap to it, remove the others. To be called while `writing`."""
        with disk():
            taken = [int(each.name[4:]) for each in self._all() if each.name[4:].isdigit()]
        name = f"gen-{max(taken, default=0) + 1:04}"
        built = self._build(name, make)
        with disk():
            self._point_to(name)
            # Searchers keep the removed files open until their next search sees the pointer.
            for other in self._all():
                if other != built:
                    shutil.rmtree(other, ignore_errors=True)

    def _build(self, name: str, make: Callable[[Path], None]) -> Path:
        with disk():
            self._clear_unfinished()
            building = Path(tempfile.mkdtemp(prefix="new-", dir=self._folder))
        try:
            make(building)
            with disk():
                (building / _STAMP).write_text(self._stamp, "utf-8")
                flush(building / _STAMP)
                return building.rename(self._folder / name)
        except BaseException:
            shutil.rmtree(building, ignore_errors=True)
            raise

    def _all(self) -> list[Path]:
        return sorted(self._folder.glob("gen-*"))

    def _clear_unfinished(self) -> None:
        for left in self._folder.glob("new-*"):
            shutil.rmtree(left, ignore_errors=True)

    def _point_to(self, name: str) -> None:
        fresh = self._folder / f"{_POINTER}.new"
        fresh.write_text(name, "utf-8")
        flush(fresh)
        fresh.replace(self._folder / _POINTER)
        flush(self._folder)
