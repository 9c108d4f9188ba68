"""Edits by people: correct, accept, file, withdraw, replace, read again; each leaves a line of history."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from sqlalchemy import Connection, delete, insert, update

from pipeline.catalog import register_version, rows
from pipeline.catalog.documents import note
from pipeline.catalog.dossiers import make_known
from pipeline.catalog.engine import Database, retried
from pipeline.catalog.learnt import teach
from pipeline.catalog.likenesses import answer_likeness
from pipeline.catalog.people_first import LOCKED, forget_words, without_words
from pipeline.catalog.records import DocumentRecord, Happening
from pipeline.catalog.tables import FIELD_NAME, documents, fields, filings, problems
from pipeline.errors import BadRequest, StaleEdit
from pipeline.model import FieldState, FieldValue, Problem, Role, Stage


@dataclass(frozen=True, slots=True)
class Editor:
    """Who edits, when, and which revision they saw (a newer one makes the edit stale)."""

    by: str
    now: float
    revision: int


@dataclass(frozen=True, slots=True)
class PaperType:
    """A type of paper as a person chooses it."""

    slug: str
    name: str
    sensitive: bool = False


class Edits:
    """Repository of people's changes to documents."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @retried
    def set_field(self, document: str, name: str, value: str, editor: Editor) -> None:
        """Correct or add a value; no later run overwrites it. Raises BadRequest for a name that is none."""
        if len(name) > FIELD_NAME:
            raise BadRequest(name, code="request.name_value")
        with self._edit(document, editor) as (connection, record):
            if record.restricted is not None:
                raise BadRequest(document, code="request.restricted")
            old = record.field(name)
            corrected = FieldValue(
                name=name,
                value=value,
                raw=old.raw if old else value,
                confidence=1.0,
                state=FieldState.CONFIRMED,
                page=old.page if old else None,
                box=old.box if old else None,
                source="person",
            )
            ordinal = [v.name for v in record.fields].index(name) if old else len(record.fields)
            own = fields.c.document == document, fields.c.name == name
            connection.execute(delete(fields).where(*own))
            row = {"document": document, **rows.field_row(ordinal, corrected)}
            connection.execute(insert(fields).values(**row))
            _drop_problems(connection, record, f"field.{name}")
            teach(connection, record, [corrected], editor.by, editor.now)
            register_version.ask_again(connection, document)
            self._note(
                connection, document, editor, "set", (name, old.value if old else None, value)
            )

    @retried
    def set_type(self, document: str, kind: PaperType, editor: Editor) -> None:
        """Say what paper this is."""
        slug = kind.slug
        with self._edit(document, editor) as (connection, record):
            _set(
                connection,
                document,
                type=slug,
                type_name=kind.name,
                type_confidence=1.0,
                sensitive=kind.sensitive,
            )
            _drop_problems(connection, record, "type.")
            register_version.ask_again(connection, document)
            self._note(connection, document, editor, "set", ("type", record.type, slug))

    @retried
    def set_restricted(self, document: str, marking: str | None, editor: Editor) -> None:
        """Mark a paper as secret, or lift its marking: then it is read anew, for nothing of it was kept.

        What was read leaves the catalog; store and index follow as soon as the index is told.
        """
        with self._edit(document, editor) as (connection, record):
            if marking is None:
                state = {"stage": Stage.RECEIVED.value, "attempts": 0}
                accepted: dict[str, object] = {"accepted_at": None, "accepted_by": None}
                _set(connection, document, **state, **accepted)
                _drop_problems(connection, record, LOCKED)
            else:
                answer_likeness(connection, document)
                forget_words(connection, document)
                _replace_problems(connection, document, without_words(record.problems, told=True))
            _set(connection, document, restricted=marking, restricted_by=editor.by)
            change = ("restricted", record.restricted, marking)
            self._note(connection, document, editor, "set", change)

    @retried
    def file(self, document: str, dossier: str, role: Role | None, editor: Editor) -> None:
        """Put the paper where it belongs; filings in doubt give way, others stay (two dossiers are fine)."""
        with self._edit(document, editor) as (connection, record):
            make_known(connection, dossier)
            doubtful = [f.dossier for f in record.filings if f.in_doubt]
            for code in {*doubtful, dossier}:
                own = filings.c.document == document, filings.c.dossier == code
                connection.execute(delete(filings).where(*own))
            connection.execute(
                insert(filings).values(
                    document=document,
                    dossier=dossier,
                    role=role and role.value,
                    filed_by=editor.by,
                    confidence=1.0,
                    in_doubt=False,
                    accepted=True,
                )
            )
            _drop_problems(connection, record, "filing.")
            before = ", ".join(f.dossier for f in record.filings) or None
            self._note(connection, document, editor, "filed", ("dossier", before, dossier))

    @retried
    def accept(self, document: str, editor: Editor) -> None:
        """A person saw the paper and finds everything right."""
        with self._edit(document, editor) as (connection, record):
            seen = [replace(value, state=FieldState.CONFIRMED) for value in record.fields]
            teach(connection, record, seen, editor.by, editor.now)
            confirmed = {"state": FieldState.CONFIRMED.value}
            connection.execute(
                update(fields).where(fields.c.document == document).values(**confirmed)
            )
            connection.execute(
                update(filings)
                .where(filings.c.document == document)
                .values(accepted=True, in_doubt=False)
            )
            _set(connection, document, accepted_at=editor.now, accepted_by=editor.by)
            self._note(connection, document, editor, "accepted", ("", None, None))

    @retried
    def withdraw(self, document: str, why: str, editor: Editor, *, replaced_by: str = "") -> None:
        """Take the paper out of search and counts; the original stays."""
        with self._edit(document, editor, decides=False) as (connection, _):
            answer_likeness(connection, document)
            _set(
                connection,
                document,
                withdrawn_at=editor.now,
                withdrawn_why=why,
                replaced_by=replaced_by or None,
            )
            event = "replaced" if replaced_by else "withdrawn"
            self._note(connection, document, editor, event, ("", None, replaced_by or why))

    @retried
    def read_again(self, document: str, profile: str, editor: Editor) -> None:
        """Send a paper back to RECEIVED; what a person confirmed stays."""
        with self._edit(document, editor, decides=False) as (connection, record):
            _set(
                connection,
                document,
                stage=Stage.RECEIVED.value,
                profile=profile,
                attempts=0,
                accepted_at=None,
                accepted_by=None,
            )
            self._note(connection, document, editor, "reread", ("profile", record.profile, profile))

    @contextmanager
    def _edit(
        self, document: str, editor: Editor, *, decides: bool = True
    ) -> Iterator[tuple[Connection, DocumentRecord]]:
        """decides: who edits it has seen it as one paper, and no reading cuts it any more."""
        with self._database.writing() as connection:
            seen = documents.c.id == document, documents.c.revision == editor.revision
            bumped = update(documents).where(*seen).values(revision=documents.c.revision + 1)
            taken = connection.execute(bumped).rowcount == 1
            found = rows.load(connection, [document]).get(document)
            record = refuse_remade(document, found)
            if not taken:
                raise StaleEdit(document)
            if decides:
                _set(connection, document, bounds_by=editor.by)
            yield connection, record

    @staticmethod
    def _note(
        connection: Connection,
        document: str,
        editor: Editor,
        event: str,
        change: tuple[str, str | None, str | None],
    ) -> None:
        name, before, after = change
        note(connection, document, Happening(editor.now, editor.by, event, name, before, after))


def refuse_remade(document: str, found: DocumentRecord | None) -> DocumentRecord:
    """The document; raises BadRequest for one that never was, and for one whose pages went to others."""
    if found is None:
        raise BadRequest(document, code="request.no_document")
    if found.became:
        raise BadRequest(f"{document} → {' '.join(found.became)}", code="request.remade")
    return found


def _set(connection: Connection, document: str, **values: object) -> None:
    connection.execute(update(documents).where(documents.c.id == document).values(**values))


def _drop_problems(connection: Connection, record: DocumentRecord, prefix: str) -> None:
    """Problems that an edit answered are over."""
    left = [problem for problem in record.problems if not problem.code.startswith(prefix)]
    _replace_problems(connection, record.id, left)


def _replace_problems(connection: Connection, document: str, left: Iterable[Problem]) -> None:
    found = [rows.problem_row(n, problem) for n, problem in enumerate(left)]
    rows.replace_hanging(connection, problems, document, found)
