"""What processes that were killed leave in the temp folder: half copies and work rooms."""

import math
import shutil
from pathlib import Path

_OLD_SECONDS = 24 * 3600.0


def remove_leftovers(tmp: Path, now: float) -> int:
    """Remove what nobody touched for a day; returns how much was removed. now: seconds since the epoch."""
    old = [path for path in tmp.iterdir() if _touched(path) < now - _OLD_SECONDS]
    for path in old:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    return len(old)


def _touched(path: Path) -> float:
    """When a path was last changed; never, as it were, for one that has just gone."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return math.inf
