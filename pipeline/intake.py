"""Receive files: hash, recognise, inspect, store, write down; every file gets one answer at the counter."""

import stat
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import holder as holders
from pipeline import keys
from pipeline.catalog import Catalog
from pipeline.catalog.records import (
    Answer,
    DocumentRecord,
    FiledPart,
    HandIn,
    NewDocument,
    Original,
    Placement,
)
from pipeline.errors import FileChanged, ScanRejected
from pipeline.hashing import sha256_of
from pipeline.model import Part, Problem
from pipeline.picture import Inspection
from pipeline.ports import ObjectStore
from pipeline.sheets import runs, whole_id


@dataclass(frozen=True, slots=True)
class Upload:
    """A file handed in. name: the path as given. placement: where the clerk says it belongs."""

    path: Path
    name: str
    placement: Placement | None = None


@dataclass(frozen=True, slots=True)
class Counter:
    """The reception counter of one batch."""

    catalog: Catalog
    store: ObjectStore
    inspect: Callable[[Path], Inspection]
    clock: Callable[[], float]
    batch: str
    by: str
    profile: str


@dataclass(frozen=True, slots=True)
class _Taken:
    upload: Upload
    sha256: str
    size: int


def receive(counter: Counter, uploads: Sequence[Upload]) -> list[HandIn]:
    """Receive one paper: a file, or several whose pages follow each other. Ordinals are given by the caller.

    Returns one line a file. Twice the same paper, also from two processes at once, makes one document.
    Raises ServiceDown when store or catalog fail; nothing half done stays behind.
    """
    taken: list[_Taken] = []
    refused: list[HandIn] = []
    for upload in uploads:
        try:
            taken.append(_hash(upload))
        except ScanRejected as exc:
            refused.append(_refusal(upload, exc))
    if not taken:
        return refused
    known = _recognise(counter, taken)
    return refused + (known or _take_in(counter, taken))


def _hash(upload: Upload) -> _Taken:
    try:
        if not stat.S_ISREG(upload.path.stat().st_mode):
            raise ScanRejected(upload.name, code="scan.not_a_scan")
        with upload.path.open("rb") as stream:
            return _Taken(upload, *sha256_of(stream))
    except FileNotFoundError as exc:
        raise ScanRejected(code="scan.missing") from exc
    except OSError as exc:
        raise ScanRejected(exc.strerror or "", code="scan.no_access") from exc


def _recognise(counter: Counter, taken: Sequence[_Taken]) -> list[HandIn] | None:
    """Lines for a paper that is there already, None for a new one."""
    document = whole_id([one.sha256 for one in taken])
    record = counter.catalog.documents.load([document]).get(document)
    if record is None:
        return None
    _place(counter, document, taken[0].upload)
    parts = [filed.part for filed in runs(record.parts)]
    return _lines(taken, parts, document, _answer_known(counter, record))


def _answer_known(counter: Counter, record: DocumentRecord) -> Answer:
    """A paper there already is a duplicate, unless the process that received it died before finishing it."""
    if record.finished or record.batch == counter.batch:
        return Answer.DUPLICATE
    holder, alive_until = counter.catalog.batches.holder(record.batch)
    abandoned = alive_until <= counter.clock() or holders.is_gone(holder)
    return Answer.RECEIVED if abandoned else Answer.DUPLICATE


def _take_in(counter: Counter, taken: Sequence[_Taken]) -> list[HandIn]:
    lines: list[HandIn] = []
    good: list[_Taken] = []
    parts: list[Part] = []
    originals: list[Original] = []
    problems: list[Problem] = []
    for one in taken:
        try:
            original, found = _store(counter, one)
        except ScanRejected as exc:
            lines.append(replace(_refusal(one.upload, exc), sha256=one.sha256))
            continue
        good.append(one)
        originals.append(original)
        parts.append(Part(one.sha256, 1, original.pages))
        problems += found
    if not good:
        return lines
    new = NewDocument(
        id=whole_id([one.sha256 for one in good]),
        file=good[0].upload.name,
        parts=tuple(
            FiledPart(part, one.upload.name, original.version)
            for part, one, original in zip(parts, good, originals, strict=True)
        ),
        profile=counter.profile,
        problems=tuple(problems),
    )
    return lines + _write_down(counter, good, new, originals)


def _store(counter: Counter, one: _Taken) -> tuple[Original, tuple[Problem, ...]]:
    try:
        found = counter.inspect(one.upload.path)
        stored = counter.store.put_once(keys.original(one.sha256), one.upload.path, one.sha256)
    except (FileNotFoundError, KeyError) as exc:  # taken away since it was hashed
        raise FileChanged from exc
    except OSError as exc:
        raise ScanRejected(exc.strerror or "", code="scan.no_access") from exc
    original = Original(one.sha256, one.size, found.kind, found.pages, stored.version)
    return original, found.problems


def _write_down(
    counter: Counter, good: Sequence[_Taken], new: NewDocument, originals: Sequence[Original]
) -> list[HandIn]:
    made = counter.catalog.documents.receive(
        new, originals, batch=counter.batch, by=counter.by, now=counter.clock()
    )
    _place(counter, new.id, good[0].upload)
    known = None if made else counter.catalog.documents.get(new.id)
    answer = _answer_known(counter, known) if known else Answer.RECEIVED
    return _lines(good, [filed.part for filed in new.parts], new.id, answer)


def _place(counter: Counter, document: str, upload: Upload) -> None:
    if upload.placement is None:
        return
    for one in counter.catalog.stacks.current(document):
        counter.catalog.documents.place(one, upload.placement, by=counter.by, now=counter.clock())


def _lines(
    taken: Sequence[_Taken], parts: Sequence[Part], document: str, answer: Answer
) -> list[HandIn]:
    return [
        HandIn(
            ordinal=0,
            file=one.upload.name,
            answer=answer,
            sha256=one.sha256,
            document=document,
            first=part.first,
            last=part.last,
        )
        for one, part in zip(taken, parts, strict=False)
    ]


def _refusal(upload: Upload, exc: ScanRejected) -> HandIn:
    return HandIn(
        ordinal=0, file=upload.name, answer=Answer.REJECTED, code=exc.code, detail=exc.detail
    )
