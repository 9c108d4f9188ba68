"""Recognisers that exit, raise, answer nothing or nonsense: a problem of that page, nothing left behind."""

import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from pipeline import quality
from pipeline.model import Problem, Profile
from pipeline.ocr.page_job import PageDone, PageJob
from pipeline.ocr.pool import PagePool

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
EXITS, ENDS, RAISES, EMPTY, NOT_UTF8, LONE_HALVES, NOT_WORDS = 211, 212, 213, 214, 215, 216, 217


@pytest.fixture
def pool(monkeypatch):
    monkeypatch.syspath_prepend(str(HERE))
    with PagePool(2, 20, 700, engine="strange_engines:ByDpi") as running:
        yield running


@pytest.fixture
def job(tmp_path, letter):
    def make(dpi=300, name="scan"):
        path = tmp_path / f"{name}-{dpi}.png"
        Image.fromarray(letter(lines=6, size=(500, 1150))).save(path, dpi=(dpi, dpi))
        return PageJob(path, 1, Profile.FAST, pdf_to=tmp_path / f"{name}-{dpi}.pdf")

    return make


@pytest.mark.parametrize("fault", [EXITS, ENDS, RAISES, NOT_UTF8, LONE_HALVES, NOT_WORDS])
def test_the_page_is_a_problem_the_others_are_read_and_nothing_is_left(pool, job, tmp_path, fault):
    jobs = [job(name="a"), job(fault), job(name="b"), job(name="c")]
    before = set(Path(tempfile.gettempdir()).iterdir())
    with ThreadPoolExecutor(4) as threads:
        outcomes = list(threads.map(pool.read, jobs))
    assert isinstance(outcomes[1], Problem)
    assert (outcomes[1].code, outcomes[1].page) == ("page.crashed", 1)
    assert [type(outcome) for outcome in outcomes].count(PageDone) == 3
    assert sorted(path.name for path in tmp_path.glob("*.pdf")) == [
        "a-300.pdf",
        "b-300.pdf",
        "c-300.pdf",
    ]
    assert {path.suffix for path in tmp_path.iterdir()} == {".png", ".pdf"}
    left = set(Path(tempfile.gettempdir()).iterdir()) - before
    assert not [path for path in left if path.stat().st_uid == os.getuid() and "tess" in path.name]


def test_a_page_of_which_nothing_is_read_waits_for_a_person(pool, job):
    done = pool.read(job(EMPTY))
    assert isinstance(done, PageDone) and done.page.words == ()
    [problem] = quality.problems([done.page])
    assert problem.code == "page.low_confidence"


def test_no_worker_outlives_its_pool_and_memory_comes_back(job, monkeypatch):
    monkeypatch.syspath_prepend(str(HERE))
    own = resident_megabytes(os.getpid())
    others = _children()
    with PagePool(2, 20, 700, engine="strange_engines:ByDpi") as pool:
        for fault in (EXITS, RAISES, ENDS):
            pool.read(job(fault))
            assert isinstance(pool.read(job()), PageDone)
        workers = _children() - others
    assert workers and not [pid for pid in workers if Path(f"/proc/{pid}").exists()]
    assert resident_megabytes(os.getpid()) - own < 30


def resident_megabytes(pid):
    """Memory of a process that is in RAM."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) // 1024


def _children():
    """Children of this process that lead a group of their own, as workers do, and a flow's server of before."""
    tasks = Path(f"/proc/{os.getpid()}/task").iterdir()
    children = {int(pid) for task in tasks for pid in (task / "children").read_text().split()}
    return {pid for pid in children if os.getpgid(pid) == pid}
