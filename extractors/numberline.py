"""The line `Số: 01/CT-UBND`: what is printed on it and what a pen has filled in.

In 11 of 12 real papers the number and the day are handwritten, and an OCR engine reads pen strokes as
digits, once with 88 % confidence (`44` for 11). Handwriting stands taller than the printed figures
of the same line: 1.25–1.54 times against 0.97–1.05 (measured on those 12). Such digits are left out, unless
two readers agree on them (`pipeline/ocr/written.py`): then they are shown and wait for a person.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from extractors.head import Head
from extractors.identifiers import DocumentNumber
from extractors.layout import Run
from extractors.trust import Found
from extractors.values import Reading, digits, trust_after
from pipeline.model import Word
from pipeline.text import fold, nfc

_OPENING = re.compile(r"^\W*[Ss5]\s?[ốóôõoO6ỏ0ồổdD]{1,2}\s*[:.;]?\s*", re.IGNORECASE)
_DIGITS = re.compile(r"\d{1,6}(?:/(?:19|20)\d{2})?")
_SYMBOL = re.compile(r"[A-ZĐƯ][\wĐđ&.]*(?:-[\wĐđ&.]+)*")
_TALLER = 1.15
_TALLER_WITH_SLASH = 1.3
_PERHAPS, _PERHAPS_WITH_SLASH, _PERHAPS_BELOW_THE_LINE = 1.22, 1.38, 1.45
"""Up to which figures may be print all the same, of a worn copy or beside letters that reach below the line."""

_BELOW_THE_LINE = re.compile(r"[gjpqyQ]")
_OFF_LINE = 0.15
_NO_GAP = 0.004
_HALF_A_NUMBER = 0.3
_AGREED = 0.85
"""Confidence from which two readers agreed on what a pen wrote (`pipeline/ocr/written.py` says 0.9, else 0.5)."""


@dataclass(frozen=True, slots=True)
class NumberLine:
    """The number's line taken apart.

    number: digits and symbol; digits empty where they are missing, handwritten or no digits at all.
    sure: confidence 0–1 of what `number` holds. doubt: digits are missing or may be wrong.
    words: all words of the line.
    """

    number: DocumentNumber
    page: int
    words: tuple[Word, ...]
    sure: float
    trust: float
    doubt: bool

    def found(self) -> Found:
        """The line as a value."""
        reading = Reading(self.number.text, self.trust)
        return Found("number", reading, self.page, self.words, self.sure, self.doubt)


def read_number_line(
    head: Head, letters: Mapping[str, str], expected: str | None = None
) -> NumberLine | None:
    """Number and symbol from the head, or None where no symbol can be read.

    letters: those of the types by their folded form (`qd` → `QĐ`). expected: those of the title.
    """
    row = head.number
    if row is None:
        return None
    before, after = _around_slash(row)
    symbol, trust = _symbol("".join(word.text for word in after), letters, expected)
    if not symbol:
        return None
    written, trust_digits = _number(before)
    tall = by_hand(row, before, head) or not written
    left_out = tall and not (written and (_is_agreed(before) or _may_be_print(row, before, head)))
    told = after if left_out else tuple(word for word in row.words if _OPENING.sub("", word.text))
    sure = min(word.confidence for word in told)
    number = DocumentNumber("" if left_out else written, symbol)
    trust = _HALF_A_NUMBER if left_out else min(trust, trust_digits)
    doubt = tall or _set_apart(before, after)
    return NumberLine(number, row.page, row.words, sure, trust, doubt)


def _may_be_print(row: Run, before: Sequence[Word], head: Head) -> bool:
    """Whether figures are hardly taller than print: they are shown, for a person to see."""
    year = printed_year(head)
    figures = [word for word in before if any(c.isdigit() for c in word.text)]
    if year is None or head.dated is None or any(word.penned for word in before):
        return False
    height = head.dated.height_of(year)
    return all(row.height_of(word) < height * _most_of_print(word.text) for word in figures)


def _most_of_print(text: str) -> float:
    """Times that print may seem taller than the year; letters that reach below the line make it so most."""
    if text.strip(",.").isdigit():
        return _PERHAPS
    return _PERHAPS_BELOW_THE_LINE if _BELOW_THE_LINE.search(text) else _PERHAPS_WITH_SLASH


def _is_agreed(before: Sequence[Word]) -> bool:
    """Whether a pen's figures stand there, and two readers saw the same."""
    penned = [word for word in before if word.penned]
    return bool(penned) and all(word.confidence >= _AGREED for word in penned)


def _around_slash(row: Run) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """The words up to the one with the slash before the symbol, and from it on; it may be in both."""
    slashes = [i for i, word in enumerate(row.words) if re.search(r"/\s*[^\d\s]|/$", word.text)]
    at = slashes[0] if slashes else len(row.words) - 1
    begins = at if row.words[at].text.startswith("/") else at + 1
    return row.words[:begins], row.words[at:]


def _number(before: tuple[Word, ...]) -> tuple[str, float]:
    """The digits before the symbol, empty unless digits and nothing else stand there."""
    text = _OPENING.sub("", nfc(" ".join(word.text for word in before)))
    text = re.sub(r"[\s_.…]", "", re.sub(r"/\D.*$", "", text)).strip("/")
    plain, repairs = digits(text)
    return (plain, trust_after(repairs)) if _DIGITS.fullmatch(plain) else ("", 1.0)


def _symbol(text: str, letters: Mapping[str, str], expected: str | None) -> tuple[str, float]:
    """The symbol after the slash, its type letters mended, and the trust in it."""
    match = _SYMBOL.search(nfc(re.sub(r"^.*?/(?=\D)", "", text)))
    if not match:
        return "", 0.0
    head, dash, tail = match[0].rstrip(".,").partition("-")
    if not dash:
        return head, 1.0
    mended, trust = _letters(head, letters, expected)
    return mended + dash + tail, trust


def _letters(head: str, letters: Mapping[str, str], expected: str | None) -> tuple[str, float]:
    """Type letters, set to those of the title where one stroke is wrong (`QB`, `QĐĐ`, `TIr`).

    Without a title nothing near is tried: `STC` is a body, not the letters `TC`.
    """
    if head in letters.values() or head == expected:
        return head, 1.0
    known = letters.get(fold(head))
    if known:
        return known, 0.95
    near = expected is not None and Levenshtein.distance(fold(head), fold(expected)) <= 1
    return (expected, 0.8) if near and expected else (head, 1.0)


def printed_year(head: Head) -> Word | None:
    """The year of the day's line: always printed, so what print looks like on this page."""
    row = head.dated
    years = [w for w in row.words if re.fullmatch(r"(19|20)\d\d\D?", w.text)] if row else []
    return years[-1] if years else None


def by_hand(row: Run, some: Sequence[Word], head: Head) -> bool:
    """Whether figures among words of a row are written: said to be, or taller than print, or off its base line.

    Without a printed year to compare with they count as written.
    """
    year = printed_year(head)
    if year is None or head.dated is None or any(word.penned for word in some):
        return True
    height = head.dated.height_of(year)
    figures = [word for word in some if any(c.isdigit() for c in word.text)]
    foot = row.foot_of(year) if year in row.words else None
    return any(_stands_out(row, word, height, foot) for word in figures)


def _stands_out(row: Run, word: Word, height: float, foot: float | None) -> bool:
    pure = word.text.strip(",.").isdigit()
    if row.height_of(word) > height * (_TALLER if pure else _TALLER_WITH_SLASH):
        return True
    return pure and foot is not None and abs(row.foot_of(word) - foot) > _OFF_LINE * height


def _set_apart(before: Sequence[Word], after: Sequence[Word]) -> bool:
    """Whether a gap parts number and symbol, as on paper printed before its number was known."""
    if not before or before[-1] is after[0]:
        return False
    return after[0].box.left - before[-1].box.right > _NO_GAP
