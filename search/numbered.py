"""The numbered indices of a prefix on Elasticsearch, and the alias that names the one in use.

The alias `prefix` names the one that is searched, of `prefix-000001`, `prefix-000002` … Every number
is new; one request moves the alias and takes the older indices away, so that at no moment there is
none, and are there two.
"""

import re
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from pipeline.errors import Fault, IndexDamaged, Part, SohoaError, down
from search.elastic_server import Gone, Server, Taken
from search.fields import FORMAT, MAPPINGS, SETTINGS, STAMP

_TRIES = 10
_BLOCKS = ("read_only_allow_delete", "read_only", "write")


@dataclass(frozen=True, slots=True)
class Numbered:
    """An index of the prefix. current: searched. sound: made by this version of the program.

    blocked: takes no documents, because the disk is full or somebody said so.

    inlet: the alias it is written by; unlike its name, that is never made anew by writing.
    """

    name: str
    number: int
    current: bool = False
    sound: bool = True
    blocked: bool = False

    @property
    def inlet(self) -> str:
        """Where it is told documents."""
        return f"{self.name}-in"


class Numbers:
    """The indices behind `alias`."""

    def __init__(self, server: Server, alias: str) -> None:
        self.alias = alias
        self._server = server
        self._form = re.compile(re.escape(alias) + r"-(\d{6,})\Z")

    def current(self) -> Numbered:
        """The index in use; IndexDamaged where there is none, or one of another version."""
        return next(each for each in self.sound() if each.current)

    def sound(self) -> list[Numbered]:
        """The index in use and those being built; IndexDamaged where none of ours is in use."""
        listed = self._listed()
        current = next((each for each in listed if each.current), None)
        if current is None:
            raise IndexDamaged("there is none yet")
        if not current.sound:
            raise IndexDamaged("made by another version")
        return [each for each in listed if each.sound]

    def reach(self) -> None:
        """Raise what keeps the index in use from taking documents."""
        if self.current().blocked:
            raise down(Part.INDEX, Fault.FULL, f"{self._server.address}: read-only")

    def make(self) -> Numbered:
        """A new empty index under the next number."""
        for _ in range(_TRIES):
            number = max((each.number for each in self._listed()), default=0) + 1
            fresh = Numbered(f"{self.alias}-{number:06}", number)
            with suppress(Taken):
                self._create(fresh)
                return fresh
        raise down(
            Part.INDEX, Fault.UNREACHABLE, f"{self._server.address}: rebuilt again and again"
        )

    def swap(self, fresh: Numbered) -> None:
        """Search the fresh one from now on; older ones go, finished or not.

        Raises Gone where another rebuild, begun later, has already taken the fresh one away.
        """
        for _ in range(_TRIES):
            listed = self._listed()
            if fresh.name not in {each.name for each in listed}:
                break
            older = [each.name for each in listed if each.number < fresh.number]
            with suppress(Gone):  # another rebuild took one away between the two questions
                self._move(fresh, older)
                return
        raise Gone("overtaken by another rebuild")

    def drop(self, name: str) -> None:
        """Take an unfinished one away, as far as the server lets us."""
        with suppress(SohoaError):
            self._server.ask(lambda es: es.indices.delete(index=name, ignore_unavailable=True))

    def refresh(self, names: list[str]) -> None:
        """Make searchable what they were told."""
        joined = ",".join(names)
        self._server.ask(lambda es: es.indices.refresh(index=joined, ignore_unavailable=True))

    def _create(self, fresh: Numbered) -> None:
        aliases: dict[str, Any] = {fresh.inlet: {}}
        self._server.ask(
            lambda es: es.indices.create(
                index=fresh.name, settings=SETTINGS, mappings=MAPPINGS, aliases=aliases
            )
        )

    def _move(self, fresh: Numbered, older: list[str]) -> None:
        actions: list[dict[str, Any]] = [{"add": {"index": fresh.name, "alias": self.alias}}]
        actions += [{"remove_index": {"index": name}} for name in older]
        self._server.ask(lambda es: es.indices.update_aliases(actions=actions))

    def _listed(self) -> list[Numbered]:
        """All indices of ours, by number; ServiceDown where the name belongs to something else."""
        found = self._server.ask(
            lambda es: es.indices.get(
                index=f"{self.alias},{self.alias}-*",
                features=["aliases", "mappings", "settings"],
                ignore_unavailable=True,
                allow_no_indices=True,
            )
        )
        ours = [self._known(name, about) for name, about in found.items()]
        return sorted((each for each in ours if each), key=lambda each: each.number)

    def _known(self, name: str, about: dict[str, Any]) -> Numbered | None:
        number = self._form.match(name)
        stamp = about["mappings"].get("_meta", {}).get(STAMP)
        is_current = self.alias in about["aliases"]
        if number and stamp is not None:
            blocks = about["settings"]["index"].get("blocks", {})
            blocked = any(blocks.get(kind) == "true" for kind in _BLOCKS)
            return Numbered(name, int(number[1]), is_current, stamp == FORMAT, blocked)
        if number or is_current or name == self.alias:
            taken = f"{self._server.address}: the name belongs to another index: {name}"
            raise down(Part.INDEX, Fault.MISSING, taken)
        return None
