"""Killed while a stack is cut, or cut by two at once: its papers are there once, every page in one of them."""

import signal
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from pipeline.separator_sheet import sheets_pdf
from pipeline.separators import Separator

pytestmark = pytest.mark.flows

PAGES = [[1, 2], [3, 5], [6, 7]]
CUT = "SELECT document FROM successors"


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seven pages: three papers, of one, two and one page, a separator sheet before each."""
    folder = tmp_path_factory.mktemp("stack")
    sheet = _separator(folder)
    pages = [sheet, _page(1), sheet, _page(2), _page(3), sheet, _page(4)]
    path = folder / "chồng.pdf"
    pages[0].save(path, resolution=150, save_all=True, append_images=pages[1:])
    return path


def _separator(folder: Path) -> Image.Image:
    from pipeline import pages

    (folder / "tờ ngăn.pdf").write_bytes(sheets_pdf(Separator(), 1))
    picture = Image.fromarray(pages.render(folder / "tờ ngăn.pdf", 1).pixels)
    return picture.convert("L").resize((1240, 1754))


def _page(number: int) -> Image.Image:
    page = Image.new("L", (1240, 1754), 255)
    ink = ImageDraw.Draw(page)
    for line in range(10):
        ink.text((120, 120 + 90 * line), f"page {number} line {line} " * 2, fill=0, font_size=36)
    return page


def assert_cut_once(office, report: dict[str, Any], statuses: set[str]) -> None:
    entries = report["documents"]
    assert [entry["pages_from"] for entry in entries] == PAGES
    assert [entry["pages"] for entry in entries] == [1, 2, 1]
    assert {entry["status"] for entry in entries} <= statuses
    assert len(office.ask("SELECT id FROM documents")) == 4
    assert office.ask("SELECT count(*) FROM history WHERE event = 'cut'") == [(1,)]
    assert office.run("verify", "--json").json["stray"] == []
    found = office.run("search", "quyết định", "--limit", 100, "--json").json
    assert {hit["document"] for hit in found["hits"]} == {entry["document"] for entry in entries}
    assert set(office.stages()) == {"EXTRACTED"}


def test_killed_when_read_and_not_cut(office, stack):
    job = office.start("digitize", stack)
    office.wait_for(lambda: "READ" in office.stages() or office.ask(CUT))
    office.kill(job)
    done = office.digitize(stack)
    assert done.code == 0
    assert_cut_once(office, done.json, {"indexed", "duplicate"})


def test_killed_when_cut_and_no_paper_is_finished(office, stack):
    job = office.start("digitize", stack)
    office.wait_for(lambda: office.ask(CUT))
    with office.lock_catalog():
        office.kill(job)
        assert "READ" in office.stages()
    before = office.reads()
    done = office.digitize(stack)
    assert done.code == 0
    assert_cut_once(office, done.json, {"indexed", "duplicate"})
    assert office.reads() == before


def test_interrupted_the_report_names_every_page_once(office, stack):
    office.hold()
    job = office.start("digitize", stack, "--json")
    office.wait_for(lambda: office.reads())
    job.send_signal(signal.SIGINT)
    done = office.end(job)
    assert done.code == 130
    assert [entry["pages_from"] for entry in done.json["documents"]] == [[1, 7]]
    office.go_on()
    swept = office.run("sweep", "--json")
    assert (swept.code, swept.json["waiting"]) == (0, 0)
    assert_cut_once(office, office.digitize(stack).json, {"duplicate"})


def test_two_processes_at_once_cut_it_once(office, stack):
    office.run("sweep")
    office.hold()
    jobs = [office.start("digitize", stack, "--json") for _ in range(2)]
    office.wait_for(lambda: office.reads())
    office.go_on()
    reports = [office.end(job) for job in jobs]
    assert [report.code for report in reports] == [0, 0]
    batches = [report.json["batch"] for report in reports]  # the second one did not wait
    now = [office.run("batches", batch, "--json").json for batch in batches]
    assert sorted({e["status"] for e in one["documents"]}.pop() for one in now) == [
        "duplicate", "indexed",
    ]  # fmt: skip
    for report in now:
        assert_cut_once(office, report, {"indexed", "duplicate"})
    assert office.reads() == 4 + 3  # the words on the sheets are read, and left out


def test_cut_and_joined_by_a_person_who_is_interrupted(office, stack):
    papers = [entry["document"] for entry in office.digitize(stack).json["documents"]]
    join = office.start("join", *papers, "--by", "Hà", "--json")
    office.wait_for(lambda: office.ask("SELECT id FROM history WHERE event = 'joined'"))
    office.kill(join)
    swept = office.run("sweep", "--json")
    assert (swept.code, swept.json["waiting"]) == (0, 0)
    shown = office.run("show", papers[0], "--json").json
    (whole,) = shown["became"]
    cut = office.run("cut", whole, "--at", 2, 4, "--by", "Hà", "--json").json
    assert [entry["document"] for entry in cut["documents"]] == papers
    assert {entry["status"] for entry in cut["documents"]} == {"indexed"}
    assert office.run("verify", "--json").code == 0
