"""Where on its pages a document answers a query: snippet, and boxes round the words.

Done here and not by the engine: it knows neither boxes nor pages, and this way what is marked
follows the same spelling rule as what is found.
"""

import html
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from pipeline.model import Box, OcrPage, Query, Tier, Word, around
from search.clauses import Clause, apart, bare_words, demands
from search.misread import misread
from search.other_names import named, other_names
from search.tolerant import Reach
from search.words import spellings

_SNIPPET_WORDS = 30
_BEFORE = 8
_LONGEST_CODE = 16
_EXACT_WORTH = 1000
"""A demand met as spelled weighs more than any number met folded."""
_TOGETHER_WORTH = 500
_REACHES = {Tier.VARIANT: Reach.VARIANT, Tier.NEAR: Reach.FAR}
_OTHER_NAME = -2
"""Stands for bare words that together have another name."""

_TOGETHER = -1
"""Stands for no demand, but for bare words that happen to stand together, as in a name."""


@dataclass(frozen=True, slots=True)
class PageHit:
    """A page that answers: number from 1, HTML with `<mark>`, boxes of what is marked anywhere."""

    page: int
    snippet: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class _Spot:
    """Words `first` to `last` (positions on the page, both included) that meet a demand."""

    first: int
    last: int
    demand: int


@dataclass(frozen=True, slots=True)
class _Tokens:
    """All tokens of a page with the position of the word each came from."""

    exact: list[str] = field(default_factory=list)
    folded: list[str] = field(default_factory=list)
    word: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Asked:
    """demands: what is asked. words: the same, a name's words alone. reach: None where none is misread."""

    demands: list[Clause]
    words: list[Clause]
    reach: Reach | None


@dataclass(frozen=True, slots=True)
class _Marked:
    """A page with its spots in reading order. worth: how well it answers."""

    page: OcrPage
    spots: list[_Spot]
    worth: int


def highlight(
    pages: Iterable[OcrPage], query: Query, *, tier: Tier = Tier.FOLDED, limit_pages: int = 3
) -> list[PageHit]:
    """The pages that answer best, best first; at most `limit_pages`.

    tier: how the document was found; what was misread is marked only where that is how. Only the best
    are kept while reading. A document found by its fields alone, or by a word that the pages do not
    show, gets the beginning of its first page with text, without marks.
    """
    asked = _Asked(demands(query), apart(query), _REACHES.get(tier))
    best: list[_Marked] = []
    opening: OcrPage | None = None
    for page in pages:
        opening = opening or (page if page.words else None)
        marked = _mark(page, asked)
        if marked.spots:
            best = sorted([*best, marked], key=lambda each: -each.worth)[:limit_pages]
    if not best and opening and limit_pages:
        return [PageHit(opening.number, _snippet(opening, []), ())]
    return [_hit(marked) for marked in best]


def _hit(marked: _Marked) -> PageHit:
    boxes = dict.fromkeys(
        box
        for spot in marked.spots
        if spot.demand != _TOGETHER
        for box in _boxes(marked.page.words[spot.first : spot.last + 1])
    )
    return PageHit(marked.page.number, _snippet(marked.page, marked.spots), tuple(boxes))


def _boxes(words: tuple[Word, ...]) -> Iterator[Box]:
    """One box a printed line."""
    for _, line in groupby(words, key=lambda word: word.line):
        yield around([word.box for word in line])


def _mark(page: OcrPage, asked: _Asked) -> _Marked:
    tokens = _tokens(page)
    spots, worth = _spots(tokens, asked.words)
    otherwise = _misread(tokens, asked, spots) if asked.reach else []
    if asked.demands != asked.words:  # of a name only its words together, where they are together
        spots = (_spots(tokens, asked.demands)[0] + otherwise) or spots
    else:
        spots += otherwise
    worth += len(otherwise)
    together = bare_words(asked.words)
    if spots and len(together) > 1 and (stand := list(_found(tokens.folded, together))):
        spots += [_Spot(tokens.word[a], tokens.word[b], _TOGETHER) for a, b in stand]
        worth += _TOGETHER_WORTH
    return _Marked(page, sorted(spots, key=lambda spot: (spot.first, spot.last)), worth)


def _spots(tokens: _Tokens, clauses: list[Clause]) -> tuple[list[_Spot], int]:
    """Where demands are met as written, and what that is worth."""
    spots: list[_Spot] = []
    worth = 0
    for demand, clause in enumerate(clauses):
        found, points = _meets(tokens, clause)
        spots += [_Spot(tokens.word[a], tokens.word[b], demand) for a, b in found]
        worth += points
    return spots, worth


def _misread(tokens: _Tokens, asked: _Asked, spots: list[_Spot]) -> list[_Spot]:
    """Where demands are met otherwise that are not met as written on this page."""
    assert asked.reach
    met = {spot.demand for spot in spots} if asked.demands == asked.words else set()
    found = [
        _Spot(tokens.word[a], tokens.word[b], demand)
        for demand, clause in enumerate(asked.demands)
        if demand not in met
        for a, b in misread(tokens.folded, clause, asked.reach)
    ]
    for group in named(bare_words(asked.words)):
        for other in other_names(group) if len(group) > 1 else ():
            places = _found(tokens.folded, other)
            found += [_Spot(tokens.word[a], tokens.word[b], _OTHER_NAME) for a, b in places]
    return found


def _meets(tokens: _Tokens, clause: Clause) -> tuple[list[tuple[int, int]], int]:
    """Where a demand is met, as spelled if it is anywhere on the page; and what that is worth."""
    if clause.accented and (found := list(_found(tokens.exact, clause.exact))):
        return found, _EXACT_WORTH
    found = list(_found(tokens.folded, clause.folded))
    if clause.code and not found:
        found = list(_joined(tokens.folded, clause.key))
    if not found:
        return [], 0
    return found, 1 if clause.accented else _EXACT_WORTH


def _tokens(page: OcrPage) -> _Tokens:
    tokens = _Tokens()
    for position, word in enumerate(page.words):
        for exact, folded in spellings(word.text):
            tokens.exact.append(exact)
            tokens.folded.append(folded)
            tokens.word.append(position)
    return tokens


def _found(tokens: list[str], wanted: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """First and last token of each place where `wanted` stands."""
    length = len(wanted)
    start = -1
    while True:
        try:
            start = tokens.index(wanted[0], start + 1)
        except ValueError:
            return
        if length == 1 or tuple(tokens[start : start + length]) == wanted:
            yield start, start + length - 1


def _joined(tokens: list[str], key: str) -> Iterator[tuple[int, int]]:
    """First and last token of each place whose tokens joined are the code `key`."""
    for start, token in enumerate(tokens):
        if not key.startswith(token):
            continue
        joined = ""
        for end in range(start, min(start + _LONGEST_CODE, len(tokens))):
            joined += tokens[end]
            if joined == key:
                yield start, end
            if len(joined) >= len(key):
                break


def _window(spots: list[_Spot]) -> int:
    """The word at which the snippet's best spot begins: most demands within its length."""

    def demands_from(spot: _Spot) -> int:
        end = spot.first + _SNIPPET_WORDS - _BEFORE
        return len({each.demand for each in spots if spot.first <= each.first and each.last < end})

    return max(spots, key=lambda spot: (demands_from(spot), -spot.first)).first


def _snippet(page: OcrPage, spots: list[_Spot]) -> str:
    first = max(0, _window(spots) - _BEFORE) if spots else 0
    last = min(len(page.words), first + _SNIPPET_WORDS)
    marked = {n for spot in spots for n in range(spot.first, spot.last + 1)}
    runs = [
        _run([page.words[n].text for n in run], marked=is_marked)
        for is_marked, run in groupby(range(first, last), key=marked.__contains__)
    ]
    before = "… " if first > 0 else ""
    after = " …" if last < len(page.words) else ""
    return before + " ".join(runs) + after


def _run(words: list[str], *, marked: bool) -> str:
    text = " ".join(words)
    if not marked:
        return html.escape(text, quote=False)
    start = next(n for n, letter in enumerate(text) if letter.isalnum())
    end = len(text) - next(n for n, letter in enumerate(reversed(text)) if letter.isalnum())
    parts = (html.escape(part, quote=False) for part in (text[:start], text[start:end], text[end:]))
    return "{}<mark>{}</mark>{}".format(*parts)
