"""The fixed words of letterheads and signature blocks: what is almost one of them is set to it.

Only closed expressions are mended (bodies, posts, provinces); free names of places and people never.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict
from rapidfuzz import fuzz, process

from extractors.layout import letters
from extractors.trust import FREE_TEXT
from pipeline.model import Word
from pipeline.text import fold

_ALIKE = 85.0
_FIRST_ALIKE = 50.0
"""Likeness of first words: `TƯ TỈNH TUYÊN QUANG` is the end of another line, not UBND TỈNH TUYÊN QUANG."""

_FIXED_TRUST = 0.97
_AUTHORITY = re.compile(r"^\W*(TM|KT|TL|TUQ|Q)\s?[.,:;]\s*", re.IGNORECASE)


class _OfficeWords(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    prefix: tuple[str, ...]
    names: tuple[str, ...]
    posts: tuple[str, ...]
    provinces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    phrases: dict[int, dict[str, str]]
    prefix: dict[str, str]
    posts: dict[str, str]
    provinces: dict[str, str]


@lru_cache(maxsize=1)
def _vocabulary() -> _Vocabulary:
    source = files("extractors.forms").joinpath("offices.yaml").read_text("utf-8")
    words = _OfficeWords.model_validate(yaml.safe_load(source))
    lands = [
        f"{unit} {p.upper()}"
        for p in words.provinces
        for unit in ("TỈNH", "THÀNH PHỐ", "UBND TỈNH")
    ]
    phrases: dict[int, dict[str, str]] = {}
    for phrase in (*words.names, *lands):
        phrases.setdefault(len(phrase.split()), {})[fold(phrase)] = phrase
    return _Vocabulary(
        dict(sorted(phrases.items(), reverse=True)),
        {fold(one): one for one in words.prefix},
        {letters(one): one for one in words.posts},
        {fold(one): one for one in words.provinces},
    )


def mend_letterhead(words: tuple[Word, ...]) -> tuple[str, float]:
    """A line of a letterhead with its fixed expressions spelt right, and how sure it is, 0–1.

    Free words stay as read and count with their own confidence.
    """
    tokens = [word.text for word in words]
    out: list[str] = []
    sure = 1.0
    at = 0
    while at < len(tokens):
        size, spelt, score = _expression(tokens, at)
        out.append(spelt if size else tokens[at])
        sure = min(sure, _FIXED_TRUST * score if size else FREE_TEXT * words[at].confidence)
        at += size or 1
    return " ".join(out), sure


def _expression(tokens: list[str], at: int) -> tuple[int, str, float]:
    vocabulary = _vocabulary()
    for size, phrases in vocabulary.phrases.items():
        if at + size <= len(tokens):
            window = fold(" ".join(tokens[at : at + size]))
            best = process.extractOne(
                window, phrases.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE
            )
            if best and fuzz.ratio(fold(tokens[at]), best[0].split()[0]) >= _FIRST_ALIKE:
                return size, phrases[best[0]], best[1] / 100
    known = vocabulary.prefix.get(fold(tokens[at])) if at == 0 else None
    return (1, known, 1.0) if known else (0, "", 0.0)


def mend_post(text: str) -> tuple[str, float] | None:
    """A line of a signature block as spelt right, `KT. CHỦ TỊCH`, and how sure; None if it is none."""
    authority = _AUTHORITY.match(text)
    rest = letters(text[authority.end() :] if authority else text)
    best = process.extractOne(
        rest, _vocabulary().posts.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE
    )
    if not best:
        return None
    opening = f"{authority[1].upper()}. " if authority else ""
    return opening + _vocabulary().posts[best[0]], _FIXED_TRUST * best[1] / 100


def mend_place(text: str) -> tuple[str, bool]:
    """A place name, spelt as the province it equals but for accents; whether it is one."""
    known = _vocabulary().provinces.get(fold(text))
    return (known, True) if known else (text, False)
