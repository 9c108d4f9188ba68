"""What on a page tells that a paper begins there, for cutting a stack: parts of a head, a title, page numbers.

Stricter than reading a head: there the page is known to be a first one, here running text must not look like it
(`… số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020` fills a line, a number's line does not).
"""

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from extractors.classify import find_title, is_central
from extractors.codes import sightings
from extractors.head import MOTTO, NATION, Head, find_head
from extractors.label_vote import is_some_form
from extractors.layout import Run, letters, runs
from extractors.marking import find_marking
from pipeline.model import OcrPage
from pipeline.signs import PageSigns, Sign

_PARTY = "dang cong san viet nam"
"""Stands where the Quốc hiệu stands on papers of the Party."""

_NOUNS = (
    "giay ", "don ", "to khai ", "ban ", "bien ban", "hop dong", "phieu ", "thong bao", "quyet dinh",
    "danh sach", "so yeu", "ly lich", "van ban ", "bang ", "phuong an", "de an", "the ", "so ho khau",
    "chung ", "bao cao", "ke hoach", "to trinh", "lenh", "trich luc",
)  # fmt: skip

_HEAD_ENDS = 0.33
_APPENDIX_ENDS = 0.3
_LEFT_COLUMN_ENDS = 0.56
_RIGHT_COLUMN_BEGINS = 0.36
_MARGIN_TOP = 0.1
_MARGIN_BOTTOM = 0.9
_DAY = re.compile(r"ngay.*thang.*nam")
_NUMBERED = re.compile(r"\W*(\d{1,3})\W*")
_NUMBERED_OF = re.compile(r"\W*(?:trang|tr)?\W*(\d{1,3})\s*/\s*(\d{1,3})\W*")
_NAMED = re.compile(r"\W*(?:trang|tr)\W*(\d{1,3})\W*")
_WITH = re.compile(
    r"kem theo (?:\w+ )?(?:quyet dinh|to trinh|ke hoach|cong van|bao cao|thong bao|van ban|nghi quyet|huong dan|"
    r"bien ban|chi thi)"
)
"""`kèm theo Thông tư …` is left out: so begin the forms that people fill in."""


def first_page(page: OcrPage) -> PageSigns:
    """The signs on one page, by its words alone; a blank page has none."""
    found = runs(page)
    head = find_head(found)
    number, of = next(_numbers(found), (None, None))
    return PageSigns(
        signs=frozenset(_signs(found, head)),
        appendix=any(_is_appendix(run) for run in found if run.level < _APPENDIX_ENDS),
        marking=find_marking(found),
        number=number,
        of=of,
        codes=sightings([page], found),
    )


def _signs(found: Sequence[Run], head: Head) -> Iterator[Sign]:
    top = [run for run in found if run.level < _HEAD_ENDS]
    is_headed = any(_is_nation(run) for run in top)
    if is_headed:
        yield Sign.NATION
    if any(_is_day(run) for run in top):
        yield Sign.DAY
    if any(letters(run.text).startswith("kinh gui") for run in found if run.level < 0.5):
        yield Sign.ADDRESSEE
    if _has_title(found, head, aside=is_headed) or (is_headed and _says_what_it_is(found)):
        yield Sign.TITLE
    if head.number and _stands_alone(head.number, top):
        yield Sign.NUMBER
        if any(run.capitals > 0.7 for run in head.letterhead):
            yield Sign.LETTERHEAD


def _has_title(found: Sequence[Run], head: Head, *, aside: bool) -> bool:
    """Whether a known title stands there; `QUYẾT ĐỊNH:` with its colon opens the articles, not a paper.

    aside: also out of the middle, as on cards.
    """
    title = find_title(found, head)
    if title is None or title.run.text.rstrip().endswith(":"):
        return False
    return aside or is_central(title.run)


def _says_what_it_is(found: Sequence[Run]) -> bool:
    """By a title of whatever type, or, as cards whose title is not read, by most labels of one form."""
    return any(_names_a_paper(run) for run in found) or is_some_form(found)


def _names_a_paper(run: Run) -> bool:
    """A line of capitals in the middle below a Quốc hiệu that begins as titles do, of whatever type."""
    central = run.capitals > 0.75 and is_central(run) and run.level < 0.5
    return central and letters(run.text).startswith(_NOUNS) and not run.text.endswith(":")


def _is_nation(run: Run) -> bool:
    if run.capitals > 0.7:
        for wanted in (NATION, _PARTY):
            long_enough = len(run.folded) > len(wanted) * 0.7
            if long_enough and fuzz.partial_ratio(wanted, run.folded) >= 80:
                return True
    return fuzz.ratio(MOTTO, letters(run.text)) >= 85


def _is_day(run: Run) -> bool:
    return run.box.left > _RIGHT_COLUMN_BEGINS and bool(_DAY.search(run.folded))


def _stands_alone(number: Run, top: Sequence[Run]) -> bool:
    """Whether the number's line is a line of the left column, not the beginning of a line of running text."""
    whole = next((run for run in top if number.words[0] in run.words), None)
    if whole is None or whole.text[:1] == "s":
        return False
    return whole.box.right < _LEFT_COLUMN_ENDS or bool(_DAY.search(whole.folded))


def _is_appendix(run: Run) -> bool:
    plain = letters(run.text)
    return plain.startswith("phu luc") or bool(_WITH.search(plain))


def _numbers(found: Sequence[Run]) -> Iterator[tuple[int, int | None]]:
    """Page numbers in the margins: in the middle of the upper one, anywhere in the lower one."""
    for run in found:
        if run.level < _MARGIN_TOP or run.level > _MARGIN_BOTTOM:
            yield from _number(run)


def _number(run: Run) -> Iterator[tuple[int, int | None]]:
    if several := _NUMBERED_OF.fullmatch(run.folded):
        number, of = int(several[1]), int(several[2])
        if 1 <= number <= of:
            yield number, of
    elif named := _NAMED.fullmatch(run.folded):
        yield int(named[1]), None
    elif (plain := _NUMBERED.fullmatch(run.folded)) and 0.4 < run.middle < 0.6:
        yield int(plain[1]), None
