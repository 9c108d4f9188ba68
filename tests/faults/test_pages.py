"""A page that crashes, stalls or confuses the reader: a problem of that page, and the batch goes on."""

import sqlite3
from contextlib import closing

import pikepdf
import pytest

pytestmark = pytest.mark.flows


def test_crashed_pages_are_not_tried_again_until_told(office, scans, odd_scan):
    for fault in ("abort", "raise"):
        (office.faults / fault).touch()
    done = office.digitize(odd_scan, scans[0])
    odd, good = done.json["documents"]
    assert done.code == 5
    assert (odd["status"], odd["review"], odd["pages"]) == ("indexed", True, 4)
    assert _of_pages(odd) == [("page.crashed", 2), ("page.crashed", 3)]
    assert (good["status"], _of_pages(good)) == ("indexed", [])
    document = odd["document"]
    assert office.run("show", document, "--text", "--json").json["text"].count("\f") == 1
    assert office.run("show", document, "--pdf", office.home / "copy.pdf").code == 0
    with pikepdf.open(office.home / "copy.pdf") as copy:
        assert len(copy.pages) == 4  # what could not be read is there to be seen
    assert office.run("search", "quyết định", "--json").json["total"] == 2
    assert office.run("verify").code == 0

    before = office.reads()
    again = office.digitize(odd_scan)
    assert [entry["status"] for entry in again.json["documents"]] == ["duplicate"]
    assert (again.code, office.reads()) == (5, before)

    for fault in ("abort", "raise"):
        (office.faults / fault).unlink()
    mended = office.run("reread", document, "--json")
    assert mended.code == 0, mended.out
    assert (mended.json["status"], _of_pages(mended.json)) == ("indexed", [])
    assert office.run("show", document, "--text", "--json").json["text"].count("\f") == 3


def test_a_stalled_page_is_stopped(office, scans, odd_scan):
    office.settings["SOHOA_PAGE_SECONDS"] = "4"
    (office.faults / "stall").touch()
    done = office.digitize(odd_scan, scans[0])
    odd, good = done.json["documents"]
    assert done.code == 5
    assert (odd["status"], _of_pages(odd)) == ("indexed", [("page.timeout", 2)])
    assert (good["status"], _of_pages(good)) == ("indexed", [])


def test_a_paper_that_killed_five_runs_is_given_up_and_the_others_finish(office, odd_scan, scans):
    office.hold()
    job = office.start("digitize", odd_scan)
    office.wait_for(lambda: office.reads())
    office.kill(job)
    assert office.ask("SELECT attempts FROM documents") == [(1,)]
    with closing(sqlite3.connect(office.home / "catalog.db")) as catalog, catalog:
        catalog.execute("UPDATE documents SET attempts = 5")
    office.go_on()
    done = office.digitize(odd_scan, scans[0])
    assert done.code == 5
    given_up, good = done.json["documents"]
    assert "document.gave_up" in [problem["code"] for problem in given_up["problems"]]
    assert (given_up["review"], good["status"]) == (True, "indexed")
    assert office.run("reread", given_up["document"], "--json").code == 0
    office.assert_holds(odd_scan, scans[0])


def _of_pages(entry):
    found = [(problem["code"], problem["page"]) for problem in entry["problems"]]
    return [(code, page) for code, page in found if code.startswith("page.")]
