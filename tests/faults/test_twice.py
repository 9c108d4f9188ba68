"""The same bytes twice: one document, whoever hands them in and when."""

import shutil
import time
from contextlib import closing

import pytest

from pipeline.catalog import open_catalog
from pipeline.holder import this_process

pytestmark = pytest.mark.flows


def test_two_processes_at_once_make_one_document(office, scans):
    office.run("sweep")
    office.hold()
    jobs = [office.start("digitize", *scans, "--json") for _ in range(2)]
    office.wait_for(lambda: office.reads())
    office.go_on()
    reports = [office.end(job) for job in jobs]
    assert [report.code for report in reports] == [0, 0]
    for file in map(str, scans):
        answers = [e["status"] for r in reports for e in r.json["documents"] if e["file"] == file]
        assert sorted(answers) == ["duplicate", "indexed"]
    assert office.reads() == 7
    office.assert_holds(*scans)


def test_two_processes_that_take_over_from_a_dead_one_share_its_papers(office, scans):
    office.hold()
    dead = office.start("digitize", *scans)
    office.wait_for(lambda: office.reads())
    office.kill(dead)
    jobs = [office.start("digitize", *scans, "--json") for _ in range(2)]
    office.wait_for(lambda: len(office.ask("SELECT id FROM batches")) == 3)
    office.go_on()
    reports = [office.end(job) for job in jobs]
    assert [report.code for report in reports] == [0, 0]
    answers = {entry["status"] for report in reports for entry in report.json["documents"]}
    assert answers <= {"indexed", "duplicate"}
    office.assert_holds(*scans)


def test_twice_in_one_run_the_second_is_a_duplicate(office, scans, tmp_path):
    copy = tmp_path / "bản sao.jpg"
    shutil.copy(scans[1], copy)
    done = office.digitize(scans[1], copy, scans[1])
    assert done.code == 0
    entries = done.json["documents"]
    assert [e["file"] for e in entries] == [str(scans[1]), str(copy), str(scans[1])]
    assert [e["status"] for e in entries] == ["indexed", "duplicate", "duplicate"]
    assert len({e["document"] for e in entries}) == 1
    office.assert_holds(scans[1])


def test_a_sweep_waits_for_what_another_has_in_hand(office, scans):
    office.hold()
    dead = office.start("digitize", *scans)
    office.wait_for(lambda: office.reads())
    office.kill(dead)
    with closing(open_catalog("sqlite:catalog.db", office.home)) as catalog:
        one = catalog.documents.unfinished()[0]
        claim = catalog.claims.take(one, holder=this_process(), now=time.time())
        office.go_on()
        swept = office.start("sweep", "--json")
        office.wait_for(lambda: office.stages().count("EXTRACTED") == len(scans) - 1)
        catalog.claims.release(claim)
    done = office.end(swept)
    assert (done.code, done.json["waiting"]) == (0, 0)
    office.assert_holds(*scans)
