"""Shared by all tests: no stray Prefect, one thread for Tesseract, the folder of real scans."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

pytest_plugins = ["servers.fixtures"]

settings.register_profile(
    "patient", deadline=None
)  # machines are noisy: speed is judged in benches
settings.load_profile("patient")

os.environ["PREFECT_SERVER_EPHEMERAL_ENABLED"] = "false"
os.environ["OMP_THREAD_LIMIT"] = "1"
for name in [name for name in os.environ if name.startswith("SOHOA_")]:
    del os.environ[name]


@pytest.fixture(scope="session")
def real_scans() -> Path:
    """The folder `shared/real` beside the project; tests skip where it is absent."""
    folder = Path(__file__).resolve().parents[1].parent / "shared" / "real"
    if not folder.is_dir():
        pytest.skip("shared/real is not there: real scans are never committed")
    return folder
