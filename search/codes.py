"""What looks like a document number, dossier code or personal id (`reference/domain.md` §2)."""

import re
from collections.abc import Iterator, Sequence

from pipeline.text import tokens

_DIGIT = re.compile(r"\d")
_GROUP = re.compile(r"\d{3}\Z")
_GROUPED = re.compile(r"\d{3}(?:[^\w\s]\d{3}){2,3}\Z")
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
    """The codes among printed words, and ids printed in groups of three digits as one."""
    run: list[str] = []
    for word in (*words, ""):
        if _GROUP.match(word):
            run.append(word)
            continue
        if len(run) in (3, 4):
            yield "".join(run)
        run.clear()
        if looks_like_code(word):
            yield word
