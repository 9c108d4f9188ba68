"""Numbers and measures of certificates: land serials and book numbers, areas, businesses, licences.

Shapes: `domain.md` §2.5 and §2.7.
"""

import re
from collections.abc import Callable

from extractors.identifiers import read_personal_id, read_tax_code
from extractors.values import DIGITISH, Reading, digits, trust_after
from pipeline.text import nfc

_D = f"[{DIGITISH}]"
_SERIAL = re.compile(r"(?<![A-Za-zĐ\d])([A-ZĐ]{2})\s?(\d{8}|\d{6})(?!\d)")
_BOOK = re.compile(rf"(?<!\w)(C[SHT]|BC|VP|H)[ .]?({_D}{{4,7}})(?!\w)")
_HOUSEHOLD = re.compile(r"(?<!\w)(\d{2})([A-Z])(8\d{6})(?!\w)")
_TWELVE = re.compile(rf"(?<!\w){_D}(?: ?{_D}){{11}}(?!\w)")
_DECIMAL = re.compile(r"(?<![\w.,])(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,3}))?(?![\d])")


def read_land_serial(text: str) -> Reading | None:
    """The serial printed on a land-use certificate, without spaces: `CN719597`, `AA09273289`."""
    match = _SERIAL.search(nfc(text))
    return Reading(match[1] + match[2]) if match else None


def write_land_serial(serial: str) -> str:
    """The serial as printed, with a space."""
    return f"{serial[:2]} {serial[2:]}"


def read_book_number(text: str) -> Reading | None:
    """A number in the book of land-use certificates, without spaces: `CS06528`."""
    match = _BOOK.search(nfc(text))
    if not match:
        return None
    number, repairs = digits(match[2])
    return Reading(match[1] + number, trust_after(repairs))


def write_book_number(number: str) -> str:
    """The book number as printed, with a space."""
    letters = re.match(r"[A-Z]+", number)
    at = letters.end() if letters else 0
    return f"{number[:at]} {number[at:]}"


def read_decimal(text: str) -> Reading | None:
    """A number with a decimal comma, as plain digits with a point: `1.102,50` → `1102.5`."""
    match = _DECIMAL.search(nfc(text))
    if not match:
        return None
    whole, part = str(int(match[1].replace(".", ""))), (match[2] or "").rstrip("0")
    return Reading(f"{whole}.{part}" if part else whole)


def write_decimal(number: str) -> str:
    """The number as papers print it: dots between thousands, a decimal comma."""
    whole, _, part = number.partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{grouped},{part}" if part else grouped


def read_area(text: str) -> Reading | None:
    """An area in square metres, as `read_decimal` writes it."""
    return read_decimal(text)


def write_area(area: str) -> str:
    """The area as printed."""
    return f"{write_decimal(area)} m²"


def read_business_number(text: str) -> Reading | None:
    """Number of a household business: the old `50H8027879`, a tax code, or its owner's personal number."""
    match = _HOUSEHOLD.search(nfc(text))
    if match:
        return Reading("".join(match.groups()))
    return read_personal_id(text) or read_tax_code(text)


def read_twelve_digits(text: str) -> Reading | None:
    """The twelve digits of a licence, without spaces."""
    match = _TWELVE.search(nfc(text))
    if not match:
        return None
    number, repairs = digits(match[0].replace(" ", ""))
    return Reading(number, trust_after(repairs)) if repairs <= 3 else None


CERTIFICATE_KINDS: dict[str, Callable[[str], Reading | None]] = {
    "area": read_area,
    "book_number": read_book_number,
    "business_number": read_business_number,
    "decimal": read_decimal,
    "land_serial": read_land_serial,
    "twelve_digits": read_twelve_digits,
    "zone_number": read_personal_id,
}
"""Readers by the kind's name, as forms use it."""
