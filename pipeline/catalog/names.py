"""What codes are called: types of papers, units and procedures of the register."""

from collections.abc import Iterable

from sqlalchemy import Column, func, select

from pipeline.catalog.engine import Database
from pipeline.catalog.tables import documents, dossiers

_AT_ONCE = 500


class Names:
    """Names by code; a code without a name is not among them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def types(self, slugs: Iterable[str]) -> dict[str, str]:
        """`quyet-dinh` → `Quyết định`."""
        return self._named(documents.c.type, documents.c.type_name, slugs)

    def units(self, codes: Iterable[str]) -> dict[str, str]:
        """Units of the register."""
        return self._named(dossiers.c.unit, dossiers.c.unit_name, codes)

    def procedures(self, codes: Iterable[str]) -> dict[str, str]:
        """Procedures of the register."""
        return self._named(dossiers.c.procedure, dossiers.c.procedure_name, codes)

    def _named(self, code: Column[str], name: Column[str], wanted: Iterable[str]) -> dict[str, str]:
        listed = sorted(set(wanted))
        found: dict[str, str] = {}
        with self._database.reading() as connection:
            for first in range(0, len(listed), _AT_ONCE):
                chosen = (
                    select(code, func.max(name))
                    .where(code.in_(listed[first : first + _AT_ONCE]), name != "")
                    .group_by(code)
                )
                found.update((row[0], row[1]) for row in connection.execute(chosen))
        return found
