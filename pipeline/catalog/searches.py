"""Searches that people keep under a name: what was typed and which filters, never who may see what."""

import json
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Row, delete, insert, select

from pipeline.catalog.engine import Database, retried
from pipeline.catalog.tables import SEARCH_NAME, searches
from pipeline.errors import BadRequest


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """One person's search. filters: (option, value) pairs, an option may stand there twice.

    at: when it was kept, in seconds since the epoch.
    """

    by: str
    name: str
    text: str
    filters: tuple[tuple[str, str], ...]
    at: float


class Searches:
    """Repository of saved searches; everybody has names of their own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @retried
    def keep(self, search: SavedSearch) -> None:
        """Keep a search, in place of one of that name. Raises BadRequest where the name is too long."""
        if len(search.name) > SEARCH_NAME or len(search.by) > SEARCH_NAME:
            raise BadRequest(f"> {SEARCH_NAME}", code="request.search_name")
        with self._database.writing() as connection:
            connection.execute(delete(searches).where(*_own(search.by, search.name)))
            connection.execute(
                insert(searches).values(
                    by=search.by,
                    name=search.name,
                    text=search.text,
                    filters=json.dumps(search.filters, ensure_ascii=False),
                    at=search.at,
                )
            )

    def of(self, by: str) -> list[SavedSearch]:
        """All searches of a person, by name."""
        chosen = select(searches).where(searches.c.by == by).order_by(searches.c.name)
        with self._database.reading() as connection:
            return [_search(row) for row in connection.execute(chosen)]

    def get(self, by: str, name: str) -> SavedSearch:
        """One search; raises BadRequest where this person has none of that name."""
        with self._database.reading() as connection:
            row = connection.execute(select(searches).where(*_own(by, name))).first()
        if row is None:
            raise BadRequest(name, code="request.no_search")
        return _search(row)

    @retried
    def forget(self, by: str, name: str) -> None:
        """Forget a search; raises BadRequest where this person has none of that name."""
        with self._database.writing() as connection:
            gone = connection.execute(delete(searches).where(*_own(by, name))).rowcount
        if not gone:
            raise BadRequest(name, code="request.no_search")


def _own(by: str, name: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return searches.c.by == by, searches.c.name == name


def _search(row: Row[tuple[str, str, str, str, float]]) -> SavedSearch:
    filters = tuple((name, value) for name, value in json.loads(row.filters))
    return SavedSearch(row.by, row.name, row.text, filters, row.at)
