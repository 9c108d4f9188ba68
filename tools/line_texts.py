"""Texts of lines to train a line reader on: what the offices of the region print, and syllables drawn by lot.

Drawn syllables keep a reader from learning the few sentences of `samples` by heart.
"""

import datetime as dt
import re
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files

import yaml

from pipeline import spelling
from samples import wording
from samples.cases import PROCEDURES, Case, draw_case
from samples.chance import Chance
from samples.fonts import ALPHABET
from samples.jobs import Job, fill, long_day, money, short_day
from samples.look import draw_look
from samples.offices import above, commune, department, desk, signing
from samples.people import PEOPLES
from samples.press import Press
from samples.wordy import day_in_words

EXTRAS = "\"'?!+=*@#[]<>°²“”–"
"""Signs beyond the alphabet of `samples`."""

LETTERS = "".join(sorted({*ALPHABET, *EXTRAS, " "}))
"""All that a line may hold, in NFC."""

_LONG = 90
"""Letters of the longest lines of running text."""

_LATIN = (
    "PDF/A-2b VNPT-CA Viettel-CA iOffice QR VNeID email Website fax Zalo OK online USB ISO 9001:2015 TCVN "
    "Windows Microsoft Excel JPEG tuyenquang.gov.vn hagiang.gov.vn dichvucong.gov.vn vanthu ubnd kstthc @"
)

_LABELS = (
    "Họ và tên: |Họ, chữ đệm, tên: |Tôi tên là: |Kính gửi: |Nơi cấp: |Quê quán: |Nơi cư trú: |Dân tộc: |"
    "Quốc tịch: |Giới tính: |Ghi chú: |Về việc |V/v |Mẹ: |Cha: |Người nộp hồ sơ: |Nơi nhận: "
)


def phrase(chance: Chance) -> str:
    """A line's length out of running text, broken where lines break."""
    words = _filled(chance, chance.pick(_sentences())).split()
    start = 0 if chance.odds(0.4) else chance.whole(0, len(words) - 1)
    return _first(words[start:], chance.whole(8, _LONG))


def invented(chance: Chance) -> str:
    """Drawn syllables in any case, numbers and signs among them."""
    words = [_invented_word(chance) for _ in range(chance.whole(1, 14))]
    return _first(words, _LONG)


def name(chance: Chance) -> str:
    """Someone's name as any people gives them, alone or behind a label."""
    people = chance.pick(PEOPLES)
    given = chance.pick(chance.pick((people.men, people.women)))
    full = f"{chance.pick(people.surnames)} {given}"
    lead = (
        chance.pick(_LABELS.split("|"))
        if chance.odds(0.4)
        else chance.pick(("", "Ông ", "Bà ", "ông (bà) "))
    )
    return lead + chance.pick((full, full, full.upper()))


def place(chance: Chance) -> str:
    """An address, a commune, an office or where dossiers are handed in."""
    case = _case(chance)
    day = case.decided
    home = case.applicant.home.address(day)
    return chance.pick(
        (
            home,
            f"Nơi thường trú: {home}",
            case.place.path(day),
            case.place.unit(day),
            commune(case.place, day).name,
            desk(case.place, day),
        )
    )


def code(chance: Chance) -> str:
    """Numbers of papers, dossiers, procedures, people and telephones."""
    case = _case(chance)
    kind = chance.pick(_symbols())
    number = (
        f"{case.number:02d}/{kind}-{chance.pick(('UBND', 'HĐND', 'SNV', 'STC', 'VP', 'CP', 'BNV'))}"
    )
    dated = (
        f"{case.number}/{case.decided.year}/{chance.pick(('NĐ-CP', 'TT-BTP', 'QĐ-TTg', 'QH15'))}"
    )
    said = (
        f"Số: {number}",
        f"số {dated}",
        f"Mã hồ sơ: {case.code}",
        f"CCCD số: {case.applicant.personal_id}",
    )
    bare = (case.code, case.procedure.code, case.applicant.personal_id, case.applicant.phone)
    return chance.pick((*said, *bare, _digits(chance)))


def date(chance: Chance) -> str:
    """A day in figures, with words between, or all in words."""
    day = chance.day(dt.date(1930, 1, 1), dt.date(2031, 12, 31))
    long = long_day(draw_look(chance, "a"), day)
    spelt = chance.pick(
        (short_day(day), f"{day.day}/{day.month}/{day.year}", f"{day:%d-%m-%Y}", f"{day:%d.%m.%Y}")
    )
    clock = f"{chance.whole(0, 23):02d} giờ {chance.whole(0, 59):02d} phút, {long}"
    town = f"{_case(chance).place.commune.split(' ', 1)[1].title()}, {long}"
    return chance.pick((spelt, f"Ngày sinh: {spelt}", long, town, clock, day_in_words(day)))


def amount(chance: Chance) -> str:
    """Money, shares, areas and how many."""
    sum_ = money(chance.whole(1, 99999) * chance.pick((1, 500, 1000, 100000)))
    part = f"{chance.whole(1, 9999) / 10}".replace(".", ",")
    return chance.pick(
        (
            f"{sum_} đồng",
            f"Số tiền: {sum_} đồng/tháng",
            sum_,
            f"{part}%",
            f"{part} m²",
            f"{chance.whole(1, 99):02d} (bộ)",
            f"{part} x {chance.whole(2, 90)} = {sum_}",
            f"+{chance.whole(1, 40)}°C",
        )
    )


def head(chance: Chance) -> str:
    """Capitals of heads, titles and signature blocks, tones on either vowel."""
    case = _case(chance)
    office = chance.pick((commune, above))(case.place, case.decided)
    office = chance.pick((office, department(chance, case.place, case.decided)))
    signed = signing(chance, office, collective=chance.odds(0.5))
    motto = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
    said = chance.pick((*motto, office.issuer, *office.heading, *signed.titles, *_capitals()))
    return said.replace("ỦY", "UỶ").replace("HÒA", "HOÀ") if chance.odds(0.3) else said


def cell(chance: Chance) -> str:
    """What stands in a cell of a table: a number, a word or two."""
    number = chance.pick(
        (f"{chance.whole(0, 40)}", f"{chance.whole(0, 9999):02d}", money(chance.whole(0, 99999)))
    )
    short = " ".join(_sentence_words(chance)[: chance.whole(1, 3)])
    return chance.pick(
        (number, number, short, "TT", "STT", "x", "-", "Nam", "Nữ", chance.pick(PEOPLES).name)
    )


def item(chance: Chance) -> str:
    """An item of a list, in brackets or quotes, or the last one with what follows it."""
    said = _first(_sentence_words(chance), chance.whole(6, 60))
    count = chance.whole(1, 30)
    lead = chance.pick(
        (
            "- ",
            "+ ",
            "* ",
            "– ",
            f"{count}. ",
            f"{count}) ",
            "a) ",
            "đ) ",
            f"{count}.{count}. ",
            "Điều 1. ",
        )
    )
    wrapped = chance.pick(
        (f"({said})", f'"{said}"', f"“{said}”", f"{said};", f"{said}./.", f"[{said}]", f"{said}?")
    )
    return chance.pick((lead + said, lead + said, wrapped, lead + wrapped))


def latin(chance: Chance) -> str:
    """Words that are no Vietnamese: names of programs, addresses, marks of goods."""
    words = [chance.pick(_LATIN.split()) for _ in range(chance.whole(1, 5))]
    if chance.odds(0.4):
        words.append(
            f"{chance.pick(_LATIN.split())}{chance.whole(1, 99)}@{chance.pick(_LATIN.split())}".lower()
        )
    return " ".join(words)


SOURCES: dict[str, Callable[[Chance], str]] = {
    kind.__name__: kind
    for kind in (phrase, invented, name, place, code, date, amount, head, cell, item, latin)
}
_OFTEN = (
    *SOURCES,
    "phrase",
    "phrase",
    "phrase",
    "phrase",
    "invented",
    "invented",
    "invented",
    "name",
    "code",
)


def drawn(chance: Chance) -> tuple[str, str]:
    """A kind of text and a text of it; one in ten is set in capitals."""
    kind = chance.pick(_OFTEN)
    text = SOURCES[kind](chance)
    return kind, text.upper() if chance.odds(0.1) else text


@lru_cache(maxsize=1)
def _sentences() -> tuple[str, ...]:
    matters = (*wording.DECISIONS, *wording.LETTERS, *wording.REPORTS, wording.ANSWER)
    said = [text for matter in matters for text in (*matter.body, f"Về việc {matter.subject}")]
    asked = [f"{one.name}: {one.request}; {', '.join(one.components)}." for one in PROCEDURES]
    return (
        *wording.ORGANISATION_LAW.values(),
        *wording.GROUNDS,
        *said,
        *wording.MORE,
        *wording.VOWS,
        *asked,
    )


@lru_cache(maxsize=1)
def _press() -> Press:
    """Sentences are filled in for a press; this one never prints."""
    return Press(draw_look(Chance("lines"), "a"))


def _case(chance: Chance) -> Case:
    return draw_case(chance)


def _filled(chance: Chance, text: str) -> str:
    case = _case(chance)
    job = Job(_press(), case, chance, sealed=False, for_dossier=False)
    return fill(job, text, commune(case.place, case.decided))


def _sentence_words(chance: Chance) -> list[str]:
    words = _filled(chance, chance.pick(_sentences())).split()
    return words[chance.whole(0, len(words) - 1) :]


@lru_cache(maxsize=1)
def _syllables() -> tuple[str, ...]:
    """Every syllable that can be spelt, toneless but for stops; sorted, since a set has no order."""
    return tuple(sorted(spelling._SYLLABLES))


_TONED = {
    plain: tuple(ALPHABET[at : at + 6])
    for plain in "aăâeêioôơuưy"
    for at in [ALPHABET.index(plain)]
}
"""A vowel in its six tones, as they follow each other in the alphabet of `samples`."""


def _invented_word(chance: Chance) -> str:
    if chance.odds(0.12):
        return _digits(chance)
    word = _with_tone(chance.pick(_syllables()), chance)
    if chance.odds(0.06):
        word += chance.pick("--'") + chance.pick(_syllables())
    word = chance.pick((word, word, word.title(), word.upper()))
    return word + chance.pick(("", "", "", "", "", ",", ".", ";", ":", ")", "/", "!"))


def _with_tone(syllable: str, chance: Chance) -> str:
    """The syllable with any tone on its last shaped vowel, or on the one before its last letter."""
    vowels = [n for n, letter in enumerate(syllable) if letter in _TONED]
    shaped = [n for n in vowels if syllable[n] in "ăâêôơư"] or vowels
    at = shaped[-1]
    return syllable[:at] + chance.pick(_TONED[syllable[at]]) + syllable[at + 1 :]


def _digits(chance: Chance) -> str:
    """Figures, sometimes parted by signs or with letters among them."""
    run = "".join(str(chance.whole(0, 9)) for _ in range(chance.whole(1, 12)))
    sign = chance.pick("./-,:&#<>")
    return chance.pick(
        (run, run, f"{run[:3]}{sign}{run[3:]}".rstrip(sign), f"{run}{chance.pick('ABCĐHKQT')}")
    )


def _first(words: list[str], letters: int) -> str:
    """As many words as fit into that many letters, one at least."""
    text = words[0][:_LONG]
    for word in words[1:]:
        if len(text) + len(word) + 1 > letters:
            break
        text += f" {word}"
    return text


def _forms(file: str) -> str:
    return files("extractors").joinpath("forms", file).read_text("utf-8")


@lru_cache(maxsize=1)
def _capitals() -> tuple[str, ...]:
    """Offices, posts and types of papers that Nghị định 30/2020 knows."""
    known = yaml.safe_load(_forms("offices.yaml"))
    types = [title for kind in _types() for title in kind["titles"]]
    return (*known["names"], *known["posts"], *types, "Nơi nhận:", "NƠI NHẬN:")


@lru_cache(maxsize=1)
def _types() -> list[dict[str, list[str]]]:
    return list(yaml.safe_load(_forms("nd30.yaml"))["types"])


@lru_cache(maxsize=1)
def _symbols() -> tuple[str, ...]:
    letters = re.findall(r"letters: (\w+)", _forms("nd30.yaml"))
    return tuple(dict.fromkeys(letters))
