"""Digital signatures of an original as values: who, when, whether the bytes are still those signed."""

import datetime as dt
import mmap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from pipeline.model import Box, OcrPage, Problem

BROKEN = "signature.broken"
CHANGED_AFTER = "signature.changed_after"
EXPIRED = "signature.expired"
UNREADABLE = "signature.unreadable"
UNTRUSTED = "signature.untrusted"

VIETNAM = dt.timezone(dt.timedelta(hours=7))
"""The one legal time of the country; it knows no summer time."""

_SIGNED = b"/ByteRange"
_PDF = b"%PDF"
_HEADER_LOOK = 1024


class Changed(StrEnum):
    """What was appended to a file after a signature."""

    NOTHING = "nothing"
    SIGNED = "signed"
    NOTES = "notes"
    CONTENT = "content"


@dataclass(frozen=True, slots=True)
class Signature:
    """One digital signature of a PDF.

    signer, organisation: as the certificate names them. at: when, as the signer says. stamped: when, as a
    time stamp proves. intact: the bytes it covers are those signed and what was appended since leaves the
    paper as it was; None where that cannot be told. covers_whole: up to the last byte of the file.
    trusted: the chain ends in a root of the office's; None where the office keeps no roots. valid_then:
    whether the certificate had begun and not ended at that moment. weak: by MD5, SHA-1 or a short key.
    page: from 1, and box: where it is shown, None for an invisible one. problem: code, empty for none.
    """

    field: str
    signer: str = ""
    organisation: str = ""
    at: dt.datetime | None = None
    stamped: dt.datetime | None = None
    intact: bool | None = None
    covers_whole: bool | None = None
    changed: Changed | None = None
    trusted: bool | None = None
    valid_then: bool | None = None
    weak: bool = False
    page: int | None = None
    box: Box | None = None
    problem: str = ""

    @property
    def day(self) -> dt.date | None:
        """The day of signing in Vietnam.

        Signing programs write local time and call it UTC (four of twelve real papers, by their time stamps),
        so the signer's own clock is taken as written; in working hours both give the same day.
        """
        if self.stamped is not None:
            return self.stamped.astimezone(VIETNAM).date()
        return self.at.date() if self.at else None


def may_be_signed(path: Path) -> bool:
    """Whether a file is a PDF that speaks of signed bytes; nothing in it is interpreted."""
    if path.stat().st_size < len(_PDF):
        return False
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as held:
        return held.find(_PDF, 0, _HEADER_LOOK) >= 0 and held.find(_SIGNED) >= 0


def unread(why: str) -> tuple[Signature, ...]:
    """What is known of the signatures of a file that cannot be read. why: a word for the field."""
    return (Signature(field=why, problem=UNREADABLE),)


def judged(signature: Signature) -> Signature:
    """The signature with the code of what is wrong with it, the worst first."""
    wrong = {
        UNREADABLE: signature.intact is None,
        BROKEN: signature.intact is False and signature.changed is not Changed.CONTENT,
        CHANGED_AFTER: signature.changed is Changed.CONTENT,
        EXPIRED: signature.valid_then is False,
        UNTRUSTED: signature.trusted is False,
    }
    return replace(signature, problem=next((code for code, is_so in wrong.items() if is_so), ""))


def problems_of(signatures: Iterable[Signature]) -> tuple[Problem, ...]:
    """A problem for each signature that a person must look at; detail: its field, never who signed."""
    return tuple(Problem(one.problem, one.page, one.field) for one in signatures if one.problem)


def days_of(signatures: Iterable[Signature]) -> frozenset[str]:
    """ISO days on which intact signatures were made."""
    return frozenset(one.day.isoformat() for one in signatures if one.intact and one.day)


def in_document(
    signatures: Sequence[Signature], numbers: dict[int, int], pages: Iterable[OcrPage]
) -> tuple[Signature, ...]:
    """Signatures of a file as those of a document. numbers: page in the document by page in the file.

    A signature shown on a page that is not the document's own has no place in it. Boxes are turned as the
    pages were.
    """
    turned = {page.number: page.turned for page in pages}
    return tuple(_moved(one, numbers, turned) for one in signatures)


def _moved(signature: Signature, numbers: dict[int, int], turned: dict[int, int]) -> Signature:
    number = numbers.get(signature.page) if signature.page else None
    if number is None or signature.box is None:
        return replace(signature, page=number, box=None)
    return replace(signature, page=number, box=_turned(signature.box, turned.get(number, 0)))


def _turned(box: Box, degrees: int) -> Box:
    from pipeline.picture import turn_box  # numpy, which the portal does not need for this

    return turn_box(box, degrees)
