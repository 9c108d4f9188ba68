"""Secrecy markings: MẬT, TỐI MẬT, TUYỆT MẬT as a stamp on the head of a first page.

A stamp is a short line of capitals by itself. `bí mật`, `mật khẩu`, `MẬT ĐỘ`, `BẢO MẬT` and people
called Mật are none. Where accents are lost (`MAT`, `TOI MAT`) the paper counts as marked: locking one
paper too many away is the smaller harm.
"""

from collections.abc import Sequence

from extractors.layout import Run, letters, text_height

_MARKINGS = {"mat": "MẬT", "toi mat": "TỐI MẬT", "tuyet mat": "TUYỆT MẬT"}
_HEAD_ENDS = 0.5
_GO_ON = frozenset({"bao", "bi", "co", "noi", "than", "tuyet", "toi"})


def find_marking(first_page: Sequence[Run]) -> str | None:
    """The marking among the runs of a first page, spelt in full, or None."""
    for run in first_page:
        marking = _MARKINGS.get(letters(run.text))
        if marking and run.level < _HEAD_ENDS and _is_stamp(run, first_page):
            return marking
    return None


def _is_stamp(run: Run, others: Sequence[Run]) -> bool:
    letters_only = [c for c in run.text if c.isalpha()]
    if not all(c.isupper() for c in letters_only):
        return False
    return not any(_runs_on_into(other, run) for other in others)


def _runs_on_into(above: Run, run: Run) -> bool:
    """Whether a line is the first half of an expression that ends with this one: `… BẢO` / `MẬT`."""
    step = run.level - above.level
    near = 0 < step < 2.2 * text_height([above]) and abs(above.middle - run.middle) < 0.2
    last = (letters(above.text).split() or [""])[-1]
    return near and last in _GO_ON and len(letters(above.text).split()) > 1
