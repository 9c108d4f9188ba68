"""An office of its own for each test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from faults.office import Office, descendants
from PIL import Image, ImageDraw


@pytest.fixture
def family() -> Callable[[int], dict[int, str]]:
    """All processes below one."""
    return descendants


@pytest.fixture(scope="session")
def office_at() -> Callable[[Path], Office]:
    """A new office below a folder."""

    def made(folder: Path) -> Office:
        (folder / "faults").mkdir()
        return Office(folder / "home", folder / "faults")

    return made


@pytest.fixture
def office(tmp_path: Path, office_at: Callable[[Path], Office]) -> Iterator[Office]:
    """A new office; what was started in it ends with the test."""
    made = office_at(tmp_path)
    yield made
    for process in made.started:
        if process.poll() is None:
            process.kill()
        process.communicate()


@pytest.fixture(scope="session")
def scans(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Four papers: a JPEG, a PNG, a PDF of three pages, a TIFF of two; large enough to be read but once."""
    folder = tmp_path_factory.mktemp("scans")
    _page(1).save(folder / "một.jpg", dpi=(150, 150))
    _page(2).save(folder / "hai.png", dpi=(150, 150))
    _page(3).save(
        folder / "ba.pdf", resolution=150, save_all=True, append_images=[_page(4), _page(5)]
    )
    _page(6).save(folder / "sáu.tif", dpi=(150, 150), save_all=True, append_images=[_page(7)])
    return sorted(folder.iterdir())


@pytest.fixture(scope="session")
def odd_scan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A PDF of four pages, the second square and the third wide: there the engine may fail."""
    path = tmp_path_factory.mktemp("odd") / "lẻ.pdf"
    pages = [_page(21), _page(22, (1200, 1200)), _page(23, (1650, 1200)), _page(24)]
    pages[0].save(path, resolution=150, save_all=True, append_images=pages[1:])
    return path


def _page(number: int, size: tuple[int, int] = (1200, 1650)) -> Image.Image:
    page = Image.new("L", size, 255)
    ink = ImageDraw.Draw(page)
    for line in range(10):
        ink.text((120, 120 + 90 * line), f"page {number} line {line} " * 2, fill=0, font_size=36)
    return page
