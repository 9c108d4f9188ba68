"""Values of everyday kinds, read from print and written back: dates, money, phones, names, digits.

Every `read_…` takes text as the OCR gave it and returns None rather than a guess; every `write_…`
gives the printed form, and reading it back gives the same value. Formats: `domain.md` §2.7.
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from extractors import numerals
from pipeline.text import fold, nfc

_LOOKS_LIKE = str.maketrans(
    {"O": "0", "o": "0", "Ø": "0", "ø": "0", "Q": "0", "D": "0", "l": "1", "I": "1", "|": "1"}
    | {"]": "1", "!": "1", "Z": "2", "z": "2", "S": "5", "s": "5", "G": "6", "B": "8"}
)
DIGITISH = r"0-9OoØøQDlI|\]!ZzSsGB"
"""Characters an OCR engine gives for digits, for use inside a regular expression's class."""

_SPELLED = re.compile(
    rf"(?:ng\wy\s*|(?<!\w))([{DIGITISH}]{{1,2}})\s*,?\s*th\wng\s*([{DIGITISH}]{{1,2}})\s*,?\s*"
    rf"n\wm\s*([{DIGITISH}]{{4}})",
    re.IGNORECASE,
)
_SHORT = re.compile(
    rf"(?<![\w/.-])([{DIGITISH}]{{1,2}})\s?([/.-])\s?([{DIGITISH}]{{1,2}})\s?\2\s?([{DIGITISH}]{{4}})(?!\w)"
)
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_SLASHES_LOST = re.compile(
    r"(?<!\w)(?=\d{8,9}|\S*[Iiílj|!])(\d\d)[1Iiílj|!/]?(\d\d)[1Iiílj|!/]?((?:19|20)\d\d)(?!\w)"
)
"""A day whose slashes were read as strokes or not at all, as in small print: `06I04I1999`, `260211975`."""

_TWO_STROKES = 2
_YEAR = re.compile(rf"(?<!\w)([{DIGITISH}]{{4}})(?!\w)")
_COUNT = re.compile(rf"(?<!\w)([{DIGITISH}]{{1,5}})(?!\w)")
_MONEY = re.compile(r"(?<![\d.,])(\d{1,3}(?:[. ]\d{3})+|\d+)\s*(?:đồng|đ|vnđ|vnd)?(?!\w)", re.I)
_PHONE = re.compile(rf"(?<!\w)(?:\+?84|[0OoØ])(?:[ .()-]{{0,2}}[{DIGITISH}]){{9,10}}(?!\w)")
_ITEM = re.compile(r"(?:^|\s)(?:\(?\d{1,2}[.)/]|[-+•])\s+")
_MOBILE = re.compile(r"0[35789]\d{8}")
_LANDLINE = re.compile(r"02\d{9}")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NAME = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*(?: [^\W\d_]+(?:['’-][^\W\d_]+)*){1,6}")
_LONE_CONSONANT = re.compile(r"(?<!\w)[^\Waeiouy](?!\w)")
_FILLERS = re.compile(r"(?:[.…_·•]\s*){2,}|[…_]")


FOREVER = "Không thời hạn"
"""The expiry of a card that has none."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A value in normal form and how far the reading itself is to be trusted, 0–1.

    trust falls with each character that had to be repaired; it knows nothing of the OCR's confidence.
    """

    value: str
    trust: float = 1.0


def digits(text: str) -> tuple[str, int]:
    """Letters that look like digits turned into them (O→0, l→1 …), and how many were turned."""
    repaired = text.translate(_LOOKS_LIKE)
    return repaired, sum(a != b for a, b in zip(text, repaired, strict=True))


def trust_after(repairs: int) -> float:
    """Trust in a value with so many repaired characters: 1.0, 0.8, 0.65, 0.5, …, never below 0.2."""
    return max(0.2, 1.0 - 0.05 * bool(repairs) - 0.15 * repairs)


def without_fillers(text: str) -> str:
    """Text without the dots and lines to write on, without edge punctuation, spaces collapsed."""
    plain = " ".join(_FILLERS.sub(" ", nfc(text)).split()).strip(" :;,.-–—|*'\"")
    return plain.rstrip(") .,;") if plain.endswith(")") and "(" not in plain else plain


def _day(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _repaired_day(year: str, month: str, day: str) -> tuple[dt.date | None, float]:
    (year, a), (month, b), (day, c) = digits(year), digits(month), digits(day)
    return _day(year, month, day), trust_after(a + b + c)


def find_date(text: str) -> tuple[dt.date, float] | None:
    """The first real date in a text with the trust in it; 30/02 is no date. Years 1900–2100."""
    text = nfc(text)
    found = [
        (match.start(), _repaired_day(match[3], match[2], match[1]))
        for match in _SPELLED.finditer(text)
    ]
    found += [
        (match.start(), _repaired_day(match[4], match[3], match[1]))
        for match in _SHORT.finditer(text)
    ]
    found += [
        (match.start(), (_day(match[1], match[2], match[3]), 1.0)) for match in _ISO.finditer(text)
    ]
    for _, (day, trust) in sorted(found, key=lambda one: one[0]):
        if day is not None and 1900 <= day.year <= 2100:
            return day, trust
    return None


def read_date(text: str) -> Reading | None:
    """A date as `YYYY-MM-DD`, from `05/3/2020`, `ngày 05 tháng 3 năm 2020`, ISO, or a day in words."""
    found = find_date(text)
    if found:
        return Reading(found[0].isoformat(), found[1])
    if (stroked := _SLASHES_LOST.search(text)) and (
        day := _day(stroked[3], stroked[2], stroked[1])
    ):
        return Reading(day.isoformat(), trust_after(_TWO_STROKES))
    worded = numerals.read_day(text)
    return Reading(worded.isoformat()) if worded and 1900 <= worded.year <= 2100 else None


def write_date(day: dt.date, *, spelled: bool = True) -> str:
    """A date as papers print it: days below 10 and months 1 and 2 get a leading zero (NĐ 30)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    if spelled:
        return f"ngày {day.day:02d} tháng {month} năm {day.year:04d}"
    return f"{day.day:02d}/{month}/{day.year:04d}"


def read_year(text: str) -> Reading | None:
    """A year of birth or issue, 1900–2100; a full date gives itself as `YYYY-MM-DD`."""
    whole = read_date(text)
    if whole:
        return whole
    for match in _YEAR.finditer(nfc(text)):
        year, repairs = digits(match[1])
        if repairs <= 2 and 1900 <= int(year) <= 2100:
            return Reading(year, trust_after(repairs))
    return None


def read_money(text: str) -> Reading | None:
    """An amount in đồng as plain digits: `1.500.000 đồng` → `1500000`."""
    match = _MONEY.search(nfc(text))
    return Reading(str(int(re.sub(r"[. ]", "", match[1])))) if match else None


def write_money(amount: int) -> str:
    """An amount in đồng with dots between thousands."""
    return f"{amount:,}".replace(",", ".") + " đồng"


def read_count(text: str) -> Reading | None:
    """A small whole number (sets of papers, days), without leading zeros."""
    for match in _COUNT.finditer(nfc(text)):
        number, repairs = digits(match[1])
        if repairs < len(number):
            return Reading(str(int(number)), trust_after(repairs))
    return None


def read_phone(text: str) -> Reading | None:
    """A Vietnamese telephone number as digits from 0: 10 for a mobile, 11 for a landline (02…)."""
    for match in _PHONE.finditer(nfc(text)):
        number, repairs = digits(re.sub(r"[ .()+-]", "", match[0]))
        number = "0" + number[2:] if number.startswith("84") else number
        if _MOBILE.fullmatch(number) or _LANDLINE.fullmatch(number):
            return Reading(number, trust_after(repairs))
    return None


def write_phone(number: str) -> str:
    """A telephone number with dots, as letterheads print it."""
    head, rest = number[:4], number[4:]
    return f"{head}.{rest[:3]}.{rest[3:]}"


def read_email(text: str) -> Reading | None:
    """An e-mail address in lower case; spaces around the @ are the OCR's."""
    match = _EMAIL.search(re.sub(r"\s*@\s*", "@", nfc(text)))
    return Reading(match[0].lower()) if match else None


def read_name(text: str) -> Reading | None:
    """A person's name of 2–7 words as printed, letters only; an address form before it is dropped.

    No spelling is mended and single-letter words stand (`Vừ A Dính`): names are what they are. A single
    consonant is what is left of a word.
    """
    plain = without_fillers(text)
    plain = re.sub(
        r"^(?:hộ\s+)?(?:ông/bà|ông \(bà\)|ông|bà|anh|chị)\s*:?\s+", "", plain, flags=re.I
    )
    plain, _, _ = plain.partition(" và ")
    match = _NAME.match(plain)
    if not match or not match[0][0].isupper():
        return None
    whole = match.end() == len(plain) and not lacks_letters(match[0])
    return Reading(match[0], 1.0 if whole else 0.8)


def lacks_letters(name: str) -> bool:
    """Whether a word of a name is a single consonant: `Vừ M Sính`, of Mí."""
    return _LONE_CONSONANT.search(fold(name)) is not None


def read_text(text: str) -> Reading | None:
    """Any words, without fillers; None where nothing but fillers stands."""
    plain = without_fillers(text)
    return Reading(plain) if any(c.isalnum() for c in plain) else None


def read_items(text: str) -> Reading | None:
    """A numbered list as its items with `; ` between; the numbers are dropped."""
    parts = [without_fillers(part) for part in _ITEM.split(nfc(text))]
    kept = [part for part in parts if any(c.isalnum() for c in part)]
    return Reading("; ".join(kept)) if kept else None


def read_sex(text: str) -> Reading | None:
    """`Nam` or `Nữ`, behind whatever a bilingual label leaves; the `Nam` of `Việt Nam` is none."""
    words = re.sub(r"[^\w\s]", " ", fold(text)).replace("viet nam", "").split()
    known = {"nam": "Nam", "nu": "Nữ"}
    return next((Reading(known[word]) for word in words if word in known), None)


def read_nationality(text: str) -> Reading | None:
    """A nationality as printed; of a bilingual card only `Việt Nam`, for what is left of the label goes."""
    words = nfc(text).split()
    for at in range(len(words) - 1):
        if fold(words[at]) == "viet" and fold(words[at + 1]).strip(".,;") == "nam":
            return Reading(without_fillers(" ".join(words[at : at + 2])))
    return read_text(text)


def read_expiry(text: str) -> Reading | None:
    """A day of expiry, also where its slashes were not read, or `Không thời hạn`."""
    if "khong thoi han" in fold(text) or fold(text).rstrip(" .").endswith("khong thoi ha"):
        return Reading(FOREVER)
    whole = re.search(r"(?<!\d)(\d{2})(\d{2})(\d{4})(?!\d)", text)
    return read_date("/".join(whole.groups()) if whole else text)


def read_licence_class(text: str) -> Reading | None:
    """A class of driving licence: `A1`, `B2`, `FC`."""
    match = re.search(
        r"(?<!\w)(A1|A2|A3|A4|A|B1|B2|B|C1|C|D1|D2|D|BE|C1E|CE|D1E|D2E|DE|E|F[BCDE])(?!\w)", text
    )
    return Reading(match[1]) if match else None


KINDS: dict[str, Callable[[str], Reading | None]] = {
    "count": read_count,
    "date": read_date,
    "email": read_email,
    "expiry": read_expiry,
    "items": read_items,
    "licence_class": read_licence_class,
    "money": read_money,
    "name": read_name,
    "nationality": read_nationality,
    "phone": read_phone,
    "sex": read_sex,
    "text": read_text,
    "year": read_year,
}
"""Readers by the kind's name, as forms use it; codes have theirs in `identifiers.CODE_KINDS`."""
