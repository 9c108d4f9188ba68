"""Fit the curves of `pipeline/ocr/sureness.py`: `python tools/fit_sureness.py`, the same curves every time.

Read are made pages of layout a and the real pages kept for tuning, in all profiles; layout b and the judged half
are never looked at. Each reader's raw figures are gathered with whether the word is on the page, then made to rise
(isotonic regression, Ayer et al. 1955) and thinned to a few points.
"""

import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "benchmarks"))

import numpy as np
import real_pages
import scoring

from pipeline import pages
from pipeline.model import Profile
from pipeline.ocr import sureness
from pipeline.ocr.engines import Readers, readers
from pipeline.ocr.reading import read_picture
from samples import LEVELS, orders, write_pages

SEED = 31
PAPERS = 8
POINTS = 12
FEWEST = 40
"""Words without which a curve says nothing."""

_HANDS: list[Readers] = []


class Raw(float):
    """A reader's own figure that remembers which curve it goes by."""

    kind: str


@dataclass(frozen=True, slots=True)
class Scan:
    """A page to read and its printed lines."""

    path: Path
    lines: Sequence[str]
    real: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """A word: the curve it goes by, the raw figure, whether it is right, whether the page is real."""

    kind: str
    raw: float
    right: bool
    real: bool


def main() -> None:
    """Gather, fit, write `sureness.json`."""
    with tempfile.TemporaryDirectory() as room, get_context("spawn").Pool(2, begin) as pool:
        jobs = [(scan, profile.value) for scan in scans(Path(room)) for profile in Profile]
        words = [word for page in pool.imap(read, jobs) for word in page]
    curves = fitted(words)
    target = Path(sureness.__file__).with_name("sureness.json")
    target.write_text(json.dumps(curves, indent=1) + "\n", "ascii")


def scans(room: Path) -> Iterator[Scan]:
    """Made pages of layout a at every level, then the real pages to tune on."""
    for level in LEVELS:
        if level == "plain":
            continue
        for paper in write_pages(room / level, orders(PAPERS, level, "a", SEED)):
            if len(paper.truth.pages) == 1:
                yield Scan(paper.path, [line.text for line in paper.truth.pages[0].lines], False)
    for page in real_pages.real_pages("tune"):
        yield Scan(page.write(room), page.lines, True)


def begin() -> None:
    """In a worker: figures stay raw and remember their reader."""

    def raw(reader: str, letters: Sequence[float], word: str) -> Raw:
        figure = Raw(sureness.grounds(letters))
        figure.kind = sureness.kind(reader, word)
        return figure

    sureness.sure = raw
    _HANDS.append(readers("tesserocr"))


def read(job: tuple[Scan, str]) -> list[Seen]:
    """The words of a page in a profile."""
    scan, profile = job
    page = read_picture(pages.render(scan.path, 1), _HANDS[0], Profile(profile))
    right = scoring.right_words(scan.lines, [word.text for word in page.words])
    return [
        Seen(word.confidence.kind, float(word.confidence), good, scan.real)
        for word, good in zip(page.words, right, strict=True)
        if isinstance(word.confidence, Raw)
    ]


def fitted(words: Sequence[Seen]) -> dict[str, list[tuple[float, float]]]:
    """A curve for each reader and spelling; real and made pages weigh the same in all."""
    share = sum(word.real for word in words) / len(words)
    kinds: dict[str, list[Seen]] = defaultdict(list)
    for word in words:
        kinds[word.kind].append(word)
    return {
        kind: curve(
            np.array([word.raw for word in some]),
            np.array([word.right for word in some], float),
            np.array([0.5 / share if word.real else 0.5 / (1 - share) for word in some]),
        )
        for kind, some in sorted(kinds.items())
        if len(some) >= FEWEST
    }


def curve(raw: np.ndarray, right: np.ndarray, weight: np.ndarray) -> list[tuple[float, float]]:
    """Points of a rising curve through the share right of groups of like figures."""
    order = np.argsort(raw, kind="stable")
    # small groups where the reader doubts: few words stand there, and there the curve bends
    ends = {max(FEWEST // 2 * n, round(len(order) * (n / POINTS) ** 3)) for n in range(1, POINTS)}
    cuts = sorted(end for end in ends if end <= len(order) - FEWEST // 2)
    groups = [group for group in np.split(order, cuts) if len(group)]
    heavy = [float(weight[group].sum()) for group in groups]
    middle = [float(np.average(raw[group], weights=weight[group])) for group in groups]
    # one word of two among ever so many: no group is said to be right without exception
    good = [
        (float((right * weight)[group].sum()) + 0.5) / (heavy[n] + 1)
        for n, group in enumerate(groups)
    ]
    return [
        (round(at, 4), round(share, 4))
        for at, share in zip(middle, rising(good, heavy), strict=True)
    ]


def rising(shares: Sequence[float], weights: Sequence[float]) -> list[float]:
    """The closest shares that never fall: neighbours that fall are pooled."""
    blocks: list[tuple[float, float, int]] = []
    for share, weight in zip(shares, weights, strict=True):
        blocks.append((share, weight, 1))
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            high, low = blocks.pop(-2), blocks.pop()
            whole = high[1] + low[1]
            blocks.append(((high[0] * high[1] + low[0] * low[1]) / whole, whole, high[2] + low[2]))
    return [share for share, _, count in blocks for _ in range(count)]


if __name__ == "__main__":
    main()
