"""The dossier code as offices print it, read strictly: unit, day and ordinal.

`H60.05-240105-0001` (new unit code) and `000.00.15.H60-240105-0001` (old); the day has six or eight
digits, the ordinal four to seven. For folder names, options and registers; codes read by OCR go
through the repairing reader of the extractors. Source: `domain.md` §2.1–2.2.
"""

import datetime as dt
import re
from dataclasses import dataclass

from pipeline.text import nfc

UNIT = r"(?:[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-K][0-9]{2}|[A-K][0-9]{2}(?:\.[0-9]{2}){0,4})"
"""Agency identification code, old (lowest level first) or new shape, a pattern without groups."""

_CODE = re.compile(
    rf"(?P<unit>{UNIT})\s*-\s*(?P<day>[0-9]{{8}}|[0-9]{{6}})\s*-\s*(?P<ordinal>[0-9]{{4,7}})"
    r"(?P<rest>$|[\s_(,;].*)",
    re.DOTALL,
)
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹣－", "-"))
_YEARS = range(2000, 2100)


@dataclass(frozen=True, slots=True)
class DossierCode:
    """A dossier code in its one written form. received_on: the day in the code, only a hint."""

    text: str
    unit: str
    received_on: dt.date
    ordinal: str

    def __str__(self) -> str:
        """The code as it is printed."""
        return self.text


def parse(text: str) -> DossierCode | None:
    """The code, if `text` is one and nothing else; case, outer spaces and dashes do not matter."""
    found = _match(text)
    return _build(found) if found and not found["rest"] else None


def parse_leading(text: str) -> DossierCode | None:
    """The code at the start of a name such as `H60.05-240105-0001 Nguyễn Văn A`.

    What follows must be set off by a space, `_`, `(`, `,` or `;`: `…-0001-2` is no code.
    """
    found = _match(text)
    return _build(found) if found else None


def is_dossier_code(text: str) -> bool:
    """Whether `parse` finds a code."""
    return parse(text) is not None


def _match(text: str) -> re.Match[str] | None:
    return _CODE.match(nfc(text).translate(_DASHES).strip().upper())


def _build(found: re.Match[str]) -> DossierCode | None:
    day = _real_day(found["day"])
    if day is None:
        return None
    text = "-".join((found["unit"], found["day"], found["ordinal"]))
    return DossierCode(text, found["unit"], day, found["ordinal"])


def _real_day(digits: str) -> dt.date | None:
    """`240105` or `20240105`; a code of six digits is always of this century."""
    full = digits if len(digits) == 8 else f"20{digits}"
    if int(full[:4]) not in _YEARS:
        return None
    try:
        return dt.date(int(full[:4]), int(full[4:6]), int(full[6:]))
    except ValueError:
        return None
