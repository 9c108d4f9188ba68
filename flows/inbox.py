"""The inbox: files put there are received once they are quiet, then moved to where their answer is."""

import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from flows.bench import Archive
from flows.reception import HandInRequest, Reception, receive_all
from pipeline.catalog.claims import LEASE_SECONDS
from pipeline.catalog.records import Answer, HandIn
from pipeline.holder import this_process
from pipeline.messages import message
from pipeline.picture import Inspection

_ANSWERED = ("done", "rejected")


@dataclass(frozen=True, slots=True)
class _Look:
    """A file as we saw it. changed: its own date in ns. since: when we first saw it so, in seconds."""

    size: int
    changed: int
    since: float


@dataclass(slots=True)
class Inbox:
    """A watched folder. quiet: seconds a file must not have changed before it is taken.

    collect: from files to papers and ignored names, as the command line does it.
    """

    folder: Path
    quiet: float
    collect: Callable[[Sequence[str]], HandInRequest]
    _seen: dict[Path, _Look] = field(default_factory=dict)

    def quiet_files(self, now: float) -> list[Path]:
        """Files that have not changed for `quiet` seconds, by name.

        Left out: folders answered already, links, and hidden files, which are still being copied.
        """
        looks = {path: self._look(path, now) for path in self._files()}
        self._seen = looks
        return [path for path, look in looks.items() if now - look.since >= self.quiet]

    def look_anew(self) -> None:
        """Files left behind by a failed hand-in must be quiet once more: no new batch at each look."""
        self._seen = {}

    def _files(self) -> Iterator[Path]:
        for path in sorted(self.folder.rglob("*")):
            inside = path.relative_to(self.folder).parts
            left_out = inside[0] in _ANSWERED or any(part.startswith(".") for part in inside)
            if not left_out and not path.is_symlink() and path.is_file():
                yield path

    def _look(self, path: Path, now: float) -> _Look:
        """Compared with our last look only: the clock that dates the file may be another's."""
        found = path.stat()
        known = self._seen.get(path)
        if known and (known.size, known.changed) == (found.st_size, found.st_mtime_ns):
            return known
        return _Look(found.st_size, found.st_mtime_ns, now)


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
    try:
        receive_all(reception, request)
    finally:  # also when a service failed half way: what was answered goes, the rest stays
        inbox.look_anew()
        paths = {upload.name: upload.path for paper in request.papers for upload in paper}
        for line in archive.catalog.batches.hand_ins(batch):
            _move(inbox.folder, batch, line, paths.get(line.file, Path(line.file)))
        archive.catalog.batches.end(batch, time.time())
    return batch


def _nothing() -> None:
    """Nobody watches the reception of an inbox."""


def _move(folder: Path, batch: str, line: HandIn, path: Path) -> None:
    """Move a file to its answer; a rejected one gets a text file that says why."""
    rejected = line.answer is Answer.REJECTED
    target = folder / _ANSWERED[rejected] / batch / path.relative_to(folder)
    target.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():  # else somebody took it away again
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
