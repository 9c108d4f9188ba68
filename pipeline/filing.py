"""Where a document belongs: one pure decision over what option, folder, codes and text say."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pipeline import dossier_code
from pipeline.model import CodeSighting, Problem, Role
from pipeline.text import code_key

SURE_TEXT = 0.8
"""A code read from print alone below this confidence (0–1) files the document in doubt."""


class Source(StrEnum):
    """What may name a dossier, strongest first."""

    OPTION = "option"
    FOLDER = "folder"
    SEPARATOR = "separator"
    QR = "qr"
    BARCODE = "barcode"
    TEXT = "text"
    REGISTER = "register"


_STRENGTH = tuple(Source)

_ROLES = {
    "don": Role.APPLICATION,
    "application": Role.APPLICATION,
    "dinhkem": Role.ATTACHMENT,
    "attachment": Role.ATTACHMENT,
    "ketqua": Role.RESULT,
    "result": Role.RESULT,
}
_NUMBERED = re.compile(r"^[0-9]+")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A dossier code and who says so, with confidence 0–1 (1 for option and folder)."""

    source: Source
    code: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class RoleEvidence:
    """What names the role. usual: the role papers of this type usually have (`Extraction.role`)."""

    option: Role | None = None
    folder: Role | None = None
    usual: Role | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """What a path says about a file: its dossier and its role there, None where it says nothing."""

    dossier: str | None = None
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """Where a document goes. dossier and filed_by are None for an unfiled one; confidence 0–1.

    in_doubt: the filing does not count until a person accepts it; `problems` says why.
    """

    dossier: str | None
    role: Role | None
    filed_by: Source | None
    confidence: float
    in_doubt: bool
    problems: tuple[Problem, ...] = ()


def from_path(folders: Sequence[str]) -> Place:
    """What the folders above a file say, outermost first, the file's own name left out.

    The innermost folder named like a dossier code (text may follow the code) gives the dossier.
    Below it the innermost folder named `don`, `dinh-kem`, `ket-qua` or in English gives the role;
    accents, case, spaces, hyphens and a leading number (`2. Kết quả`) do not matter.
    """
    for depth in range(len(folders) - 1, -1, -1):
        code = dossier_code.parse_leading(folders[depth])
        if code is not None:
            return Place(code.text, _role_below(folders[depth + 1 :]))
    return Place()


def sighted(sightings: Iterable[CodeSighting]) -> tuple[Evidence, ...]:
    """What the paper itself says (`Extraction.dossier_codes`) as evidence."""
    return tuple(Evidence(Source(seen.source), seen.code, seen.confidence) for seen in sightings)


def decide(evidence: Sequence[Evidence], roles: RoleEvidence) -> Decision:
    """The dossier by the strongest source, the role by option, else folder, else the type of paper.

    In doubt when another source, or a second code of the same source, speaks for another dossier
    (`filing.disagree`); when print alone names it with less than `SURE_TEXT` (`filing.unsure`);
    when no role is known (`filing.role_unknown`), for such a paper is neither component nor result.
    A weaker source that saw several codes agrees when one of them is the chosen one: a decision may
    well cite other dossiers. A folder whose role is not the usual one of the type is no doubt:
    people file as they know the case.
    """
    role = roles.option or roles.folder or roles.usual
    best = _strongest(evidence)
    if best is None:
        unfiled = Problem("filing.unfiled")
        return Decision(None, role, None, 0.0, in_doubt=False, problems=(unfiled,))
    problems = _problems(evidence, best, role)
    dossier = _written(best.code)
    return Decision(dossier, role, best.source, best.confidence, bool(problems), problems)


def _role_below(folders: Sequence[str]) -> Role | None:
    keys = (_NUMBERED.sub("", code_key(folder)) for folder in reversed(folders))
    return next((_ROLES[key] for key in keys if key in _ROLES), None)


def _strongest(evidence: Sequence[Evidence]) -> Evidence | None:
    """Strongest source first, then what most sources say, then confidence; the first of equals."""

    def rank(one: Evidence) -> tuple[int, int, float]:
        backers = {other.source for other in evidence if _same(one, other)}
        return -_STRENGTH.index(one.source), len(backers), one.confidence

    return max(evidence, key=rank, default=None)


def _problems(
    evidence: Sequence[Evidence], best: Evidence, role: Role | None
) -> tuple[Problem, ...]:
    problems = []
    against = _against(evidence, best)
    if against:
        said = (f"{one.source}: {_written(one.code)}" for one in (best, *against))
        problems.append(Problem("filing.disagree", detail="; ".join(dict.fromkeys(said))))
    if best.source is Source.TEXT and best.confidence < SURE_TEXT:
        problems.append(Problem("filing.unsure", detail=f"{best.confidence:.2f}"))
    if role is None:
        problems.append(Problem("filing.role_unknown"))
    return tuple(problems)


def _against(evidence: Sequence[Evidence], best: Evidence) -> list[Evidence]:
    """Other codes of the best source, and of each source that does not name the best code too."""
    agreeing = {one.source for one in evidence if _same(one, best)} - {best.source}
    return [one for one in evidence if not _same(one, best) and one.source not in agreeing]


def _same(one: Evidence, other: Evidence) -> bool:
    return _written(one.code) == _written(other.code)


def _written(code: str) -> str:
    """The one written form of a code; what is no dossier code is compared as it stands."""
    parsed = dossier_code.parse(code)
    return parsed.text if parsed else code.strip()
