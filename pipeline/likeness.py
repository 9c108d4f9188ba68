"""Is this paper there already, scanned another time? By its words and values; never by its form alone.

Two forms filled alike share nearly all their words, so what differs decides: where both readings are sure and
differ, the papers differ. Reading errors are hardly ever sure (measured: `docs/decisions/0025`).
"""

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice

from rapidfuzz.distance import Levenshtein

from pipeline.model import FieldState, FieldValue, OcrPage
from pipeline.text import code_key, fold, tokens

_SURE = 0.95
"""Confidence of a word from which a reading error is not believed."""

_FAIR = 0.85
"""Confidence of a word from which papers may meet by it."""

_FIRST_PAGES = 30
"""Pages by which a long paper is recognised."""

_FEWEST = 20
"""Words below which a paper says too little to be recognised."""

_ALIKE = 0.8
"""Share of words in common; different papers of one form have up to 0.76, one paper twice from 0.90."""

_FIGURES_ALIKE = 0.4
"""Share of figures in common; different papers of one form have up to 0.31, one paper twice from 0.48."""

_FIGURES_SLIP, _WORDS_SLIP = 0.12, 0.005
"""Share of figures, of words, that may surely be read otherwise where a value ties both papers: tables in
faint print, words of a table's head."""

_LONG = 100
"""Words of letters from which one of them may be such a slip."""

_COMMON_FIELDS = frozenset(
    ("issuer", "place", "signer", "signer_title", "reception_unit", "procedure")
)
"""Values that many papers of an office share."""

_TIES = frozenset(("number", "dossier_code", "owner_id", "applicant_id", "issued"))
"""Values that tie two readings to one paper, also where they wait for a person."""

_MOST_VALUES, _MOST_FIGURES, _MOST_PASSAGES = 4, 4, 8
_SHORTEST_VALUE = 4
_SHORTEST_FIGURE = 5
_PASSAGE = 3
_SHORT = 4
"""Letters up to which one wrong letter is all that is taken for a misreading; in longer words two."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a paper is recognised by. words: folded, how often each; sure: those read surely.

    values: settled values by name, reduced to what tells them apart. ties: those that tie, settled or not.
    keys: under which papers that look alike meet: of values, long figures and passages those with the
    smallest hashes, as both scans choose them.
    """

    words: Counter[str]
    sure: frozenset[str]
    values: dict[str, str]
    ties: frozenset[str]
    keys: tuple[int, ...]


def likeness(pages: Iterable[OcrPage], fields: Sequence[FieldValue]) -> Likeness | None:
    """The likeness of a paper; None where it says too little. Stamps do not count: one copy may have them."""
    read = list(_read(pages))
    if len(read) < _FEWEST:
        return None
    fair = [word if confidence >= _FAIR else "" for word, confidence in read]
    return Likeness(
        words=Counter(word for word, _ in read),
        sure=frozenset(word for word, confidence in read if confidence >= _SURE),
        values={one.name: code_key(one.value) for one in fields if _is_settled(one)},
        ties=frozenset(f"{one.name}={code_key(one.value)}" for one in fields if _ties(one)),
        keys=tuple(sorted(set(_keys(fair, fields)))),
    )


def same_paper(one: Likeness, other: Likeness) -> bool:
    """Whether both are one paper: nearly all words and most figures in common, and no value against it."""
    named = {name for name in one.values.keys() & other.values.keys() if name not in _COMMON_FIELDS}
    if any(one.values[name] != other.values[name] for name in named):
        return False
    letters = _split(one.words, figures=False), _split(other.words, figures=False)
    figures = _split(one.words, figures=True), _split(other.words, figures=True)
    if _common(one.words, other.words) < _ALIKE or _common(*figures) < _FIGURES_ALIKE:
        return False
    tied = bool(one.ties & other.ties)
    mine, theirs = _unlike(one, other), _unlike(other, one)
    most_figures = _FIGURES_SLIP * _fewer(figures) if tied else 0.0
    most_words = (
        max(1.0, _WORDS_SLIP * _fewer(letters)) if tied and _fewer(letters) >= _LONG else 0.0
    )
    return (
        _against(mine, theirs, figures=True) <= most_figures
        and _against(mine, theirs, figures=False) <= most_words
    )


def _fewer(words: tuple[Counter[str], Counter[str]]) -> int:
    """How many words the paper with fewer of them has."""
    return min(words[0].total(), words[1].total())


def _read(pages: Iterable[OcrPage]) -> Iterator[tuple[str, float]]:
    """Words and how sure they are; what a pen wrote never is."""
    for page in islice(pages, _FIRST_PAGES):
        for word in page.words:
            if not any(stamp.holds(word.line) for stamp in page.stamps):
                confidence = 0.0 if word.penned else word.confidence
                yield from ((fold(token), confidence) for token in tokens(word.text))


def _is_settled(value: FieldValue) -> bool:
    return value.state is not FieldState.REVIEW and bool(code_key(value.value))


def _ties(value: FieldValue) -> bool:
    """A number without figures, where a pen's could not be read, ties nothing."""
    return value.name in _TIES and value.value[:1].isalnum()


def _split(words: Counter[str], *, figures: bool) -> Counter[str]:
    """The words with figures, or those of letters only; single ones are too often specks."""
    return Counter(
        {
            word: count
            for word, count in words.items()
            if len(word) > 1 and any(map(str.isdigit, word)) == figures
        }
    )


def _common(one: Counter[str], other: Counter[str]) -> float:
    both = one.total() + other.total()
    return 2 * (one & other).total() / both if both else 1.0


def _unlike(one: Likeness, other: Likeness) -> Counter[str]:
    """Sure words of one that the other lacks, and has no doubtful word for that may be their misreading."""
    doubtful = [word for word in (other.words - one.words).elements() if word not in other.sure]
    left: Counter[str] = Counter()
    for word in (one.words - other.words).elements():
        if word in one.sure:
            near = next((read for read in doubtful if _is_near(word, read)), None)
            if near is None:
                left[word] += 1
            else:
                doubtful.remove(near)
    return left


def _against(mine: Counter[str], theirs: Counter[str], *, figures: bool) -> int:
    """How many figures, or words, stand against each other: as many as both sides have."""
    return min(_split(side, figures=figures).total() for side in (mine, theirs))


def _is_near(word: str, misread: str) -> bool:
    most = 1 if len(word) <= _SHORT else 2
    return Levenshtein.distance(word, misread, score_cutoff=most) <= most


def _keys(fair: Sequence[str], fields: Sequence[FieldValue]) -> Iterator[int]:
    """fair: the words in reading order, empty where one was read with doubt."""
    values = (
        f"{one.name}={code_key(one.value)}" for one in fields if one.name not in _COMMON_FIELDS
    )
    telling = (value for value in values if len(value.partition("=")[2]) >= _SHORTEST_VALUE)
    yield from map(_hash, sorted(telling, key=len, reverse=True)[:_MOST_VALUES])
    long = {word for word in fair if len(word) >= _SHORTEST_FIGURE and any(map(str.isdigit, word))}
    yield from heapq.nsmallest(_MOST_FIGURES, map(_hash, long))
    runs = zip(*(fair[start:] for start in range(_PASSAGE)), strict=False)
    passages = {" ".join(run) for run in runs if all(run)}
    yield from heapq.nsmallest(_MOST_PASSAGES, map(_hash, passages))


def _hash(text: str) -> int:
    """63 bits, the same on every machine; databases know no unsigned numbers."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big") >> 1
