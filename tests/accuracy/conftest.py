"""The scorer: character and word errors against what is printed."""

import re
import unicodedata
from collections import Counter

import pytest
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

_LEADERS = re.compile(r"[.…_‥]{3,}|(\. ){3,}")
_QUOTES = str.maketrans("“”‘’–—", "\"\"''--")
_TAKEN = "\x00"


def printed_lines(text):
    plain = _LEADERS.sub(" ", unicodedata.normalize("NFC", text)).translate(_QUOTES)
    return [" ".join(line.split()) for line in plain.splitlines() if line.strip()]


def cer(truth, read):
    """Character errors in reading order, percent of the truth."""
    whole, got = " ".join(printed_lines(truth)), " ".join(printed_lines(read))
    return 100 * Levenshtein.distance(whole, got) / len(whole)


def free_cer(truth, read):
    """Character errors where each printed line may stand anywhere; what is left over counts too."""
    rest = " ".join(printed_lines(read))
    lines = sorted(printed_lines(truth), key=len, reverse=True)
    wrong = 0
    for line in lines:
        errors, start, end = _best_place(line, rest)
        wrong += min(errors, len(line))
        if errors < 0.8 * len(line):
            rest = rest[:start] + _TAKEN + rest[end:]
    invented = len(re.sub(rf"[\s{_TAKEN}]", "", rest))
    return 100 * (wrong + invented) / sum(len(line) + 1 for line in lines)


def _best_place(line, rest):
    if len(line) > len(rest):
        return Levenshtein.distance(line, rest), 0, len(rest)
    found = fuzz.partial_ratio_alignment(line, rest)
    places = [
        (max(0, found.dest_start + early), max(0, found.dest_end + late))
        for early in range(-2, 3)
        for late in range(-2, 3)
    ]
    scored = [(Levenshtein.distance(line, rest[a:b].strip()), a, b) for a, b in places]
    return min(scored)


def word_errors(truth, read):
    """Share of printed words missing from the bag of words read, percent."""
    wanted = Counter(" ".join(printed_lines(truth)).split())
    missing = wanted - Counter(" ".join(printed_lines(read)).split())
    return 100 * missing.total() / wanted.total()


@pytest.fixture(scope="session")
def score():
    """(order-free CER, CER in reading order, missing words), all in percent."""
    return lambda truth, read: (
        free_cer(truth, read),
        cer(truth, read),
        word_errors(truth, read),
    )
