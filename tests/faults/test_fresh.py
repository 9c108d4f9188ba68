"""How soon a paper is found once it is finished, on both engines."""

import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from faults.office import Office
from servers.indices import fresh_prefix, opened

from pipeline.errors import IndexDamaged
from pipeline.model import Reader
from pipeline.ports import SearchIndex
from search.embedded import EmbeddedIndex
from search.query import parse

pytestmark = pytest.mark.flows

SOON = 2.0
SIDES = ["embedded", pytest.param("elasticsearch", marks=pytest.mark.servers)]
READ = parse("quyết định")
EVERYTHING = Reader(clearance=1)


@dataclass
class Side:
    """The office's index as another process sees it."""

    office: Office
    index: SearchIndex

    def found(self) -> set[str]:
        """Documents that answer now; none while there is no index yet."""
        try:
            matches = self.index.search(READ, EVERYTHING, limit=100).matches
        except IndexDamaged:
            return set()
        return {match.document for match in matches}


@pytest.fixture(params=SIDES)
def side(request, office: Office) -> Iterator[Side]:
    if request.param == "embedded":
        with closing(EmbeddedIndex(office.home / "index")) as index:
            yield Side(office, index)
        return
    server, prefix = request.getfixturevalue("elasticsearch"), fresh_prefix()
    office.settings["SOHOA_INDEX"] = f"elasticsearch+{server.url}/{prefix}"
    with closing(opened(server, prefix)) as index:
        yield Side(office, index)
    server.forget(prefix)


def test_a_paper_is_found_within_two_seconds_of_being_finished(
    side: Side, scans: list[Path]
) -> None:
    office, seen = side.office, {}
    office.run("sweep")
    (office.faults / "slow").touch()
    job = office.start("digitize", *scans, "--jobs", 1, "--json")
    while job.poll() is None:
        now = time.time()
        for document in side.found():
            seen.setdefault(document, now)
        time.sleep(0.02)
    assert office.end(job).code == 0
    finished = dict(office.ask("SELECT id, finished_at FROM documents"))
    late = {one: round(seen[one] - at, 2) for one, at in finished.items() if seen[one] - at > SOON}
    assert len(finished) == len(scans) and not late
