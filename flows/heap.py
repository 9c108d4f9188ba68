"""The memory of a process of many threads."""

import ctypes
from contextlib import suppress

_ARENA_MAX = -8  # M_ARENA_MAX of glibc's mallopt(3)


def share_heap() -> None:
    """Let all threads of this process allocate from one heap, where the C library is glibc.

    By default each has its own, and what one frees no other uses: the main process grew from 230 to
    390 MB over 600 documents, without holding any more; with one heap it stays at 200 MB.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_ARENA_MAX, 1)
