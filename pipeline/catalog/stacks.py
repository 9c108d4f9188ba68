"""Documents cut and joined: which became which. Nothing is deleted; a document that comes back is what it was."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count

from sqlalchemy import Connection, insert, select, update

from pipeline.catalog import rows
from pipeline.catalog.claims import hold
from pipeline.catalog.documents import note
from pipeline.catalog.dossiers import make_known
from pipeline.catalog.edits import Editor, refuse_remade
from pipeline.catalog.engine import Database, retried
from pipeline.catalog.records import Claim, DocumentRecord, Happening, NewPaper
from pipeline.catalog.tables import (
    documents,
    fields,
    filings,
    originals,
    pages,
    parts,
    problems,
    successors,
)
from pipeline.errors import StaleEdit
from pipeline.model import Stage

CUT = "cut"
JOINED = "joined"
_APART = 1e-6  # seconds between the papers of a stack, so that lists keep their order


class Stacks:
    """Repository of cuts and joins."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @retried
    def cut(self, claim: Claim, papers: Sequence[NewPaper], *, now: float) -> None:
        """A stack becomes its papers; it stays claimed and unfinished until `close`. Raises ClaimLost.

        One paper that is the whole file stays what it is; only its separator sheets are left out.
        """
        with self._database.writing() as connection:
            hold(connection, claim)
            stack = rows.load(connection, [claim.document])[claim.document]
            doing = _Remaking(connection, Editor("", now, stack.revision), CUT)
            if [paper.id for paper in papers] == [stack.id]:
                doing.leave_out(papers[0])
                return
            for number, paper in enumerate(papers):
                doing.make(paper, stack, number)
            doing.dissolve(stack, papers)
            # The marked paper alone is locked away, not its neighbours.
            _set(connection, stack.id, restricted=None)

    @retried
    def close(self, claim: Claim, now: float) -> None:
        """All papers of a stack are finished, and so is the stack. Raises ClaimLost."""
        with self._database.writing() as connection:
            hold(connection, claim)
            _set(connection, claim.document, **_free(Stage.EXTRACTED), finished_at=now)

    @retried
    def remake(
        self, old: Sequence[tuple[str, int]], papers: Sequence[NewPaper], event: str, editor: Editor
    ) -> None:
        """A person cuts a document into several papers, or joins several (id, revision seen) to one.

        Whoever works on the old ones loses the claim. Raises BadRequest `request.remade`, StaleEdit.
        """
        with self._database.writing() as connection:
            before = _locked(connection, dict(old))
            doing = _Remaking(connection, editor, event)
            for number, paper in enumerate(papers):
                doing.make(paper, before[0], number)
            for document in before:
                doing.dissolve(document, papers)
                _set(connection, document.id, **_free(Stage.EXTRACTED))

    def current(self, document: str) -> list[str]:
        """The documents that hold the pages of one now: itself, or what became of it, in order of its pages."""
        return self.current_of([document])[document]

    def current_of(self, ids: Iterable[str]) -> dict[str, list[str]]:
        """The same of many."""
        wanted = sorted(set(ids))
        became: dict[str, list[str]] = {}
        with self._database.reading() as connection:
            todo = wanted
            while todo:
                found = _became(connection, todo)
                became |= found
                todo = sorted({one for several in found.values() for one in several} - set(became))
        return {one: list(dict.fromkeys(_followed(one, became))) for one in wanted}

    def forebears(self, document: str) -> list[str]:
        """Documents that are none any more and whose pages went to this one, directly."""
        chosen = select(successors.c.document).where(successors.c.successor == document)
        with self._database.reading() as connection:
            return list(connection.execute(chosen.order_by(successors.c.document)).scalars())

    def sharing(self, sha256s: Iterable[str]) -> list[str]:
        """Documents that have pages in any of some originals."""
        wanted = sorted(set(sha256s))
        gone = select(successors.c.document)
        chosen = select(parts.c.document).where(
            parts.c.sha256.in_(wanted), parts.c.document.not_in(gone)
        )
        with self._database.reading() as connection:
            return sorted(set(connection.execute(chosen).scalars()))

    def pages_of(self, sha256s: Iterable[str]) -> dict[str, int]:
        """How many pages some originals have."""
        chosen = select(originals.c.sha256, originals.c.pages)
        found: dict[str, int] = {}
        with self._database.reading() as connection:
            for some in rows.slices(sorted(set(sha256s))):
                for row in connection.execute(chosen.where(originals.c.sha256.in_(some))):
                    found[row.sha256] = row.pages
        return found


class _Remaking:
    """One transaction that makes documents of others. editor.by: empty where the program cuts by itself."""

    def __init__(self, connection: Connection, editor: Editor, event: str) -> None:
        self._connection = connection
        self._editor = editor
        self._event = event

    def make(self, paper: NewPaper, origin: DocumentRecord, number: int) -> None:
        """Make a paper, or bring back the one that there was; one that is there stays as it is."""
        known = rows.load(self._connection, [paper.id]).get(paper.id)
        if known is not None and not known.became:
            return
        if known is None:
            self._insert(paper, origin, number)
        else:
            self._bring_back(paper)
        made = map(rows.part_row, count(), paper.parts)
        rows.replace_hanging(self._connection, parts, paper.id, made)
        self._take_along(paper, known)
        event = "made" if known is None else "brought back"
        self._note(paper.id, event, origin.id, paper.id)

    def leave_out(self, paper: NewPaper) -> None:
        """The file is one paper with separator sheets before or behind it."""
        made = map(rows.part_row, count(), paper.parts)
        rows.replace_hanging(self._connection, parts, paper.id, made)
        known = rows.load(self._connection, [paper.id])[paper.id]
        self._take_along(paper, known)
        told = paper.told_role and paper.told_role.value
        decided = {"bounds_by": self._editor.by, "pages": paper.pages, "told_role": told}
        _set(self._connection, paper.id, **decided)

    def dissolve(self, old: DocumentRecord, papers: Sequence[NewPaper]) -> None:
        """The old document is none any more: out of search and counts, its history and values stay."""
        rows.replace_hanging(self._connection, pages, old.id, ())  # its readings belong to others
        became = [{"ordinal": n, "successor": paper.id} for n, paper in enumerate(papers)]
        rows.replace_hanging(self._connection, successors, old.id, became)
        _set(
            self._connection,
            old.id,
            revision=documents.c.revision + 1,
            withdrawn_at=self._editor.now,
            withdrawn_why=self._event,
            finished_at=self._editor.now,
        )
        self._note(old.id, self._event, None, " ".join(paper.id for paper in papers))

    def _insert(self, paper: NewPaper, origin: DocumentRecord, number: int) -> None:
        self._connection.execute(
            insert(documents).values(
                id=paper.id,
                batch=origin.batch,
                file=paper.file,
                pages=paper.pages,
                profile=origin.profile,
                stage=Stage.RECEIVED.value,
                received_at=origin.received_at + number * _APART,
                received_by=origin.received_by,
                told_role=paper.told_role and paper.told_role.value,
                bounds_by=self._editor.by,
            )
        )

    def _bring_back(self, paper: NewPaper) -> None:
        rows.replace_hanging(self._connection, successors, paper.id, ())
        _set(
            self._connection,
            paper.id,
            revision=documents.c.revision + 1,
            pages=paper.pages,
            bounds_by=self._editor.by,
            withdrawn_at=None,
            withdrawn_why=None,
            accepted_at=None,
            accepted_by=None,
            **_free(Stage.RECEIVED),
        )

    def _take_along(self, paper: NewPaper, known: DocumentRecord | None) -> None:
        """What people said of the pages before; it overrules what they said of this paper long ago."""
        told = {value.name: value for value in known.fields} if known else {}
        told |= {value.name: value for value in paper.fields}
        values = [rows.field_row(n, value) for n, value in enumerate(told.values())]
        rows.replace_hanging(self._connection, fields, paper.id, values)
        filed = {filing.dossier: filing for filing in known.filings} if known else {}
        filed |= {filing.dossier: filing for filing in paper.filings}
        for code in sorted(filed):
            make_known(self._connection, code)
        rows.replace_hanging(
            self._connection, filings, paper.id, map(rows.filing_row, filed.values())
        )
        wrong = dict.fromkeys((*(known.problems if known else ()), *paper.problems))
        found = [rows.problem_row(n, problem) for n, problem in enumerate(wrong)]
        rows.replace_hanging(self._connection, problems, paper.id, found)

    def _note(self, document: str, event: str, before: str | None, after: str) -> None:
        happening = Happening(self._editor.now, self._editor.by, event, "", before, after)
        note(self._connection, document, happening)


def _locked(connection: Connection, revisions: dict[str, int]) -> list[DocumentRecord]:
    """The documents, in the given order, as they were seen; nobody else changes them meanwhile."""
    chosen = select(documents.c.id).where(documents.c.id.in_(revisions)).order_by(documents.c.id)
    connection.execute(chosen.with_for_update()).all()
    found = rows.load(connection, list(revisions))
    for document, revision in revisions.items():
        if refuse_remade(document, found.get(document)).revision != revision:
            raise StaleEdit(document)
    return [found[document] for document in revisions]


def _became(connection: Connection, ids: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for some in rows.slices(ids):
        chosen = select(successors).where(successors.c.document.in_(some))
        for row in connection.execute(chosen.order_by(successors.c.document, successors.c.ordinal)):
            found[row.document].append(row.successor)
    return found


def _followed(document: str, became: Mapping[str, list[str]]) -> Iterator[str]:
    if document not in became:
        yield document
    for one in became.get(document, ()):
        yield from _followed(one, became)


def _free(stage: Stage) -> dict[str, object]:
    """In nobody's hands any more; who had it in hand writes nothing more."""
    return {
        "stage": stage.value,
        "fence": documents.c.fence + 1,
        "claim_holder": None,
        "claim_until": None,
        "attempts": 0,
    }


def _set(connection: Connection, document: str, **values: object) -> None:
    connection.execute(update(documents).where(documents.c.id == document).values(**values))
