"""Who holds a claim: this process, told apart from every other one on any machine or in any container."""

import os
import socket
from functools import cache
from pathlib import Path


@cache
def this_process() -> str:
    """`host|place|pid|start`: unique even when process ids and host names are used again."""
    host = socket.gethostname().replace("|", "-")  # for people; tells nothing for sure
    return f"{host}|{_place()}|{os.getpid()}|{_start_of(os.getpid())}"


def is_gone(holder: str) -> bool:
    """True when the holder certainly ended: only where its process ids mean the same as ours can we see that."""
    _, place, pid, start = holder.split("|")
    return place == _place() and _start_of(int(pid)) != start


@cache
def _place() -> str:
    """Boot of the kernel and number space of processes: containers on one machine share the first only."""
    boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    return f"{boot}/{Path('/proc/self/ns/pid').readlink()}"


def _start_of(pid: int) -> str:
    """Start time of a process in clock ticks since boot (field 22 of /proc/PID/stat), empty if it ended."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""
    state, *rest = stat.rsplit(")", 1)[1].split()
    return "" if state in "ZX" else rest[18]
