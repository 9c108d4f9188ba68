"""What an office certifies below a copy is not the copy's: its day, its place and who signs are the office's own.

`CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH`, a number in the book, day, post and name (Nghị định 23/2015, Thông tư
01/2020/TT-BTP).
"""

from collections.abc import Sequence

from rapidfuzz import fuzz

from extractors.layout import Run

_WORDS = (
    "chung thuc ban sao dung voi ban chinh",
    "sao y ban chinh",
    "ban sao dung voi ban chinh",
)
_ALIKE = 85.0
_CAPITALS = 0.6
"""Share of capitals: forms speak of certified copies in small letters."""

_BESIDE = 0.05
"""Share of the page's width by which the block may begin left of its first line."""


def without_certification(found: Sequence[Run]) -> list[Run]:
    """The runs of a paper without those of certifications: from their first line on down, in their column."""
    blocks = [run for run in found if _begins(run)]
    return [run for run in found if not any(_belongs(run, block) for block in blocks)]


def _begins(run: Run) -> bool:
    """Whether a line is the certification's first: nothing but its words, in capitals."""
    if run.capitals < _CAPITALS:
        return False
    return any(fuzz.ratio(words, run.folded) >= _ALIKE for words in _WORDS)


def _belongs(run: Run, first: Run) -> bool:
    below = run.page == first.page and run.level >= first.level
    return below and run.box.right > first.box.left - _BESIDE
