"""The inbox: files put there are received once they are quiet, then moved to where their answer is."""

import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from flows.bench import Archive
from flows.reception import HandInRequest, Reception, receive_all
from pipeline.catalog.claims import LEASE_SECONDS
from pipeline.catalog.records import Answer, HandIn
from pipeline.holder import this_process
from pipeline.intake import Upload
from pipeline.messages import message
from pipeline.pages import Inspection

_ANSWERED = ("done", "rejected")


@dataclass(slots=True)
class Inbox:
    """A watched folder. quiet: seconds a file must not have changed before it is taken.

    collect: from files to papers and ignored names, as the command line does it.
    """

    folder: Path
    quiet: float
    collect: Callable[[Sequence[str]], HandInRequest]
    _sizes: dict[Path, tuple[int, float]] = field(default_factory=dict)

    def quiet_files(self, now: float) -> list[Path]:
        """Files that have not changed for `quiet` seconds, by name; folders answered already are left out."""
        seen: dict[Path, tuple[int, float]] = {}
        ready: list[Path] = []
        for path in sorted(self.folder.rglob("*")):
            inside = path.relative_to(self.folder)
            if inside.parts[0] in _ANSWERED or path.is_symlink() or not path.is_file():
                continue
            size = path.stat().st_size
            known_size, since = self._sizes.get(path, (-1, now))
            if known_size != size or path.stat().st_mtime > since:
                since = now
            seen[path] = (size, since)
            if now - since >= self.quiet:
                ready.append(path)
        self._sizes = seen
        return ready


def take(inbox: Inbox, archive: Archive, inspect: Callable[[Path], Inspection]) -> str | None:
    """Receive what is quiet as one batch and move it away; returns the batch, None if nothing was quiet."""
    ready = inbox.quiet_files(time.time())
    if not ready:
        return None
    request = inbox.collect([str(path) for path in ready])
    now = time.time()
    batch = archive.catalog.batches.begin(
        by=request.by, holder=this_process(), now=now, alive_until=now + LEASE_SECONDS
    )
    reception = Reception(archive, inspect, batch, on_new=_nothing, on_paper=_nothing)
    receive_all(reception, request)
    for line in archive.catalog.batches.hand_ins(batch):
        _move(inbox.folder, batch, line)
    archive.catalog.batches.end(batch, time.time())
    return batch


def _nothing() -> None:
    """Nobody watches the reception of an inbox."""


def _move(folder: Path, batch: str, line: HandIn) -> None:
    """Move a file to its answer; a rejected one gets a text file that says why."""
    path = Path(line.file)
    rejected = line.answer is Answer.REJECTED
    target = folder / _ANSWERED[rejected] / batch / path.relative_to(folder)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(path, target)
    if rejected:
        reason = target.with_name(target.name + ".txt")
        reason.write_text(_why(line), encoding="utf-8")
    _remove_empty(path.parent, folder)


def _why(line: HandIn) -> str:
    said = message(line.code or "scan.rejected")
    detail = f" ({line.detail})" if line.detail else ""
    return f"{said.vi}{detail}\n{said.vi_advice}\n\n{said.en}{detail}\n{said.en_advice}\n\n{line.code}\n"


def _remove_empty(folder: Path, top: Path) -> None:
    while folder != top and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
