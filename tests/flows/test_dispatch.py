"""Which runs are started: as many as help, none for what is in hand or named by a run that is coming."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from flows import dispatch
from flows.bench import Archive
from flows.crew import Coming
from flows.dispatch import SLICE, hand_out, see_through, slices
from pipeline.catalog import Catalog, open_catalog
from pipeline.catalog.records import FiledPart, NewDocument, Original
from pipeline.errors import ServiceDown
from pipeline.holder import this_process
from pipeline.model import Part

NOW = 1_700_000_000.0


@dataclass
class Readers:
    """Readers that only remember what they were asked for."""

    online: int = 1
    underway: list[Coming] = field(default_factory=list)
    started: list[list[str]] = field(default_factory=list)

    def hands(self) -> int:
        return self.online

    def coming(self) -> list[Coming]:
        return self.underway

    def start(self, batch: str, documents: list[str]) -> str:
        self.started.append(documents)
        return "run"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with closing(open_catalog("sqlite:catalog.db", tmp_path)) as catalog:
        yield Archive(catalog, None, None)  # type: ignore[arg-type]


def received(catalog: Catalog, count: int) -> list[str]:
    batch = catalog.batches.begin(by="Lan", holder=this_process(), now=NOW, alive_until=NOW)
    ids = [f"{number:016}" for number in range(count)]
    for one in ids:
        sha256 = one * 4
        new = NewDocument(one, f"{one}.pdf", (FiledPart(Part(sha256, 1, 1), "x.pdf"),), "fast")
        original = Original(sha256, 10, "pdf", 1)
        catalog.documents.receive(new, [original], batch=batch, by="Lan", now=NOW)
    return ids


def told(readers: Readers, archive: Archive, ids: list[str]) -> list[list[str]]:
    hand_out(readers, archive, "batch", ids)  # type: ignore[arg-type]
    return readers.started


@pytest.mark.parametrize(
    ("count", "online", "runs"),
    [(1, 5, 1), (60, 1, 1), (60, 2, 2), (60, 50, 15), (60, 0, 1), (450, 1, 3), (450, 12, 12)],
)
def test_as_many_runs_as_help(archive: Archive, count: int, online: int, runs: int) -> None:
    ids = received(archive.catalog, count)
    started = told(Readers(online), archive, ids)
    assert len(started) == runs
    assert {one for run in started for one in run} == set(ids)
    assert max(map(len, started)) <= SLICE


def test_what_a_coming_run_names_is_not_asked_for_again(archive: Archive) -> None:
    ids = received(archive.catalog, 20)
    assert told(Readers(2, [Coming("run", tuple(ids))]), archive, ids) == []


def test_what_is_in_hand_is_left_to_whoever_has_it(archive: Archive) -> None:
    ids = received(archive.catalog, 3)
    for one in ids:
        assert archive.catalog.claims.take(one, holder=this_process(), now=2 * NOW)
    assert told(Readers(5), archive, ids) == []


def test_a_run_under_way_takes_the_rest_unless_somebody_is_idle(archive: Archive) -> None:
    ids = received(archive.catalog, 40)
    archive.catalog.claims.take(ids[0], holder=this_process(), now=2 * NOW)
    assert told(Readers(1), archive, ids) == []
    assert told(Readers(2), archive, ids) == [ids[1:]]


def test_workers_that_take_up_nothing_are_not_waited_for_without_end(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = received(archive.catalog, 2)
    monkeypatch.setattr(dispatch, "LOOK_SECONDS", 0.01)
    monkeypatch.setattr(dispatch, "ROUND_SECONDS", 0.01)
    monkeypatch.setattr(dispatch, "IDLE_SECONDS", 0.2)
    stuck = Readers(2, [Coming("run", tuple(ids))])
    with pytest.raises(ServiceDown, match="take up nothing"):
        see_through(stuck, archive, "batch", ids, lambda: True)  # type: ignore[arg-type]
    assert stuck.started == []


def test_parts_are_of_about_equal_length() -> None:
    ids = [str(number) for number in range(401)]
    parts = slices(ids)
    assert [one for part in parts for one in part] == ids
    assert [len(part) for part in parts] == [134, 134, 133]
    assert slices([]) == []
