"""Asking the register to which dossier a paper belongs, and papers that must be asked for again."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select, update

from pipeline.catalog import register_version, rows
from pipeline.catalog.documents import note
from pipeline.catalog.dossiers import make_known, to_dossier
from pipeline.catalog.engine import Database, retried
from pipeline.catalog.records import DocumentRecord, Happening
from pipeline.catalog.tables import documents, dossiers, filings, problems, register
from pipeline.model import Dossier, Filing, Problem, Stage

AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class Candidates:
    """Dossiers of the register at one moment, and its version then."""

    version: int
    dossiers: tuple[Dossier, ...]


@dataclass(frozen=True, slots=True)
class Refiled:
    """Where a paper belongs by a version of the register; matched None: the register need not be asked again."""

    filings: tuple[Filing, ...]
    problems: tuple[Problem, ...]
    matched: int | None


class Matching:
    """Repository of what papers and the register have to do with each other."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def candidates(self, people: Sequence[str], codes: Sequence[str]) -> Candidates:
        """Registered dossiers by the keys of their applicants (`name_keys`), and by their codes."""
        found: dict[str, Dossier] = {}
        with self._database.reading() as connection:
            version = register_version.current(connection)
            for column, wanted in ((dossiers.c.person, people), (dossiers.c.code, codes)):
                for some in rows.slices(wanted if version else ()):
                    chosen = select(dossiers).where(column.in_(some), dossiers.c.registered)
                    found |= {row.code: to_dossier(row) for row in connection.execute(chosen)}
        return Candidates(version, tuple(found[code] for code in sorted(found)))

    def pending(self, after: str = "") -> list[str]:
        """Finished papers that were matched with an older register, some at once, by id from `after` on."""
        version = select(func.coalesce(func.max(register.c.version), 0)).scalar_subquery()
        chosen = select(documents.c.id).where(
            documents.c.matched.is_not(None),
            documents.c.matched < version,
            documents.c.stage == Stage.EXTRACTED.value,
            documents.c.withdrawn_at.is_(None),
            documents.c.id > after,
        )
        with self._database.reading() as connection:
            ordered = chosen.order_by(documents.c.id).limit(AT_ONCE)
            return list(connection.execute(ordered).scalars())

    @retried
    def settle(self, seen: DocumentRecord, refiled: Refiled, *, now: float) -> bool:
        """Write down where a paper belongs; False when somebody changed it since it was seen.

        Nothing but the version is written where nothing changes.
        """
        with self._database.writing() as connection:
            same = documents.c.id == seen.id, documents.c.revision == seen.revision
            finished = documents.c.stage == Stage.EXTRACTED.value
            held = update(documents).where(*same, finished).values(matched=refiled.matched)
            if connection.execute(held).rowcount == 0:
                return False
            if (refiled.filings, refiled.problems) != (seen.filings, seen.problems):
                _write(connection, seen, refiled, now)
        return True


def _write(connection: Connection, seen: DocumentRecord, refiled: Refiled, now: float) -> None:
    for filing in refiled.filings:
        make_known(connection, filing.dossier)
    filed = map(rows.filing_row, refiled.filings)
    rows.replace_hanging(connection, filings, seen.id, filed)
    wrong = [rows.problem_row(n, problem) for n, problem in enumerate(refiled.problems)]
    rows.replace_hanging(connection, problems, seen.id, wrong)
    more = {"revision": documents.c.revision + 1}
    connection.execute(update(documents).where(documents.c.id == seen.id).values(**more))
    before, after = (_codes(one) for one in (seen.filings, refiled.filings))
    if before != after:
        happening = Happening(now, "", "filed", "register", before, after)
        note(connection, seen.id, happening)


def _codes(filed: Sequence[Filing]) -> str | None:
    return ", ".join(one.dossier for one in filed) or None
