"""Dossiers: the office's register, and which papers lie in each."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, exists, insert, or_, select, update

from pipeline.catalog import register_version
from pipeline.catalog.engine import Database, retried
from pipeline.catalog.rows import slices
from pipeline.catalog.tables import documents, dossiers, filings, pages
from pipeline.errors import BadRequest
from pipeline.model import Dossier, Role, Stage
from pipeline.name_keys import person_key

ALL_COLUMNS = frozenset(Dossier.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Imported:
    """What importing a register changed."""

    added: int
    changed: int
    same: int


@dataclass(frozen=True, slots=True)
class PaperInDossier:
    """What counting must know of a paper filed in a dossier."""

    document: str
    role: Role | None
    readable: bool
    blank: bool
    withdrawn: bool
    in_doubt: bool
    accepted: bool


class Dossiers:
    """Repository of dossiers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def bring_up_to_date(
        self, register: Iterable[Dossier], columns: frozenset[str] = ALL_COLUMNS
    ) -> Imported:
        """Add new dossiers, change known ones; the last row of a code wins.

        columns: those that the register has; what it does not tell of a known dossier stays.
        """
        latest = {dossier.code: dossier for dossier in register}
        return self._bring([latest[code] for code in sorted(latest)], columns)

    @retried
    def _bring(self, register: Sequence[Dossier], columns: frozenset[str]) -> Imported:
        added: list[dict[str, Any]] = []
        changed: list[dict[str, Any]] = []
        with self._database.writing() as connection:
            for known, registered, told in _compared(connection, register):
                dossier = _merged(known, told, columns) if known and registered else told
                if known is None:
                    added.append(_row(dossier))
                elif known != dossier or not registered:
                    changed.append(_row(dossier))
            for some in slices(added):
                connection.execute(insert(dossiers), some)
            for row in changed:
                connection.execute(
                    update(dossiers).where(dossiers.c.code == row["code"]).values(**row)
                )
            _touch_filed(connection, [row["code"] for row in changed])
            if added or changed:
                register_version.advance(connection)
        return Imported(len(added), len(changed), len(register) - len(added) - len(changed))

    def get(self, code: str) -> Dossier:
        """One dossier; BadRequest where there is none."""
        with self._database.reading() as connection:
            row = connection.execute(select(dossiers).where(dossiers.c.code == code)).first()
        if row is None:
            raise BadRequest(code, code="request.no_dossier")
        return to_dossier(row)

    def registered(self, codes: Sequence[str]) -> dict[str, Dossier]:
        """Those of `codes` that stand in the office's register."""
        return self._among(codes, dossiers.c.registered.is_(True))

    def known(self, codes: Sequence[str]) -> dict[str, Dossier]:
        """Those of `codes` that the catalog knows, registered or not."""
        return self._among(codes)

    def _among(self, codes: Sequence[str], *also: ColumnElement[bool]) -> dict[str, Dossier]:
        found: dict[str, Dossier] = {}
        with self._database.reading() as connection:
            for some in slices(codes):
                chosen = select(dossiers).where(dossiers.c.code.in_(some), *also)
                found |= {row.code: to_dossier(row) for row in connection.execute(chosen)}
        return found

    def with_papers(
        self, *, start: dt.date | None = None, end: dt.date | None = None
    ) -> Iterator[tuple[Dossier, list[PaperInDossier]]]:
        """Dossiers by code with their papers; of a period when received or returned in it."""
        chosen = select(dossiers).order_by(dossiers.c.code)
        if start or end:
            chosen = chosen.where(
                or_(
                    _within(dossiers.c.received, start, end),
                    _within(dossiers.c.returned, start, end),
                )
            )
        with self._database.reading() as connection:
            found = [to_dossier(row) for row in connection.execute(chosen)]
            for some in slices(found):
                papers = _papers(connection, [dossier.code for dossier in some])
                yield from ((dossier, papers[dossier.code]) for dossier in some)

    def papers(self, code: str) -> list[PaperInDossier]:
        """The papers of one dossier."""
        with self._database.reading() as connection:
            return _papers(connection, [code])[code]


def _row(dossier: Dossier) -> dict[str, Any]:
    key = person_key(dossier.applicant or "")
    return {**asdict(dossier), "registered": True, "person": key or None}


def _merged(known: Dossier, told: Dossier, columns: frozenset[str]) -> Dossier:
    return replace(known, **{name: getattr(told, name) for name in columns & ALL_COLUMNS})


def make_known(connection: Connection, code: str) -> None:
    """Make sure that a filing has a dossier to point at; the register may tell more later."""
    there = select(dossiers.c.code).where(dossiers.c.code == code)
    if connection.execute(there).first() is None:
        empty = {**asdict(Dossier(code)), "registered": False}
        connection.execute(insert(dossiers).values(**empty))


def _compared(
    connection: Connection, register: Sequence[Dossier]
) -> Iterator[tuple[Dossier | None, bool, Dossier]]:
    for some in slices(register):
        chosen = select(dossiers).where(dossiers.c.code.in_([dossier.code for dossier in some]))
        ordered = chosen.order_by(dossiers.c.code).with_for_update(key_share=True)
        known = {row.code: row for row in connection.execute(ordered)}
        for dossier in some:
            row = known.get(dossier.code)
            yield (to_dossier(row), row.registered, dossier) if row else (None, False, dossier)


def _touch_filed(connection: Connection, codes: Sequence[str]) -> None:
    """Papers of changed dossiers get a new revision: the index filters by unit."""
    for some in slices(codes):
        filed = select(filings.c.document).where(filings.c.dossier.in_(some))
        connection.execute(
            update(documents)
            .where(documents.c.id.in_(filed), documents.c.stage == Stage.EXTRACTED.value)
            .values(revision=documents.c.revision + 1)
        )


def _within(column: Any, start: dt.date | None, end: dt.date | None) -> Any:  # noqa: ANN401
    bounds = [column.is_not(None)]
    bounds += [column >= start] if start else []
    bounds += [column <= end] if end else []
    return and_(*bounds)


def _papers(connection: Connection, codes: Sequence[str]) -> dict[str, list[PaperInDossier]]:
    page = pages.c.document == documents.c.id
    chosen = (
        select(
            filings.c.dossier,
            filings.c.document,
            filings.c.role,
            filings.c.in_doubt,
            or_(filings.c.accepted, documents.c.accepted_at.is_not(None)).label("accepted"),
            documents.c.withdrawn_at.is_not(None).label("withdrawn"),
            exists().where(page).label("readable"),
            exists().where(page, pages.c.blank.is_(False)).label("inked"),
        )
        .join(documents, documents.c.id == filings.c.document)
        .where(filings.c.dossier.in_(codes), documents.c.stage == Stage.EXTRACTED.value)
        .order_by(filings.c.dossier, documents.c.received_at, documents.c.id)
    )
    found: dict[str, list[PaperInDossier]] = defaultdict(list)
    for row in connection.execute(chosen):
        found[row.dossier].append(_to_paper(row))
    return found


def _to_paper(row: Row[Any]) -> PaperInDossier:
    return PaperInDossier(
        document=row.document,
        role=None if row.role is None else Role(row.role),
        readable=row.readable,
        blank=row.readable and not row.inked,
        withdrawn=row.withdrawn,
        in_doubt=row.in_doubt,
        accepted=row.accepted,
    )


def to_dossier(row: Row[Any]) -> Dossier:
    """A row of `dossiers` as a value."""
    return Dossier(**{name: getattr(row, name) for name in _COLUMNS})


_COLUMNS = tuple(Dossier.__dataclass_fields__)
