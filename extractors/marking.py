"""Secrecy markings: MẬT, TỐI MẬT, TUYỆT MẬT as a stamp on the head of any page.

A stamp is a short line of capitals by itself, its letters maybe spaced. `bí mật`, `mật khẩu`, `MẬT ĐỘ`, `BẢO MẬT`
and people called Mật are none. Where accents are lost (`MAT`, `TOI MAT`) the paper counts as marked: locking
one paper too many away is the smaller harm. A second paper of a stack carries its stamp on a later page.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from extractors.layout import Run, letters, runs, text_height
from pipeline.model import OcrPage
from pipeline.text import code_key, fold

MARKINGS = {"mat": "MẬT", "toimat": "TỐI MẬT", "tuyetmat": "TUYỆT MẬT"}
"""Markings, spelt in full, by their letters alone."""

_CONSONANTS = frozenset("mt")
_HEAD_ENDS = 0.5
_GO_ON = frozenset({"bao", "bi", "co", "noi", "than", "tuyet", "toi"})


def marking_on(page: OcrPage) -> str | None:
    """The marking on one page, spelt in full, or None."""
    return find_marking(runs(page))


def find_marking(found: Sequence[Run]) -> str | None:
    """The first marking among the runs of one or several pages, spelt in full, or None."""
    for _, own in groupby(found, key=lambda run: run.page):
        page = list(own)
        for first, text in _lines(page):
            marking = MARKINGS.get(code_key(text))
            if marking and first.level < _HEAD_ENDS and _is_stamp(first, text, page):
                return marking
    return None


def _lines(page: Sequence[Run]) -> Iterator[tuple[Run, str]]:
    """Every run with its text; letters so widely spaced that each is a run are one text."""
    for number, run in enumerate(page):
        if not _is_spelt(run):
            yield run, run.text
            continue
        same = [run]
        for other in page[number + 1 :]:
            if not _is_spelt(other) or other.level - run.level > 0.5 * text_height([run]):
                break
            same.append(other)
        yield run, " ".join(one.text for one in same)


def _is_spelt(run: Run) -> bool:
    """Whether a run holds single letters only."""
    return all(len(code_key(word.text)) == 1 for word in run.words)


def _is_stamp(run: Run, text: str, others: Sequence[Run]) -> bool:
    # a spaced vowel may be read as a small letter ("TõI MẬT"); in a name or a sentence the t is small
    if not all(c.isupper() for c in text if fold(c) in _CONSONANTS):
        return False
    return not any(_runs_on_into(other, run) for other in others)


def _runs_on_into(above: Run, run: Run) -> bool:
    """Whether a line is the first half of an expression that ends with this one: `… BẢO` / `MẬT`."""
    step = run.level - above.level
    near = 0 < step < 2.2 * text_height([above]) and abs(above.middle - run.middle) < 0.2
    last = (letters(above.text).split() or [""])[-1]
    return near and last in _GO_ON and len(letters(above.text).split()) > 1
