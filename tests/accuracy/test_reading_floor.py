"""Reading must not fall below what was reached; `pytest -s` prints the figures. Floors leave some air."""

import io
import time

import numpy as np
import pytest
from PIL import Image

from pipeline.model import Profile
from pipeline.ocr.engines import readers
from pipeline.ocr.reading import read_picture
from pipeline.picture import PagePicture

pytestmark = [pytest.mark.ocr, pytest.mark.slow]

# order-free CER in percent; plain Tesseract on the same page: 0.9, 7.2 and 4.1
REAL_PAGES = {"quangngai-01ct-p1": 1.5, "quangngai-575-p1": 2.0, "vkstc-286": 3.5}
# mean order-free CER of three papers of layout b, and the same in reading order
LEVELS = {"clean": 1.0, "scan": 1.0, "stamp": 1.2, "photo": 1.2, "bad": 2.0, "rotated": 1.0}
IN_ORDER = 3.0
SAMPLES = ("quyet-dinh", "giay-tiep-nhan-ho-so-va-hen-tra-ket-qua", "to-khai-dang-ky-khai-sinh")


@pytest.fixture(scope="module")
def tesseract():
    return readers("tesserocr")


def read(tesseract, pixels, dpi, profile):
    start = time.process_time()
    page = read_picture(PagePicture(1, pixels, dpi, None), tesseract, profile)
    return page, time.process_time() - start


@pytest.mark.real
@pytest.mark.parametrize("profile", [Profile.FAST, Profile.ACCURATE])
@pytest.mark.parametrize("name", REAL_PAGES)
def test_a_real_page_is_read_above_its_floor(real_scans, tesseract, score, name, profile):
    folder = real_scans / "pages"
    with Image.open(folder / f"{name}.jpg") as scan:
        pixels = np.asarray(scan.convert("RGB"))
    truth = (folder / f"{name}.gt.txt").read_text(encoding="utf-8")
    page, seconds = read(tesseract, pixels, 300, profile)
    free, strict, words = score(truth, page.text())
    print(
        f"\n{name} {profile}: CER {free:.2f} % order-free, {strict:.2f} % in order,"
        f" words missing {words:.1f} %, confidence {page.confidence:.3f}, CPU {seconds:.2f} s"
    )
    assert free <= REAL_PAGES[name]


@pytest.mark.parametrize("level", LEVELS)
def test_made_papers_of_the_layout_kept_for_judging_are_read_above_their_floor(
    tesseract, score, level
):
    samples = pytest.importorskip("samples")
    found = []
    for kind in SAMPLES:
        made = samples.make(samples.Order(kind, "b", level, 7))
        page, _ = read(tesseract, _stored(made), made.dpi or 300, Profile.FAST)
        found.append(score(made.truth.pages[0].text(), page.text()))
    free, strict, words = np.mean(found, axis=0)
    print(f"\n{level}: CER {free:.2f} % order-free, {strict:.2f} % in order, words {words:.1f} %")
    assert free <= LEVELS[level]
    assert strict <= IN_ORDER


def _stored(made):
    """The first page as its file holds it."""
    picture = made.pages[0]
    if made.quality:
        kept = io.BytesIO()
        picture.save(kept, "JPEG", quality=made.quality)
        picture = Image.open(kept)
    return np.asarray(picture)
