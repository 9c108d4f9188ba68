"""The general form of Nghị định 30: what every administrative paper says, read by place on the page."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.classify import Kind, is_about
from extractors.consensus import Consensus, consensus
from extractors.head import Head
from extractors.layout import Run, letters, pitch, text_height
from extractors.numberline import NumberLine, by_hand
from extractors.offices import mend_letterhead, mend_place
from extractors.signature import find_signature, signer
from extractors.trust import FREE_TEXT, Found
from extractors.values import Reading, find_date
from pipeline.text import fold, nfc

_NEEDS_A_PLACE = (
    "uy ban nhan dan",
    "hoi dong nhan dan",
    "ubnd",
    "hdnd",
    "cong an",
    "tinh",
    "xa",
    "huyen",
)
_LOST_LINE = 0.045
_BODY_BEGINS = (
    "kinh gui",
    "can cu",
    "xet de nghi",
    "theo de nghi",
    "thuc hien",
    "dieu 1",
    "phan thu",
)
_ABOUT = re.compile(r"^\W*(?:v[eêềểễếàa]\w?\s+)?vi[eệêẽé]c\s+", re.IGNORECASE)
_BROKEN_SYMBOL = re.compile(r"(?<=[A-ZĐ])-\s(?=[A-ZĐ]{2})|(?<=[A-ZĐ])\s-(?=[A-ZĐ]{2})")
_STOP_IN_A_NAME = re.compile(r"(?<=[^\W\d_]{4})\.(?= )")
"""A speck behind a whole word; `TP.` and `TX.` are abbreviations."""

_MAX_SUBJECT_LINES = 8
_LEFT_ENDS = 0.55


def read_administrative(
    found: Sequence[Run], head: Head, number: NumberLine | None, kind: Kind
) -> list[Found]:
    """Every value of the general form that stands on the paper.

    found: the runs of all pages in order; head and kind: of the first page.
    """
    block = find_signature(found)
    spelt = consensus(found)
    values = (
        _issuer(head, spelt),
        number.found() if number else None,
        _issued(head),
        _place(head),
        _subject(_subject_lines(found, head, kind), spelt),
        block.title(),
        signer(block),
    )
    return [value for value in values if value]


def _issuer(head: Head, spelt: Consensus) -> Found | None:
    """All lines of the letterhead, the superior body first, as one name."""
    lines = [row for row in head.letterhead if any(c.isalpha() for c in row.text)]
    if not lines:
        return None
    mended = [mend_letterhead(spelt.settled(row.words)) for row in lines]
    text = re.sub(r"\s*[_*|—~^]+\s*", " ", " ".join(line for line, _ in mended)).strip(" -.,'\"`")
    text = _STOP_IN_A_NAME.sub("", text)
    words = tuple(word for row in lines for word in row.words)
    sure = min(sure for _, sure in mended)
    doubt = letters(text).endswith(_NEEDS_A_PLACE) or _line_is_lost(head)
    return Found("issuer", Reading(nfc(text)), lines[0].page, words, sure, doubt)


def _line_is_lost(head: Head) -> bool:
    """Whether the letterhead's second line was likely not read: a gap, and no motto beside it either."""
    if head.number is None:
        return True
    gap = head.number.level - head.letterhead[-1].level
    beside = [row for row in head.right if head.top + 0.008 < row.level < head.bottom - 0.01]
    return gap > _LOST_LINE and not beside


def _issued(head: Head) -> Found | None:
    """The day of issue. A handwritten day is shown but waits for review; one that is no day is empty."""
    row = head.dated
    if row is None:
        return None
    begin = next((i for i, w in enumerate(row.words) if fold(w.text).startswith("ngay")), 0)
    words = row.words[begin:]
    day = find_date(" ".join(word.text for word in words).replace("tháng", " tháng "))
    sure = min(word.confidence for word in words)
    if day is None:
        return Found("issued", Reading("", 0.0), row.page, words, sure, doubt=True)
    tall = by_hand(row, words, head)
    return Found("issued", Reading(day[0].isoformat(), day[1]), row.page, words, sure, doubt=tall)


def _place(head: Head) -> Found | None:
    row = head.dated
    if row is None:
        return None
    end = next((i for i, w in enumerate(row.words) if fold(w.text).startswith("ngay")), 0)
    words = row.words[:end]
    text = " ".join(word.text for word in words).strip(" ,._-;:'\"")
    if not words or not text:
        return None
    spelt, known = mend_place(text)
    sure = 0.97 if known else FREE_TEXT * min(word.confidence for word in words)
    return Found("place", Reading(nfc(spelt)), row.page, words, sure)


def _subject_lines(found: Sequence[Run], head: Head, kind: Kind) -> list[Run]:
    return list(_under_title(found, kind.title)) if kind.title else list(_about(found, head))


def _subject(lines: Sequence[Run], spelt: Consensus) -> Found | None:
    if not lines:
        return None
    words = tuple(word for run in lines for word in run.words)
    settled = spelt.settled(words)
    text = " ".join(word.text for word in settled).lstrip("\\'\"`.,-– ").strip(" _")
    if not lines[0].folded.lstrip("'\"`.,- ").startswith("v/"):
        text = _ABOUT.sub("Về việc ", text)
    text = nfc(_BROKEN_SYMBOL.sub("-", text)).replace("—", "–")
    sure = min(word.confidence for word in settled)
    return Found("subject", Reading(text, FREE_TEXT), lines[0].page, words, sure)


def _under_title(found: Sequence[Run], title: Run) -> Iterator[Run]:
    """The lines of the subject: below the title, evenly spaced, up to the body or a wider gap."""
    below = [
        run
        for run in found
        if run.page == title.page and run.order > title.order and run.level > title.level
    ]
    step = 1.5 * pitch(below[:_MAX_SUBJECT_LINES])
    for before, run in pairwise([title, *below][: _MAX_SUBJECT_LINES + 1]):
        wide = max(step, 0.032) if before is title else step
        if run.level - before.level > wide or _is_body(run):
            return
        yield run


def _about(found: Sequence[Run], head: Head) -> Iterator[Run]:
    """The lines of a letter's subject: `V/v` in the left column and what follows it closely.

    The lines after the first are taken whole, so that `Kính gửi:` in the middle ends them.
    """
    first = next((row for row in head.left if is_about(row)), None)
    if first is None:
        return
    yield first
    below = [run for run in found if run.page == first.page and run.level > first.level]
    below = [run for run in below if run.level - first.level > 0.5 * text_height([first])]
    step = 1.5 * min(pitch([first, *below[:3]]), 0.02)
    for before, run in pairwise([first, *below]):
        if run.level - before.level > step or _is_body(run) or run.box.right > _LEFT_ENDS:
            return
        yield run


def _is_body(run: Run) -> bool:
    text = letters(run.text)
    begins = text.startswith(_BODY_BEGINS) and not run.text.lstrip("'\"`.,-– ")[:1].islower()
    return begins or (run.capitals > 0.85 and len(text) > 12)
