"""The words of the house: frozen values that travel between rooms (`docs/words.md` explains each)."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby


class Stage(StrEnum):
    """How far a document got; a stage never goes backwards except by `sohoa reread`."""

    RECEIVED = "RECEIVED"
    READ = "READ"
    EXTRACTED = "EXTRACTED"


class Role(StrEnum):
    """What a paper is to its dossier."""

    APPLICATION = "application"
    ATTACHMENT = "attachment"
    RESULT = "result"


class FieldState(StrEnum):
    """Whether a value may be used as it is, waits for a person, or was confirmed by one."""

    AUTO = "auto"
    REVIEW = "review"
    CONFIRMED = "confirmed"


class Profile(StrEnum):
    """How much work reading may cost."""

    FAST = "fast"
    ACCURATE = "accurate"
    BEST = "best"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in fractions (0–1) of the original page after quarter turns only, origin top left."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Horizontal extent, 0–1."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Vertical extent, 0–1."""
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """Centre as (x, y)."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def overlap(self, other: "Box") -> float:
        """Intersection over union with another box, 0–1."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        if across <= 0 or down <= 0:
            return 0.0
        shared = across * down
        return shared / (self.width * self.height + other.width * other.height - shared)

    def as_list(self) -> list[float]:
        """`[left, top, right, bottom]` rounded to 5 places, as the JSON contract prints boxes."""
        return [round(edge, 5) for edge in (self.left, self.top, self.right, self.bottom)]


def around(boxes: Sequence[Box]) -> Box:
    """The smallest box that holds all `boxes`; at least one is needed."""
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


@dataclass(frozen=True, slots=True)
class Word:
    """One printed word: NFC text, its box, confidence 0–1, number of its line on the page (from 0).

    penned: figures that a pen filled in on a printed line; they wait for a person however sure they are.
    """

    text: str
    box: Box
    confidence: float
    line: int
    penned: bool = False


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code or barcode seen on a page: symbology (`QRCode`, `Code128` …), its text, its box."""

    symbology: str
    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a ruled table on a page. table, row, column: from 0, where the cell begins.

    first, last: numbers of the lines it holds, both included.
    """

    table: int
    row: int
    column: int
    first: int
    last: int


class StampKind(StrEnum):
    """What a registry stamped on a page."""

    ARRIVAL = "arrival"
    MARKING = "marking"


@dataclass(frozen=True, slots=True)
class Stamp:
    """A stamp on a page: of arrival ("ĐẾN, Số: …, Ngày: …"), or a marking of secrecy or urgency (MẬT, HỎA TỐC).

    box: its frame, or its words where it has none. first, last: numbers of the lines it holds, both included.
    """

    kind: StampKind
    box: Box
    first: int
    last: int

    def holds(self, line: int) -> bool:
        """Whether a line of the page belongs to the stamp."""
        return self.first <= line <= self.last


@dataclass(frozen=True, slots=True)
class OcrPage:
    """What one reading found on one page.

    number: from 1. width, height: px of the picture that was read, after quarter turns. dpi: of that picture.
    turned: degrees clockwise by which the stored picture had to be turned to stand upright (0, 90, 180, 270).
    skew: degrees counter-clockwise by which the text climbed. confidence: mean over words, 0–1 (0 if none).
    recipe: engine, model and treatment; the same original read by the same recipe gives the same page.
    words: in reading order, those of stamps last. cells: of ruled tables that hold text, row by row.
    """

    number: int
    width: int
    height: int
    dpi: int
    turned: int
    skew: float
    blank: bool
    confidence: float
    recipe: str
    words: tuple[Word, ...]
    codes: tuple[Code, ...] = ()
    cells: tuple[TableCell, ...] = ()
    stamps: tuple[Stamp, ...] = ()

    def lines(self) -> Iterator[tuple[Word, ...]]:
        """The words grouped by printed line, in reading order."""
        for _, words in groupby(self.words, key=lambda word: word.line):
            yield tuple(words)

    def text(self) -> str:
        """The page as plain text, one printed line a line."""
        return "\n".join(" ".join(word.text for word in line) for line in self.lines())


@dataclass(frozen=True, slots=True)
class Problem:
    """Why something stopped or needs a person: stable code (`docs/errors.md`), page from 1, detail."""

    code: str
    page: int | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class FieldValue:
    """One value read from a paper.

    value: normalised (NFC, dates YYYY-MM-DD, codes without spaces). raw: as printed. confidence: 0–1.
    source: form and version (`nd30@1`), `qr`, `barcode`, `register`, `signature` or `person`.
    """

    name: str
    value: str
    raw: str
    confidence: float
    state: FieldState
    page: int | None
    box: Box | None
    source: str


@dataclass(frozen=True, slots=True)
class CodeSighting:
    """A dossier code seen on a paper: where it came from (`qr`, `barcode`, `text`) and how sure, 0–1."""

    code: str
    source: str
    confidence: float
    page: int


@dataclass(frozen=True, slots=True)
class Extraction:
    """What the extractors understood of one document.

    type: slug (`quyet-dinh`, `unknown`). role: what papers of this type usually are to a dossier.
    restricted: the marking (MẬT …) that locks the document away, as printed. sensitive: indexed by its
    metadata only (health, criminal record).
    """

    type: str
    type_name: str
    type_confidence: float
    form: str
    fields: tuple[FieldValue, ...]
    problems: tuple[Problem, ...] = ()
    dossier_codes: tuple[CodeSighting, ...] = ()
    role: Role | None = None
    restricted: str | None = None
    sensitive: bool = False

    def field(self, name: str) -> FieldValue | None:
        """The value named `name`, or None."""
        return next((value for value in self.fields if value.name == name), None)


@dataclass(frozen=True, slots=True)
class Part:
    """A run of pages of one original: pages `first` to `last`, both from 1 and included."""

    sha256: str
    first: int
    last: int

    @property
    def pages(self) -> int:
        """How many pages."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Filing:
    """A document in a dossier. filed_by: a source (`pipeline.filing.Source`) or a person's name.

    in_doubt: two sources disagree or the only one is weak; such a filing does not count until accepted.
    why: what of the paper the register's dossier agrees with and what not (`name.same, day.close`), no names.
    """

    document: str
    dossier: str
    role: Role | None
    filed_by: str
    confidence: float
    in_doubt: bool
    accepted: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Dossier:
    """One administrative case as the office's register tells it; dates are days, None where unknown."""

    code: str
    procedure: str | None = None
    procedure_name: str | None = None
    unit: str | None = None
    unit_name: str | None = None
    channel: str | None = None
    applicant: str | None = None
    received: dt.date | None = None
    due: dt.date | None = None
    finished: dt.date | None = None
    returned: dt.date | None = None
    returns_result: bool = True


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks. units: whose dossiers they may see (empty: all). clearance: 0 ordinary, 1 may see restricted."""

    name: str = ""
    units: tuple[str, ...] = ()
    clearance: int = 0


@dataclass(frozen=True, slots=True)
class Findable:
    """What the index is told about one document at one revision.

    unfiled documents have no dossiers, units and procedures (codes). fields: (name, normalised value) pairs.
    pages: the text of each page as (page number, words in reading order).
    """

    document: str
    revision: int
    file: str
    type: str
    title: str
    issued: dt.date | None
    dossiers: tuple[str, ...]
    roles: tuple[Role, ...]
    units: tuple[str, ...]
    fields: tuple[tuple[str, str], ...]
    pages: tuple[tuple[int, tuple[str, ...]], ...]
    restricted: bool = False
    procedures: tuple[str, ...] = ()


class Tier(StrEnum):
    """How well a document matches, best first; a lower tier never stands above a higher one."""

    EXACT = "exact"
    FOLDED = "folded"
    VARIANT = "variant"
    NEAR = "near"


class Order(StrEnum):
    """In which order answers come; papers without a day of issue come last either way."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that must stand next to each other in this order; one word is a phrase of length one."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """What the officer asked: all `wanted` phrases, none of `unwanted`, every field and filter.

    fields: (name, value) pairs as typed. issued_from, issued_to: days, both included.
    codes: tokens that look like document numbers, dossier codes or personal ids, as typed.
    """

    text: str
    wanted: tuple[Phrase, ...] = ()
    unwanted: tuple[Phrase, ...] = ()
    codes: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    type: str | None = None
    role: Role | None = None
    dossier: str | None = None
    unit: str | None = None
    issued_from: dt.date | None = None
    issued_to: dt.date | None = None
    procedure: str | None = None
    order: Order = Order.RELEVANCE


@dataclass(frozen=True, slots=True)
class Match:
    """One document that answers a query."""

    document: str
    score: float
    tier: Tier


@dataclass(frozen=True, slots=True)
class Matches:
    """A page of answers, best first, and how many documents match in all."""

    total: int
    matches: tuple[Match, ...] = field(default=())
