"""A grown office: a Prefect server on PostgreSQL, workers in processes of their own, and what kills them."""

import os
import secrets
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from faults.office import Done, Office, descendants
from PIL import Image, ImageDraw
from servers.postgres import Postgres
from servers.prefect_server import PrefectServer
from servers.process import CannotStart

from flows.crew import Crew
from flows.deployments import OFFERS
from flows.prefect_api import PrefectApi
from flows.runtime import Address

pytestmark = [pytest.mark.servers, pytest.mark.timeout(600)]

DOCUMENTS = 60
ELSEWHERE_SECONDS = 180.0


@dataclass
class Grown(Office):
    """An office with a shared runner and its catalog on PostgreSQL."""

    postgres: Postgres | None = None
    name: str = ""
    patience: float = 240.0
    look_seconds: float = 0.3
    workers: list[Any] = field(default_factory=list)

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        """Look into the catalog; nothing where there is none yet."""
        assert self.postgres
        with suppress(CannotStart):
            said = self.postgres.sql(question, self.name)
            return [tuple(line.split("|")) for line in said.splitlines()]
        return []

    def finished(self) -> int:
        """How many documents are done."""
        done = "SELECT count(*) FROM documents WHERE stage = 'EXTRACTED'"
        return sum(int(count) for (count,) in self.ask(done))

    def holders(self) -> set[str]:
        """Processes with documents in hand."""
        asked = "SELECT DISTINCT claim_holder FROM documents WHERE claim_holder IS NOT NULL"
        return {"|".join(parts) for parts in self.ask(asked)}

    def worker(self, name: str) -> Any:
        """Start a reader and return when it takes work."""
        made = self.start("worker", "--name", name, "--jobs", "1", "--lang", "en")
        said = made.stderr.readline()
        assert "takes work" in said, said
        self.workers.append(made)
        return made

    def kill_all_of(self, process: Any) -> None:
        """SIGKILL a process and all below it at once, as when a machine dies."""
        for pid in [process.pid, *descendants(process.pid)]:
            os.kill(pid, signal.SIGKILL)
        process.wait()


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """One-page papers, all different; large enough to be read but once."""
    folder = tmp_path_factory.mktemp("papers")
    for number in range(DOCUMENTS):
        page = Image.new("L", (1200, 1650), 255)
        ink = ImageDraw.Draw(page)
        for line in range(10):
            ink.text(
                (120, 120 + 90 * line), f"paper {number} line {line} " * 2, fill=0, font_size=36
            )
        page.save(folder / f"{number:03}.png", dpi=(150, 150))
    return sorted(folder.iterdir())


@pytest.fixture
def grown(prefect: PrefectServer, postgres: Postgres, tmp_path: Path) -> Iterator[Grown]:
    """An office whose work pool is not made yet."""
    (tmp_path / "faults").mkdir()
    name = f"office{secrets.token_hex(4)}"
    office = Grown(tmp_path / "home", tmp_path / "faults", postgres=postgres, name=name)
    office.settings = {
        "SOHOA_CATALOG": postgres.make_database(name),
        "SOHOA_CATALOG_PASSWORD": postgres.password,
        "SOHOA_RUNNER": prefect.url,
        "SOHOA_RUNNER_AUTH": prefect.auth,
        "SOHOA_WORK_POOL": name,
    }
    yield office
    for process in office.started:
        if process.poll() is None:
            office.kill_all_of(process)
        process.communicate()


@pytest.fixture
def office(grown: Grown) -> Grown:
    """The same, deployed."""
    done = grown.run("deploy", "--json")
    assert done.code == 0, done.err
    return grown


@pytest.fixture
def slow(office: Grown) -> Grown:
    """Each page takes a fifth of a second."""
    (office.faults / "slow").touch()
    return office


def crew(office: Grown, server: PrefectServer) -> Crew:
    return Crew(Address(server.url, server.auth), office.name)


def assert_all_once(office: Grown, done: Done, papers: list[Path]) -> None:
    """All are finished, and no page was finished twice."""
    assert done.code == 0, done.err
    assert Counter(entry["status"] for entry in done.json["documents"]) == {"indexed": len(papers)}
    assert office.holders() == set()
    assert office.ask("SELECT count(*), max(revision) FROM documents") == [(str(len(papers)), "1")]


def test_deploying_twice_changes_nothing(grown: Grown, prefect: PrefectServer) -> None:
    first, second = grown.run("deploy", "--json"), grown.run("deploy", "--json")
    assert {one["did"] for one in first.json["registered"]} == {"made"}
    assert {one["did"] for one in second.json["registered"]} == {"same"}
    assert len(first.json["registered"]) == 1 + len(OFFERS)
    with PrefectApi(Address(prefect.url, prefect.auth)) as api:
        swept = api.get(f"/deployments/name/sweep/{grown.name}")
        api.post("/deployments/", {"name": grown.name, "flow_id": swept["flow_id"],
                                   "entrypoint": "old.sweep", "work_pool_name": grown.name})  # fmt: skip
    third = grown.run("deploy", "--json").json["registered"]
    assert {one["name"]: one["did"] for one in third}[f"sweep/{grown.name}"] == "changed"


def test_two_workers_share_a_batch(slow: Grown, papers: list[Path]) -> None:
    slow.worker("one")
    slow.worker("two")
    job = slow.start("digitize", *papers, "--json")
    slow.wait_for(lambda: len(slow.holders()) == 2)
    assert_all_once(slow, slow.end(job), papers)
    assert slow.reads() == len(papers)


def test_a_killed_workers_papers_go_on_elsewhere(slow: Grown, papers: list[Path]) -> None:
    doomed = slow.worker("one")
    slow.worker("two")
    job = slow.start("digitize", *papers, "--json")
    slow.wait_for(lambda: len(slow.holders()) == 2)
    slow.kill_all_of(doomed)
    killed = time.monotonic()
    assert_all_once(slow, slow.end(job), papers)
    assert time.monotonic() - killed < ELSEWHERE_SECONDS


def test_the_only_worker_killed_another_goes_on(slow: Grown, papers: list[Path]) -> None:
    doomed = slow.worker("one")
    job = slow.start("digitize", *papers, "--json")
    slow.wait_for(lambda: slow.finished() >= 3)
    slow.kill_all_of(doomed)
    slow.worker("two")
    assert_all_once(slow, slow.end(job), papers)


def test_the_server_killed_and_back(
    slow: Grown, papers: list[Path], prefect: PrefectServer
) -> None:
    slow.worker("one")
    job = slow.start("digitize", *papers, "--json")
    slow.wait_for(lambda: slow.finished() >= 2)
    prefect.kill()
    time.sleep(15)
    prefect.start()
    assert_all_once(slow, slow.end(job), papers)
    again = slow.run("sweep", "--json")
    assert (again.code, again.json["waiting"]) == (0, 0)


def test_a_run_ends_also_while_the_server_is_away(
    slow: Grown, papers: list[Path], prefect: PrefectServer
) -> None:
    worker = slow.worker("one")
    job = slow.start("digitize", *papers[3:], "--json")
    slow.wait_for(lambda: slow.finished() >= 2)
    prefect.kill()
    try:
        assert_all_once(slow, slow.end(job), papers[3:])  # the catalog says so
        slow.wait_for(lambda: not descendants(worker.pid))
    finally:
        prefect.start()
    done = slow.digitize(*papers[:3])  # the worker has found the server again
    assert done.code == 0, done.err


def test_the_submitter_killed_its_papers_are_read(slow: Grown, papers: list[Path]) -> None:
    slow.worker("one")
    job = slow.start("digitize", *papers, "--json")
    slow.wait_for(lambda: slow.finished() >= 2)
    job.kill()
    slow.wait_for(lambda: slow.finished() == len(papers))
    assert slow.run("verify", "--json").code == 0


def test_a_stopped_worker_gives_its_papers_back(slow: Grown, papers: list[Path]) -> None:
    stopped = slow.worker("one")
    job = slow.start("digitize", *papers, "--json")
    slow.wait_for(lambda: slow.finished() >= 2)
    stopped.send_signal(signal.SIGTERM)
    before = time.monotonic()
    _, err = stopped.communicate(timeout=70)
    assert stopped.returncode == 0, err
    assert time.monotonic() - before < 30
    assert slow.holders() == set()
    assert 2 <= slow.finished() < len(papers)
    slow.worker("two")
    assert_all_once(slow, slow.end(job), papers)
    assert slow.reads() == len(papers)  # nothing was begun in vain


def test_without_a_worker_papers_wait_and_it_is_said(office: Grown, papers: list[Path]) -> None:
    done = office.digitize(*papers[:3])
    assert (done.code, done.json["error"]["code"]) == (4, "runner.no_worker")
    assert {entry["status"] for entry in done.json["documents"]} == {"waiting"}
    office.worker("late")
    office.wait_for(lambda: office.finished() == 3)


@pytest.mark.parametrize(
    ("setting", "value", "code"),
    [
        ("SOHOA_RUNNER", "http://127.0.0.1:9/api", "runner.unreachable"),
        ("SOHOA_RUNNER", "https://{place}/api", "runner.tls"),
        ("SOHOA_RUNNER", "http://{place}/elsewhere", "runner.other_server"),
        ("SOHOA_RUNNER_AUTH", "sohoa:wrong-secret", "runner.credentials"),
        ("SOHOA_WORK_POOL", "nobodys", "runner.missing"),
    ],
)
def test_what_is_wrong_is_named(
    office: Grown,
    prefect: PrefectServer,
    papers: list[Path],
    setting: str,
    value: str,
    code: str,
) -> None:
    office.run("sweep")  # makes the home
    office.settings[setting] = value.format(place=f"127.0.0.1:{prefect.port}")
    began = time.monotonic()
    done = office.digitize(papers[0])
    assert time.monotonic() - began < 8
    assert (done.code, done.json["error"]["code"]) == (4, code)
    assert [entry["status"] for entry in done.json["documents"]] == ["waiting"]
    assert "-secret" not in done.out + done.err
    for words in (("sweep", "--json"), ("worker",), ("doctor", "--json")):
        said = office.run(*words)
        assert said.code in (3, 4) and "-secret" not in said.out + said.err
    checks = {check["name"]: check for check in said.json["checks"]}
    assert not checks["runner"]["ok"]


def test_a_frozen_server_is_named_in_time(office: Grown, prefect: PrefectServer) -> None:
    prefect.freeze()
    try:
        began = time.monotonic()
        done = office.run("worker", "--json")
        assert time.monotonic() - began < 8
    finally:
        prefect.thaw()
    assert (done.code, done.json["error"]["code"]) == (4, "runner.unreachable")


def test_an_open_office_leaves_reading_to_the_workers(office: Grown, papers: list[Path]) -> None:
    office.settings |= {"SOHOA_INBOX_QUIET_SECONDS": "0.5", "SOHOA_SWEEP_SECONDS": "2"}
    office.worker("one")
    up = office.start("up", "--lang", "en")
    lines = iter(up.stderr.readline, "")
    assert any("The office is running" in line for line in lines)
    (office.home / "inbox" / "một.png").write_bytes(papers[0].read_bytes())
    office.wait_for(lambda: office.finished() == 1)
    commands = [Path(f"/proc/{pid}/cmdline").read_bytes() for pid in descendants(up.pid)]
    assert not [words for words in commands if b"flows.server" in words]
    second = office.run("up", "--json")
    assert second.json["error"]["code"] == "up.already_running"
    up.send_signal(signal.SIGTERM)
    assert up.wait(30) == 0


def test_upkeep_flows_run_in_a_worker(
    office: Grown, papers: list[Path], prefect: PrefectServer
) -> None:
    office.hold()
    job = office.start("digitize", *papers[:3], "--json")  # nobody reads: no worker yet
    office.wait_for(lambda: office.ask("SELECT count(*) FROM documents") == [("3",)])
    job.kill()
    office.go_on()
    office.worker("one")
    who = crew(office, prefect)
    with who.api:
        for flow in ("sweep", "verify", "reindex"):
            path = f"/deployments/{who.deployment(flow)}/create_flow_run"
            run = who.api.post(path, {})["id"]
            office.wait_for(lambda run=run: _ended(who, run))
            assert who.api.get(f"/flow_runs/{run}")["state_type"] == "COMPLETED", flow
    office.wait_for(lambda: office.finished() == 3)
    assert office.ask("SELECT count(*) FROM originals WHERE verified_at IS NOT NULL") != [("0",)]


def test_a_second_worker_of_a_name_is_refused(office: Grown) -> None:
    office.worker("one")
    second = office.run("worker", "--name", "one", "--json")
    assert (second.code, second.json["error"]["code"]) == (2, "worker.already_running")


def _ended(who: Crew, run: str) -> bool:
    time.sleep(0.3)
    return who.api.get(f"/flow_runs/{run}")["state_type"] in ("COMPLETED", "FAILED", "CRASHED")
