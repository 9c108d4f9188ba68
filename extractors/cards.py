"""What an identity card says to machines: the seven fields of its QR code, and its machine-readable zone.

QR: `domain.md` §2.4. Zone: ICAO 9303 part 5, three lines of 30 characters (TD1), as Vietnam fills it in.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.identifiers import is_personal_id
from pipeline.text import fold, nfc

_WIDTH = 30
_WEIGHTS = (7, 3, 1)
_FILLERS = str.maketrans({"«": "<<", "‹": "<", "＜": "<", " ": None, "\u00a0": None})
_AS_DIGITS = str.maketrans("OQDILZSGB", "000112568")
_NUMBER_LINE = re.compile(
    r"[I1LTJ]DVNM([0-9OQDILZSGB]{9})([0-9OQDILZSGB])([0-9OQDILZSGB]{12})[<K]{0,3}([0-9OQDILZSGB])"
)
_DATES_LINE = re.compile(
    r"([0-9OQDILZSGB]{6})([0-9OQDILZSGB])([MF<])([0-9OQDILZSGB]{6})([0-9OQDILZSGB])VNM"
)
NO_EXPIRY = "991231"


@dataclass(frozen=True, slots=True)
class CardCode:
    """The QR code of an identity card. old_number: of the nine-digit card, may be empty. sex: `Nam`, `Nữ`."""

    number: str
    old_number: str
    name: str
    birth: dt.date
    sex: str
    address: str
    issued: dt.date

    @property
    def values(self) -> tuple[str, ...]:
        """The seven values in their normal form, in the order of the code."""
        born, issued = self.birth.isoformat(), self.issued.isoformat()
        return self.number, self.old_number, self.name, born, self.sex, self.address, issued


def read_code(text: str) -> CardCode | None:
    """The fields of an identity card's QR code; None for any other text."""
    parts = [nfc(part).strip() for part in text.split("|")]
    if len(parts) < 7 or not is_personal_id(parts[0]) or len(text) > 500:
        return None
    birth, issued = _day(parts[3]), _day(parts[6])
    sex = {"nam": "Nam", "nu": "Nữ"}.get(fold(parts[4]))
    if birth is None or issued is None or sex is None or not parts[2]:
        return None
    return CardCode(parts[0], parts[1], parts[2], birth, sex, parts[5], issued)


def write_code(card: CardCode) -> str:
    """The text of the QR code."""
    birth, issued = card.birth.strftime("%d%m%Y"), card.issued.strftime("%d%m%Y")
    middle = (card.old_number, card.name, birth, card.sex, card.address)
    return "|".join((card.number, *middle, issued))


def _day(digits: str) -> dt.date | None:
    if not re.fullmatch(r"\d{8}", digits):
        return None
    try:
        return dt.date(int(digits[4:]), int(digits[2:4]), int(digits[:2]))
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Zone:
    """The machine-readable zone. number: twelve digits. sex: `M`, `F` or `<`; expires: None for never.

    surname, given: capitals without accents, as the zone writes them.
    """

    number: str
    birth: dt.date
    sex: str
    expires: dt.date | None
    surname: str
    given: str


def check_digit(text: str) -> int:
    """ICAO check digit of digits, capitals and fillers."""
    return sum(_worth(c) * _WEIGHTS[at % 3] for at, c in enumerate(text)) % 10


def _worth(character: str) -> int:
    if character.isdigit():
        return int(character)
    return 0 if character == "<" else ord(character) - ord("A") + 10


def write_zone(zone: Zone) -> tuple[str, str, str]:
    """The three lines."""
    tail = zone.number[-9:]
    first = f"IDVNM{tail}{check_digit(tail)}{zone.number}<<{check_digit(zone.number)}"
    birth = zone.birth.strftime("%y%m%d")
    expires = zone.expires.strftime("%y%m%d") if zone.expires else NO_EXPIRY
    dates = f"{birth}{check_digit(birth)}{zone.sex}{expires}{check_digit(expires)}VNM"
    second = dates.ljust(_WIDTH - 1, "<")
    whole = first[5:] + second[:7] + second[8:15] + second[18:29]
    third = f"{zone.surname}<<{zone.given}".replace(" ", "<")[:_WIDTH].ljust(_WIDTH, "<")
    return first, f"{second}{check_digit(whole)}", third


def read_zone(lines: Sequence[str]) -> Zone | None:
    """The zone among lines as they were read; None where a check digit is wrong: nothing is guessed."""
    plain = [line.upper().translate(_FILLERS) for line in lines]
    number = zone_number(lines)
    dates = next(((at, d) for at, line in enumerate(plain) if (d := _dates(line))), None)
    if number is None or dates is None:
        return None
    at, (birth, sex, expires) = dates
    surname, _, given = (plain[at + 1] if at + 1 < len(plain) else "").partition("<<")
    born = _century(birth, number)
    if born is None:
        return None
    ends = None if expires == NO_EXPIRY else _short_day(expires, 2000)
    return Zone(number, born, sex, ends, _letters(surname), _letters(given))


def zone_number(lines: Sequence[str]) -> str | None:
    """The twelve digits of a zone's first line, whose two check digits must be right; None where none is."""
    return next((number for line in lines if (number := _number(line))), None)


def _number(line: str) -> str | None:
    match = _NUMBER_LINE.search(line.upper().translate(_FILLERS))
    if not match:
        return None
    tail, check, whole, again = (part.translate(_AS_DIGITS) for part in match.groups())
    right = check_digit(tail) == int(check) and check_digit(whole) == int(again)
    return whole if right and whole.endswith(tail) else None


def _dates(line: str) -> tuple[str, str, str] | None:
    match = _DATES_LINE.search(line)
    if not match:
        return None
    birth, one, expires, other = (match[n].translate(_AS_DIGITS) for n in (1, 2, 4, 5))
    right = check_digit(birth) == int(one) and check_digit(expires) == int(other)
    return (birth, match[3], expires) if right else None


def _century(birth: str, number: str) -> dt.date | None:
    """The day of birth in the century that the personal number tells."""
    return _short_day(birth, 1900 + 100 * (int(number[3]) // 2))


def _short_day(digits: str, century: int) -> dt.date | None:
    try:
        return dt.date(century + int(digits[:2]), int(digits[2:4]), int(digits[4:]))
    except ValueError:
        return None


def _letters(text: str) -> str:
    return " ".join(re.sub(r"[^A-Z<]", "", text).replace("<", " ").split())
