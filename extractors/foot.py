"""The foot of a certificate or an application: place and day above the signature, on whose behalf it is signed.

They have no letterhead: `Sơn Dương, ngày 26 tháng 6 năm 2015 / TM. ỦY BAN NHÂN DÂN / HUYỆN SƠN DƯƠNG`.
"""

import re
from collections.abc import Iterator, Sequence

from extractors.layout import Run
from extractors.offices import mend_letterhead, mend_post
from extractors.trust import Found
from extractors.values import Reading, find_date
from pipeline.model import Word
from pipeline.text import fold, nfc

_ENGLISH = re.compile(r"[\s/]*\b(?:date|month|year)\b", re.IGNORECASE)
_OPENS_WITH_PLACE = re.compile(r"[^\W\d_a-z][^\d,]{2,30}, ngày\b")

_DAYS = ("issued", "written")
"""Of results and of applications."""

_RIGHT = 0.45
"""Where the right half begins, with some room for long lines."""

_DEPTH = 0.08
"""Share of the page's height from the day to the last line of the body that signs."""


def foot(found: Sequence[Run]) -> Iterator[Found]:
    """Issuer, day and place of a certificate without a letterhead, by its first line with a day at the right.

    Without one, a line elsewhere that opens with a place and a day: cards are copied to any half. Days in the
    cells of a table are those of births and papers.
    """
    days = [run for run in found if run.cell is None and _has_day(run)]
    right = (run for run in days if run.box.left > _RIGHT)
    day_line = next(right, None) or next(
        (run for run in days if _OPENS_WITH_PLACE.match(run.text)), None
    )
    if day_line is None:
        return
    begin = next(i for i, word in enumerate(day_line.words) if fold(word.text).startswith("ngay"))
    place, day = day_line.words[:begin], find_date(_in_one_language(day_line.words[begin:]))
    if day:
        words = day_line.words[begin:]
        sure = min(word.confidence for word in words)
        for name in _DAYS:
            yield Found(name, Reading(day[0].isoformat(), day[1]), day_line.page, words, sure)
    if place:
        text = " ".join(word.text for word in place).strip(" ,.")
        yield Found(
            "place", Reading(nfc(text)), day_line.page, place, min(w.confidence for w in place)
        )
    yield from _issuer(found, day_line)


def _in_one_language(words: Sequence[Word]) -> str:
    """A day without the English that cards add: `ngày / date 31 tháng / month 05`."""
    return _ENGLISH.sub(" ", " ".join(word.text for word in words))


def _has_day(run: Run) -> bool:
    """Whether a day stands in a line, alone or behind a place: `cấp ngày …` and `Ngày, tháng, năm sinh` do not."""
    words = run.folded
    keys = words.split()
    if "ngay" not in keys or "thang" not in words or "nam" not in words or "ngay, thang" in words:
        return False
    before = run.words[: keys.index("ngay")] if len(keys) == len(run.words) else ()
    return not before or before[-1].text.endswith(",") or not before[-1].text.islower()


def _issuer(found: Sequence[Run], day_line: Run) -> Iterator[Found]:
    below = [
        run
        for run in found
        if run.page == day_line.page and 0 < run.level - day_line.level < _DEPTH
    ]
    begun = [run for run in below if run.box.left > _RIGHT and run.folded.startswith("tm")]
    if not begun:
        return
    lines = [begun[0], *_more(below, begun[0])]
    words = tuple(word for run in lines for word in run.words)[1:]
    if words:
        spelt, sure = mend_letterhead(words)
        yield Found("issuer", Reading(nfc(spelt)), day_line.page, words, sure)


def _more(below: Sequence[Run], first: Run) -> Iterator[Run]:
    """Further lines in capitals, up to the post of who signs."""
    for run in below:
        if run.level > first.level and run.box.left > _RIGHT:
            if run.capitals < 0.75 or mend_post(run.text):
                return
            yield run
