"""What an officer asks at the command line: words and filters as typed, to be kept and asked again."""

import argparse
import datetime as dt
from dataclasses import dataclass
from itertools import groupby

from pipeline.errors import BadQuery
from pipeline.model import Order, Query, Role
from search.query import parse

FILTERS = ("type", "role", "dossier", "unit", "procedure", "start", "end", "sort")
"""Options that take one value; `field` takes several."""


@dataclass(frozen=True, slots=True)
class Asked:
    """text: words, may be empty beside filters. filters: (option, value) pairs; `field` may stand there often."""

    text: str
    filters: tuple[tuple[str, str], ...] = ()

    def over(self, kept: "Asked") -> "Asked":
        """A kept question with what is said anew in place of what it said."""
        said = {name for name, _ in self.filters}
        left = tuple((name, value) for name, value in kept.filters if name not in said)
        return Asked(self.text or kept.text, (*left, *self.filters))

    def query(self, text: str | None = None) -> Query:
        """The query; text: other words with the same filters. Raises BadQuery."""
        given = {name: [value for _, value in pairs] for name, pairs in self._by_name()}
        one = {name: given[name][0] for name in FILTERS if name in given}
        return parse(
            self.text if text is None else text,
            type=one.get("type"),
            role=Role(one["role"]) if "role" in one else None,
            dossier=one.get("dossier"),
            unit=one.get("unit"),
            procedure=one.get("procedure"),
            issued_from=day(one.get("start")),
            issued_to=day(one.get("end")),
            fields=tuple(map(_field, given.get("field", ()))),
            order=Order(one.get("sort", Order.RELEVANCE)),
        )

    def _by_name(self) -> "groupby[str, tuple[str, str]]":
        return groupby(sorted(self.filters, key=_name), _name)


def asked(options: argparse.Namespace) -> Asked:
    """The question of a command line."""
    given = [(name, getattr(options, name)) for name in FILTERS if getattr(options, name)]
    return Asked(options.query or "", (*given, *(("field", one) for one in options.field)))


def option(name: str) -> str:
    """How a filter is called at the command line, without its dashes."""
    return {"start": "from", "end": "to"}.get(name, name)


def day(text: str | None) -> dt.date | None:
    """A day given as YYYY-MM-DD or dd/mm/yyyy; raises BadQuery."""
    if not text:
        return None
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return dt.datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise BadQuery(text)


def _name(pair: tuple[str, str]) -> str:
    return pair[0]


def _field(option: str) -> tuple[str, str]:
    name, found, value = option.partition("=")
    if not found:
        raise BadQuery(option)
    return name.strip(), value.strip()
