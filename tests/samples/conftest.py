import hashlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

import samples
from samples import Box, MadePaper, WrittenDossiers


@pytest.fixture(scope="session")
def made() -> Callable[[str, str, str, int], MadePaper]:
    """`samples.paper`, made once a test run."""
    return lru_cache(maxsize=None)(samples.paper)


@pytest.fixture(scope="session")
def dossiers(tmp_path_factory: pytest.TempPathFactory) -> WrittenDossiers:
    """Six dossiers, one of each fate."""
    return samples.write_dossiers(tmp_path_factory.mktemp("hồ sơ"), 6, 3)


@pytest.fixture(scope="session")
def upright() -> Callable[[MadePaper, int], NDArray[np.uint8]]:
    """Page (from 1) of a paper as grey pixels, turned as its truth says."""

    def turn(paper: MadePaper, number: int) -> NDArray[np.uint8]:
        page: Image.Image = paper.pages[number - 1].convert("L")
        return np.rot90(np.asarray(page), -paper.truth.pages[number - 1].turned // 90)

    return turn


@pytest.fixture(scope="session")
def cut() -> Callable[[NDArray[np.uint8], Box], NDArray[np.uint8]]:
    """The part of a page that a box of fractions encloses."""

    def part(page: NDArray[np.uint8], box: Box) -> NDArray[np.uint8]:
        height, width = page.shape
        left, top, right, bottom = box
        return page[
            int(top * height) : int(bottom * height) + 1, int(left * width) : int(right * width) + 1
        ]

    return part


@pytest.fixture(scope="session")
def fingerprint() -> Callable[[Path], dict[str, str]]:
    """Relative path and SHA-256 of every file below a folder."""

    def of(folder: Path) -> dict[str, str]:
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        return {
            str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in files
        }

    return of
