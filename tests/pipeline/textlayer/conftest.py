"""Made pages, pictures of them, poppler's view of a PDF, and the PDF/A validator."""

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import pikepdf
import pytest

from pipeline.model import Box, OcrPage, Word
from pipeline.picture import PagePicture, Pixels, ScanStream, turn

VERAPDF = Path(__file__).resolve().parents[2] / "verapdf"


class Made:
    """Maker of pages and pictures for the tests."""

    def page(self, lines: Sequence[str], *, turned: int = 0) -> OcrPage:
        """Words of each line side by side, as wide as their letters are many."""
        words = []
        for number, line in enumerate(lines):
            left, top = 0.1, 0.05 + 0.018 * number
            for text in line.split(" "):
                right = left + 0.011 * len(text)
                words.append(Word(text, Box(left, top, right, top + 0.014), 0.9, number))
                left = right + 0.006
        return self.page_with(*words, turned=turned)

    def page_with(self, *words: Word, turned: int = 0) -> OcrPage:
        return OcrPage(1, 2480, 3508, 300, turned, 0.0, not words, 0.9, "made", tuple(words))

    def sheet(self, height: int = 352, width: int = 248) -> Pixels:
        """White paper with a red block in the top left corner: tells which way is up."""
        pixels = np.full((height, width, 3), 255, np.uint8)
        pixels[: height // 4, : width // 4] = (200, 20, 20)
        return pixels

    @staticmethod
    @cache
    def letter(ink: int = 30) -> Pixels:
        """A4 at 300 dpi as a scanner gives it: 40 lines of text, a red ring, noise."""
        pixels = np.full((3508, 2480, 3), 245, np.uint8)
        for line in range(40):
            text, place = "Uy ban nhan dan xa Ba Dinh 2024 " * 2, (200, 300 + 70 * line)
            cv2.putText(pixels, text, place, cv2.FONT_HERSHEY_COMPLEX, 1.6, (ink,) * 3, 3)
        cv2.circle(pixels, (1900, 3250), 150, (205, 30, 40), 12)
        noise = np.random.default_rng(7).normal(0, 4, pixels.shape[:2])
        return np.clip(pixels + noise[..., None], 0, 255).astype(np.uint8)

    def picture(self, pixels: Pixels, *, dpi: int = 30, turned: int | None = None) -> PagePicture:
        """With `turned`, the picture has a JPEG of its own that was turned so to give `pixels`."""
        if turned is None:
            return PagePicture(1, pixels, dpi)
        stored = turn(pixels, -turned)
        return PagePicture(1, pixels, dpi, ScanStream(self.jpeg(stored), turned))

    def jpeg(self, pixels: Pixels) -> bytes:
        source = cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR) if pixels.ndim == 3 else pixels
        return cv2.imencode(".jpg", source, [cv2.IMWRITE_JPEG_QUALITY, 92])[1].tobytes()


@pytest.fixture(scope="session")
def made() -> Made:
    return Made()


def run(*command: str | Path) -> bytes:
    done = subprocess.run([str(part) for part in command], capture_output=True)
    assert done.returncode == 0 and not done.stderr, done.stderr[:500]
    return done.stdout


@dataclass(frozen=True, slots=True)
class Seen:
    """A PDF as poppler sees it."""

    path: Path

    def text(self) -> str:
        return run("pdftotext", "-raw", self.path, "-").decode("utf-8")

    def read(self) -> str:
        """The text in the order in which poppler's reader of columns puts it."""
        return run("pdftotext", self.path, "-").decode("utf-8")

    def written(self) -> str:
        """The text of all pages as it stands in the content streams."""
        with pikepdf.open(self.path) as pdf:
            return "".join(
                bytes(shown.operands[0]).decode("utf-16-be")
                for page in pdf.pages
                for shown in pikepdf.parse_content_stream(page, "Tj")
            )

    def boxes(self) -> list[tuple[str, Box]]:
        """Words of the first page with their boxes as fractions of it."""
        html = run("pdftotext", "-bbox", "-raw", self.path, "-").decode("utf-8")
        width, height = self.size()
        found = re.findall(
            r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)<', html
        )
        return [
            (text, Box(float(a) / width, float(b) / height, float(c) / width, float(d) / height))
            for a, b, c, d, text in found
        ]

    def pixels(self, dpi: int) -> Pixels:
        """The first page as it is shown, RGB."""
        ppm = run("pdftoppm", "-r", str(dpi), "-f", "1", "-l", "1", self.path)
        return cv2.cvtColor(cv2.imdecode(np.frombuffer(ppm, np.uint8), 1), cv2.COLOR_BGR2RGB)

    def images(self) -> list[tuple[str, bytes]]:
        """Filter and untouched bytes of the pictures of the first page, the lowest first."""
        with pikepdf.open(self.path) as pdf:
            pictures = pdf.pages[0].Resources.XObject
            return [
                (str(pictures[name].Filter), pictures[name].read_raw_bytes())
                for name in sorted(pictures.keys())
            ]

    def picture(self) -> Pixels:
        """The lowest picture of the first page, decoded by poppler dot for dot."""
        stem = self.path.with_name("picture")
        run("pdfimages", "-png", self.path, stem)
        return cv2.imread(f"{stem}-000.png", cv2.IMREAD_GRAYSCALE)

    def size(self) -> tuple[float, float]:
        """Width and height of the first page in points, as it is shown."""
        info = run("pdfinfo", self.path).decode("utf-8")
        width, height = map(float, re.findall(r"Page size:\s+([\d.]+) x ([\d.]+)", info)[0])
        return (height, width) if self.turned() % 180 else (width, height)

    def turned(self) -> int:
        """Degrees clockwise by which the first page is turned when it is shown."""
        with pikepdf.open(self.path) as pdf:
            return int(pdf.pages[0].get("/Rotate", 0))


@pytest.fixture(scope="session")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes], Seen]:
    path = tmp_path_factory.mktemp("seen") / "seen.pdf"

    def see(pdf: bytes) -> Seen:
        path.write_bytes(pdf)
        return Seen(path)

    return see


@pytest.fixture(scope="session")
def verapdf() -> Callable[[Sequence[Path]], list[str]]:
    """Verdict of the PDF/A validator on each file; the test is skipped where it cannot be had."""
    missing = [tool for tool in ("java", "mvn") if shutil.which(tool) is None]
    if missing:
        pytest.skip(f"PDF/A NOT VALIDATED: {' and '.join(missing)} not installed")
    class_path = _class_path()

    def validate(files: Sequence[Path]) -> list[str]:
        verdicts = run("java", "-cp", class_path, VERAPDF / "Vera.java", *files)
        return verdicts.decode("utf-8").splitlines()

    return validate


def _class_path() -> str:
    """Built by Maven once a machine and version, kept in the user's cache folder."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "sohoa-tests/verapdf"
    version = hashlib.sha256((VERAPDF / "pom.xml").read_bytes()).hexdigest()[:12]
    kept = cache / f"{version}.txt"
    if kept.exists() and all(Path(jar).exists() for jar in kept.read_text().split(":")):
        return kept.read_text()
    cache.mkdir(parents=True, exist_ok=True)
    fresh = cache / f"{version}.{os.getpid()}"
    built = subprocess.run(
        ["mvn", "-q", "-B", "-f", VERAPDF / "pom.xml", "dependency:build-classpath",
         f"-Dmdep.outputFile={fresh}"],
        capture_output=True, text=True, timeout=240,
    )  # fmt: skip
    if built.returncode or not fresh.exists():
        pytest.skip(f"PDF/A NOT VALIDATED: Maven could not fetch veraPDF: {built.stdout[:300]}")
    fresh.replace(kept)
    return kept.read_text()
