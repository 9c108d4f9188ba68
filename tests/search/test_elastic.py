"""The index on Elasticsearch: numbers and alias, rivals, sizes."""

import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field

import pytest
from servers.indices import alias_of, elastic_index, fault, fresh_prefix, opened, total

from pipeline.addresses import server_address
from pipeline.errors import BadSettings, IndexDamaged
from pipeline.model import Findable, Reader
from search.elastic import ElasticIndex
from search.query import parse

pytestmark = pytest.mark.servers


@pytest.fixture
def index(elasticsearch) -> Iterator[ElasticIndex]:
    with elastic_index(elasticsearch) as made:
        yield made


@pytest.fixture
def at(elasticsearch) -> Iterator[Callable[[], ElasticIndex]]:
    """Index objects of one prefix with nothing there yet."""
    prefix = fresh_prefix()
    made: list[ElasticIndex] = []

    def one_more() -> ElasticIndex:
        made.append(opened(elasticsearch, prefix))
        return made[-1]

    yield one_more
    for each in made:
        each.close()
    elasticsearch.forget(prefix)


def test_making_an_index_object_touches_nothing(elasticsearch, at):
    index = at()
    assert elasticsearch.indices(alias_of(index)) == []


@pytest.mark.parametrize(
    "use", [ElasticIndex.reach, total, ElasticIndex.revisions, lambda i: i.remove(["a"])]
)
def test_where_there_is_none_yet_it_says_so_and_makes_none_by_accident(elasticsearch, at, use):
    index = at()
    with pytest.raises(IndexDamaged):
        use(index)
    assert elasticsearch.indices(alias_of(index)) == []


def test_each_rebuild_has_the_next_number_and_the_alias_and_takes_the_older_away(
    elasticsearch, at, paper
):
    index, other = at(), at()
    index.rebuild([])
    name = alias_of(index)
    for number in range(2, 5):
        index.rebuild(paper(f"d{n}", "chữ") for n in range(number))
        assert elasticsearch.indices(name) == [f"{name}-{number:06}"]
        assert (
            name in elasticsearch.ask("GET", f"{name}-*/_alias")[f"{name}-{number:06}"]["aliases"]
        )
        assert total(other) == number


def test_no_field_is_made_by_writing(elasticsearch, index):
    inlet = elasticsearch.indices(alias_of(index))[0] + "-in"
    refused = elasticsearch.ask("POST", f"{inlet}/_doc", {"id": "a", "unknown": "x"})
    assert refused["error"]["type"] == "strict_dynamic_mapping_exception"


def test_the_text_itself_is_not_kept(elasticsearch, index, paper):
    index.put([paper("a", "chữ")])
    assert "_source" not in elasticsearch.ask("GET", f"{alias_of(index)}/_doc/a")


def test_an_index_of_another_version_is_damaged_until_rebuilt(elasticsearch, at, paper):
    index = at()
    name = alias_of(index)
    mappings = {"_meta": {"sohoa_format": 0}}
    elasticsearch.ask("PUT", f"{name}-000007", {"mappings": mappings, "aliases": {name: {}}})
    for use in (lambda: total(index), index.revisions, lambda: index.put([paper("a", "chữ")])):
        with pytest.raises(IndexDamaged):
            use()
    assert index.rebuild([paper("a", "chữ")]) == 1
    assert total(index) == 1
    assert elasticsearch.indices(name) == [f"{name}-000008"]


@pytest.mark.parametrize("stranger", ["{}", "{}-000001"])
def test_an_index_of_somebody_else_is_left_alone(elasticsearch, at, paper, stranger):
    index = at()
    name = stranger.format(alias_of(index))
    elasticsearch.ask("PUT", f"{name}/_doc/1?refresh=true", {"theirs": "chữ"})
    for use in (lambda: total(index), lambda: index.rebuild([paper("a", "chữ")])):
        assert fault(use) == "index.missing"
    assert elasticsearch.ask("GET", f"{name}/_count")["count"] == 1
    elasticsearch.ask("DELETE", name)


def test_an_alias_of_somebody_else_is_left_alone(elasticsearch, at):
    index = at()
    theirs = fresh_prefix()
    elasticsearch.ask("PUT", theirs, {"aliases": {alias_of(index): {}}})
    assert fault(lambda: index.rebuild([])) == "index.missing"
    assert list(elasticsearch.ask("GET", f"_alias/{alias_of(index)}")) == [theirs]
    elasticsearch.ask("DELETE", theirs)


def test_a_longer_prefix_is_another_office(elasticsearch, at, paper):
    index = at()
    longer = opened(elasticsearch, f"{alias_of(index)}-xa")
    for each in (index, longer):
        each.rebuild([paper("a", "chữ")])
    index.rebuild([])
    assert (total(index), total(longer)) == (0, 1)
    longer.close()
    elasticsearch.forget(alias_of(longer))


@pytest.mark.parametrize("path", ["", "/", "/Hoa", "/a/b", "/_all", "/*", "/-a"])
def test_a_prefix_must_be_one_word_of_small_letters(path):
    with pytest.raises(BadSettings):
        ElasticIndex(server_address("index", f"elasticsearch+http://127.0.0.1{path}"))


@dataclass
class Work:
    """Threads that each do one step again and again until it is over, and what went wrong in them."""

    open_index: Callable[[], ElasticIndex]
    over: threading.Event = field(default_factory=threading.Event)
    wrong: list[BaseException] = field(default_factory=list)
    done: int = 0

    def repeat(self, step: Callable[[ElasticIndex, int], None]) -> threading.Thread:
        thread = threading.Thread(target=self._repeat, args=[step])
        thread.start()
        return thread

    def _repeat(self, step: Callable[[ElasticIndex, int], None]) -> None:
        with closing(self.open_index()) as mine:
            try:
                while not self.over.is_set():
                    self.done += 1
                    step(mine, self.done)
            except BaseException as exc:
                self.wrong.append(exc)


def test_nothing_said_during_rebuilds_is_lost_and_searching_never_fails_nor_finds_nothing(
    elasticsearch, index, paper
):
    catalog = {f"d{n}": paper(f"d{n}", "chữ") for n in range(300)}
    index.rebuild(list(catalog.values()))
    work = Work(lambda: opened(elasticsearch, alias_of(index)))

    def searching(mine: ElasticIndex, _: int) -> None:
        assert total(mine) >= 300

    def writing(mine: ElasticIndex, n: int) -> None:
        fresh = paper(f"e{n % 200}", "chữ", revision=n)
        catalog[fresh.document] = fresh
        mine.put([fresh])

    def everything() -> Iterator[Findable]:
        """Asked for when the new index is there, as the office's catalog is: what is written before is told."""
        yield from list(catalog.values())

    threads = [work.repeat(step) for step in (searching, searching, writing)]
    for _ in range(12):
        index.rebuild(everything())
    work.over.set()
    for thread in threads:
        thread.join()
    assert not work.wrong
    assert work.done > 30
    assert index.revisions() == {d: each.revision for d, each in catalog.items()}


def test_two_rebuilds_at_once_leave_one_whole_index(elasticsearch, index, paper):
    rivals = [opened(elasticsearch, alias_of(index)) for _ in range(3)]
    held: list[int] = []

    def rebuild(mine: ElasticIndex) -> None:
        for _ in range(4):
            held.append(mine.rebuild(paper(f"d{n}", "chữ") for n in range(100)))

    threads = [threading.Thread(target=rebuild, args=[each]) for each in rivals]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert held == [100] * 12
    assert total(index) == 100
    assert len(elasticsearch.indices(alias_of(index))) == 1
    for each in rivals:
        each.close()


def test_what_a_killed_rebuild_left_is_taken_away_by_the_next(elasticsearch, index, paper):
    never = index._numbers.make()
    index.put([paper("a", "chữ")])
    assert total(index) == 1
    assert never.name in elasticsearch.indices(alias_of(index))
    index.rebuild([paper("a", "chữ")])
    assert len(elasticsearch.indices(alias_of(index))) == 1


REBUILDS = """
import sys
from pipeline.addresses import server_address
from pipeline.model import Findable
from search.elastic import ElasticIndex

def paper(n, revision):
    return Findable(document=f"d{n}", revision=revision, file="a", type="t", title="", issued=None,
                    dossiers=(), roles=(), units=(), fields=(), pages=((1, ("chữ",) * 200),))

index = ElasticIndex(server_address("index", sys.argv[1]))
for n in range(10**6):
    index.rebuild(paper(k, n + 2) for k in range(50))
    print(n + 2, flush=True)
"""


def test_a_rebuild_killed_at_any_moment_leaves_the_old_or_the_new_index(elasticsearch, index):
    address = f"elasticsearch+{elasticsearch.url}/{alias_of(index)}"
    dice = random.Random(7)
    for _ in range(3):
        process = subprocess.Popen(
            [sys.executable, "-c", REBUILDS, address], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        done = [process.stdout.readline()]
        time.sleep(dice.uniform(0.05, 0.6))
        process.kill()
        done += process.stdout.readlines()
        process.stdout.close()
        process.wait()
        held = index.revisions()
        assert len(held) == 50
        assert set(held.values()) in ({int(done[-1])}, {int(done[-1]) + 1})
    assert index.rebuild([]) == 0
    assert len(elasticsearch.indices(alias_of(index))) == 1


def test_a_rebuild_that_fails_leaves_nothing_behind(elasticsearch, index):
    def broken() -> Iterator[Findable]:
        raise RuntimeError("the store went away")
        yield

    with pytest.raises(RuntimeError):
        index.rebuild(broken())
    assert len(elasticsearch.indices(alias_of(index))) == 1


def test_an_index_that_is_deleted_is_damaged_not_empty(elasticsearch, index, paper):
    index.put([paper("a", "chữ")])
    elasticsearch.forget(alias_of(index))
    for use in (lambda: total(index), index.revisions, lambda: index.put([paper("a", "chữ")])):
        with pytest.raises(IndexDamaged):
            use()
    assert elasticsearch.indices(alias_of(index)) == []
    index.rebuild([paper("a", "chữ")])
    assert total(index) == 1


def test_answers_and_revisions_beyond_ten_thousand(index, paper):
    index.rebuild(paper(f"d{n:05}", "chữ") for n in range(10_050))
    assert index.revisions() == {f"d{n:05}": 1 for n in range(10_050)}
    found = index.search(parse("chữ"), Reader(), limit=20, offset=10_040)
    assert found.total == 10_050
    assert [m.document for m in found.matches] == [f"d{n:05}" for n in range(10_040, 10_050)]
    assert len(index.search(parse("file:pdf"), Reader(), limit=10**6).matches) == 10_050
    assert index.search(parse("chữ"), Reader(), limit=5, offset=20_000).matches == ()


def test_a_document_of_two_thousand_pages(index, paper):
    page = "quyết định của ủy ban nhân dân tỉnh về việc công nhận người trúng đấu giá " * 25
    long = paper("long", *(f"{page} trang{n}" for n in range(2000)))
    index.put([paper("a", "chữ"), long, paper("b", "chữ")])
    assert total(index, '"ủy ban nhân dân" trang1999') == 1
    assert total(index) == 2


def test_requests_are_bounded(elasticsearch, paper):
    sizes: list[int] = []
    prefix = fresh_prefix()
    with closing(opened(elasticsearch, prefix)) as index:
        send = index._server._send

        def measured(name: str, lines: list[bytes]) -> list[bytes]:
            sizes.append(sum(map(len, lines)))
            return send(name, lines)

        index._server._send = measured  # type: ignore[method-assign]
        index.rebuild(paper(f"d{n}", "chữ " * 20_000) for n in range(60))
        assert total(index) == 60
    assert len(sizes) > 1
    assert max(sizes) <= 4 * 1024 * 1024
    elasticsearch.forget(prefix)
