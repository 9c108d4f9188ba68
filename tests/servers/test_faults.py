"""Each part dies in the middle of sixty documents; after one sweep nothing is lost and nothing is twice."""

import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from servers.fault_proxy import fault_proxy
from servers.process import Server
from servers.province import Province, Servers, province

pytestmark = [pytest.mark.servers, pytest.mark.timeout(900)]

DOCUMENTS = 60
DOWN_SECONDS = 6.0
ELSEWHERE_SECONDS = 180.0
NAMED_SECONDS = 7.0  # five, and the start of two programs on a busy machine


@pytest.fixture(scope="module")
def sixty(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Sixty one-page papers."""
    folder = tmp_path_factory.mktemp("sixty")
    for number in range(DOCUMENTS):
        page = Image.new("L", (800, 1100), 255)
        ink = ImageDraw.Draw(page)
        for line in range(10):
            ink.text((80, 80 + 60 * line), f"paper {number} line {line} " * 2, 0, font_size=24)
        page.save(folder / f"{number:02}.jpg", dpi=(100, 100))
    return sorted(folder.iterdir())


@pytest.fixture
def office(servers: Servers, tmp_path: Path) -> Iterator[Province]:
    """An office with two readers that take their time."""
    with province(servers, tmp_path) as made:
        (made.faults / "slow").touch()
        made.patience = 300
        assert made.run("deploy").code == 0
        made.worker()
        made.worker()
        yield made


def begun(office: Province, files: list[Path]) -> "object":
    """Start the hand-in and return when a part of it is finished and a part is not."""
    job = office.start("digitize", *files, "--json")
    office.wait_for(lambda: office.count() >= 8)
    assert office.count() < DOCUMENTS
    return job


def finish(office: Province, files: list[Path]) -> None:
    """One sweep, and all is there once."""
    swept = office.swept()
    assert swept.code == 0, swept.err
    assert swept.json["waiting"] == 0
    office.assert_whole(files)


@pytest.mark.parametrize("part", ["minio", "postgres", "elasticsearch", "prefect"])
def test_a_server_is_killed_and_comes_back(
    office: Province, servers: Servers, sixty: list[Path], part: str
) -> None:
    server: Server = getattr(servers, part)
    job = begun(office, sixty)
    server.kill()
    time.sleep(DOWN_SECONDS)
    server.start()
    done = office.end(job)
    assert done.code in (0, 4), done.err
    finish(office, sixty)


def test_a_workers_documents_go_on_elsewhere(office: Province, sixty: list[Path]) -> None:
    office.hold()
    job = office.start("digitize", *sixty, "--json")
    office.wait_for(lambda: office.holders() == 2)
    family = office.kill_with_children(office.workers[0])
    killed = time.monotonic()
    office.go_on()
    done = office.end(job)
    assert family
    assert done.code == 0, done.err
    assert time.monotonic() - killed < ELSEWHERE_SECONDS
    finish(office, sixty)


def test_the_submitting_process_is_killed(office: Province, sixty: list[Path]) -> None:
    job = begun(office, sixty)
    job.kill()
    job.communicate()
    finish(office, sixty)


@pytest.mark.parametrize("part", ["store", "index"])
def test_a_server_answers_503_for_half_a_minute(
    servers: Servers, sixty: list[Path], tmp_path: Path, part: str
) -> None:
    port = servers.minio.port if part == "store" else servers.elasticsearch.port
    with fault_proxy(port) as proxy, province(servers, tmp_path) as office:
        setting = f"SOHOA_{part.upper()}"
        office.settings[setting] = office.settings[setting].replace(f":{port}/", f":{proxy.port}/")
        (office.faults / "slow").touch()
        office.patience = 300
        assert office.run("deploy").code == 0
        office.worker()
        job = begun(office, sixty)
        proxy.say("503 Service Unavailable", "SlowDown")
        time.sleep(30)
        proxy.sound = True
        done = office.end(job)
        assert done.code in (0, 4), done.err
        finish(office, sixty)


def test_credentials_are_in_no_log_report_or_process_list(
    office: Province, sixty: list[Path]
) -> None:
    secrets = [
        office.settings[name].encode()
        for name in ("SOHOA_STORE_SECRET_KEY", "SOHOA_CATALOG_PASSWORD")
    ]
    secrets.append(office.settings["SOHOA_RUNNER_AUTH"].split(":", 1)[1].encode())
    job = begun(office, sixty)
    for line in Path("/proc").glob("[0-9]*/cmdline"):
        assert not holds(line, secrets), line
    done = office.end(job)
    said = [done.out, done.err, *(office.run(*words).out for words in REPORTS)]
    for worker in office.workers:
        worker.send_signal(signal.SIGTERM)
        said += worker.communicate(timeout=60)
    assert not [text for text in said for secret in secrets if secret.decode() in text]
    files = [path for path in office.home.rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if holds(path, secrets)]


REPORTS = (("doctor",), ("doctor", "--json"), ("batches", "--json"), ("verify",))


def holds(path: Path, secrets: list[bytes]) -> bool:
    """Whether a secret stands in a file; one that has just gone holds none."""
    try:
        content = path.read_bytes()
    except OSError:
        return False
    return any(secret in content for secret in secrets)


WRONG: dict[str, tuple[str, Callable[[Servers], str], str]] = {
    "store nowhere": ("SOHOA_STORE", lambda _: "s3+http://127.0.0.1:9/none", "store.unreachable"),
    "store secret": ("SOHOA_STORE_SECRET_KEY", lambda _: "wrong-wrong", "store.credentials"),
    "store is the index": (
        "SOHOA_STORE",
        lambda servers: f"s3+{servers.elasticsearch.url}/none",
        "store.other_server",
    ),
    "store tls": (
        "SOHOA_STORE",
        lambda servers: f"s3+https://{servers.minio.endpoint}/none",
        "store.tls",
    ),
    "catalog nowhere": (
        "SOHOA_CATALOG",
        lambda _: "postgresql://sohoa@127.0.0.1:9/none",
        "catalog.unreachable",
    ),
    "catalog password": ("SOHOA_CATALOG_PASSWORD", lambda _: "wrong-wrong", "catalog.credentials"),
    "catalog database": (
        "SOHOA_CATALOG",
        lambda servers: servers.postgres.address("nowhere"),
        "catalog.missing",
    ),
    "catalog is the store": (
        "SOHOA_CATALOG",
        lambda servers: f"postgresql://sohoa@{servers.minio.endpoint}/none",
        "catalog.unreachable",  # it waits for a sentence of HTTP and says nothing
    ),
    "index nowhere": (
        "SOHOA_INDEX",
        lambda _: "elasticsearch+http://127.0.0.1:9/none",
        "index.unreachable",
    ),
    "index is the store": (
        "SOHOA_INDEX",
        lambda servers: f"elasticsearch+http://{servers.minio.endpoint}/none",
        "index.other_server",
    ),
    "index tls": (
        "SOHOA_INDEX",
        lambda servers: f"elasticsearch+https://127.0.0.1:{servers.elasticsearch.port}/none",
        "index.tls",
    ),
    "runner nowhere": ("SOHOA_RUNNER", lambda _: "http://127.0.0.1:9/api", "runner.unreachable"),
    "runner password": ("SOHOA_RUNNER_AUTH", lambda _: "user:wrong-wrong", "runner.credentials"),
    "runner is the store": (
        "SOHOA_RUNNER",
        lambda servers: f"http://{servers.minio.endpoint}/api",
        "runner.other_server",
    ),
    "runner pool": ("SOHOA_WORK_POOL", lambda _: "nobodys", "runner.missing"),
}


@pytest.fixture(scope="module")
def deployed(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Province]:
    """An office whose settings are all right."""
    with province(servers, tmp_path_factory.mktemp("deployed")) as office:
        assert office.run("deploy").code == 0
        yield office


@pytest.mark.parametrize("what", sorted(WRONG))
def test_what_is_wrong_is_named_within_five_seconds(
    deployed: Province, servers: Servers, sixty: list[Path], tmp_path: Path, what: str
) -> None:
    setting, value, code = WRONG[what]
    part = code.split(".")[0]
    wrong = replace(deployed, settings={**deployed.settings, setting: value(servers)})
    began = time.monotonic()
    done = wrong.run("digitize", sixty[0], "--json", "--lang", "en")
    took = time.monotonic() - began
    assert done.code == 4, done.err
    assert code in done.out, done.out
    assert any(f"`{name}`" in done.err for name in (part, "ca_file", "work_pool")), done.err
    assert "wrong-wrong" not in done.out + done.err
    told = wrong.run("doctor", "--json").json
    bad = [check["name"] for check in told["checks"] if not check["ok"] and check["needed"]]
    assert bad == [part], told
    assert took < NAMED_SECONDS, took
