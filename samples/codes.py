"""Codes that check themselves: tax codes, machine-readable lines, QR texts, serials (`domain.md` §2.4, 2.5)."""

import datetime as dt
import unicodedata

from samples.chance import Chance
from samples.people import Person
from samples.places import Place

_TAX_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
_MRZ_WEIGHTS = (7, 3, 1)
FOREVER = dt.date(2099, 12, 31)
"""Stands for `Không thời hạn`; `991231` in the machine-readable lines."""


def tax_code(chance: Chance, place: Place) -> str:
    """Ten digits, the tenth checks the nine before; 50 Tuyên Quang, 51 Hà Giang."""
    root = "50" if "Tuyên" in place.province else "51"
    while True:
        nine = f"{root}{chance.whole(0, 9_999_999):07d}"
        rest = sum(int(digit) * weight for digit, weight in zip(nine, _TAX_WEIGHTS, strict=True))
        if rest % 11:  # numbers that would need the check digit 10 are never given out
            return f"{nine}{10 - rest % 11}"


def old_card_number(chance: Chance, place: Place) -> str:
    """A number of an identity card before 2021, nine digits."""
    return f"{'070' if 'Tuyên' in place.province else '073'}{chance.whole(0, 999_999):06d}"


def shop_number(chance: Chance, place: Place) -> str:
    """The number of a household business before July 2025, of the shape `50H8027879`."""
    root = "15" if "Tuyên" in place.province else "10"
    return f"{root}{chance.pick('ABCDEFGH')}8{chance.whole(0, 999999):06d}"


def licence_number(chance: Chance, place: Place, day: dt.date) -> str:
    """The number of a driving licence: 12 digits, province, year."""
    root = "08" if "Tuyên" in place.province else "02"
    return f"{root}0{day:%y}{chance.whole(0, 9_999_999):07d}"


def land_serial(chance: Chance, digits: int) -> str:
    """What is printed in red on a land certificate: two letters and 6 digits, 8 since 2025."""
    letters = chance.pick("BCD") + chance.pick("ABCDEGHKLMNPRSTVX") if digits == 6 else "AA"
    return f"{letters} {chance.whole(1, 10**digits - 1):0{digits}d}"


def check_digit(text: str) -> str:
    """The check digit of a machine-readable field (ICAO 9303): weights 7, 3, 1; letters from 10."""
    values = (0 if sign == "<" else int(sign, 36) for sign in text)
    return str(sum(v * _MRZ_WEIGHTS[n % 3] for n, v in enumerate(values)) % 10)


def plain_letters(text: str) -> str:
    """Capitals without tones and hooks, as machine-readable lines have them."""
    apart = unicodedata.normalize("NFD", text.upper().replace("Đ", "D"))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def machine_lines(who: Person, expires: dt.date) -> tuple[str, str, str]:
    """The three lines of 30 signs on the back of an identity card (TD1)."""
    number = who.personal_id
    first = f"IDVNM{number[3:]}{check_digit(number[3:])}{number}<<{check_digit(number)}"
    born, ends = f"{who.birth:%y%m%d}", f"{expires:%y%m%d}"
    dates = (born + check_digit(born), ends + check_digit(ends))
    optional = "<" * 11
    whole = check_digit(first[5:] + dates[0] + dates[1] + optional)
    second = f"{dates[0]}{'M' if who.sex == 'Nam' else 'F'}{dates[1]}VNM{optional}{whole}"
    surname, *given = plain_letters(who.name).split()
    third = f"{surname}<<{'<'.join(given)}"[:30].ljust(30, "<")
    return first, second, third


def identity_qr(who: Person, address: str, issued: dt.date, old_number: str = "") -> str:
    """Seven fields between bars, as the QR of an identity card holds them."""
    born, given = f"{who.birth:%d%m%Y}", f"{issued:%d%m%Y}"
    return "|".join((who.personal_id, old_number, who.name, born, who.sex, address, given))


def card_until(birth: dt.date, issued: dt.date) -> dt.date:
    """Identity cards hold until the birthday at 25, 40 or 60, the next but one within two years of it."""
    for age in (25, 40, 60):
        year = birth.year + age
        if issued.year + 2 <= year:
            leap = birth.month == 2 and birth.day == 29
            return dt.date(year, 3, 1) if leap else birth.replace(year=year)
    return FOREVER
