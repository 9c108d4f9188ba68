"""`sohoa …`: parse, run one command, say what went wrong in one sentence and one advice."""

import argparse
import io
import json
import signal
import sys
from importlib import import_module

from pipeline.errors import BadRequest, Exit, SohoaError
from portal.door import Door
from portal.language import language
from portal.parser import build


def main(argv: list[str] | None = None) -> int:
    """Run a command; returns its exit code (`docs/commands.md`)."""
    words = sys.argv[1:] if argv is None else argv
    _speak_utf8()
    options = _parsed(words)
    door = Door(
        home=options.home,
        json=options.json,
        lang=options.lang or language(words),
        debug=options.debug,
    )
    signal.signal(signal.SIGTERM, _as_interrupt)
    try:
        command = import_module(f"portal.commands.{options.module}")
        return int(command.run(door, options))
    except KeyboardInterrupt:
        if door.json:
            door.print_json({"error": {"code": "interrupted", "detail": "", "advice": ""}})
        return Exit.INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return Exit.OTHER
    except OSError as exc:
        wrong = BadRequest(f"{exc.filename or ''}: {exc.strerror}", code="file.failed")
        wrong.__cause__ = exc
        return _failed(door, wrong)
    except Exception as exc:  # the last border: people get a sentence, --debug the traceback
        return _failed(door, exc)


def _parsed(words: list[str]) -> argparse.Namespace:
    """The options; a wrong use ends the process with exit code 2, said in JSON too where that is asked for."""
    try:
        return build(language(words)).parse_args(words)
    except SystemExit as exc:
        if exc.code and "--json" in words:
            said = {"code": "request.bad", "detail": "", "advice": "sohoa --help"}
            sys.stdout.write(json.dumps({"error": said}) + "\n")
        raise


def _failed(door: Door, exc: Exception) -> int:
    error = door.say_error(exc)
    if door.json:
        door.print_json({"error": error})
    return exc.exit_code if isinstance(exc, SohoaError) else Exit.OTHER


def _speak_utf8() -> None:
    """Vietnamese and JSON go out as UTF-8 in any locale; a file name that is no text does no harm."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _as_interrupt(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt
