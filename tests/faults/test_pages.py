"""A page that crashes, stalls or confuses the reader: a problem of that page, and the batch goes on."""

from functools import partial

import pytest

pytestmark = pytest.mark.flows


@pytest.mark.parametrize(
    ("fault", "code"),
    [("abort", "page.crashed"), ("stall", "page.timeout"), ("raise", "page.crashed")],
)
def test_one_bad_page(office, scans, odd_scan, fault, code):
    office.settings["SOHOA_PAGE_SECONDS"] = "4"
    (office.faults / fault).touch()
    done = office.digitize(odd_scan, scans[0])
    assert done.code == 5
    odd, good = done.json["documents"]
    assert (odd["status"], odd["review"], odd["pages"]) == ("indexed", True, 3)
    assert (code, 2) in [(problem["code"], problem["page"]) for problem in odd["problems"]]
    assert {problem["page"] for problem in odd["problems"]} <= {2, None}
    assert good["status"] == "indexed" and not _of_pages(good)
    assert office.run("show", odd["document"], "--text", "--json").json["text"].count("\f") == 1
    assert office.run("search", "quyết định", "--json").json["total"] == 2
    assert office.run("verify").code == 0
    if fault == "abort":
        _not_tried_again_until_told(office, odd_scan, odd["document"])


def _not_tried_again_until_told(office, odd_scan, document):
    before = office.reads()
    again = office.digitize(odd_scan)
    assert [entry["status"] for entry in again.json["documents"]] == ["duplicate"]
    assert (again.code, office.reads()) == (5, before)
    (office.faults / "abort").unlink()
    mended = office.run("reread", document, "--json")
    assert mended.code == 0
    assert (mended.json["status"], _of_pages(mended.json)) == ("indexed", [])
    assert office.run("show", document, "--text", "--json").json["text"].count("\f") == 2


def _has_read(office, before):
    return office.reads() > before


def _of_pages(entry):
    return [problem["code"] for problem in entry["problems"] if problem["code"][:5] == "page."]


def test_a_file_that_kills_every_reader_is_given_up_and_the_others_finish(office, odd_scan, scans):
    office.hold()
    for _ in range(5):
        before = office.reads()
        job = office.start("digitize", odd_scan)
        office.wait_for(partial(_has_read, office, before))
        office.kill(job)
    office.go_on()
    done = office.digitize(odd_scan, scans[0])
    assert done.code == 5
    given_up, good = done.json["documents"]
    assert [problem["code"] for problem in given_up["problems"]] == ["document.gave_up"]
    assert (given_up["review"], good["status"]) == (True, "indexed")
    assert office.run("reread", given_up["document"], "--json").code == 0
    office.assert_holds(odd_scan, scans[0])
