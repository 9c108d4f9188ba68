"""`sohoa …`: parse, run one command, say what went wrong in one sentence and one advice."""

import os
import signal
import sys
import traceback
from importlib import import_module

from pipeline.errors import Exit, SohoaError
from pipeline.messages import message
from portal.door import Door
from portal.parser import build


def main(argv: list[str] | None = None) -> int:
    """Run a command; returns its exit code (`docs/commands.md`)."""
    words = sys.argv[1:] if argv is None else argv
    options = build(_language(words)).parse_args(words)
    door = Door(
        home=options.home,
        json=options.json,
        lang=options.lang or _language(words),
        debug=options.debug,
    )
    signal.signal(signal.SIGTERM, _as_interrupt)
    try:
        command = import_module(f"portal.commands.{options.module}")
        return int(command.run(door, options))
    except SohoaError as exc:
        return _failed(door, exc)
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return Exit.OTHER
    except Exception as exc:  # the last border: people get a sentence, --debug the traceback
        return _failed(door, exc)


def _failed(door: Door, exc: Exception) -> int:
    code = exc.code if isinstance(exc, SohoaError) else "error"
    detail = exc.detail if isinstance(exc, SohoaError) else f"{type(exc).__name__}: {exc}"
    said = message(code)
    sentence = said.sentence(door.lang).rstrip(".") + (f": {detail}" if detail else "")
    door.say(f"{sentence}. {said.advice(door.lang)}")
    if door.debug:
        traceback.print_exception(exc)
    if door.json:
        door.print_json(
            {"error": {"code": code, "detail": detail, "advice": said.advice(door.lang)}}
        )
    return exc.exit_code if isinstance(exc, SohoaError) else Exit.OTHER


def _language(words: list[str]) -> str:
    """The language of help texts: option, else settings variable, else the environment's locale, else vi."""
    for word, after in zip(words, [*words[1:], ""], strict=True):
        chosen = after if word == "--lang" else word.removeprefix("--lang=")
        if word.startswith("--lang") and chosen in ("vi", "en"):
            return chosen
    if os.environ.get("SOHOA_LANG") in ("vi", "en"):
        return os.environ["SOHOA_LANG"]
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG", "")
    return "en" if locale.lower().startswith("en") else "vi"


def _as_interrupt(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt
