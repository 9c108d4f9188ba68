"""What the catalog remembers, as frozen values."""

from dataclasses import dataclass
from enum import StrEnum

from pipeline.model import FieldState, FieldValue, Filing, OcrPage, Part, Problem, Role, Stage
from pipeline.signatures import Signature
from pipeline.standard import BELOW_STANDARD

LOOKS_ALIKE = "document.looks_alike"
"""Code of the problem whose detail is another scan of the same paper, and advice to choose one."""


class Answer(StrEnum):
    """What became of one file handed in, at the counter."""

    RECEIVED = "received"
    DUPLICATE = "duplicate"
    REJECTED = "rejected"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes handed in. sha256: their name. version: the store's own id of them."""

    sha256: str
    size: int
    kind: str
    pages: int
    version: str = ""


@dataclass(frozen=True, slots=True)
class FiledPart:
    """A part of a document together with the name of the file it came in.

    version: the store's own id of its original, by which it is read. left_out: separator sheets, which lie
    in the run of pages but are none of the paper's.
    """

    part: Part
    file: str
    version: str = ""
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class Placement:
    """Where the clerk says a paper belongs; by: `option` or `folder`.

    dossier: None where only the role was told. against: the dossier that the folder names, where the
    option names another.
    """

    dossier: str | None
    role: Role | None
    by: str
    against: str = ""


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A paper to be received: its pages in order, and what was wrong with its file already."""

    id: str
    file: str
    parts: tuple[FiledPart, ...]
    profile: str
    problems: tuple[Problem, ...] = ()

    @property
    def pages(self) -> int:
        """How many pages in all parts."""
        return sum(filed.part.pages for filed in self.parts)


@dataclass(frozen=True, slots=True)
class NewPaper:
    """A document made of pages of others, and what it takes along from them.

    pages: how many count. fields: values that a person confirmed. filings: those made at the counter, by a
    person or by a separator sheet. problems: those of its pages that no reading can see again.
    """

    id: str
    file: str
    parts: tuple[FiledPart, ...]
    pages: int
    told_role: Role | None = None
    filings: tuple[Filing, ...] = ()
    fields: tuple[FieldValue, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class HandIn:
    """One line of a batch: a file as given, its answer, and the document it became (part of)."""

    ordinal: int
    file: str
    answer: Answer
    sha256: str | None = None
    document: str | None = None
    first: int | None = None
    last: int | None = None
    code: str | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """One hand-in of scans by one person; moments in seconds since the epoch."""

    id: str
    at: float
    by: str
    ended_at: float | None


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to work on a document; fence: every write carries it, a late finisher's is refused."""

    document: str
    fence: int
    holder: str


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What the catalog keeps of a page; sizes in px after quarter turns, confidence 0–1."""

    number: int
    width: int
    height: int
    dpi: int
    turned: int
    blank: bool
    confidence: float

    @classmethod
    def of(cls, page: OcrPage) -> "PageFacts":
        """The facts of one read page."""
        return cls(
            page.number, page.width, page.height, page.dpi, page.turned, page.blank, page.confidence
        )


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of a document's history; before and after are texts for people."""

    at: float
    by: str
    event: str
    name: str = ""
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """Everything the catalog knows of one document.

    restricted: its marking, or None. restricted_by: the person who said so, marked or not; None where the
    paper itself tells. sensitive: of a type that is indexed by its metadata only.
    pages: how many count; of a document cut out of a stack its blank reverses do not. bounds_by: who decided
    where it begins and ends: None as handed in, empty when it was cut by itself, else a person's name.
    became: the documents its pages went to when it was cut or joined; it is none any more then.
    """

    id: str
    batch: str
    file: str
    stage: Stage
    pages: int
    profile: str
    recipe: str
    revision: int
    indexed_revision: int
    attempts: int
    type: str
    type_name: str
    type_confidence: float
    restricted: str | None
    received_at: float
    received_by: str
    seconds: float
    accepted_by: str | None
    withdrawn_why: str | None
    replaced_by: str | None
    told_role: Role | None = None
    restricted_by: str | None = None
    sensitive: bool = False
    bounds_by: str | None = None
    mentions: str | None = None
    parts: tuple[FiledPart, ...] = ()
    became: tuple[str, ...] = ()
    facts: tuple[PageFacts, ...] = ()
    fields: tuple[FieldValue, ...] = ()
    problems: tuple[Problem, ...] = ()
    filings: tuple[Filing, ...] = ()

    @property
    def finished(self) -> bool:
        """Read and understood; nothing more to do but index it."""
        return self.stage is Stage.EXTRACTED

    @property
    def indexed(self) -> bool:
        """The index knows the newest revision."""
        return self.finished and self.indexed_revision >= self.revision

    @property
    def withdrawn(self) -> bool:
        """Taken out of search and counts."""
        return self.withdrawn_why is not None

    @property
    def blank(self) -> bool:
        """Every page that could be read is blank."""
        return bool(self.facts) and all(page.blank for page in self.facts)

    @property
    def readable(self) -> bool:
        """At least one page could be read."""
        return bool(self.facts)

    @property
    def why_review(self) -> tuple[str, ...]:
        """Reasons why a person should look, empty when none should."""
        if not self.finished or self.withdrawn or self.accepted_by:
            return ()
        return (
            *(_reason(problem) for problem in self.problems if problem.code != BELOW_STANDARD),
            *(
                f"field.{value.name}: {value.confidence:.2f}"
                for value in self.fields
                if value.state is FieldState.REVIEW
            ),
            *(f"filing.in_doubt: {filing.dossier}" for filing in self.filings if filing.in_doubt),
        )

    def field(self, name: str) -> FieldValue | None:
        """The value named `name`, or None."""
        return next((value for value in self.fields if value.name == name), None)


def _reason(problem: Problem) -> str:
    """Why a problem asks for a person; of another scan of the same paper, which."""
    other = f": {problem.detail}" if problem.code == LOOKS_ALIKE else ""
    return f"problem.{problem.code}{other}"


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of understanding a document, ready to be recorded.

    likeness: keys under which papers that look alike meet (`pipeline/likeness.py`).
    mentions: what a register may be asked about beside the fields (`pipeline.mentions`), as JSON.
    matched: the version of the register that was asked; None where stronger evidence filed the paper.
    """

    type: str
    type_name: str
    type_confidence: float
    form: str
    fields: tuple[FieldValue, ...]
    problems: tuple[Problem, ...]
    filings: tuple[Filing, ...]
    restricted: str | None
    seconds: float
    sensitive: bool = False
    signatures: tuple[Signature, ...] = ()
    likeness: tuple[int, ...] = ()
    mentions: str | None = None
    matched: int | None = None
