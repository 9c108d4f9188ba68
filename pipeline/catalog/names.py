"""What codes are called: types of papers, units and procedures of the register."""

from collections.abc import Iterable

from sqlalchemy import Column, func, select

from pipeline.catalog.engine import Database
from pipeline.catalog.rows import slices
from pipeline.catalog.tables import documents, dossiers


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
            for some in slices(listed):
                chosen = (
                    select(code, func.max(name)).where(code.in_(some), name != "").group_by(code)
                )
                found.update((row[0], row[1]) for row in connection.execute(chosen))
        return found
