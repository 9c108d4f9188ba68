"""What every command gets: where the home is, how to print, in which language."""

import json
import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.errors import BadQuery, SohoaError
from pipeline.messages import message
from portal.phrases import phrase

if TYPE_CHECKING:
    from flows.bench import Archive
    from pipeline.settings import Settings


def clerk(option: str | None) -> str:
    """Who works: as told, else the account's name, else its number (a container may have no name)."""
    import getpass

    try:
        return option or getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())


@dataclass(frozen=True, slots=True)
class Door:
    """home: the option as given. json: print exactly one JSON object on stdout."""

    home: str | None
    json: bool
    lang: str
    debug: bool

    def settings(self, **options: Any) -> "Settings":  # noqa: ANN401 - checked by the settings model
        """The settings of the home folder, with options of this command."""
        from pipeline.home import home_folder
        from pipeline.settings import load

        return load(home_folder(self.home), **options)

    @contextmanager
    def archive(self, settings: "Settings") -> Iterator["Archive"]:
        """The archive of the home folder, open."""
        from flows.bench import open_archive

        with open_archive(settings) as archive:
            yield archive

    def print_json(self, answer: dict[str, Any]) -> None:
        """The one JSON object on stdout."""
        sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1) + "\n")

    def print(self, line: str = "") -> None:
        """A line of the answer for people, on stdout; nothing with --json."""
        if not self.json:
            sys.stdout.write(line + "\n")

    def say(self, line: str) -> None:
        """A message for people, on stderr."""
        sys.stderr.write(line + "\n")
        sys.stderr.flush()

    def say_error(self, exc: Exception) -> dict[str, Any]:
        """Say what went wrong and what to do; returns the same as the JSON `error`."""
        code = exc.code if isinstance(exc, SohoaError) else "error"
        detail = exc.detail if isinstance(exc, SohoaError) else f"{type(exc).__name__}: {exc}"
        said = message(code)
        sentence, advice = said.sentence(self.lang), said.advice(self.lang)
        self.say(sentence.rstrip(".") + (f": {detail}" if detail else "") + f". {advice}")
        place = exc.place if isinstance(exc, BadQuery) else None
        if place:
            self.tell("query.place", first=place[0] + 1, last=place[1])
        if self.debug:
            traceback.print_exception(exc)
        error = {"code": code, "detail": detail, "message": sentence, "advice": advice}
        return error | ({"place": place} if place else {})

    def tell(self, key: str, **values: object) -> None:
        """A phrase of the table, on stderr."""
        self.say(self.phrase(key, **values))

    def phrase(self, key: str, **values: object) -> str:
        """A phrase of the table in this door's language."""
        return phrase(key, self.lang).format(**values)
