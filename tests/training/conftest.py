import sys
from pathlib import Path

import pytest

from samples import FontMissing

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))


@pytest.fixture(scope="session")
def faces():
    """Font files to train on; tests skip where none has all letters."""
    import line_lots

    try:
        return line_lots.faces()
    except FontMissing as missing:
        pytest.skip(str(missing))
