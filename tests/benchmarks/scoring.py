"""How far a text read is from the text printed: characters wrong, in order and without it, words missing."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from pipeline.text import canonical_tones, nfc

_LEADERS = re.compile(r"[.…_·]{3,}|(?:[.…] ){3,}")
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("–—‒−", "-"),
        **dict.fromkeys("“”„″", '"'),
        **dict.fromkeys("‘’′", "'"),
    }
)
_TAKEN = 0
"""Stands where a passage was matched: no letter is equal to it."""

_NOT_FOUND = 0.8
"""Share of a line's letters wrong from which the passage is not taken to be that line."""


_OWN = 20
"""Letters from which a line found whole is hardly part of another."""


def plain(text: str) -> str:
    """NFC, one space between words, no dotted leaders, one kind of dash and of quote."""
    return " ".join(_LEADERS.sub(" ", nfc(text)).translate(_ALIKE).split())


def strict(printed: Sequence[str], read: str) -> float:
    """Levenshtein distance in reading order, as a share of the printed characters; invented text counts."""
    wanted = plain(" ".join(printed))
    return Levenshtein.distance(wanted, plain(read)) / max(1, len(wanted))


def order_free(printed: Sequence[str], read: str) -> float:
    """The same where each printed line may stand anywhere; what is left over was invented.

    Lines take the closest passage left, those read without error first, longer ones before shorter ones.
    """
    text = np.array([ord(letter) for letter in plain(read)], np.int32)
    whole = plain(read)
    lines = sorted(_lines(printed), key=lambda line: (not _is_sure(line, whole), -len(line)))
    wrong = 0
    for line in lines:
        errors, begin, end = _closest(line, text)
        wrong += min(errors, len(line))
        if errors < _NOT_FOUND * len(line):
            text[begin:end] = _TAKEN
    invented = int(np.count_nonzero((text != _TAKEN) & (text != ord(" "))))
    freely = (wrong + invented) / max(1, sum(len(line) + 1 for line in lines))
    return min(freely, strict(printed, read))  # the order of the paper is one of the orders


def _is_sure(line: str, whole: str) -> bool:
    """Whether a line stands in the text as it is; a short one may be part of another line."""
    return len(line) >= _OWN and line in whole


def words_missing(printed: Sequence[str], read: str) -> float:
    """Share of the printed words that are not among the words read, wherever those stand."""
    wanted = Counter(plain(" ".join(printed)).split())
    missing = wanted - Counter(plain(read).split())
    return missing.total() / max(1, wanted.total())


def right_words(printed: Sequence[str], read: Sequence[str]) -> list[bool]:
    """For each word read, whether the page has it, letter for letter, and as often."""
    left = Counter(plain(" ".join(printed)).split())
    right = []
    for word in map(plain, read):
        right.append(left[word] > 0)
        left[word] -= right[-1]
    return right


def same(one: str, other: str) -> bool:
    """Equal but for where tone marks stand (hòa, hoà) and for spaces."""
    return _packed(one) == _packed(other)


def _packed(text: str) -> str:
    return "".join(canonical_tones(nfc(text)).split())


def _lines(printed: Sequence[str]) -> Iterator[str]:
    return (line for line in map(plain, printed) if line)


def _closest(line: str, text: NDArray[np.int32]) -> tuple[int, int, int]:
    """Least edits between the line and any passage of the text, and where that passage stands."""
    letters = np.array([ord(letter) for letter in line], np.int32)
    row = _edits(letters, text, anywhere=True)
    end = int(row.argmin())
    low = max(0, end - 2 * len(letters))
    back = _edits(letters[::-1], text[low:end][::-1], anywhere=False)
    return int(row[end]), end - int(back.argmin()), end


def _edits(
    letters: NDArray[np.int32], text: NDArray[np.int32], *, anywhere: bool
) -> NDArray[np.int64]:
    """Least edits between the letters and a passage that ends at each place (Sellers 1980), a row a letter.

    anywhere: the passage may begin anywhere; else it begins with the text.
    """
    along = np.arange(len(text) + 1)
    row = np.zeros(len(text) + 1, np.int64) if anywhere else along
    for number, letter in enumerate(letters, 1):
        stepped = np.concatenate(([number], np.minimum(row[:-1] + (text != letter), row[1:] + 1)))
        row = along + np.minimum.accumulate(stepped - along)
    return row


def upper_bound(hits: int, count: int) -> float:
    """One-sided 95 % upper bound of a share by Clopper and Pearson, found by halving."""
    if count == 0:
        return 1.0
    low, high = hits / count, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _at_most(hits, count, middle) > 0.05 else (low, middle)
    return high


def _at_most(hits: int, count: int, share: float) -> float:
    term = (1 - share) ** count
    total = term
    for k in range(hits):
        term *= (count - k) / (k + 1) * share / (1 - share)
        total += term
    return total
