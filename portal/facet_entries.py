"""How answers are spread, as JSON and as a short table for people."""

from collections.abc import Iterator, Mapping

from flows.bench import Archive
from pipeline.facets import Count, Facets
from portal.door import Door
from portal.entries import Entry

_SHOWN = 8
"""Values of a kind that people see; JSON has all."""


def facet_entries(archive: Archive, found: Facets, door: Door) -> Entry:
    """`{"type": [{"value", "name", "count"}], "unit", "procedure", "year", "role"}`."""
    names = archive.catalog.names
    roles = {count.value: door.phrase(f"role.{count.value}") for count in found.role}
    return {
        "type": _entries(found.type, names.types(_values(found.type))),
        "unit": _entries(found.unit, names.units(_values(found.unit))),
        "procedure": _entries(found.procedure, names.procedures(_values(found.procedure))),
        "year": _entries(found.year, {}),
        "role": _entries(found.role, roles),
    }


def facet_lines(door: Door, entries: Entry) -> Iterator[str]:
    """One line a value, most frequent first, and how many more there are."""
    for kind, counted in entries.items():
        if counted:
            yield door.phrase(f"facet.{kind}")
        for one in counted[:_SHOWN]:
            name = "" if one["name"] == one["value"] else f"  {one['name']}"
            yield f"  {one['count']:>7}  {one['value']}{name}"
        if len(counted) > _SHOWN:
            yield "  " + door.phrase("facet.more", count=len(counted) - _SHOWN)


def _values(counts: tuple[Count, ...]) -> list[str]:
    return [count.value for count in counts]


def _entries(counts: tuple[Count, ...], names: Mapping[str, str]) -> list[Entry]:
    return [
        {
            "value": one.value,
            "name": names.get(one.value, one.value),
            "count": one.documents,
        }
        for one in counts
    ]
