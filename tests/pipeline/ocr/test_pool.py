import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from pipeline.errors import NotAScan, ServiceDown, ToolMissing
from pipeline.model import Box, OcrPage, Problem, Profile, Word
from pipeline.ocr.page_job import PageDone, PageJob
from pipeline.ocr.pool import PagePool
from pipeline.picture import Limits

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
STALLS, ABORTS, EATS, GIVES_UP, LACKS_DATA = 201, 202, 203, 204, 205


@pytest.fixture(scope="module")
def pool():
    """Two workers with the engine that fails by dpi."""
    sys.path.insert(0, str(HERE))
    with PagePool(2, 8, 700, engine="faulty_engines:ByDpi") as running:
        yield running
    sys.path.remove(str(HERE))


@pytest.fixture
def scan(tmp_path, letter):
    def make(dpi=300):
        path = tmp_path / f"{dpi}.png"
        Image.fromarray(letter(lines=6, size=(500, 1150))).save(path, dpi=(dpi, dpi))
        return path

    return make


def job(path, **options):
    return PageJob(path, 1, Profile.FAST, **options)


def test_a_page_is_read_and_its_copy_written_whole(pool, scan, tmp_path):
    done = pool.read(job(scan(), pdf_to=tmp_path / "copy.pdf"))
    assert isinstance(done, PageDone)
    assert done.page.text() == "trang" and done.page.recipe == "by-dpi-1@t5-fast"
    assert (tmp_path / "copy.pdf").read_bytes().startswith(b"%PDF-")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["300.png", "copy.pdf"]


def test_a_known_page_is_not_read_again(pool, scan, tmp_path):
    word = Word("biết", Box(0.1, 0.1, 0.2, 0.2), 0.9, 0)
    known = OcrPage(7, 1150, 500, 201, 0, 0.0, False, 0.9, "old", (word,))
    done = pool.read(job(scan(STALLS), pdf_to=tmp_path / "copy.pdf", known=known))
    assert isinstance(done, PageDone) and done.page == known
    assert (tmp_path / "copy.pdf").exists()


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (ABORTS, "page.crashed"),
        (EATS, "page.crashed"),
        (GIVES_UP, "page.unreadable"),
        pytest.param(STALLS, "page.timeout", marks=pytest.mark.slow),
    ],
)
def test_a_fault_is_a_problem_of_its_page_and_the_others_go_on(pool, scan, fault, code):
    jobs = [job(scan(dpi)) for dpi in (300, fault, 300, 300)]
    with ThreadPoolExecutor(4) as threads:
        outcomes = list(threads.map(pool.read, jobs))
    assert isinstance(outcomes[1], Problem)
    assert (outcomes[1].code, outcomes[1].page) == (code, 1)
    assert [type(outcome) for outcome in outcomes if outcome is not outcomes[1]] == [PageDone] * 3


def test_a_page_after_one_that_ate_all_memory_is_read(scan, monkeypatch):
    monkeypatch.syspath_prepend(str(HERE))
    with PagePool(1, 30, 700, engine="faulty_engines:ByDpi") as pool:
        for _ in range(2):
            starved = pool.read(job(scan(EATS)))
            assert (starved.code, starved.detail) == ("page.crashed", "beyond 700 MB")
            assert isinstance(pool.read(job(scan())), PageDone)


def test_a_missing_tool_is_not_blamed_on_the_page(pool, scan):
    with pytest.raises(ToolMissing, match="language data"):
        pool.read(job(scan(LACKS_DATA)))


def test_a_file_is_inspected_in_a_worker_and_rejected_by_type(pool, scan, tmp_path):
    assert pool.inspect(scan(), Limits()).pages == 1
    (tmp_path / "page.html").write_text("<html></html>")
    with pytest.raises(NotAScan):
        pool.inspect(tmp_path / "page.html", Limits())


def test_a_pool_never_used_starts_no_process():
    before = _children(os.getpid())
    with PagePool(2, 5, 700):
        assert _children(os.getpid()) == before


def test_whoever_waits_for_a_page_hears_that_the_pool_has_ended(scan, monkeypatch):
    """Two pages stand still, two wait for their turn; none of them is waited for without end."""
    monkeypatch.syspath_prepend(str(HERE))
    stalling = job(scan(STALLS))  # written once: a file written anew under its reader is damaged
    with ThreadPoolExecutor(4) as threads:
        with PagePool(2, 600, 700, engine="faulty_engines:ByDpi") as pool:
            assert isinstance(pool.read(job(scan())), PageDone)
            pages = [threads.submit(pool.read, stalling) for _ in range(4)]
            time.sleep(1)
            assert not any(page.done() for page in pages)
        for page in pages:
            with pytest.raises(ServiceDown):
                page.result(20)
    with pytest.raises(ServiceDown):
        pool.read(job(scan()))


def test_workers_killed_from_outside_are_replaced(scan, monkeypatch):
    monkeypatch.syspath_prepend(str(HERE))
    with PagePool(1, 20, 700, engine="faulty_engines:ByDpi") as pool:
        pool.read(job(scan()))
        for worker in _workers(os.getpid()):
            os.kill(worker, signal.SIGKILL)
        time.sleep(0.3)
        assert isinstance(pool.read(job(scan())), PageDone)


@pytest.mark.slow
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_workers_end_with_a_killed_parent_in_the_middle_of_a_page(scan, end, tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(
        "import sys\n"
        f"sys.path.insert(0, {str(HERE)!r})\n"
        "from pathlib import Path\n"
        "from pipeline.ocr.pool import PageJob, PagePool\n"
        "if __name__ == '__main__':\n"
        "    with PagePool(1, 500, 700, engine='faulty_engines:ByDpi') as pool:\n"
        f"        pool.read(PageJob(Path({str(scan(STALLS))!r}), 1))\n"
    )
    parent = subprocess.Popen([sys.executable, str(script)])
    try:
        worker = _wait(lambda: _workers(parent.pid))
        time.sleep(1)
        parent.send_signal(end)
        parent.wait(10)
        assert _wait(lambda: not any(Path(f"/proc/{pid}").exists() for pid in worker))
    finally:
        parent.kill()
        parent.wait()


def _wait(ready, seconds=15):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found = ready()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError("waited in vain")


def _children(pid):
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        found += [int(child) for child in (task / "children").read_text().split()]
    return sorted(found)


def _workers(pid):
    """Children that run page work: those that lead their own process group."""
    return [child for child in _children(pid) if os.getpgid(child) == child]
