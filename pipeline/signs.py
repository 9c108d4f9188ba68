"""What on one page tells whether a paper begins there."""

from dataclasses import dataclass
from enum import StrEnum

from pipeline.model import CodeSighting


class Sign(StrEnum):
    """A part of a first page that was found on a page."""

    NATION = "nation"
    """The Quốc hiệu or the motto below it, or the Party's name in its place."""
    LETTERHEAD = "letterhead"
    """Issuing bodies in capitals at the top left."""
    NUMBER = "number"
    """The line `Số: …/…` of the head."""
    DAY = "day"
    """Place and day at the top right."""
    TITLE = "title"
    """The title of a known type of paper; below a Quốc hiệu any title, or most labels of one form."""
    ADDRESSEE = "addressee"
    """`Kính gửi`."""


@dataclass(frozen=True, slots=True)
class PageSigns:
    """The signs on a page.

    appendix: it says at its top that it belongs to another paper (`Phụ lục`, `kèm theo Quyết định số …`).
    marking: of secrecy, spelt in full. number: the page number printed on it, None where there is none;
    of: the number of pages where it says so (`Trang 2/5`). codes: dossier codes on it.
    """

    signs: frozenset[Sign] = frozenset()
    appendix: bool = False
    marking: str | None = None
    number: int | None = None
    of: int | None = None
    codes: tuple[CodeSighting, ...] = ()
