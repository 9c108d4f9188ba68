"""New papers out of the pages of old ones: their parts, their ids, and what they take along. Pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.catalog.records import DocumentRecord, FiledPart, NewPaper
from pipeline.errors import BadRequest
from pipeline.file_document import AT_THE_COUNTER
from pipeline.filing import Source
from pipeline.model import FieldState, FieldValue, Filing, Part, Problem
from pipeline.separators import Separator
from pipeline.sheets import document_id, runs
from pipeline.stacks import Piece
from pipeline.standard import BELOW_STANDARD


@dataclass(frozen=True, slots=True)
class _Place:
    """A page in an original. number: in the document, None for a separator sheet."""

    filed: FiledPart
    page: int
    number: int | None


def papers_of(
    stack: DocumentRecord, pieces: Sequence[Piece], pages: Mapping[str, int]
) -> tuple[NewPaper, ...]:
    """The papers that a stack holds, as `stacks.arrange` found them among its pages.

    pages: how many pages each original has, by its SHA-256.
    """
    places = list(_places(stack))
    found = []
    for piece in pieces:
        own = [place for place in places if piece.first <= (place.number or 0) <= piece.last]
        kept = [replace(p, number=None) if p.number in piece.left_out else p for p in own]
        paper = _paper(stack, kept, set(piece.blank), pages)
        found.append(_told(paper, piece.separator) if piece.separator else paper)
    return tuple(found)


def cut_at(
    document: DocumentRecord, at: Sequence[int], pages: Mapping[str, int]
) -> tuple[NewPaper, ...]:
    """The papers that begin at page 1 and at each of these pages of a document; raises BadRequest."""
    numbers = [place.number for place in _places(document) if place.number]
    wrong = [page for page in at if page not in numbers[1:]]
    if wrong or not at:
        detail = ", ".join(map(str, wrong))
        raise BadRequest(f"{detail}: 2–{len(numbers)}", code="request.cut_page")
    blank = {page.number for page in document.facts if page.blank}
    return tuple(_paper(document, own, blank, pages) for own in _groups(document, set(at)))


def joined(documents: Sequence[DocumentRecord], pages: Mapping[str, int]) -> NewPaper:
    """One paper of the pages of several documents, in this order; the first one's word goes before."""
    first = documents[0]
    parts = tuple(filed for document in documents for filed in document.parts)
    fields: dict[str, FieldValue] = {}
    filings: dict[str, Filing] = {}
    problems: list[Problem] = []
    before = 0
    for document in documents:
        shift = _shifted(before)
        for value in _confirmed(document):
            moved = value if value.page is None else replace(value, page=shift(value.page))
            fields.setdefault(value.name, moved)
        for filing in _told_filings(document):
            filings.setdefault(filing.dossier, filing)
        problems += [_moved(one, shift) for one in document.problems if stays(one)]
        before += sum(1 for place in _places(document) if place.number)
    own = document_id([filed.part for filed in runs(parts)], pages)
    return NewPaper(
        id=own,
        file=first.file,
        parts=_merged(parts),
        pages=sum(document.pages for document in documents),
        told_role=first.told_role,
        filings=tuple(replace(filing, document=own) for filing in filings.values()),
        fields=tuple(fields.values()),
        problems=tuple(dict.fromkeys(problems)),
    )


def _places(document: DocumentRecord) -> Iterator[_Place]:
    number = 0
    for filed in document.parts:
        for page in range(filed.part.first, filed.part.last + 1):
            number += not filed.left_out
            yield _Place(filed, page, None if filed.left_out else number)


def _groups(document: DocumentRecord, at: set[int]) -> list[list[_Place]]:
    """The places between the cuts; separator sheets before a cut go with the paper behind it."""
    groups: list[list[_Place]] = [[]]
    sheets: list[_Place] = []
    for place in _places(document):
        if place.number is None:
            sheets.append(place)
            continue
        if place.number in at:
            groups.append([])
        groups[-1] += [*sheets, place]
        sheets = []
    groups[-1] += sheets
    return groups


def _paper(
    origin: DocumentRecord, places: Sequence[_Place], blank: set[int], pages: Mapping[str, int]
) -> NewPaper:
    """What of a document goes with some of its pages: confirmed values, problems and filings."""
    parts = _merged(_part(place) for place in places)
    own = document_id([filed.part for filed in runs(parts)], pages)
    numbers = [place.number for place in places if place.number]
    at = {number: n for n, number in enumerate(numbers, 1)}
    is_first = numbers[:1] == [1]
    return NewPaper(
        id=own,
        file=parts[0].file,
        parts=parts,
        pages=sum(number not in blank for number in numbers),
        told_role=origin.told_role,
        filings=tuple(replace(filing, document=own) for filing in _told_filings(origin)),
        fields=tuple(
            replace(value, page=at.get(value.page or 0))
            for value in _confirmed(origin)
            if value.page in at or (value.page is None and is_first)
        ),
        problems=tuple(
            _moved(one, at.__getitem__)
            for one in origin.problems
            if stays(one) and (one.page in at or (one.page is None and _for_all(one, is_first)))
        ),
    )


def _part(place: _Place) -> FiledPart:
    only = Part(place.filed.part.sha256, place.page, place.page)
    return replace(place.filed, part=only, left_out=place.number is None)


def _merged(parts: Sequence[FiledPart] | Iterator[FiledPart]) -> tuple[FiledPart, ...]:
    """Parts that follow each other as one, separator sheets apart from pages."""
    found: list[FiledPart] = []
    for filed in parts:
        last = found[-1] if found else None
        if last and last.left_out is filed.left_out and len(runs([last, filed])) == 1:
            found[-1] = replace(last, part=replace(last.part, last=filed.part.last))
        else:
            found.append(filed)
    return tuple(found)


def _told(paper: NewPaper, separator: Separator) -> NewPaper:
    """The paper with what its separator sheet says; the counter's word is the stronger one, in doubt then."""
    role = separator.role or paper.told_role
    if separator.dossier is None:
        return replace(paper, told_role=role)
    if not paper.filings:
        filing = Filing(paper.id, separator.dossier, role, Source.SEPARATOR.value, 1.0, False)
        return replace(paper, told_role=role, filings=(filing,))
    filings = []
    problems = list(paper.problems)
    for filing in paper.filings:
        if filing.dossier == separator.dossier:
            filings.append(replace(filing, role=filing.role or role))
            continue
        detail = f"{filing.filed_by}: {filing.dossier}; {Source.SEPARATOR}: {separator.dossier}"
        problems.append(Problem("filing.disagree", detail=detail))
        filings.append(replace(filing, in_doubt=not filing.accepted))
    return replace(paper, told_role=role, filings=tuple(filings), problems=tuple(problems))


def _told_filings(document: DocumentRecord) -> Iterator[Filing]:
    """Filings that no reading can make again."""
    for filing in document.filings:
        if filing.accepted or filing.filed_by in AT_THE_COUNTER:
            yield filing


def _confirmed(document: DocumentRecord) -> Iterator[FieldValue]:
    return (value for value in document.fields if value.state is FieldState.CONFIRMED)


def stays(problem: Problem) -> bool:
    """Whether it was seen at the counter, and no reading can see it again."""
    said = problem.detail.startswith("option:") or f"; {Source.SEPARATOR}:" in problem.detail
    told = problem.code == "filing.disagree" and said
    return told or problem.code.startswith("scan.")


def _for_all(problem: Problem, is_first: bool) -> bool:
    """Of what was wrong with the whole file, the standard holds for each paper, the rest is told once."""
    return is_first or problem.code in (BELOW_STANDARD, "filing.disagree")


def _moved(problem: Problem, number: Callable[[int], int]) -> Problem:
    return problem if problem.page is None else replace(problem, page=number(problem.page))


def _shifted(by: int) -> Callable[[int], int]:
    return lambda page: page + by
