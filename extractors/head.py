"""The head of an administrative paper: letterhead left, Quốc hiệu right, number, place and day.

Boxes 1–4 of Nghị định 30 (`domain.md` §1.6). The two columns are told apart by where the Quốc hiệu
begins, however the engine cut its lines.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from rapidfuzz import fuzz

from extractors.layout import Run, cut, text_height
from pipeline.text import fold

NATION = "cong hoa xa hoi chu nghia viet nam"
MOTTO = "doc lap tu do hanh phuc"
_NUMBER_OPENS = re.compile(r"\W*(?:[sS5][ốóôõoO6ỏ0ồổOÓÔỐdD]|(?=/\s?[A-ZĐ]{2}))")
_HEAD_ENDS = 0.45
_HEAD_DEEP = 0.2
_MIDDLE = 0.46


@dataclass(frozen=True, slots=True)
class Head:
    """The parts of a head; empty where nothing was found.

    top: level of the Quốc hiệu (0.0 without one). left, right: rows of the two columns from there down,
    each row the runs of one line joined. numbered: index of the number's row in `left`, or None.
    """

    top: float
    left: tuple[Run, ...]
    right: tuple[Run, ...]
    numbered: int | None
    dated: Run | None

    @property
    def letterhead(self) -> tuple[Run, ...]:
        """Lines of the issuing bodies: left, above the number, or as long as they are capitals."""
        above = self.left[: self.numbered] if self.numbered is not None else self.left
        if self.top and self.numbered is not None:
            return above
        if self.top:
            return tuple(takewhile(_is_capital, above))
        kept = list(takewhile(_is_capital, reversed(above))) if self.numbered is not None else []
        return tuple(reversed(kept))

    @property
    def number(self) -> Run | None:
        """The line that begins `Số:`."""
        return self.left[self.numbered] if self.numbered is not None else None

    def above(self, title: Run) -> "Head":
        """The head without rows that stand as low as a title."""
        first = title.words[0].box
        level = first.middle[1] + title.tilt * (first.middle[0] - 0.5) - 0.6 * first.height
        left = tuple(row for row in self.left if row.level < level)
        right = tuple(row for row in self.right if row.level < level)
        numbered = self.numbered if self.number in left else None
        return replace(self, left=left, right=right, numbered=numbered)

    @property
    def bottom(self) -> float:
        """Level of the head's last line, number or day."""
        ends = [run.level for run in (self.number, self.dated) if run]
        return max(ends, default=self.top)


def _is_capital(row: Run) -> bool:
    return row.capitals > 0.7


def find_head(found: Sequence[Run]) -> Head:
    """The head among the runs of a first page, top to bottom."""
    nation = _nation(found)
    top = nation.level if nation else 0.0
    ends = top + (_HEAD_DEEP if top else _HEAD_ENDS)
    begins = top - 1.3 * text_height(found)
    near = [run for run in found if begins <= run.level <= ends]
    left, right = _columns(near, _column(nation))
    number = next((i for i, row in enumerate(left) if is_number_line(row)), None)
    dated = next((row for row in right if _is_day_line(row)), None)
    return Head(top, left, right, number, dated)


def _nation(found: Sequence[Run]) -> Run | None:
    """The run of the Quốc hiệu, cut to begin with it; the motto where only that can be read."""
    for wanted, least in ((NATION, 80), (MOTTO, 85)):
        for run in found:
            if run.level < _HEAD_ENDS and fuzz.partial_ratio(wanted, run.folded) >= least:
                begun = _from_word(run, wanted)
                if begun.box.right > 0.5:
                    return begun
    return None


def _from_word(run: Run, wanted: str) -> Run:
    """The run without the words that stand before the expression."""
    folded = [fold(word.text) for word in run.words]
    at = max(range(len(folded)), key=lambda i: fuzz.ratio(" ".join(folded[i:]), wanted))
    return replace(run, words=run.words[at:])


def _column(nation: Run | None) -> float:
    """Where the right column begins; a little left of the Quốc hiệu, its widest line."""
    return max(0.3, nation.box.left - 0.012) if nation else _MIDDLE


def _columns(near: Sequence[Run], at: float) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    parts = [cut(run, at) for run in near]
    left = [one for one, _ in parts if one]
    right = [other for _, other in parts if other]
    return tuple(rows(left)), tuple(rows(right))


def rows(some: Sequence[Run]) -> Iterator[Run]:
    """Runs on the same level joined to one, top to bottom."""
    row: list[Run] = []
    for run in sorted(some, key=lambda one: one.level):
        if row and run.level - row[0].level > 0.5 * text_height(row):
            yield joined(row)
            row = []
        row.append(run)
    if row:
        yield joined(row)


def joined(row: Sequence[Run]) -> Run:
    """One run of all words of a row, left to right."""
    words = sorted((word for run in row for word in run.words), key=lambda word: word.box.left)
    return replace(row[0], words=tuple(words))


def is_number_line(row: Run) -> bool:
    """Whether a line of the left column is the number's: `Số:` in any reading, or its slash first.

    Before the slash stand digits, or what the engine made of a pen's; never a word (`Số CMND/CCCD`).
    """
    opening = _NUMBER_OPENS.match(row.text)
    if not opening:
        return False
    before, slash, _ = row.text[opening.end() :].partition("/")
    return bool(slash) and not re.search(r"[^\W\d_]{3}", before)


def _is_day_line(row: Run) -> bool:
    """Whether a row says a day, though its figures be missing; in a table and behind a label it is another's."""
    folded = fold(row.text)
    if row.cell or ":" in row.text or "ngay, thang" in folded:
        return False
    return "nam" in folded and ("ngay" in folded or "thang" in folded)
