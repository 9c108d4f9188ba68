"""The server of a running office: found by others, one a home, its runner takes what is sent."""

import json
import os
import signal
import threading
import time

import pytest

from flows.crew import Crew
from flows.office_server import OfficeServer, running_server
from flows.runtime import Address, connected
from flows.serving import serve_office
from pipeline.errors import BadRequest, ServiceDown
from pipeline.messages import MESSAGES

pytestmark = pytest.mark.flows


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("office") / "Hồ sơ 100%25 có? #1"
    folder.mkdir()
    return folder


@pytest.fixture(scope="module")
def office(home, private_server):
    """Started after `private_server`, which has set this process's Prefect environment."""
    with OfficeServer(home) as server:
        yield server


def test_where_nothing_runs_the_answer_comes_at_once(tmp_path):
    begun = time.perf_counter()
    assert running_server(tmp_path) is None
    assert time.perf_counter() - begun < 0.05


def test_a_running_server_is_found_quickly(home, office):
    begun = time.perf_counter()
    assert running_server(home) == office.address
    assert time.perf_counter() - begun < 1


def test_its_card_is_for_the_owner_only(home, office):
    card = home / "prefect" / "server.json"
    assert card.stat().st_mode & 0o777 == 0o600
    assert json.loads(card.read_text())["pid"] > 0


def test_a_home_of_any_name_keeps_its_runs_inside(home, office):
    assert (home / "prefect" / "prefect.db-wal").exists()
    assert [path.name for path in home.parent.iterdir()] == [home.name]


def test_a_second_one_for_the_same_home_is_refused(home, office):
    with pytest.raises(BadRequest) as refused, OfficeServer(home):
        pass
    assert refused.value.code == "up.already_running"
    assert refused.value.code in MESSAGES
    assert running_server(home) == office.address


@pytest.mark.parametrize(
    "card",
    ["", "[]", "{}", '{"url": "http://127.0.0.1:9/api", "auth": "a:b", "pid": 1, "born": "0"}'],
)
def test_a_card_left_behind_is_no_server(card, tmp_path):
    (tmp_path / "prefect").mkdir()
    (tmp_path / "prefect" / "server.json").write_text(card)
    assert running_server(tmp_path) is None


def test_what_is_sent_is_run_in_a_process_of_its_own(home, office):
    over = threading.Event()
    serving = threading.Thread(target=serve_office, args=(home, office.address, over))
    serving.start()
    try:
        crew = Crew(office.address, None)
        with crew.api:
            run = crew.start("batch", [])  # waits until the flow is offered
        with connected(office.address):
            assert _end_of(run) == "Completed"
    finally:
        over.set()
        serving.join(30)
    assert not serving.is_alive()


def test_nothing_can_be_sent_where_no_server_answers(tmp_path, private_server):
    crew = Crew(Address("http://127.0.0.1:9/api", "a:b"), None)
    with crew.api, pytest.raises(ServiceDown) as down:
        crew.start("batch", [])
    assert down.value.code == "runner.unreachable"


def test_a_killed_server_is_not_found_and_the_home_can_start_again(tmp_path, private_server):
    with OfficeServer(tmp_path):
        pid = json.loads((tmp_path / "prefect" / "server.json").read_text())["pid"]
        os.kill(pid, signal.SIGKILL)
        assert _soon(lambda: running_server(tmp_path) is None)
    with OfficeServer(tmp_path) as again:
        assert running_server(tmp_path) == again.address
    assert running_server(tmp_path) is None
    assert not (tmp_path / "prefect" / "server.json").exists()


def test_damaged_notes_of_the_runner_are_a_service_that_is_down(tmp_path, private_server):
    (tmp_path / "prefect").mkdir()
    (tmp_path / "prefect" / "prefect.db").write_bytes(b"not a database" * 100)
    with pytest.raises(ServiceDown, match="not a database"), OfficeServer(tmp_path):
        pass


def _end_of(run: str) -> str:
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        until = time.monotonic() + 90
        while time.monotonic() < until:
            state = client.read_flow_run(run).state
            if state.is_final():
                return state.name
            time.sleep(0.2)
    return "never ended"


def _soon(true) -> bool:
    until = time.monotonic() + 10
    while not true() and time.monotonic() < until:
        time.sleep(0.05)
    return true()
