"""Where papers begin in a stack that was scanned in one go: one pure decision over the signs of its pages.

A false cut is the worst error: a place that is not sure is left uncut and becomes a doubt for a person.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipeline.filing import SURE_TEXT
from pipeline.separators import Separator
from pipeline.signs import PageSigns, Sign

SURE = 0.9
"""From here (0–1) a paper begins."""

DOUBTFUL = 0.6
"""From here a person should look."""

_WEIGHTS = {
    Sign.NATION: 0.75,
    Sign.NUMBER: 0.7,
    Sign.TITLE: 0.6,
    Sign.DAY: 0.5,
    Sign.ADDRESSEE: 0.4,
    Sign.LETTERHEAD: 0.3,
}
"""How sure one sign alone makes a first page; together they leave the product of their doubts."""

_OTHER_CODE = 0.9
_OTHER_PRINTED_CODE = 0.6
_COUNTS_ANEW = 0.6
_WAS_COMPLETE = 0.5
_OF_AN_APPENDIX = 0.7


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of the stack. number: from 1. signs: None where it could not be read."""

    number: int
    blank: bool = False
    separator: Separator | None = None
    signs: PageSigns | None = None

    @property
    def printed(self) -> bool:
        """Part of a paper: neither separator nor blank."""
        return self.separator is None and not self.blank


@dataclass(frozen=True, slots=True)
class Start:
    """A page at which a paper may begin. why: `separator`, `code`, or the signs seen; sure: 0–1."""

    page: int
    why: str
    sure: float


@dataclass(frozen=True, slots=True)
class Piece:
    """A paper in the stack: pages `first` to `last`, each page of the stack in exactly one piece.

    start: why it was cut here, None for the first. left_out: separator sheets and their backs, and blank pages
    before the first printed one. blank: its other blank pages. separator: what the sheets before it say.
    doubts: pages at which it might be cut.
    """

    start: Start | None
    first: int
    last: int
    left_out: tuple[int, ...]
    blank: tuple[int, ...]
    separator: Separator | None
    doubts: tuple[Start, ...]


@dataclass(slots=True)
class _Paper:
    """The paper that is being walked through."""

    start: Start | None = None
    leaves: list[Leaf] = field(default_factory=list)
    left_out: list[int] = field(default_factory=list)
    separator: Separator | None = None
    doubts: list[Start] = field(default_factory=list)
    codes: frozenset[str] = frozenset()
    number: int | None = None
    is_complete: bool = False

    @property
    def begun(self) -> bool:
        """A printed page was seen."""
        return any(leaf.printed for leaf in self.leaves)


def arrange(leaves: Sequence[Leaf], *, one_paper: bool = False) -> tuple[Piece, ...]:
    """The papers of a stack in order; one piece where nothing is to be cut.

    one_paper: somebody said so, by a signature or at the counter: only separator sheets cut it.
    """
    papers = [_Paper()]
    for leaf in _numbered(leaves):
        start = _start(leaf, papers[-1], one_paper)
        if start and start.sure >= SURE:
            papers.append(_Paper(start))
        elif start:
            papers[-1].doubts.append(start)
        _add(papers[-1], leaf)
    return tuple(_piece(paper) for paper in _with_print(papers))


def _numbered(leaves: Sequence[Leaf]) -> Iterator[Leaf]:
    """The leaves; a page between two numbered ones, whose own number was not read, has the one between."""
    printed = [leaf for leaf in leaves if leaf.printed]
    around = zip([None, *printed], printed, [*printed[1:], None], strict=False)
    missing = {leaf.number: _between(before, after) for before, leaf, after in around}
    for leaf in leaves:
        number = missing.get(leaf.number)
        if leaf.signs and leaf.signs.number is None and number is not None:
            yield replace(leaf, signs=replace(leaf.signs, number=number))
        else:
            yield leaf


def _between(before: Leaf | None, after: Leaf | None) -> int | None:
    """The number between those of two pages; a first page has none, its own counts as 1."""
    if not (before and before.signs and after and after.signs and after.signs.number):
        return None
    number = after.signs.number - 1
    return number if number > 1 and (before.signs.number or 1) == number - 1 else None


def _start(leaf: Leaf, paper: _Paper, one_paper: bool) -> Start | None:
    """Whether the paper walked through so far ends before this leaf."""
    if not paper.begun or leaf.blank:
        return None
    if leaf.separator:
        return Start(leaf.number, "separator", 1.0)
    if one_paper or leaf.signs is None:
        return None
    start = _by_signs(leaf.number, leaf.signs, paper)
    return start if start.sure >= DOUBTFUL else None


def _by_signs(number: int, seen: PageSigns, paper: _Paper) -> Start:
    if seen.number is not None and seen.number > 1:
        return Start(number, "", 0.0)
    reasons = [(sign.value, weight) for sign, weight in _WEIGHTS.items() if sign in seen.signs]
    if reasons:
        reasons += _counting(seen, paper)
    reasons += _code(seen, paper)
    doubt = 1.0
    for _, weight in reasons:
        doubt *= 1 - weight
    sure = round(1 - doubt, 4)
    if seen.appendix:
        sure = min(sure, _OF_AN_APPENDIX) if Sign.NATION in seen.signs else 0.0
    return Start(number, ", ".join(name for name, _ in reasons), sure)


def _counting(seen: PageSigns, paper: _Paper) -> Iterator[tuple[str, float]]:
    """Page numbers that begin anew beside another sign; alone they prove nothing: a digit is soon misread."""
    if seen.number == 1 and paper.number is not None:
        yield "page 1", _COUNTS_ANEW
    if paper.is_complete:
        yield "last page before", _WAS_COMPLETE


def _code(seen: PageSigns, paper: _Paper) -> Iterator[tuple[str, float]]:
    """One dossier code where the paper had another; a page that lists several tells nothing."""
    sure = sure_codes(seen)
    if len(sure) == 1 and len(paper.codes) == 1 and not sure & paper.codes:
        by_machine = any(one.source != "text" for one in seen.codes if one.code in sure)
        yield "code", _OTHER_CODE if by_machine else _OTHER_PRINTED_CODE


def sure_codes(seen: PageSigns) -> frozenset[str]:
    """Dossier codes by QR code, barcode, or print behind its label."""
    return frozenset(
        one.code for one in seen.codes if one.source != "text" or one.confidence >= SURE_TEXT
    )


def _add(paper: _Paper, leaf: Leaf) -> None:
    if leaf.separator:
        paper.separator = _both(paper.separator, leaf.separator)
    if not leaf.printed and not paper.begun:
        paper.left_out.append(leaf.number)
    paper.leaves.append(leaf)
    if leaf.signs and leaf.printed:
        paper.codes |= sure_codes(leaf.signs)
        paper.number = leaf.signs.number
        paper.is_complete = leaf.signs.of is not None and leaf.signs.number == leaf.signs.of


def _both(before: Separator | None, now: Separator) -> Separator:
    """Several sheets in a row: what the later one does not say, the earlier one may."""
    if before is None:
        return now
    return Separator(now.dossier or before.dossier, now.role or before.role)


def _with_print(papers: Sequence[_Paper]) -> list[_Paper]:
    """Sheets behind the last paper belong to it; nothing printed at all is one paper of blank pages."""
    if len(papers) == 1 or papers[-1].begun:
        return list(papers)
    *others, before, last = papers
    joined = replace(
        before,
        leaves=before.leaves + last.leaves,
        left_out=before.left_out + [leaf.number for leaf in last.leaves],
    )
    return [*others, joined]


def _piece(paper: _Paper) -> Piece:
    left_out = tuple(paper.left_out) if paper.begun else ()
    return Piece(
        start=paper.start,
        first=paper.leaves[0].number,
        last=paper.leaves[-1].number,
        left_out=left_out,
        blank=tuple(
            leaf.number for leaf in paper.leaves if leaf.blank and leaf.number not in left_out
        ),
        separator=paper.separator if paper.begun else None,
        doubts=tuple(paper.doubts),
    )
