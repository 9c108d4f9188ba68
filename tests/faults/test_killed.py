"""Killed at every step and at random moments, a hand-in is finished by the next run, each paper once."""

import random
import signal
import time

import pytest
from filelock import FileLock

pytestmark = pytest.mark.flows


def test_killed_between_store_and_catalog(office, scans):
    office.run("sweep")  # makes the home
    job = office.start("digitize", *scans)
    office.wait_for(lambda: office.ask("SELECT id FROM batches"))
    originals = office.home / "store" / "originals"
    with office.lock_catalog():
        office.wait_for(lambda: originals.is_dir() and any(originals.iterdir()))
        assert office.stages() == []
        office.kill(job)
    office.assert_sound(*scans)


def test_killed_when_received(office, scans):
    job = office.start("digitize", *scans)
    office.wait_for(lambda: office.stages() == ["RECEIVED"] * 4)
    office.kill(job)
    assert office.reads() == 0
    office.assert_sound(*scans)


def test_killed_while_reading(office, scans):
    office.hold()
    job = office.start("digitize", *scans)
    office.wait_for(lambda: office.reads())
    assert len(office.kill(job)) >= 3  # Prefect's server, page workers
    office.go_on()
    office.assert_sound(*scans)


def test_killed_when_read(office, scans):
    job = office.start("digitize", *scans)
    office.wait_for(lambda: "READ" in office.stages())
    with office.lock_catalog():
        office.kill(job)
        assert "READ" in office.stages()
    before = office.reads()
    office.assert_sound(*scans)
    read_before = [path for path in (office.home / "store" / "ocr").rglob("*.json")]
    # read twice is at most what two workers held, and what they had handed over while the catalog was locked
    assert office.reads() <= len(read_before) + 4
    assert before <= office.reads()


def test_killed_between_copy_and_catalog(office, scans):
    job = office.start("digitize", *scans)
    office.wait_for(lambda: "READ" in office.stages())
    with office.lock_catalog():
        read = {one for (one,) in office.ask("SELECT id FROM documents WHERE stage = 'READ'")}
        copies = office.home / "store" / "pdf"
        office.wait_for(lambda: all((copies / f"{one}.pdf").exists() for one in read))
        office.kill(job)
    office.assert_sound(*scans)


def test_killed_between_catalog_and_index(office, scans):
    office.run("sweep")
    with FileLock(office.home / "index" / "lock"):
        job = office.start("digitize", *scans)
        office.wait_for(lambda: office.stages() == ["EXTRACTED"] * 4)
        assert office.ask("SELECT max(indexed_revision) FROM documents") == [(0,)]
        office.kill(job)
    done = office.digitize(*scans)
    assert {entry["status"] for entry in done.json["documents"]} == {"duplicate"}
    office.assert_sound(*scans)


def test_killed_at_random_moments(office, scans):
    moments = random.Random(766)
    for _ in range(4):
        job = office.start("digitize", *scans)
        time.sleep(moments.uniform(0.2, 6))
        office.kill(job)
    office.assert_sound(*scans)


def test_interrupted_it_reports_and_the_next_run_finishes(office, scans, family):
    office.hold()
    job = office.start("digitize", *scans, "--json")
    office.wait_for(lambda: office.reads() >= 2)
    children = family(job.pid)
    job.send_signal(signal.SIGINT)
    done = office.end(job)
    assert done.code == 130
    assert sorted(e["file"] for e in done.json["documents"]) == sorted(map(str, scans))
    assert {entry["status"] for entry in done.json["documents"]} == {"waiting"}
    office.nobody_left(children)
    office.go_on()
    office.assert_sound(*scans)


def test_terminated_it_prints_its_lines(office, scans, family):
    office.hold()
    job = office.start("digitize", *scans, "--lang", "en")
    office.wait_for(lambda: office.reads())
    children = family(job.pid)
    job.terminate()
    done = office.end(job)
    assert done.code == 130
    assert all(str(scan) in done.out for scan in scans) and "4 waiting" in done.out
    office.nobody_left(children)


def test_interrupted_while_receiving_it_names_what_was_not_received(office, scans):
    office.run("sweep")
    job = office.start("digitize", *scans, "--json")
    office.wait_for(lambda: office.ask("SELECT id FROM batches"))
    with office.lock_catalog():
        job.send_signal(signal.SIGINT)
        done = office.end(job)
    assert done.code == 130
    named = [entry["file"] for entry in done.json["documents"]] + done.json["unreceived"]
    assert sorted(named) == sorted(map(str, scans))
