"""Addresses: read from the right, province, district and commune by their names, old and new; written back.

Before 01/7/2025 an address has three levels of units, since then two. What is printed stays, except for accents
of a unit's name that the names of its neighbours settle.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from extractors.values import Reading, without_fillers
from pipeline.text import canonical_tones, code_key, fold, nfc
from pipeline.units import Names, Unit, country

_ALIKE = 84.0
"""Likeness, 0–100, from which a name with reading errors is a unit's, where its province is known."""

_PARTED = re.compile(r"\s*[,;]\s*")
_DASHED = re.compile(r"\s+[-–—]\s+")
_SHORT = re.compile(r"^(TP|TX|TT|T|H|Q|X|P)\s*\.\s*", re.IGNORECASE)
_KIND_OF = {
    **{
        "tinh": "Tỉnh",
        "thanh pho": "Thành phố",
        "huyen": "Huyện",
        "quan": "Quận",
        "thi xa": "Thị xã",
    },
    **{"xa": "Xã", "phuong": "Phường", "thi tran": "Thị trấn", "dac khu": "Đặc khu"},
    **{"tp": "Thành phố", "tx": "Thị xã", "tt": "Thị trấn", "t": "Tỉnh", "h": "Huyện", "q": "Quận"},
    **{"x": "Xã", "p": "Phường"},
}
"""Kinds as printed, folded, and their abbreviations."""

_STREET_GROUP = re.compile(r"\b([Tt])[oôốồộõọỗóò]( dân phố)\b")
"""Tổ dân phố, a street group: no other word stands there, and its hook is the accent most often read wrong."""

_MENDED = 0.97
"""Trust in a name whose accents its neighbours settled."""

_UNKNOWN_PLACE = 0.95
"""Trust in an address whose units are not known: it waits for a person."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece between commas. kind: as printed with its space, may be empty; name: what follows."""

    kind: str
    name: str

    @property
    def text(self) -> str:
        return self.kind + self.name


@dataclass(frozen=True, slots=True)
class Address:
    """An address as printed, and the units it names.

    units: from the commune up to the province, those that were found. now: the communes of today that it may lie
    in, each with its province; one where that is certain, several where the old commune was split.
    """

    text: str
    units: tuple[Unit, ...]
    now: tuple[str, ...]
    trust: float


def read(text: str) -> Address | None:
    """The address in a text; None where nothing but fillers stands. Units are found by reading from the right."""
    plain = _STREET_GROUP.sub(lambda match: match[1] + "ổ" + match[2], without_fillers(text))
    if not any(c.isalnum() for c in plain):
        return None
    parts = [_part(piece) for piece in _pieces(plain)]
    best = max(_ways(parts), key=len, default=())
    spelt, trust = _spelt(plain, parts, best)
    units = tuple(reversed(best))
    return Address(spelt, units, _now(units), trust)


def write(address: Address) -> str:
    """The address as printed."""
    return address.text


def read_address(text: str) -> Reading | None:
    """An address as printed, accents of its units settled."""
    found = read(text)
    return Reading(found.text, found.trust) if found else None


def _pieces(plain: str) -> list[str]:
    """The pieces between commas; between dashes where there is no comma, for names of provinces have dashes."""
    between = _PARTED if _PARTED.search(plain) else _DASHED
    return [piece for piece in between.split(plain) if piece]


def _part(piece: str) -> _Part:
    short = _SHORT.match(piece)
    if short:
        return _Part(piece[: short.end()], piece[short.end() :])
    words = piece.split(" ")
    for count in (2, 1):
        if len(words) > count and fold(" ".join(words[:count])) in _KIND_OF:
            return _Part(" ".join(words[:count]) + " ", " ".join(words[count:]))
    return _Part("", piece)


def _ways(parts: Sequence[_Part]) -> Iterator[tuple[Unit, ...]]:
    """The chains of units, province first, that the last parts can mean: as before, and as today."""
    if not parts:
        return
    for province in _named(country().before, parts[-1]):
        yield (province,)
        for district in _named(province.below, *parts[-2:-1]):
            yield province, district
            for commune in _named(district.below, *parts[-3:-2]):
                yield province, district, commune
    for province in _named(country().today, parts[-1]):
        for commune in _named(province.below, *parts[-2:-1]):
            yield province, commune


def _named(names: Names, *parts: _Part) -> list[Unit]:
    """The units of a level that a part names: of its kind, by its name without accents, else a like one."""
    if not parts:
        return []
    [part] = parts
    key = code_key(part.name)
    same = names.get(key) or (_like(names, key) if part.kind else [])
    return [unit for unit in same if _may_be(unit, part)]


def _like(names: Names, key: str) -> list[Unit]:
    if len(key) < 4 or any(c.isdigit() for c in key):
        return []
    found = process.extractOne(key, names.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return names[found[0]] if found else []


def _may_be(unit: Unit, part: _Part) -> bool:
    kind = _KIND_OF.get(fold(part.kind).rstrip(". "))
    return kind is None or kind == unit.kind


def _spelt(plain: str, parts: Sequence[_Part], units: Sequence[Unit]) -> tuple[str, float]:
    """The text with the names of its units spelt right; how far the changes are trusted.

    units: province first. A chain of one is no proof: its own name settles nothing, and where no chain is found
    something else may stand at the end.
    """
    text, trust = nfc(plain), 1.0
    if len(units) < 2:
        return text, trust * _UNKNOWN_PLACE
    for part, unit in zip(reversed(parts), units, strict=False):
        if canonical_tones(part.name).lower() != canonical_tones(unit.name).lower():
            text = _replaced_last(text, part.name, _in_case(part.name, unit.name))
            same = fold(part.name) == fold(unit.name)
            trust *= _MENDED if same else 0.9
    return text, trust


def _replaced_last(text: str, old: str, new: str) -> str:
    at = text.rfind(old)
    return text[:at] + new + text[at + len(old) :]


def _in_case(model: str, name: str) -> str:
    return name.upper() if model.isupper() else name


def _now(units: Sequence[Unit]) -> tuple[str, ...]:
    """Where an address lies today. units: commune first."""
    if len(units) == 3:
        return units[0].now
    if len(units) == 2 and _is_today(units[0], units[1]):
        return (f"{units[0].whole}, {units[1].whole}",)
    return ()


@lru_cache(maxsize=512)
def _is_today(commune: Unit, province: Unit) -> bool:
    return any(
        commune in same
        for known in country().today.get(code_key(province.name), ())
        for same in known.below.values()
    )
