"""The index is disposable: rebuilt while officers ask, rebuilt when it is of another version, on both engines."""

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from care.counter import Counter

from pipeline.errors import IndexDamaged
from pipeline.model import Reader
from search.query import parse

READ, EVERYBODY = parse("quyết định"), Reader(clearance=1)


@pytest.mark.slow
def test_no_question_fails_or_finds_nothing_while_the_command_rebuilds(counter: Counter) -> None:
    told = {**os.environ, **counter.settings, "SOHOA_HOME": str(counter.home)}
    sohoa = Path(sys.executable).with_name("sohoa")
    script = f"for n in 1 2 3 4; do {sohoa} reindex --json >/dev/null || exit 1; done"
    asked, job = 0, subprocess.Popen(["bash", "-c", script], env=told)
    with closing(counter.index()) as index:
        while job.poll() is None:
            assert index.search(READ, EVERYBODY, limit=3).total == 10
            assert index.facets(READ, EVERYBODY).type[0].documents == 10
            asked += 1
    assert job.returncode == 0 and asked > 20


@pytest.mark.parametrize(
    "words",
    [
        ("search", "quyết định", "--facets"), ("search", "--type", "quyet-dinh"), ("reindex",),
        ("sweep",), ("verify",),
    ],
)  # fmt: skip
def test_an_index_of_another_version_is_noticed_and_rebuilt(
    counter: Counter, words: tuple[str, ...]
) -> None:
    counter.outdate()
    with closing(counter.index()) as index:
        for use in (
            lambda: index.search(READ, EVERYBODY, limit=1),
            lambda: index.facets(READ, EVERYBODY),
            index.revisions,
            index.reach,
        ):
            with pytest.raises(IndexDamaged):
                use()
    counter.ask(*words)
    with closing(counter.index()) as index:
        assert index.facets(READ, EVERYBODY).type[0].documents == 10


@pytest.mark.parametrize("counter", ["embedded"], indirect=True)
@pytest.mark.parametrize("ending", ["fast", "store", "term", "idx", "fieldnorm"])
@pytest.mark.parametrize("way", ["cut", "zeroed", "gone"])
def test_a_damaged_index_is_noticed_by_any_question_and_rebuilt(
    counter: Counter, ending: str, way: str
) -> None:
    for path in (counter.home / "index").glob(f"gen-*/*.{ending}"):
        content = path.read_bytes()
        path.chmod(0o644)
        if way == "gone":
            path.unlink()
        else:
            path.write_bytes(content[: len(content) // 2] if way == "cut" else bytes(len(content)))
    words = ("search", "quyết định", "--facets", "--sort", "newest")
    answer = counter.ask(*words, "--limit", 50)
    assert len(answer["hits"]) == answer["total"] == 10
    assert answer["facets"]["type"][0]["count"] == 10
