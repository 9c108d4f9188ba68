"""What became of the files of a batch, as it is now: papers cut out of a stack, or joined, each told once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from pipeline.catalog import Catalog
from pipeline.catalog.records import Answer, DocumentRecord, FiledPart, HandIn
from pipeline.model import Part, Problem
from pipeline.sheets import runs
from portal.entries import Entry, pages_from, part_entry, status, understood
from portal.problems import problem_entry

Source: TypeAlias = tuple[HandIn | None, FiledPart]
"""A run of pages of a document, and the line of the batch that brought it."""


def batch_entries(catalog: Catalog, batch: str, lang: str) -> list[Entry]:
    """Every page of every file of a batch in exactly one entry, in the order handed in."""
    lines = [line for line in catalog.batches.hand_ins(batch) if line.answer is not Answer.IGNORED]
    now = catalog.stacks.current_of(line.document for line in lines if line.document)
    records = catalog.documents.load(list({one for several in now.values() for one in several}))
    book = _Book(lines)
    entries: list[Entry] = []
    for at, line in enumerate(lines):
        if line.document is None:
            entries.append(_rejected(line, lang))
            continue
        here = [records[one] for one in now[line.document]]
        entries += [_handed_in(line, one, parts, lang) for one, parts in book.told(at, here)]
    return entries


def ignored(catalog: Catalog, batch: str) -> list[str]:
    """Files of a batch that are no scans by name: hidden ones, registers, links."""
    return [line.file for line in catalog.batches.hand_ins(batch) if line.answer is Answer.IGNORED]


@dataclass(slots=True)
class _Book:
    """Which line's pages of which document were told with an earlier line's."""

    lines: Sequence[HandIn]
    _told: set[tuple[str, int]] = field(default_factory=set)

    def told(
        self, at: int, documents: Sequence[DocumentRecord]
    ) -> Iterator[tuple[DocumentRecord, list[Source]]]:
        """Documents that hold pages of a line, by their first page in it, and whence all their pages come.

        A document of several files comes with the first of them.
        """
        line = self.lines[at]
        inside = {one.id: min(_firsts(one, line), default=None) for one in documents}
        here = [one for one in documents if inside[one.id] is not None]
        for document in sorted(here, key=lambda one: inside[one.id] or 0):
            if (document.id, line.ordinal) not in self._told:
                yield document, self._sources(at, document)

    def _sources(self, at: int, document: DocumentRecord) -> list[Source]:
        """Each run of pages with the line it came by; None where it was handed in another time."""
        used: dict[int, list[Part]] = {}
        found: list[Source] = []
        for filed in runs(document.parts):
            line = next((one for one in self.lines[at:] if self._fits(one, filed.part, used)), None)
            found.append((line, filed))
            if line:
                used.setdefault(line.ordinal, []).append(filed.part)
                self._told.add((document.id, line.ordinal))
        return found

    @staticmethod
    def _fits(line: HandIn, part: Part, used: dict[int, list[Part]]) -> bool:
        """Whether a line brought these pages, and was not needed for the same pages before."""
        taken = used.get(line.ordinal, ())
        return _holds(line, part) and not any(_overlap(part, one) for one in taken)


def _firsts(document: DocumentRecord, line: HandIn) -> Iterator[int]:
    return (f.part.first for f in runs(document.parts) if _holds(line, f.part))


def _holds(line: HandIn, part: Part) -> bool:
    first, last = line.first or 0, line.last or 0
    return line.sha256 == part.sha256 and first <= part.first and part.last <= last


def _overlap(one: Part, other: Part) -> bool:
    return one.sha256 == other.sha256 and one.first <= other.last and other.first <= one.last


def _handed_in(
    line: HandIn,
    document: DocumentRecord,
    sources: Sequence[Source],
    lang: str,
) -> Entry:
    is_duplicate = line.answer is Answer.DUPLICATE and document.restricted is None
    own = next(filed.part for source, filed in sources if source is line)
    return {
        "file": line.file,
        "pages_from": pages_from(own),
        "document": document.id,
        "sha256": line.sha256,
        "status": "duplicate" if is_duplicate else status(document),
        **understood(document, lang),
        "parts": [
            part_entry(source.file if source else filed.file, filed.part)
            for source, filed in sources
        ],
    }


def _rejected(line: HandIn, lang: str) -> Entry:
    problem = Problem(line.code or "scan.rejected", detail=line.detail)
    return {
        "file": line.file,
        "pages_from": None,
        "document": None,
        "sha256": line.sha256,
        "status": "rejected",
        "review": False,
        "pages": 0,
        "dossier": None,
        "dossiers": [],
        "role": None,
        "type": None,
        "type_name": None,
        "type_confidence": None,
        "fields": {},
        "problems": [problem_entry(problem, lang)],
        "seconds": 0.0,
    }
