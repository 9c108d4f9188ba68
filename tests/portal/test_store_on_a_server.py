"""The command line with its originals on a real MinIO: same answers, attacks named, credentials kept."""

import hashlib
import io
import json
import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from minio import Minio as Client
from minio.error import S3Error
from servers.fault_proxy import fault_proxy
from servers.process import free_port
from servers.stores import address_of, fresh_bucket, raw_client

pytestmark = [pytest.mark.servers, pytest.mark.flows, pytest.mark.ocr]

COMMAND = Path(sys.executable).with_name("sohoa")
CODE = "H60.05-240105-0001"


class OnServer:
    """An office whose store is on the session's MinIO."""

    def __init__(self, office, minio, bucket: str) -> None:
        self.office = office
        self.originals = f"{bucket}-originals"
        self.client: Client = raw_client(minio)
        self.settings = {
            "SOHOA_STORE": address_of(minio, bucket),
            "SOHOA_STORE_ACCESS_KEY": minio.user,
            "SOHOA_STORE_SECRET_KEY": minio.password,
        }

    def json(self, *words, code: int = 0, **settings: str) -> dict[str, Any]:
        said = self.office.run(*words, "--json", **{**self.settings, **settings})
        assert said.code == code, (said.code, said.out, said.err)
        secret = self.settings["SOHOA_STORE_SECRET_KEY"]
        assert secret not in said.out + said.err
        return said.json

    def logs(self) -> str:
        return "".join(path.read_text() for path in (self.office.home / "logs").iterdir())


@pytest.fixture
def on_server(empty, minio) -> OnServer:
    return OnServer(empty, minio, fresh_bucket())


def test_a_paper_goes_its_whole_way(on_server, picture, tmp_path) -> None:
    scan = picture("quét.jpg", 7)
    report = on_server.json("digitize", scan, "--dossier", CODE, "--profile", "fast")
    (entry,) = report["documents"]
    assert entry["status"] == "indexed"
    assert not (on_server.office.home / "store").exists()
    on_server.json("show", entry["document"], "--original", tmp_path / "o", "--pdf", tmp_path / "p")
    assert (tmp_path / "o").read_bytes() == scan.read_bytes()
    assert (tmp_path / "p").read_bytes().startswith(b"%PDF")
    assert on_server.json("show", entry["document"], "--text")["text"]
    found = on_server.json("verify")
    assert (found["checked"], found["stray"]) == (1, [])
    on_server.json("export", CODE, tmp_path / "out")
    sums = (tmp_path / "out" / CODE / "SHA256SUMS").read_text()
    assert entry["sha256"] in sums
    again = on_server.json("digitize", scan)["documents"]
    assert [one["status"] for one in again] == ["duplicate"]
    on_server.json("withdraw", entry["document"], "--why", "nhầm", "--by", "Hà")
    assert on_server.json("verify")["missing"] == []
    assert not list((on_server.office.home / "tmp").glob("get-*"))
    assert on_server.settings["SOHOA_STORE_SECRET_KEY"] not in on_server.logs()


def test_credentials_stand_in_no_process_list_and_no_file(on_server, picture) -> None:
    secret = on_server.settings["SOHOA_STORE_SECRET_KEY"].encode()
    on_server.office.home.mkdir()
    (on_server.office.home / "secrets.toml").write_text(
        f'store_secret_key = "{on_server.settings.pop("SOHOA_STORE_SECRET_KEY")}"\n'
    )
    words = ["digitize", str(picture("quét.jpg", 11)), "--profile", "fast", "--debug"]
    environment = {**os.environ, "SOHOA_HOME": str(on_server.office.home), **on_server.settings}
    out = on_server.office.cwd / "said"
    with out.open("wb") as said:
        process = subprocess.Popen([COMMAND, *words], env=environment, stdout=said, stderr=said)
        while process.poll() is None:
            for line in Path("/proc").glob("[0-9]*/cmdline"):
                with suppress(OSError):
                    assert secret not in line.read_bytes()
            time.sleep(0.05)
    assert process.returncode == 0
    written = [path for path in on_server.office.home.rglob("*") if path.is_file()]
    assert len(written) > 5
    told = [path.name for path in (out, *written) if secret in path.read_bytes()]
    assert told == ["secrets.toml"]


@pytest.mark.parametrize("attack", ["delete", "overwrite", "bypass"])
def test_verify_names_what_was_done_to_an_original(on_server, picture, tmp_path, attack) -> None:
    scan = picture("quét.jpg", 8)
    (entry,) = on_server.json("digitize", scan, "--profile", "fast")["documents"]
    key = f"originals/{entry['sha256']}"
    if attack == "delete":
        on_server.client.remove_object(on_server.originals, key)
    elif attack == "overwrite":
        on_server.client.put_object(on_server.originals, key, io.BytesIO(b"forged"), 6)
    else:
        (version,) = on_server.client.list_objects(
            on_server.originals, key, recursive=True, include_version=True
        )
        on_server.client._execute(
            "DELETE",
            on_server.originals,
            key,
            headers={"x-amz-bypass-governance-retention": "true"},
            query_params={"versionId": version.version_id},
        )
    found = on_server.json("verify", code=5)
    if attack == "bypass":
        assert (found["missing"], found["hidden"]) == ([key], [])
        return
    assert (found["missing"], found["changed"], found["hidden"]) == ([], [], [key])
    on_server.json("show", entry["document"], "--original", tmp_path / "o")
    assert (tmp_path / "o").read_bytes() == scan.read_bytes()
    again = on_server.json("reread", entry["document"], "--profile", "fast")
    assert again["status"] == "indexed"


def test_a_dossier_is_held_and_released(on_server, picture) -> None:
    first = on_server.json("digitize", picture("a.jpg", 1), "--dossier", CODE, "--profile", "fast")
    answer = on_server.json("hold", CODE, "--by", "Hà")
    assert answer == {"dossier": CODE, "held": True, "documents": 1}
    later = on_server.json("digitize", picture("b.jpg", 2), "--dossier", CODE, "--profile", "fast")
    papers = [report["documents"][0] for report in (first, later)]
    places = [(on_server.originals, f"originals/{paper['sha256']}") for paper in papers]
    assert [on_server.client.is_object_legal_hold_enabled(*place) for place in places] == [True] * 2
    on_server.json("hold", CODE, "--release", "--by", "Hà")
    assert not any(on_server.client.is_object_legal_hold_enabled(*place) for place in places)
    history = on_server.json("show", papers[0]["document"])["history"]
    assert [line["event"] for line in history if line["by"] == "Hà"] == ["held", "released"]
    assert on_server.json("hold", "H60.05-240105-0077", "--by", "Hà", code=2)


WRONG = {
    "store.unreachable": {"SOHOA_STORE": "s3+http://127.0.0.1:{port}/sohoa"},
    "store.credentials": {"SOHOA_STORE_SECRET_KEY": "wrong-but-kept-secret"},
    "store.tls": {"SOHOA_STORE": "s3+https://{endpoint}/sohoa"},
}


def test_every_command_names_the_fault_within_seconds(on_server, minio, picture) -> None:
    places = {"port": free_port(), "endpoint": minio.endpoint}
    scan = picture("quét.jpg", 9)
    (entry,) = on_server.json("digitize", scan, "--profile", "fast")["documents"]
    commands = [
        ("digitize", picture("mới.jpg", 10)),
        ("show", entry["document"], "--text"),
        ("search", "ngày"),
        ("verify",),
        ("sweep",),
    ]
    for code, settings in WRONG.items():
        wrong = {name: value.format(**places) for name, value in settings.items()}
        for words in commands:
            started = time.monotonic()
            answer = on_server.json(*words, code=4, **wrong)
            assert time.monotonic() - started < 5, words
            assert answer["error"]["code"] == code and answer["error"]["advice"], words
            assert "wrong-but-kept-secret" not in json.dumps(answer)
        checks = on_server.json("doctor", code=3, **wrong)["checks"]
        store = next(check for check in checks if check["name"] == "store")
        assert not store["ok"] and code in store["found"] and "store" in store["advice"]
    assert on_server.json("sweep")["waiting"] == 0


def test_doctor_finds_a_sound_store(on_server) -> None:
    checks = on_server.json("doctor")["checks"]
    store = next(check for check in checks if check["name"] == "store")
    assert store["ok"] and "governance 20" in store["found"]


def test_a_store_that_fails_while_papers_come_in_leaves_them_waiting(
    on_server, minio, picture
) -> None:
    scans = [picture(f"{n}.jpg", 20 + n) for n in range(3)]
    bucket = on_server.originals.removesuffix("-originals")
    with fault_proxy(minio.port) as proxy:
        through = {"SOHOA_STORE": f"s3+http://127.0.0.1:{proxy.port}/{bucket}"}
        on_server.json("sweep", **through)
        proxy.say_after(1_000_000, "503 Service Unavailable", "SlowDown")
        report = on_server.json("digitize", *scans, "--profile", "fast", code=4, **through)
    assert report["error"]["code"] == "store.unreachable"
    statuses = {entry["status"] for entry in report["documents"]}
    assert statuses <= {"waiting", "indexed"}
    assert len(report["documents"]) + len(report["unreceived"]) == 3
    assert on_server.json("sweep")["waiting"] == 0
    done = on_server.json("digitize", *scans, "--profile", "fast")
    assert {entry["status"] for entry in done["documents"]} <= {"indexed", "duplicate"}
    found = on_server.json("verify")
    assert (found["checked"], found["missing"], found["stray"]) == (3, [], [])
    hashes = {hashlib.sha256(scan.read_bytes()).hexdigest() for scan in scans}
    kept = on_server.client.list_objects(
        on_server.originals, "originals/", recursive=True, include_version=True
    )
    assert sorted(Path(str(one.object_name)).name for one in kept) == sorted(hashes)


def test_the_administrator_cannot_shorten_what_was_promised(on_server, picture) -> None:
    report = on_server.json(
        "digitize", picture("a.jpg", 3), "--profile", "fast", SOHOA_STORE_RETENTION="compliance"
    )
    key = f"originals/{report['documents'][0]['sha256']}"
    (one,) = on_server.client.list_objects(
        on_server.originals, key, recursive=True, include_version=True
    )
    with pytest.raises(S3Error, match="WORM"):
        on_server.client.remove_object(on_server.originals, key, one.version_id)
