"""Where words stand: runs of words on one line, level with the text, split at wide gaps and columns.

Engines put the two columns of a head on one line or on two; a `Run` is what belongs together either
way. Positions are fractions of the page; `Run.level` takes the page's skew out.
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from extractors.glued import unglued
from pipeline.model import Box, OcrPage, StampKind, Word, around
from pipeline.text import fold

WIDE_GAP = 0.035
"""A gap this wide (of the page width) ends a run; word spaces are 0.006–0.015, also when justified."""

_NOISE = 0.35

_LINE_OF_WORDS, _LONG_LINE, _LINES_TELL = 4, 0.2, 5
"""Words of a line and share of the page's width from which it tells how the page lies; lines that must."""

_DASHES = frozenset("-–—")


@dataclass(frozen=True, slots=True)
class Run:
    """Words that follow each other on one line without a wide gap.

    page: number of the page, from 1. level: height on the page 0–1 with the skew taken out.
    order: number in reading order within the page. cell: (table, row, column) of a ruled table, else None.
    """

    page: int
    words: tuple[Word, ...]
    level: float
    order: int = 0
    tilt: float = 0.0
    cell: tuple[int, int, int] | None = None

    @property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def folded(self) -> str:
        """The text without accents and case."""
        return fold(self.text)

    @property
    def box(self) -> Box:
        """Around all words."""
        return around([word.box for word in self.words])

    @property
    def confidence(self) -> float:
        """Mean over the words, 0–1."""
        return sum(word.confidence for word in self.words) / len(self.words)

    @property
    def capitals(self) -> float:
        """Share of capitals among the letters, 0–1; 0 without letters."""
        letters = [c for c in self.text if c.isalpha()]
        return sum(c.isupper() for c in letters) / len(letters) if letters else 0.0

    def height_of(self, word: Word) -> float:
        """Height of a word of the run, a fraction of the page, without what the skew adds to its box."""
        return word.box.height - abs(self.tilt) * word.box.width

    def foot_of(self, word: Word) -> float:
        """Lower edge of a word of the run, a fraction of the page, with the skew taken out."""
        half = abs(self.tilt) * word.box.width / 2
        return word.box.bottom - half + self.tilt * (word.box.middle[0] - 0.5)

    @property
    def middle(self) -> float:
        """Horizontal centre, 0–1."""
        return self.box.middle[0]


def runs(page: OcrPage) -> list[Run]:
    """All runs of a page from top to bottom; runs of OCR noise (specks, signatures) are left out."""
    tilt = _tilt(page)
    flat = 0.55 * _usual_height(page.words)
    found = [
        Run(page.number, part, _level(part, tilt), tilt=tilt, cell=_cell(page, part[0]))
        for line in _printed(page)
        for part in split(_solid(line), WIDE_GAP)
        if not is_noise(part) and _usual_height(part) > flat
    ]
    found.sort(key=lambda run: (run.level, run.box.left))
    return [replace(run, order=i) for i, run in enumerate(_in_rows(found))]


def _tilt(page: OcrPage) -> float:
    """How far lines rise from left to right, page heights a page width: as they lie, else by the page's skew.

    A page cut out of a photo has no skew of its own, while its words lie on the photo as it was taken.
    """
    long = (line for line in page.lines() if len(line) >= _LINE_OF_WORDS)
    rising = [_rising(line) for line in long if line[-1].box.left - line[0].box.left > _LONG_LINE]
    if len(rising) >= _LINES_TELL:
        return median(rising)
    return math.tan(math.radians(page.skew)) * page.width / max(page.height, 1)


def _rising(line: Sequence[Word]) -> float:
    (left, low), (right, high) = line[0].box.middle, line[-1].box.middle
    return (low - high) / (right - left)


def _cell(page: OcrPage, word: Word) -> tuple[int, int, int] | None:
    for cell in page.cells:
        if cell.first <= word.line <= cell.last:
            return cell.table, cell.row, cell.column
    return None


def by_cells(some: Sequence[Run]) -> list[Run]:
    """The runs, those of a cell as one that lies on the row of its table; rows cell by cell."""
    kept: dict[tuple[int, ...], Run] = {}
    for run in some:
        place = (run.page, *run.cell) if run.cell else (run.page, -1, run.order)
        known = kept.get(place)
        kept[place] = replace(known, words=known.words + run.words) if known else run
    return _in_table_rows(list(kept.values()))


def _in_table_rows(found: list[Run]) -> list[Run]:
    """Cells of a row side by side, level with its highest and where its first stands; other runs as they come."""
    rows: dict[tuple[int, int, int], list[Run]] = {}
    for run in found:
        if run.cell:
            rows.setdefault((run.page, *run.cell[:2]), []).append(run)
    level = []
    for run in found:
        row = rows[run.page, *run.cell[:2]] if run.cell else [run]
        first = min(one.order for one in row)
        level.append((first, replace(run, level=min(one.level for one in row))))
    level.sort(key=lambda one: (one[1].page, one[0], one[1].cell or (0,), one[1].order))
    return [run for _, run in level]


def _printed(page: OcrPage) -> Iterator[tuple[Word, ...]]:
    """The lines of a page without its stamp of arrival: its number and day are another office's."""
    arrivals = [stamp for stamp in page.stamps if stamp.kind is StampKind.ARRIVAL]
    for line in page.lines():
        if not any(stamp.holds(line[0].line) for stamp in arrivals):
            yield line


def _solid(line: Sequence[Word]) -> list[Word]:
    """The words of a line, glued ones apart, without specks and ghosts: a word read twice in one place."""
    kept: list[Word] = []
    for word in (part for whole in line for part in unglued(whole)):
        ghost = kept and fold(kept[-1].text) == fold(word.text) and _inside(word.box, kept[-1].box)
        if not ghost and not _is_speck(word):
            kept.append(word)
    return kept


def _inside(one: Box, other: Box) -> bool:
    x, y = one.middle
    return other.left <= x <= other.right and other.top <= y <= other.bottom


def _is_speck(word: Word) -> bool:
    solid = any(c.isalnum() for c in word.text)
    return (
        not solid and word.text not in _DASHES and (word.confidence < 0.8 or word.text in "()|_'`")
    )


def _usual_height(words: Sequence[Word]) -> float:
    """Median height of words with letters or digits; an accent torn from its letter is far lower."""
    heights = [word.box.height for word in words if any(c.isalnum() for c in word.text)]
    return median(heights) if heights else 0.012


def _level(words: Sequence[Word], tilt: float) -> float:
    """Median height of the words; a dash or comma that stands first has a box too flat to tell."""
    tall = [word for word in words if any(c.isalnum() for c in word.text)] or words
    return median(word.box.middle[1] + tilt * (word.box.middle[0] - 0.5) for word in tall)


def _in_rows(found: list[Run]) -> Iterator[Run]:
    """Runs of almost equal level from left to right, rows from top to bottom."""
    row: list[Run] = []
    for run in found:
        if row and run.level - row[0].level > 0.5 * text_height(row):
            yield from sorted(row, key=lambda one: one.box.left)
            row = []
        row.append(run)
    yield from sorted(row, key=lambda one: one.box.left)


def text_height(some: Iterable[Run]) -> float:
    """Median height of words with letters or digits, a fraction of the page; 0.012 where none are."""
    return _usual_height([word for run in some for word in run.words])


def on_one_row(one: Run, other: Run) -> bool:
    """Whether two runs stand on the same row of the same page."""
    return one.page == other.page and abs(one.level - other.level) < 0.5 * text_height([one])


def split(words: Sequence[Word], gap: float) -> Iterator[tuple[Word, ...]]:
    """Parts of a line between gaps wider than `gap`."""
    part: list[Word] = []
    for word in words:
        if part and word.box.left - part[-1].box.right > gap:
            yield tuple(part)
            part = []
        part.append(word)
    if part:
        yield tuple(part)


def is_noise(words: Sequence[Word]) -> bool:
    """Whether these words are specks or strokes: hardly any letters, or read with no certainty."""
    text = "".join(word.text for word in words)
    solid = sum(c.isalnum() for c in text)
    sure = sum(word.confidence for word in words) / len(words)
    return (
        solid == 0 or sure < _NOISE or (solid / len(text) < 0.5 and sure < 0.7 and len(text) < 12)
    )


def cut(run: Run, at: float) -> tuple[Run | None, Run | None]:
    """A run's words left and right of a vertical line; either part may be missing."""
    left = tuple(word for word in run.words if word.box.middle[0] < at)
    right = tuple(word for word in run.words if word.box.middle[0] >= at)
    return _part(run, left), _part(run, right)


def _part(run: Run, words: tuple[Word, ...]) -> Run | None:
    return replace(run, words=words) if words and not is_noise(words) else None


def pitch(some: Sequence[Run]) -> float:
    """Median distance between following rows, a fraction of the page; 0.02 for fewer than 3 rows."""
    steps = [b.level - a.level for a, b in pairwise(some)]
    steps = [step for step in steps if step > 0.006]
    return median(steps) if len(steps) > 1 else 0.02


def letters(text: str) -> str:
    """Folded letters, digits and single spaces only: what stamps and titles are compared by."""
    return " ".join(re.findall(r"[^\W_]+", fold(text)))
