"""How far a text read is from the text printed: characters wrong, in reading order and without it."""

import re
from collections.abc import Sequence

import numpy as np
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


def plain(text: str) -> str:
    """NFC, one space between words, no dotted leaders, one kind of dash and of quote."""
    return " ".join(_LEADERS.sub(" ", nfc(text)).translate(_ALIKE).split())


def strict(printed: Sequence[str], read: str) -> float:
    """Levenshtein distance in reading order, as a share of the printed characters; invented text counts."""
    wanted = plain(" ".join(printed))
    return Levenshtein.distance(wanted, plain(read)) / max(1, len(wanted))


def order_free(printed: Sequence[str], read: str) -> float:
    """The same where each printed line may stand anywhere: its distance to the closest passage read."""
    lines = [line for line in map(plain, printed) if line]
    text = np.array([ord(letter) for letter in plain(read)], np.int32)
    wrong = sum(_closest(line, text) for line in lines)
    return wrong / max(1, sum(map(len, lines)))


def _closest(line: str, text: np.ndarray) -> int:
    """Least edits between the line and any passage of the text (Sellers 1980), a row a letter."""
    along = np.arange(len(text) + 1)
    row = np.zeros(len(text) + 1, np.int64)
    for number, letter in enumerate(line, 1):
        stepped = np.concatenate(
            ([number], np.minimum(row[:-1] + (text != ord(letter)), row[1:] + 1))
        )
        row = along + np.minimum.accumulate(stepped - along)
    return int(row.min())


def same(one: str, other: str) -> bool:
    """Equal but for where tone marks stand (hòa, hoà) and for spaces."""
    return "".join(canonical_tones(nfc(one)).split()) == "".join(
        canonical_tones(nfc(other)).split()
    )
