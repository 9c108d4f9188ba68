"""Faults under `sohoa up`: a killed run is started again, a killed office leaves nothing half done."""

import os
import signal
from pathlib import Path

import pytest

pytestmark = pytest.mark.flows


@pytest.fixture
def up(office):
    """A running office."""
    office.settings["SOHOA_INBOX_QUIET_SECONDS"] = "0.5"
    office.settings["SOHOA_SWEEP_SECONDS"] = "600"
    running = office.start("up", "--lang", "en")
    lines = iter(running.stderr.readline, "")
    assert any("The office is running" in line for line in lines)
    yield running


def run_of_a_slice(family, running):
    """Number of the process that runs flows for the office."""
    mine = [pid for pid in family(running.pid) if b"prefect" in _words(pid)]
    return next((pid for pid in mine if b"flows.server" not in _words(pid)), None)


def _words(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def test_a_killed_run_is_started_again(office, up, scans, family):
    office.hold()
    job = office.start("digitize", *scans, "--json")
    office.wait_for(lambda: office.reads() >= 2)
    os.kill(run_of_a_slice(family, up), signal.SIGKILL)
    office.go_on()
    done = office.end(job)
    assert done.code == 0, done.err
    assert {entry["status"] for entry in done.json["documents"]} == {"indexed"}
    assert "Prefect" not in done.err  # no private server
    office.assert_holds(*scans)


def test_a_killed_office_leaves_the_rest_to_the_next_run(office, up, scans):
    office.hold()
    job = office.start("digitize", *scans, "--json")
    office.wait_for(lambda: office.reads() >= 2)
    office.kill(up)
    office.go_on()
    done = office.end(job)
    assert done.code == 4
    assert {entry["status"] for entry in done.json["documents"]} == {"waiting"}
    office.assert_sound(*scans)


def test_a_stopped_office_ends_all_its_processes(office, up, scans, family):
    office.hold()
    office.start("digitize", *scans, "--json")
    office.wait_for(lambda: office.reads() >= 2)
    children = family(up.pid)
    assert len(children) >= 3
    up.send_signal(signal.SIGTERM)
    up.communicate(timeout=10)
    office.nobody_left(children)
    assert up.returncode in (0, 130)


def test_a_second_office_for_the_same_home_is_refused(office, up):
    second = office.run("up", "--json")
    assert (second.code, second.json["error"]["code"]) == (2, "up.already_running")


def test_the_inbox_waits_while_the_store_is_gone(office, up, scans):
    store = office.home / "store"
    store.rename(office.home / "elsewhere")
    inbox = office.home / "inbox"
    (inbox / "một.jpg").write_bytes(scans[0].read_bytes())
    office.wait_for(lambda: office.ask("SELECT id FROM batches WHERE ended_at IS NOT NULL"))
    assert (inbox / "một.jpg").exists()
    (office.home / "elsewhere").rename(store)
    office.wait_for(lambda: list(inbox.glob("done/*/một.jpg")))
    office.wait_for(lambda: office.stages() == ["EXTRACTED"])
