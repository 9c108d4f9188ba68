"""What looks like a document number, dossier code or personal id (`reference/domain.md` §2)."""

import re
from collections.abc import Iterator, Sequence

from pipeline.text import tokens

_DIGIT = re.compile(r"\d")
_GROUP = re.compile(r"\d{3}\Z")
_GROUPED = re.compile(r"\d{3}(?:[^\w\s]\d{3}){2,3}\Z")
_TORN = re.compile(r"(?=\d+ \d+\Z)(?=.{10,13}\Z)(?:\d{5,} \d+|\d+ \d{5,})\Z")
"""Two words of digits that are as long as a personal id, at least one of them longer than groups are."""

_NOT_OF_AMOUNTS = re.compile(r"[^\w\s.,/:;()+']")
_ID = 9
SHORTEST_NUMBER = 6
SHORTEST_MIXED = 5


def looks_like_code(text: str) -> bool:
    """Whether a written token is a code: letters with digits (`01/CT-UBND`), or a long number.

    Dates and amounts (`05/3/2020`) are none: their digits joined would mean too many other things.
    """
    if not _DIGIT.search(text):
        return False
    parts = tokens(text)
    joined = "".join(parts)
    if joined.isdigit():
        whole = len(parts) == 1 and len(joined) >= SHORTEST_NUMBER
        return whole or bool(_GROUPED.match(text.strip()))
    mixed = any(map(str.isdigit, joined)) and any(map(str.isalpha, joined))
    return mixed and (len(parts) > 1 or len(joined) >= SHORTEST_MIXED)


def codes_in(words: Sequence[str]) -> Iterator[str]:
    """The codes among printed words, ids printed in groups of three digits and ids torn by reading as one."""
    run: list[str] = []
    before = ""
    for word in (*words, ""):
        if not run and not _DIGIT.search(word):  # most words
            before = word
            continue
        if _GROUP.match(word):
            run.append(word)
        else:
            if len(run) in (3, 4):
                yield "".join(run)
            run.clear()
            if _DIGIT.search(word) and (looks_like_code(word) or _is_torn(word)):
                yield word
        if before[-1:].isdigit() and word[:1].isdigit() and _TORN.match(f"{before} {word}"):
            yield before + word
        before = word


def _is_torn(word: str) -> bool:
    """Whether a digit of an id was read as a sign, or a dossier code lost its letter: `0140920992@3`."""
    parts = tokens(word)
    joined = "".join(parts)
    return (
        len(parts) > 1
        and joined.isdigit()
        and len(joined) >= _ID
        and bool(_NOT_OF_AMOUNTS.search(word))
    )
