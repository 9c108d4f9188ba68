"""`sohoa up`: inbox, runner, sweep; everything ends with it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytestmark = [pytest.mark.flows, pytest.mark.ocr]
Picture = Callable[[str, int], Path]


@pytest.fixture
def up(empty) -> Iterator["subprocess.Popen[str]"]:
    told = {
        **os.environ,
        "SOHOA_HOME": str(empty.home),
        "SOHOA_INBOX_QUIET_SECONDS": "1",
        "SOHOA_PROFILE": "fast",
        "LC_ALL": "C.UTF-8",
    }
    started = subprocess.Popen(
        [Path(sys.executable).with_name("sohoa"), "up", "--lang", "en"],
        env=told,
        cwd=empty.cwd,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert started.stderr is not None
    for line in started.stderr:
        if "is running" in line:
            break
    yield started
    if started.poll() is None:
        started.kill()
    started.stderr.close()
    started.wait()


def wait_for(happened: Callable[[], bool], seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, "did not happen in time"
        time.sleep(0.5)


def processes_below(home: Path) -> list[str]:
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            told = (entry / "environ").read_bytes()
        except OSError:
            continue
        if f"SOHOA_HOME={home}".encode() in told.split(b"\0"):
            found.append(entry.name)
    return found


def test_the_inbox_is_emptied_read_and_answered_and_all_ends_with_up(
    up, empty, picture: Picture
) -> None:
    inbox = empty.home / "inbox"
    good, bad = inbox / "H60.05-240105-0001" / "ket-qua" / "giấy.jpg", inbox / "web.pdf"
    good.parent.mkdir(parents=True)
    picture("a.jpg", 7).rename(good)
    bad.write_text("<html></html>")
    wait_for(lambda: not bad.exists() and not good.exists())
    done, refused = list((inbox / "done").rglob("*.jpg")), list((inbox / "rejected").rglob("*.pdf"))
    assert len(done) == len(refused) == 1
    assert "scan.not_a_scan" in refused[0].with_name("web.pdf.txt").read_text()
    wait_for(lambda: empty.json("search", "ngày")["total"] == 1)
    hit = empty.json("search", "ngày")["hits"][0]
    assert hit["dossiers"] == ["H60.05-240105-0001"] and hit["role"] == "result"

    second = picture("b.jpg", 8)
    said = empty.run("digitize", second, "--json", "--lang", "en")
    assert said.code == 0 and said.json["documents"][0]["status"] == "indexed"
    assert "private" not in said.err, "the running office was used"

    up.send_signal(signal.SIGTERM)
    assert up.wait(20) == 0
    wait_for(lambda: processes_below(empty.home) == [], 15)
