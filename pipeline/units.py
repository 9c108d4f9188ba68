"""Provinces, districts and communes before and since 01/7/2025, and what became of each commune.

They are data files inside the Python package `vietnamadminunits` 1.0.4 (MIT); none of its code is imported,
for it needs a GPL package (`docs/decisions/0023-names-of-places-are-borrowed.md`).
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pipeline.errors import ToolMissing
from pipeline.text import code_key

PACKAGE = "vietnamadminunits"
SOURCE = "vietnamadminunits@1.0.4"

Names = dict[str, list["Unit"]]
"""Units by their bare name: folded, without spaces and without xã, huyện, tỉnh."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit. kind: `Xã`, `Huyện`, `Tỉnh` …; name: without it. below: what it is parted into.

    now: of a commune, the communes and province of today that it went to, as printed; several where it was split.
    """

    kind: str
    name: str
    below: Names = field(default_factory=dict, compare=False, repr=False)
    now: tuple[str, ...] = ()

    @property
    def whole(self) -> str:
        """Kind and name: `Xã Hồng Thái`."""
        return f"{self.kind} {self.name}"


@dataclass(frozen=True, slots=True)
class Country:
    """The provinces of today with their communes, and those before with districts and communes."""

    today: Names
    before: Names


@lru_cache(maxsize=1)
def country() -> Country:
    """All units; read once, 0.25 s. Raises ToolMissing where the package is not installed."""
    before, today, became = (
        _read(name) for name in ("parser_legacy", "parser_from_2025", "converter_2025")
    )
    now = _now(became, today)
    return Country(_today(today), _before(before, now))


def known_communes() -> int:
    """How many communes of today are known. Raises ToolMissing where the package is not installed."""
    provinces = [province for same in country().today.values() for province in same]
    return sum(len(same) for province in provinces for same in province.below.values())


def _read(name: str) -> dict[str, Any]:
    found = find_spec(PACKAGE)  # a top-level package is located, not imported
    places = (found.submodule_search_locations or []) if found else []
    path = next((Path(place) / "data" / f"{name}.json" for place in places), None)
    if path is None or not path.is_file():
        raise ToolMissing(f"the Python package '{PACKAGE}' is missing")
    content: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return content


def _today(data: dict[str, Any]) -> Names:
    wards = data["DICT_PROVINCE_WARD_NO_ACCENTED"], data["DICT_PROVINCE_WARD_ACCENTED"]
    return _by_name(
        Unit(*_province(facts), below=_by_name(_wards(wards, key)))
        for key, facts in data["DICT_PROVINCE"].items()
    )


def _wards(sources: tuple[dict[str, Any], ...], province: str) -> Iterator[Unit]:
    for source in sources:
        for facts in source.get(province, {}).values():
            yield Unit(facts["wardType"], facts["wardShort"])


def _before(data: dict[str, Any], now: dict[str, tuple[str, ...]]) -> Names:
    return _by_name(
        Unit(*_province(facts), below=_by_name(_districts(data, key, now)))
        for key, facts in data["DICT_PROVINCE"].items()
    )


def _districts(
    data: dict[str, Any], province: str, now: dict[str, tuple[str, ...]]
) -> Iterator[Unit]:
    sources = (
        data["DICT_PROVINCE_DISTRICT_WARD_NO_ACCENTED"],
        data["DICT_PROVINCE_DISTRICT_WARD_ACCENTED"],
    )
    for key, facts in data["DICT_PROVINCE_DISTRICT"].get(province, {}).items():
        communes = (
            Unit(ward["wardType"], ward["wardShort"], now=now.get(f"{province}_{key}_{one}", ()))
            for source in sources
            for one, ward in source.get(province, {}).get(key, {}).items()
            if isinstance(ward["wardShort"], str)  # island districts have no communes
        )
        yield Unit(facts["districtType"], facts["districtShort"], below=_by_name(communes))


def _province(facts: dict[str, Any]) -> tuple[str, str]:
    short = facts["provinceShort"]
    return facts["province"].removesuffix(short).strip(), short


def _now(became: dict[str, Any], today: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    """Old commune by key → `Xã Yên Sơn, Tỉnh Tuyên Quang`, one for each commune that it went to."""
    found: dict[str, tuple[str, ...]] = {}
    for province, communes in became["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for commune, old_keys in communes.items():
            found |= dict.fromkeys(old_keys, (_name_now(today, province, commune),))
    for province, old in became["DICT_PROVINCE_WARD_DIVIDED"].items():
        for key, parts in old.items():
            names = [_name_now(today, province, part["newWardKey"]) for part in parts]
            found[key] = tuple(dict.fromkeys(names))
    return found


def _name_now(today: dict[str, Any], province: str, commune: str) -> str:
    name = today["DICT_PROVINCE"][province]["province"]
    wards = today["DICT_PROVINCE_WARD_NO_ACCENTED"].get(province, {})
    accented = today["DICT_PROVINCE_WARD_ACCENTED"].get(province, {})
    facts = wards.get(commune) or accented.get(commune)
    return f"{facts['ward']}, {name}" if facts else name


def _by_name(units: Iterator[Unit]) -> Names:
    names: Names = {}
    for unit in units:
        names.setdefault(code_key(unit.name), []).append(unit)
    return names
