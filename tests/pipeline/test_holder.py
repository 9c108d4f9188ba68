"""A holder is gone only where that can be seen for sure."""

import multiprocessing
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.holder import is_gone, this_process

HOUSE = Path(__file__).resolve().parents[2]
WORDS = "from pipeline.holder import this_process; print(this_process(), flush=True); input()"


def test_this_process_is_not_gone() -> None:
    assert not is_gone(this_process())


def test_a_process_that_ended_here_is_gone() -> None:
    process = multiprocessing.get_context("spawn").Process(target=print)
    process.start()
    process.join()
    host, place, _, start = this_process().split("|")
    assert is_gone(f"{host}|{place}|{process.pid}|{start}")


def test_a_process_number_used_again_is_another_process() -> None:
    assert is_gone(this_process() + "0")


@pytest.mark.parametrize("other", ["another-boot/pid:[1]", ""])
def test_nothing_is_known_of_another_machine_of_the_same_name(other: str) -> None:
    host, _, pid, start = this_process().split("|")
    assert not is_gone(f"{host}|{other}|{pid}|{start}0")


@pytest.fixture
def contained() -> Iterator[str]:
    """A living process as a container has it: same host name, its own process numbers."""
    words = ["unshare", "--pid", "--fork", "--kill-child", "--mount-proc", sys.executable, "-c"]
    process = subprocess.Popen(
        [*words, WORDS], cwd=HOUSE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin and process.stdout
    holder = process.stdout.readline().strip()
    if not holder:
        pytest.skip("name spaces cannot be made here")
    yield holder
    process.communicate("\n")


def test_a_process_in_a_container_of_the_same_name_is_not_taken_for_gone(contained: str) -> None:
    assert contained.split("|")[0] == this_process().split("|")[0]
    assert not is_gone(contained)
