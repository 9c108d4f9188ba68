"""Codes with a fixed shape: document numbers, dossier codes, procedure codes, personal and tax numbers.

Shapes and checks: `domain.md` §1.6 (numbers), §2.1–2.4 (codes, personal identifiers).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from extractors.values import DIGITISH, Reading, digits, trust_after
from pipeline import dossier_code
from pipeline.dossier_code import DossierCode
from pipeline.text import nfc

_D = f"[{DIGITISH}]"
_DOT = r"\s?[.,]\s?"
_DASH = r"\s?[-–—]\s?"
_OLD_UNIT = rf"{_D}{{3}}{_DOT}{_D}{{2}}{_DOT}{_D}{{2}}{_DOT}[A-K]{_D}{{2}}"
_NEW_UNIT = rf"[A-K]{_D}{{2}}(?:{_DOT}{_D}{{2}}){{0,4}}"
_DOSSIER = re.compile(
    rf"(?<![\w.])(?P<unit>{_OLD_UNIT}|{_NEW_UNIT}){_DASH}(?P<date>{_D}{{8}}|{_D}{{6}}){_DASH}(?P<seq>{_D}{{4,7}})(?!\w)"
)
_PROCEDURE = re.compile(r"(?<![\w.])[1-9]\.\d{6}(?:\.\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2})?(?![\w])")
_TWELVE = re.compile(rf"(?<!\w){_D}(?:[ .]?{_D}){{11}}(?![\w])")
_NINE = re.compile(rf"(?<!\w){_D}(?:[ .]?{_D}){{8}}(?![\w])")
_TAX = re.compile(rf"(?<!\w)({_D}{{10}})(?:\s?[-–]\s?({_D}{{3}}))?(?!\w)")
_NUMBER = re.compile(
    r"(?P<digits>\d{1,6}(?:/(?:19|20)\d{2})?)\s?/\s?(?P<symbol>[A-ZĐƯ][\w&.]*(?:\s?-\s?[\w&.]+){0,4})"
)
_REGISTRY = re.compile(r"(?<![\w/])(\d{1,6})(\s?/\s?(?:\d{4}|[A-ZĐƯ][\wĐđ-]*))?(?![\w/])")
_TAX_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
# fmt: off
_PROVINCES = frozenset({
    1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33, 34, 35, 36, 37, 38,
    40, 42, 44, 45, 46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75, 77, 79, 80,
    82, 83, 84, 86, 87, 89, 91, 92, 93, 94, 95, 96,
})
# fmt: on


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """Number and symbol of a document: `01/CT-UBND`, `118/2025/NĐ-CP`, `123/UBND-NC`.

    number: digits, with the year of legal documents; empty where they cannot be read.
    """

    number: str
    symbol: str

    @property
    def text(self) -> str:
        """As printed, without spaces."""
        return f"{self.number}/{self.symbol}"

    @property
    def letters(self) -> str:
        """What stands before the first hyphen: the type's letters, or a letter's issuing body."""
        return self.symbol.partition("-")[0]


def _unit(printed: str) -> tuple[str, int]:
    plain = re.sub(r"\s", "", printed).replace(",", ".")
    letter = re.search(r"[A-K](?=.{2}(?:$|\.))", plain[9:] if len(plain) == 13 else plain)
    at = (letter.start() + (9 if len(plain) == 13 else 0)) if letter else 0
    (head, a), (tail, b) = digits(plain[:at]), digits(plain[at + 1 :])
    return head + plain[at : at + 1] + tail, a + b


def find_dossier_codes(text: str) -> Iterator[tuple[DossierCode, float, tuple[int, int]]]:
    """Every dossier code in a text with the trust in it and where it stands, (start, end).

    Repairs O→0, l→1, a comma for a dot, long dashes and single spaces at separators; a date that
    does not exist is no code.
    """
    text = nfc(text)
    for match in _DOSSIER.finditer(text):
        unit, repairs = _unit(match["unit"])
        day, more = digits(match["date"])
        ordinal, most = digits(match["seq"])
        code = dossier_code.parse(f"{unit}-{day}-{ordinal}")
        if code:
            yield code, trust_after(repairs + more + most), match.span()


def read_dossier_code(text: str) -> Reading | None:
    """The first dossier code in a text, without spaces."""
    for code, trust, _ in find_dossier_codes(text):
        return Reading(code.text, trust)
    return None


def read_registry_number(text: str) -> Reading | None:
    """Number of an entry in a register, `12/2023`, or with a symbol, `45/TLKS-BS`; a bare number too."""
    match = _REGISTRY.search(nfc(text))
    if not match:
        return None
    number, repairs = digits(match[1])
    return Reading(number + re.sub(r"\s", "", match[2] or ""), trust_after(repairs))


def read_procedure_code(text: str) -> Reading | None:
    """A procedure code, `1.001612` or its long form with the agency."""
    match = _PROCEDURE.search(re.sub(r"\s?\.\s?", ".", nfc(text)))
    return Reading(match[0]) if match else None


def parse_number(text: str) -> DocumentNumber | None:
    """Number and symbol of a document from clean text; `head.py` reads doubtful ones."""
    match = _NUMBER.search(nfc(text))
    if not match:
        return None
    return DocumentNumber(match["digits"], re.sub(r"\s", "", match["symbol"]).rstrip(".,;:"))


def read_number(text: str) -> Reading | None:
    """Number and symbol of a document as one code without spaces."""
    found = parse_number(text)
    return Reading(found.text) if found else None


def read_personal_id(text: str) -> Reading | None:
    """A personal identity number: 12 digits with a known province, or 9 of the old card."""
    for pattern, known in ((_TWELVE, is_personal_id), (_NINE, _is_old_card)):
        for match in pattern.finditer(nfc(text)):
            number, repairs = digits(re.sub(r"[ .]", "", match[0]))
            if known(number) and repairs <= len(number) // 3:
                return Reading(number, trust_after(repairs))
    return None


def _is_old_card(number: str) -> bool:
    return len(number) == 9 and number.isdigit()


def is_personal_id(number: str) -> bool:
    """Whether 12 digits can be a personal number: province known, century digit 0–9. No check digit."""
    return len(number) == 12 and number.isdigit() and int(number[:3]) in _PROVINCES


def born(number: str) -> tuple[int, str] | None:
    """Year of birth and sex (`Nam`, `Nữ`) that a 12-digit personal number says; None for others."""
    if not is_personal_id(number):
        return None
    century, woman = divmod(int(number[3]), 2)
    return 1900 + 100 * century + int(number[4:6]), "Nữ" if woman else "Nam"


def is_tax_code(number: str) -> bool:
    """Whether 10 digits (or 13 with `-001`…) carry the right check digit."""
    plain = number.partition("-")[0]
    if len(plain) != 10 or not plain.isdigit():
        return False
    total = sum(w * int(d) for w, d in zip(_TAX_WEIGHTS, plain, strict=False))
    return 10 - total % 11 == int(plain[9])


def read_tax_code(text: str) -> Reading | None:
    """A tax code with a right check digit: 10 digits, or 10-3 for a branch."""
    for match in _TAX.finditer(nfc(text)):
        number, repairs = digits(match[1])
        branch, more = digits(match[2] or "")
        if is_tax_code(number) and branch != "000":
            return Reading(f"{number}-{branch}" if branch else number, trust_after(repairs + more))
    return None


def read_owner_id(text: str) -> Reading | None:
    """Whatever identifies the owner of a dossier: a personal number or a tax code."""
    return read_personal_id(text) or read_tax_code(text)


CODE_KINDS: dict[str, Callable[[str], Reading | None]] = {
    "dossier_code": read_dossier_code,
    "number": read_number,
    "owner_id": read_owner_id,
    "personal_id": read_personal_id,
    "procedure_code": read_procedure_code,
    "registry_number": read_registry_number,
    "tax_code": read_tax_code,
}
"""Readers of codes by the kind's name, as forms use it."""
