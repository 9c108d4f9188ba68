"""Fit the curves of `pipeline/ocr/sureness.py`: `python tools/fit_sureness.py`, the same curves every time.

Read are made pages of layout a and the real pages kept for tuning; layout b and the judged half are never
looked at. First each reader reads alone and its raw figures are gathered with whether the word is on the page;
with those curves in force both read together, for the words that they read alike and those that they dispute.
Figures are made to rise (isotonic regression, Ayer et al. 1955) and thinned to a few points.
"""

import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import TypeAlias

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
PAPERS = 16
POINTS = 12
FEWEST = 30
"""Words without which a curve says nothing."""

_HANDS: dict[Profile, Readers] = {}
"""Who reads in a profile, in a worker."""

Curves: TypeAlias = dict[str, list[tuple[float, float]]]


class Raw(float):
    """A reader's own figure that remembers which curve it goes by."""

    kind: str

    def of(self, kind: str) -> "Raw":
        """The figure, to go by that curve."""
        self.kind = kind
        return self


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
    """Gather, fit, write `sureness.json`, twice."""
    with tempfile.TemporaryDirectory() as room:
        pages_read = list(scans(Path(room)))
        alone = fitted(gathered(pages_read, begin_alone, (Profile.FAST, Profile.BEST)))
        write(alone)
        together = fitted(gathered(pages_read, begin_together, (Profile.ACCURATE, Profile.BEST)))
        write(alone | together)


def gathered(
    some: Sequence[Scan], begin: Callable[[], None], profiles: Sequence[Profile]
) -> list[Seen]:
    """The words of all pages in some profiles, by workers that begin so."""
    with get_context("spawn").Pool(2, begin) as pool:
        jobs = [(scan, profile) for scan in some for profile in profiles]
        return [word for page in pool.imap(read, jobs) for word in page]


def write(curves: Curves) -> None:
    """As the product reads them."""
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


def begin_alone() -> None:
    """In a worker: one reader at a time, the first for fast, the second for best; figures stay raw."""

    def raw(reader: str, letters: Sequence[float], word: str) -> Raw:
        return Raw(sureness.grounds(letters)).of(sureness.kind(reader, word))

    sureness.sure = raw
    both = readers("tesserocr")
    if both.second is None:
        raise SystemExit("the neural line reader is missing: make install")
    _HANDS[Profile.FAST] = replace(both, second=None)
    _HANDS[Profile.BEST] = replace(both, lines=both.second, second=None)


def begin_together() -> None:
    """In a worker: both readers; of words that both read the figures stay raw."""

    def both(one: float, other: float, word: str) -> Raw:
        return Raw(sureness.either(one, other)).of(sureness.kind("both", word))

    def disputed(sure: float, word: str) -> Raw:
        return Raw(sure).of(sureness.kind("disputed", word))

    sureness.of_both, sureness.disputed = both, disputed
    _HANDS.update(dict.fromkeys(Profile, readers("tesserocr")))


def read(job: tuple[Scan, Profile]) -> list[Seen]:
    """The words of a page in a profile."""
    scan, profile = job
    page = read_picture(pages.render(scan.path, 1), _HANDS[profile], profile)
    right = scoring.right_words(scan.lines, [word.text for word in page.words])
    return [
        Seen(word.confidence.kind, float(word.confidence), good, scan.real)
        for word, good in zip(page.words, right, strict=True)
        if isinstance(word.confidence, Raw)
    ]


def fitted(words: Sequence[Seen]) -> Curves:
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
