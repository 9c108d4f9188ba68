"""The folder of the embedded index: other processes, kills, damage, a full disk."""

import json
import os
import random
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import tantivy

from pipeline.errors import Exit, IndexDamaged, ServiceDown
from pipeline.messages import MESSAGES
from pipeline.model import Reader
from search.embedded import EmbeddedIndex
from search.generations import Generations
from search.query import parse

ROOT = Path(__file__).resolve().parents[2]

PROGRAM = """
import sys
from pathlib import Path
from pipeline.model import Findable
from search.embedded import EmbeddedIndex

def paper(n, revision, text="chữ " * 200):
    return Findable(document=f"d{n}", revision=revision, file="a", type="t", title="", issued=None,
                    dossiers=(), roles=(), units=(), fields=(), pages=((1, tuple(text.split())),))

def told(n):
    print(n, flush=True)

index = EmbeddedIndex(Path(sys.argv[1]))
"""

PUTS = "for n in range(10**6):\n    index.put([paper(n, 1)])\n    told(n)\n"
REBUILDS = (
    "for n in range(10**6):\n"
    "    index.rebuild(paper(k, n + 2) for k in range(50))\n"
    "    told(n + 2)\n"
)
HOLDS = (
    "def slow():\n"
    "    told('writing')\n"
    "    import time; time.sleep(60)\n"
    "    yield paper(1, 1)\n"
    "index.put(slow())\n"
)


def start(program: str, folder: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM + program, str(folder)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def kill_after(process: "subprocess.Popen[str]", seconds: float) -> list[str]:
    """Let it work for a while from its first line on, kill it, return its lines."""
    assert process.stdout is not None
    first = process.stdout.readline()
    time.sleep(seconds)
    process.kill()
    lines = [first, *process.stdout.readlines()]
    process.stdout.close()
    process.wait()
    return [line.strip() for line in lines if line.endswith("\n")]


def total(index: EmbeddedIndex, text: str = "chữ") -> int:
    return index.search(parse(text), Reader(), limit=5).total


def segment(folder: Path, ending: str) -> Path:
    return next(folder.glob(f"gen-*/*.{ending}"))


@pytest.fixture
def filled(tmp_path, paper) -> Path:
    folder = tmp_path / "index"
    index = EmbeddedIndex(folder)
    index.put([paper("a", "chữ một"), paper("b", "chữ hai")])
    index.close()
    return folder


def test_a_missing_and_an_empty_folder_become_a_fresh_index(tmp_path, paper):
    for folder in (tmp_path / "deep" / "missing", tmp_path / "empty"):
        index = EmbeddedIndex(folder)
        assert total(index) == 0
        index.put([paper("a", "chữ")])
        assert total(EmbeddedIndex(folder)) == 1


def test_making_an_index_object_touches_nothing(tmp_path):
    EmbeddedIndex(tmp_path / "missing")
    assert not (tmp_path / "missing").exists()


def test_others_see_a_commit_and_a_rebuild_at_their_next_search(filled, paper):
    ours, theirs = EmbeddedIndex(filled), EmbeddedIndex(filled)
    assert total(ours) == 2
    theirs.put([paper("c", "chữ")])
    assert total(ours) == 3
    for n in range(1, 4):
        theirs.rebuild(paper(f"d{k}", "chữ") for k in range(n))
        assert total(ours) == n
    assert len(list(filled.glob("gen-*"))) == 1


def test_after_close_it_opens_again(filled):
    index = EmbeddedIndex(filled)
    index.close()
    assert total(index) == 2


def test_a_writer_waits_for_another_process_and_then_says_so(filled, paper):
    process = start(HOLDS, filled)
    assert process.stdout is not None
    process.stdout.readline()
    index = EmbeddedIndex(filled, wait=0.2)
    for write in (lambda: index.put([paper("c", "chữ")]), lambda: index.rebuild([])):
        with pytest.raises(ServiceDown):
            write()
    assert total(index) == 2  # searching needs no lock
    process.kill()
    process.stdout.close()
    process.wait()
    index.put([paper("c", "chữ")])
    assert total(index) == 3


def test_threads_write_one_after_the_other(filled, paper):
    index = EmbeddedIndex(filled)
    threads = [
        threading.Thread(target=lambda n=n: index.put([paper(f"t{n}", "chữ")])) for n in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert total(index) == 6


def test_a_writer_killed_at_any_moment_loses_nothing_it_acknowledged(tmp_path, paper):
    dice = random.Random(7)
    for round_ in range(2):
        folder = tmp_path / str(round_)
        acknowledged = kill_after(start(PUTS, folder), dice.uniform(0.02, 0.2))
        index = EmbeddedIndex(folder)
        held = index.revisions()
        assert {f"d{line}" for line in acknowledged} <= set(held)
        assert len(held) <= len(acknowledged) + 1
        assert total(index) == len(held)
        index.put([paper("after", "chữ")])
        assert total(index) == len(held) + 1


def test_a_rebuild_killed_at_any_moment_leaves_the_old_or_the_new_index(tmp_path, paper):
    dice = random.Random(7)
    for round_ in range(2):
        folder = tmp_path / str(round_)
        done = kill_after(start(REBUILDS, folder), dice.uniform(0.02, 0.2))
        index = EmbeddedIndex(folder)
        held = index.revisions()
        assert len(held) == 50
        assert set(held.values()) <= {int(done[-1]), int(done[-1]) + 1}
        assert len(set(held.values())) == 1
        assert index.rebuild([paper("a", "chữ")]) == 1
        assert [each.name[:4] for each in folder.iterdir() if each.is_dir()] == ["gen-"]


def test_the_index_in_use_is_found_though_it_is_swapped_all_the_time(tmp_path):
    generations = Generations(tmp_path, "made here", wait=5)
    over = threading.Event()

    def swap():
        while not over.is_set():
            with generations.writing():
                generations.replace(lambda _: None)

    with generations.writing():
        generations.first(lambda _: None)
    with ThreadPoolExecutor(1) as threads:
        swapping = threads.submit(swap)
        try:
            found = {generations.current() for _ in range(20_000)}
        finally:
            over.set()
        swapping.result()
    assert None not in found and len(found) > 3


def test_searches_go_on_while_another_process_rebuilds(tmp_path):
    process = start(REBUILDS, tmp_path / "index")
    assert process.stdout is not None
    process.stdout.readline()
    index = EmbeddedIndex(tmp_path / "index")
    until = time.monotonic() + 0.4
    while time.monotonic() < until:
        assert total(index) == 50
    process.kill()
    process.stdout.close()
    process.wait()


def test_the_first_making_of_an_index_killed_half_way_is_none_yet(tmp_path):
    folder = tmp_path / "index"
    (folder / "new-abc").mkdir(parents=True)
    (folder / "current").write_text("gen-0001")
    assert total(EmbeddedIndex(folder)) == 0
    assert not (folder / "new-abc").exists()


def spoil_bytes(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


DAMAGE = {
    "pointer lost": lambda folder: (folder / "current").unlink(),
    "pointer garbled": lambda folder: (folder / "current").write_bytes(b"\xff\xfe"),
    "stamp lost": lambda folder: segment(folder, "term").with_name("stamp").unlink(),
    "other version": lambda folder: (
        segment(folder, "term").with_name("stamp").write_text("format 0")
    ),
    "meta lost": lambda folder: segment(folder, "term").with_name("meta.json").unlink(),
    "meta cut": lambda folder: os.truncate(segment(folder, "term").with_name("meta.json"), 20),
    "segment lost": lambda folder: segment(folder, "idx").unlink(),
    "segment zeroed": lambda folder: spoil_bytes(segment(folder, "term")),
    "segment cut": lambda folder: os.truncate(segment(folder, "fast"), 30),
    "segment empty": lambda folder: os.truncate(segment(folder, "pos"), 0),
}


@pytest.mark.parametrize("how", list(DAMAGE))
def test_damage_is_said_by_its_own_error_and_mended_by_a_rebuild(filled, paper, how):
    DAMAGE[how](filled)
    index = EmbeddedIndex(filled)
    for use in (lambda: total(index), index.revisions, lambda: index.put([paper("c", "chữ")])):
        with pytest.raises(IndexDamaged):
            use()
    assert index.rebuild([paper("a", "chữ")]) == 1
    assert total(index) == 1
    index.put([paper("c", "chữ")])
    assert total(EmbeddedIndex(filled)) == 2


def put_in_place(path: Path, content: bytes) -> None:
    """Other bytes under the same name; those the engine may still have mapped stay as they are."""
    fresh = path.parents[1] / "fresh"
    fresh.write_bytes(content)
    fresh.replace(path)


def test_bytes_spoiled_inside_a_file_give_no_other_error(filled, paper):
    dice = random.Random(3)
    for path in sorted(filled.glob("gen-*/*")):
        if not path.stat().st_size:
            continue
        whole = path.read_bytes()
        spoiled = bytearray(whole)
        for _ in range(4):
            spoiled[dice.randrange(len(whole))] ^= 0xFF
        put_in_place(path, bytes(spoiled))
        try:
            total(EmbeddedIndex(filled))
            EmbeddedIndex(filled).revisions()
        except IndexDamaged:
            pass
        put_in_place(path, whole)
    assert total(EmbeddedIndex(filled)) == 2


def test_an_index_with_other_fields_is_rebuilt_even_under_the_same_stamp(filled, paper):
    place = segment(filled, "term").parent
    stamp = (place / "stamp").read_bytes()
    shutil.rmtree(place)
    place.mkdir()
    tantivy.Index(tantivy.SchemaBuilder().add_text_field("id").build(), path=str(place))
    (place / "stamp").write_bytes(stamp)
    with pytest.raises(IndexDamaged):
        total(EmbeddedIndex(filled))
    assert EmbeddedIndex(filled).rebuild([paper("a", "chữ")]) == 1


def test_damaged_is_retryable_and_has_its_sentence():
    assert (IndexDamaged.code, IndexDamaged.exit_code) == ("index.damaged", Exit.SERVICE_DOWN)
    assert IndexDamaged.retryable
    assert "reindex" in MESSAGES["index.damaged"].advice("en")


def test_an_error_in_a_document_is_no_damage(filled):
    def broken() -> Iterator[None]:
        raise ValueError("not ours")
        yield

    with pytest.raises(ValueError, match="not ours"):
        EmbeddedIndex(filled).put(broken())


def test_no_folder_can_be_made_where_a_file_stands(tmp_path, paper):
    (tmp_path / "file").write_text("x")
    index = EmbeddedIndex(tmp_path / "file" / "index")
    for use in (
        lambda: total(index),
        lambda: index.put([paper("a", "x")]),
        lambda: index.rebuild([]),
    ):
        with pytest.raises(ServiceDown):
            use()


FULL = """
import resource, signal, json
from pipeline.errors import SohoaError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))
text = " ".join(f"chữ{n}" for n in range(3000))
said = []
for use in (lambda: index.put([paper(9, 1, text)]), lambda: index.rebuild([paper(9, 1, text)])):
    try:
        use()
        said.append("done")
    except SohoaError as exc:
        said.append(exc.code)
told(json.dumps(said))
"""


def test_a_full_disk_is_service_down_and_spoils_nothing(filled, paper):
    process = start(FULL, filled)
    said, _ = process.communicate(timeout=60)
    assert json.loads(said.splitlines()[-1]) == ["service.down", "service.down"]
    index = EmbeddedIndex(filled)
    assert index.revisions() == {"a": 1, "b": 1}
    index.put([paper("c", "chữ")])
    assert total(index) == 3
    index.rebuild([paper("c", "chữ")])
    assert [each.name for each in filled.iterdir() if each.is_dir()] == ["gen-0002"]


def test_the_whole_folder_may_go_and_come_back_empty(filled, paper):
    index = EmbeddedIndex(filled)
    assert total(index) == 2
    shutil.rmtree(filled)
    assert total(index) == 0
    index.put([paper("a", "chữ")])
    assert total(index) == 1
