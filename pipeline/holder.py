"""Who holds a claim: this process, told apart from every other one on any machine."""

import os
import socket
from functools import cache
from pathlib import Path


@cache
def this_process() -> str:
    """`host|boot|pid|start`: unique even when process ids are used again."""
    return f"{_machine()}|{os.getpid()}|{_start_of(os.getpid())}"


def is_gone(holder: str) -> bool:
    """True when the holder certainly ended: it ran on this machine and no longer does, or before its last boot."""
    host, boot, pid, start = holder.split("|")
    if host != _host():
        return False
    return boot != _boot() or _start_of(int(pid)) != start


def _machine() -> str:
    return f"{_host()}|{_boot()}"


@cache
def _host() -> str:
    return socket.gethostname().replace("|", "-")


@cache
def _boot() -> str:
    return Path("/proc/sys/kernel/random/boot_id").read_text().strip()


def _start_of(pid: int) -> str:
    """Start time of a process in clock ticks since boot (field 22 of /proc/PID/stat), empty if it ended."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""
    state, *rest = stat.rsplit(")", 1)[1].split()
    return "" if state in "ZX" else rest[18]
