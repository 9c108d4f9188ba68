"""What is written survives a power cut."""

import os
from pathlib import Path


def flush(path: Path) -> None:
    """Bring a file, or the names in a folder (a rename, a link), to the disk; raises OSError."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
