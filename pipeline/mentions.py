"""What a paper mentions outside its fields and a register may know: people, days of signing, units, procedures.

Kept in the catalog beside the fields, so that a register that comes later needs no page read again.
"""

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise

from pipeline.model import CodeSighting, OcrPage
from pipeline.text import fold, nfc

MOST = 8
"""A paper that names more people is a list, and names nobody in particular."""

_ADDRESSES = frozenset({"ông", "bà", "ông/bà", "(bà)", "(ông)"})
_ASKS = re.compile(
    r"\b(?:ho va ten|ho ten|chu dem,? ten|ten (?:nguoi )?(?:me|cha|con|vo|chong)|ten la"
    r"|nguoi (?:nop|yeu cau|lam don)|chu ho so|ho so cua)\b"
)
_ENDS = ",.;:)/"
_SIGNED = re.compile(
    r"[a-z.]\s*,\s*ngay\s*(\d{1,2})\s*thang\s*(\d{1,2})\s*nam\s*((?:19|20)\d{2})\b"
)
_TO = re.compile(r"^\s*kinh gui\s*[:.]?\s*(.+)$")
_PROCEDURE = re.compile(r"(?<![\d.])\d\.\d{6}(?![\d.])")


@dataclass(frozen=True, slots=True)
class Mentions:
    """People as printed, days (ISO) on which it says to have been signed, units addressed, procedure codes.

    codes: dossier codes read from print, each with its confidence behind a space.
    """

    people: tuple[str, ...] = ()
    signed: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()

    @property
    def sightings(self) -> tuple[CodeSighting, ...]:
        """The codes as the extractors saw them; on which page is forgotten."""
        told = (one.partition(" ") for one in self.codes)
        return tuple(CodeSighting(code, "text", float(sure), 1) for code, _, sure in told)

    def dump(self) -> str:
        """As JSON, empty where nothing is mentioned."""
        told = {name: values for name, values in asdict(self).items() if values}
        return json.dumps(told, ensure_ascii=False) if told else ""

    @classmethod
    def load(cls, text: str | None) -> "Mentions":
        """From what `dump` wrote."""
        return cls(**{name: tuple(values) for name, values in json.loads(text or "{}").items()})


def mentions(pages: Sequence[OcrPage], codes: Iterable[CodeSighting] = ()) -> Mentions:
    """What the pages of one paper mention, each once, in reading order; codes: all seen on it."""
    lines = [" ".join(word.text for word in line) for page in pages for line in page.lines()]
    whole = " ".join(lines)
    people = _once(name for pair in pairwise([*lines, ""]) for name in _people_of(*pair))
    return Mentions(
        people=people if len(people) <= MOST else (),
        signed=_once(_days(fold(whole))),
        units=_once(found[1] for line in lines if (found := _TO.match(fold(line)))),
        procedures=_once(_PROCEDURE.findall(whole)),
        codes=_once(f"{one.code} {one.confidence:.4f}" for one in codes if one.source == "text"),
    )


def people_in(text: str) -> tuple[str, ...]:
    """Names behind `ông` or `bà`, as printed: two to five words that begin with a capital."""
    words = nfc(text).split()
    starts = (n for n, word in enumerate(words) if word.lower().rstrip(":") in _ADDRESSES)
    names = (list(_name(words[n + 1 : n + 6])) for n in starts)
    return _once(" ".join(name) for name in names if len(name) > 1)


def _people_of(line: str, following: str) -> Iterator[str]:
    """The people whom a line names; a name of which only two words stand at its end goes on in the next."""
    yield from _labelled(line)
    for name in people_in(line):
        cut = line.endswith(name) and len(name.split()) == 2
        whole = list(_name([*name.split(), *following.split()][:5])) if cut else []
        yield " ".join(whole) or name
    yield from people_in(" ".join([*line.split()[-2:], following])) if _is_open(line) else ()


def _is_open(line: str) -> bool:
    """Whether a form of address, or that and one word of the name, ends the line."""
    last = [word.lower().rstrip(":") for word in nfc(line).split()[-2:]]
    return not _ADDRESSES.isdisjoint(last)


def _labelled(line: str) -> Iterator[str]:
    """Names behind a label that asks for one: `Họ và tên người mẹ: …`."""
    parts = nfc(line).split(":")
    for label, value in pairwise(parts):
        name = list(_name(value.split()[:5]))
        if len(name) > 1 and _ASKS.search(fold(label)):
            yield " ".join(name)


def _name(words: Sequence[str]) -> Iterator[str]:
    for word in words:
        letters = word.rstrip(_ENDS)
        if not letters[:1].isupper() or not letters.isalpha():
            return
        yield letters
        if letters != word:
            return


def _days(folded: str) -> Iterable[str]:
    for day, month, year in _SIGNED.findall(folded):
        try:
            yield dt.date(int(year), int(month), int(day)).isoformat()
        except ValueError:
            continue


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
