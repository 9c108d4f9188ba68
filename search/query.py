"""What the officer typed → Query. Every string is a query or a BadQuery, in linear time."""

import calendar
import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.errors import BadQuery
from pipeline.model import Order, Phrase, Query, Role
from pipeline.text import nfc, slug, tokens
from search.codes import looks_like_code

LONGEST_TEXT = 2000
MOST_WORDS = 100

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″＂", '"'))
_PIECE = re.compile(
    r"(?P<minus>-)?(?:(?P<name>[a-z][a-z0-9_]*):(?=[^\s/]))?"
    r'(?:"(?P<quoted>[^"]*)"?|(?P<bare>[^\s"]+))'
)
_NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
_GROUPED_ID = re.compile(r'(?<![^\s"])(?<!\d )\d{3}(?: \d{3}){2,3}(?![^\s"]| \d)')
_JOINT = "\ue000"
"""Stands between the groups of an id until it is taken, so that places stay places."""

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?\Z", re.ASCII)
_LOCAL = re.compile(r"(?:(\d{1,2})/)?(\d{1,2})/(\d{4})\Z", re.ASCII)
_ROLES = {"don": Role.APPLICATION, "dinh-kem": Role.ATTACHMENT, "ket-qua": Role.RESULT}

Day = dt.date | str | None
"""A day, or what `period` reads, or None."""


def period(text: str) -> tuple[dt.date, dt.date]:
    """First and last day of `2024`, `2024-03`, `2024-03-05`, `03/2024` or `05/03/2024`."""
    text = text.strip()
    if iso := _ISO.match(text):
        year, month, day = iso.groups()
    elif local := _LOCAL.match(text):
        day, month, year = local.groups()
    else:
        raise BadQuery(f"date: {text[:20]}")
    try:
        first = dt.date(int(year), int(month or 1), int(day or 1))
        last_month = int(month or 12)
        last_day = calendar.monthrange(first.year, last_month)[1]
        return first, dt.date(first.year, last_month, int(day or last_day))
    except ValueError as exc:
        raise BadQuery(f"date: {text[:20]}") from exc


@dataclass(slots=True)
class _Draft:
    """The query so far."""

    wanted: list[Phrase] = field(default_factory=list)
    unwanted: list[Phrase] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    fields: list[tuple[str, str]] = field(default_factory=list)
    type: str | None = None
    role: Role | None = None
    dossier: str | None = None
    unit: str | None = None
    procedure: str | None = None
    first: dt.date | None = None
    last: dt.date | None = None

    def word(self, text: str) -> None:
        """Words that must be there, next to each other; or a code."""
        if looks_like_code(text) and not re.search(r"\s", text.strip()):
            self.codes.append(text.strip())
        elif words := tuple(tokens(text)):
            self.wanted.append(Phrase(words))

    def without(self, text: str) -> None:
        """Words that must not be there next to each other."""
        if words := tuple(tokens(text)):
            self.unwanted.append(Phrase(words))

    def narrow(self, name: str, value: str) -> None:
        """A field's value, or one of the filters by its name."""
        if not _NAME.match(name) or not tokens(value):
            raise BadQuery(f"field: {name[:20]}")
        match name:
            case "issued":
                self.between(*_span(value))
            case "type":
                self.type = _same(self.type, slug(value), name)
            case "role":
                self.role = Role(_same(self.role, _role(value), name))
            case "dossier":
                self.dossier = _same(self.dossier, value.strip(), name)
            case "unit":
                self.unit = _same(self.unit, value.strip(), name)
            case _:
                self.fields.append((name, value.strip()))

    def between(self, first: dt.date | None, last: dt.date | None) -> None:
        """Days of issue, both included; narrows what was asked before."""
        self.first = max(filter(None, (self.first, first)), default=None)
        self.last = min(filter(None, (self.last, last)), default=None)
        if self.first and self.last and self.first > self.last:
            raise BadQuery("issued: the first day is after the last")

    def words(self) -> int:
        """How many words were typed in all."""
        phrases = [*self.wanted, *self.unwanted]
        typed = [*self.codes, *(value for _, value in self.fields)]
        return sum(len(p.words) for p in phrases) + sum(len(tokens(text)) for text in typed)

    def empty(self) -> bool:
        """Whether nothing narrows the search."""
        filters = (
            *(self.type, self.role, self.dossier, self.unit, self.procedure),
            *(self.first, self.last),
        )
        return not (self.wanted or self.codes or self.fields or any(filters))


def _same(known: str | None, new: str, name: str) -> str:
    if known is not None and known != new:
        raise BadQuery(f"{name}: two different values")
    return new


def _role(value: str) -> Role:
    name = slug(value)
    if name in _ROLES:
        return _ROLES[name]
    try:
        return Role(name)
    except ValueError as exc:
        raise BadQuery(f"role: {value[:20]}") from exc


def _span(value: str) -> tuple[dt.date | None, dt.date | None]:
    first, dots, last = value.partition("..")
    if not dots:
        return period(value)
    return (
        period(first)[0] if first.strip() else None,
        period(last)[1] if last.strip() else None,
    )


def _day(value: Day, *, last: bool) -> dt.date | None:
    if isinstance(value, str):
        return period(value)[1 if last else 0] if value.strip() else None
    return value


def _read(draft: _Draft, text: str) -> None:
    for piece in _PIECE.finditer(text):
        value = (piece["bare"] if piece["quoted"] is None else piece["quoted"]).replace(_JOINT, "")
        try:
            _take(draft, piece, value)
        except BadQuery as exc:
            raise BadQuery(exc.detail, place=piece.span()) from exc


def _take(draft: _Draft, piece: re.Match[str], value: str) -> None:
    if piece["name"] and piece["minus"]:
        raise BadQuery(f"field cannot be excluded: {piece['name'][:20]}")
    if piece["name"]:
        draft.narrow(piece["name"], value)
    elif piece["minus"]:
        draft.without(value)
    else:
        draft.word(value)
    if draft.words() > MOST_WORDS:
        raise BadQuery(f"more than {MOST_WORDS} words")


def _typed(text: str, place: tuple[int, int]) -> tuple[int, int]:
    """Where in what was typed a place of the cleaned text is."""
    begin, end = (
        bisect_left(range(len(text)), at, key=lambda length: len(_plain(text[:length])))
        for at in place
    )
    while begin < end and text[begin].isspace():
        begin += 1
    return begin, max(begin, end)


def _clean(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        long = f"longer than {LONGEST_TEXT} characters"
        raise BadQuery(long, place=(LONGEST_TEXT, len(text)))
    return _plain(text)


def _plain(text: str) -> str:
    valid = text.encode("utf-8", "ignore").decode()  # half characters end here, not in the engine
    plain = nfc(valid).translate(_QUOTES)
    return _GROUPED_ID.sub(lambda found: found.group().replace(" ", _JOINT), plain)


def parse(
    text: str,
    *,
    type: str | None = None,
    role: Role | str | None = None,
    dossier: str | None = None,
    unit: str | None = None,
    issued_from: Day = None,
    issued_to: Day = None,
    fields: Iterable[tuple[str, str]] = (),
    procedure: str | None = None,
    order: Order = Order.RELEVANCE,
) -> Query:
    """The query of typed text and filters; BadQuery where it cannot be understood or asks nothing.

    text: words, `"a phrase"`, `-without`, `name:value`, `issued:2024-01..2024-03`, codes.
    issued_from, issued_to: days, or years or months as `period` reads them, both included.
    procedure: its code; typed as `procedure:…` it is the field of that name, what the paper says.
    """
    draft = _Draft(procedure=_clean(procedure).strip() if procedure else None)
    cleaned = _clean(text)
    try:
        _read(draft, cleaned)
    except BadQuery as exc:
        raise BadQuery(exc.detail, place=exc.place and _typed(text, exc.place)) from exc
    filters = {"type": type, "role": role, "dossier": dossier, "unit": unit}
    for name, value in (*((n, v) for n, v in filters.items() if v), *fields):
        draft.narrow(name, _clean(value).replace(_JOINT, ""))
    draft.between(_day(issued_from, last=False), _day(issued_to, last=True))
    if draft.empty():
        raise BadQuery("nothing to look for", place=(0, len(text)))
    if draft.words() > MOST_WORDS:
        raise BadQuery(f"more than {MOST_WORDS} words")
    return Query(
        text=text,
        wanted=tuple(draft.wanted),
        unwanted=tuple(draft.unwanted),
        codes=tuple(draft.codes),
        fields=tuple(draft.fields),
        type=draft.type,
        role=draft.role,
        dossier=draft.dossier,
        unit=draft.unit,
        issued_from=draft.first,
        issued_to=draft.last,
        procedure=draft.procedure,
        order=order,
    )
