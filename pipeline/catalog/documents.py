"""Documents: received once, advanced under a claim, loaded whole."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import count

from sqlalchemy import (
    BindParameter,
    Connection,
    bindparam,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from pipeline.catalog import register_version, rows
from pipeline.catalog.claims import hold
from pipeline.catalog.dossiers import make_known
from pipeline.catalog.engine import Database, retried
from pipeline.catalog.likenesses import replace_keys
from pipeline.catalog.people_first import as_told
from pipeline.catalog.records import (
    Answer,
    Claim,
    DocumentRecord,
    Finding,
    Happening,
    NewDocument,
    Original,
    PageFacts,
    Placement,
)
from pipeline.catalog.signatures import signature_row
from pipeline.catalog.tables import (
    documents,
    fields,
    filings,
    hand_ins,
    history,
    originals,
    pages,
    parts,
    problems,
    signatures,
    successors,
)
from pipeline.errors import BadRequest
from pipeline.model import FieldState, Filing, Problem, Stage

_EXTRACTED: BindParameter[str] = bindparam(None, Stage.EXTRACTED.value, literal_execute=True)
"""Written out, so that the databases see that the index of the unfinished answers."""


class Documents:
    """Repository of documents and what hangs on them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @retried
    def receive(
        self, new: NewDocument, known: Sequence[Original], *, batch: str, by: str, now: float
    ) -> bool:
        """Write a paper down; False when it is there already (two processes may try at once)."""
        with self._database.writing() as connection:
            if _exists(connection, new.id):
                return False
            for original in sorted(known, key=lambda one: one.sha256):  # rivals: in one order
                _add_original(connection, original, now)
            connection.execute(
                insert(documents).values(
                    id=new.id,
                    batch=batch,
                    file=new.file,
                    pages=new.pages,
                    profile=new.profile,
                    stage=Stage.RECEIVED.value,
                    received_at=now,
                    received_by=by,
                )
            )
            rows.replace_hanging(connection, parts, new.id, map(rows.part_row, count(), new.parts))
            found = [rows.problem_row(n, problem) for n, problem in enumerate(new.problems)]
            rows.replace_hanging(connection, problems, new.id, found)
            note(connection, new.id, Happening(now, by, "received", batch))
        return True

    @retried
    def place(self, document: str, placement: Placement, *, by: str, now: float) -> bool:
        """File a document where the clerk said; False when it is there already or only its role was told."""
        if placement.dossier is None:
            self._tell_role(document, placement)
            return False
        with self._database.writing() as connection:
            _lock(connection, document)
            there = select(filings.c.role).where(
                filings.c.document == document, filings.c.dossier == placement.dossier
            )
            if connection.execute(there).first() is not None:
                return False
            make_known(connection, placement.dossier)
            filing = Filing(
                document,
                placement.dossier,
                placement.role,
                placement.by,
                1.0,
                bool(placement.against),
            )
            if placement.against:
                _add_problem(connection, document, disagreement(placement))
            row = {"document": document, **rows.filing_row(filing)}
            connection.execute(insert(filings).values(**row))
            register_version.ask_again(connection, document)
            _touch(connection, document)
            note(connection, document, Happening(now, by, "filed", after=placement.dossier))
        return True

    def _tell_role(self, document: str, placement: Placement) -> None:
        """Keep the role for when the paper is understood; one that is understood already stays as it is."""
        with self._database.writing() as connection:
            _set(connection, document, told_role=placement.role and placement.role.value)

    def get(self, document: str) -> DocumentRecord:
        """One document; BadRequest where there is none."""
        found = self.load([document])
        if document not in found:
            raise BadRequest(document, code="request.no_document")
        return found[document]

    def load(self, ids: Sequence[str]) -> dict[str, DocumentRecord]:
        """Whole records by id; unknown ids are left out."""
        with self._database.reading() as connection:
            return rows.load(connection, ids)

    def stages(self, ids: Sequence[str]) -> dict[str, Stage]:
        """How far some documents are; unknown ids are left out."""
        chosen = select(documents.c.id, documents.c.stage)
        found: dict[str, Stage] = {}
        with self._database.reading() as connection:
            for some in rows.slices(ids):
                for row in connection.execute(chosen.where(documents.c.id.in_(some))):
                    found[row.id] = Stage(row.stage)
        return found

    def unfinished(self, batch: str | None = None) -> list[str]:
        """Documents still to be read or understood, oldest first: all, or a batch's own and their papers."""
        chosen = select(documents.c.id).where(documents.c.stage != _EXTRACTED)
        if batch is not None:
            received = hand_ins.c.answer == Answer.RECEIVED.value  # a duplicate is in other hands
            of_batch = select(hand_ins.c.document).where(hand_ins.c.batch == batch, received)
            cut = select(successors.c.successor).where(successors.c.document.in_(of_batch))
            chosen = chosen.where(or_(documents.c.id.in_(of_batch), documents.c.id.in_(cut)))
        with self._database.reading() as connection:
            ordered = chosen.order_by(documents.c.received_at, documents.c.id)
            return list(connection.execute(ordered).scalars())

    def waiting_for_review(self) -> list[str]:
        """Finished documents at which a person should look (`DocumentRecord.why_review`)."""
        doubt = or_(
            exists().where(problems.c.document == documents.c.id),
            exists().where(
                fields.c.document == documents.c.id, fields.c.state == FieldState.REVIEW.value
            ),
            exists().where(filings.c.document == documents.c.id, filings.c.in_doubt.is_(True)),
        )
        chosen = select(documents.c.id).where(
            documents.c.stage == Stage.EXTRACTED.value,
            documents.c.accepted_at.is_(None),
            documents.c.withdrawn_at.is_(None),
            doubt,
        )
        ordered = chosen.order_by(documents.c.received_at, documents.c.id)
        with self._database.reading() as connection:
            return list(connection.execute(ordered).scalars())

    def every(self) -> list[str]:
        """Ids of all documents, oldest first."""
        with self._database.reading() as connection:
            chosen = select(documents.c.id).order_by(documents.c.received_at, documents.c.id)
            return list(connection.execute(chosen).scalars())

    def originals(self) -> Iterator[Original]:
        """Every original."""
        with self._database.reading() as connection:
            found = connection.execute(select(originals).order_by(originals.c.sha256)).all()
        for row in found:
            yield Original(row.sha256, row.size, row.kind, row.pages, row.version)

    def shares_secret(self, document: str) -> bool:
        """Whether an original of the paper holds pages of a marked one too: a stack that was cut."""
        own = select(parts.c.sha256).where(parts.c.document == document)
        chosen = (
            select(parts.c.document)
            .join(documents, documents.c.id == parts.c.document)
            .where(parts.c.sha256.in_(own), documents.c.restricted.is_not(None))
        )
        with self._database.reading() as connection:
            return connection.execute(chosen.limit(1)).first() is not None

    def history(self, document: str) -> list[Happening]:
        """What happened to a document, oldest first."""
        chosen = select(history).where(history.c.document == document).order_by(history.c.id)
        with self._database.reading() as connection:
            return [
                Happening(row.at, row.by, row.event, row.name, row.before, row.after)
                for row in connection.execute(chosen)
            ]

    @retried
    def record_read(self, claim: Claim, facts: Sequence[PageFacts], *, recipe: str) -> None:
        """The pages are read and stored: stage READ."""
        with self._database.writing() as connection:
            hold(connection, claim)
            rows.replace_hanging(connection, pages, claim.document, map(rows.facts_row, facts))
            _set(connection, claim.document, stage=Stage.READ.value, recipe=recipe)

    @retried
    def lock(self, claim: Claim, marking: str) -> None:
        """A page of the paper is marked: from now on it is secret, whoever goes on reading."""
        with self._database.writing() as connection:
            hold(connection, claim)
            _set(connection, claim.document, restricted=marking)

    @retried
    def record(self, claim: Claim, finding: Finding, *, now: float) -> None:
        """The paper is understood: stage EXTRACTED, a new revision. What a person confirmed stays."""
        document = claim.document
        with self._database.writing() as connection:
            hold(connection, claim)
            before = rows.load(connection, [document])[document]
            finding = as_told(connection, before, finding)
            found = [rows.field_row(n, value) for n, value in enumerate(finding.fields)]
            rows.replace_hanging(connection, fields, document, found)
            wrong = [rows.problem_row(n, problem) for n, problem in enumerate(finding.problems)]
            rows.replace_hanging(connection, problems, document, wrong)
            signed = map(signature_row, count(), finding.signatures)
            rows.replace_hanging(connection, signatures, document, signed)
            replace_keys(connection, document, finding.likeness)
            for filing in finding.filings:
                make_known(connection, filing.dossier)
            rows.replace_hanging(
                connection, filings, document, map(rows.filing_row, finding.filings)
            )
            _set(connection, document, **_columns(before, finding, now))
            note(connection, document, Happening(now, "", "understood", after=finding.type))


def disagreement(placement: Placement) -> Problem:
    """The problem of a paper whose folder speaks against the clerk's option."""
    detail = f"option: {placement.dossier}; folder: {placement.against}"
    return Problem("filing.disagree", detail=detail)


def _add_problem(connection: Connection, document: str, problem: Problem) -> None:
    chosen = select(func.count()).where(problems.c.document == document)
    ordinal = connection.execute(chosen).scalar_one()
    row = {"document": document, **rows.problem_row(ordinal, problem)}
    connection.execute(insert(problems).values(**row))


def note(connection: Connection, document: str, happening: Happening) -> None:
    """Add a line to the append-only history."""
    connection.execute(
        insert(history).values(
            document=document,
            at=happening.at,
            by=happening.by,
            event=happening.event,
            name=happening.name,
            before=happening.before,
            after=happening.after,
        )
    )


def _columns(before: DocumentRecord, finding: Finding, now: float) -> dict[str, object]:
    return {
        "stage": Stage.EXTRACTED.value,
        "type": finding.type,
        "type_name": finding.type_name,
        "type_confidence": finding.type_confidence,
        "form": finding.form,
        "restricted": finding.restricted,
        "sensitive": finding.sensitive,
        "mentions": finding.mentions,
        "matched": finding.matched,
        "revision": before.revision + 1,
        "seconds": finding.seconds,
        "finished_at": now,
        "claim_holder": None,
        "claim_until": None,
        "attempts": 0,
    }


def _lock(connection: Connection, document: str) -> None:
    """Nobody else changes what hangs on the document until the transaction ends."""
    locked = select(documents.c.id).where(documents.c.id == document)
    connection.execute(locked.with_for_update(key_share=True)).one()


def _exists(connection: Connection, document: str) -> bool:
    chosen = select(documents.c.id).where(documents.c.id == document)
    return connection.execute(chosen).first() is not None


def _add_original(connection: Connection, original: Original, now: float) -> None:
    chosen = select(originals.c.sha256).where(originals.c.sha256 == original.sha256)
    if connection.execute(chosen).first() is None:
        row = {**asdict(original), "received_at": now}
        connection.execute(insert(originals).values(**row))


def _set(connection: Connection, document: str, **values: object) -> None:
    connection.execute(update(documents).where(documents.c.id == document).values(**values))


def _touch(connection: Connection, document: str) -> None:
    """A new revision of a finished document, so that the index hears of it."""
    connection.execute(
        update(documents)
        .where(documents.c.id == document, documents.c.stage == Stage.EXTRACTED.value)
        .values(revision=documents.c.revision + 1)
    )
