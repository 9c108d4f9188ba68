"""The words of the command line (`docs/commands.md` is the contract)."""

import argparse
from collections.abc import Callable
from typing import Any

from portal.phrases import phrase

Subparsers = "argparse._SubParsersAction[argparse.ArgumentParser]"


def build(lang: str) -> argparse.ArgumentParser:
    """The parser; help texts in `vi` or `en`."""
    parser = argparse.ArgumentParser(
        prog="sohoa", description=phrase("help.sohoa", lang), allow_abbrev=False
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    _common(parser, lang)
    parser.set_defaults(home=None, json=False, lang=None, debug=False)

    def command(name: str, module: str) -> argparse.ArgumentParser:
        text = phrase(f"help.{name}", lang)
        made = commands.add_parser(name, help=text, description=text, allow_abbrev=False)
        made.set_defaults(module=module)
        _common(made, lang)
        return made

    for add in (_work, _finding, _editing, _counting, _upkeep):
        add(command)
    return parser


def _common(parser: argparse.ArgumentParser, lang: str) -> None:
    """What every command takes, before or after its name: no default here hides what stood before."""
    for name in ("home", "json", "lang", "debug"):
        takes = _TAKES.get(name, {"action": "store_true"})
        text = phrase(f"help.{name}", lang)
        parser.add_argument(f"--{name}", default=argparse.SUPPRESS, help=text, **takes)


_TAKES: dict[str, Any] = {"home": {"metavar": "DIR"}, "lang": {"choices": ("vi", "en")}}
Command = Callable[[str, str], argparse.ArgumentParser]
_PROFILES = ("fast", "accurate", "best")
_ROLES = ("application", "attachment", "result")


def _work(command: Command) -> None:
    digitize = command("digitize", "digitize")
    digitize.add_argument("paths", nargs="+", metavar="PATH")
    digitize.add_argument("--dossier", metavar="CODE")
    digitize.add_argument("--role", choices=_ROLES)
    digitize.add_argument("--together", action="store_true")
    _reading(digitize)
    digitize.add_argument("--by", metavar="NAME")
    digitize.add_argument("--report", metavar="FILE.jsonl")
    ocr = command("ocr", "ocr")
    ocr.add_argument("input", metavar="INPUT")
    ocr.add_argument("output", metavar="OUTPUT.pdf")
    ocr.add_argument("--sidecar", metavar="OUT.txt")
    ocr.add_argument("--words", metavar="OUT.json")
    _reading(ocr)
    ocr.add_argument("--first", type=int, default=1, metavar="N")
    ocr.add_argument("--last", type=int, metavar="N")
    ocr.add_argument("--small", action="store_true")
    separators = command("separators", "separators")
    separators.add_argument("file", metavar="OUT.pdf")
    separators.add_argument("--count", type=int, default=10, metavar="N")
    separators.add_argument("--dossier", metavar="CODE")
    separators.add_argument("--role", choices=_ROLES)


def _reading(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--profile", choices=_PROFILES)
    parser.add_argument("--jobs", type=int, metavar="N")


def _finding(command: Command) -> None:
    search = command("search", "search")
    search.add_argument("query", nargs="?", metavar="QUERY")
    search.add_argument("--limit", type=int)
    search.add_argument("--offset", type=int, default=0)
    _narrowing(search)
    search.add_argument("--sort", choices=("relevance", "newest", "oldest"))
    search.add_argument("--facets", action="store_true")
    search.add_argument("--like", metavar="DOCUMENT")
    search.add_argument("--list", metavar="FILE")
    search.add_argument("--column", metavar="NAME | N")
    search.add_argument("--export", metavar="FILE.csv | FILE.xlsx")
    search.add_argument("--save", metavar="NAME")
    search.add_argument("--saved", nargs="?", const="", metavar="NAME")
    search.add_argument("--forget", metavar="NAME")
    search.add_argument("--by", metavar="NAME")
    show = command("show", "show")
    show.add_argument("document", metavar="DOCUMENT")
    show.add_argument("--text", action="store_true")
    show.add_argument("--original", metavar="FILE")
    show.add_argument("--pdf", metavar="FILE")
    batches = command("batches", "batches")
    batches.add_argument("batch", nargs="?", metavar="BATCH")


def _narrowing(search: argparse.ArgumentParser) -> None:
    search.add_argument("--type")
    search.add_argument("--role", choices=_ROLES)
    search.add_argument("--dossier", metavar="CODE")
    search.add_argument("--unit", metavar="CODE")
    search.add_argument("--procedure", metavar="CODE")
    search.add_argument("--from", dest="start", metavar="DATE")
    search.add_argument("--to", dest="end", metavar="DATE")
    search.add_argument("--field", action="append", default=[], metavar="NAME=VALUE")


def _editing(command: Command) -> None:
    review = command("review", "review")
    review.add_argument("document", nargs="?", metavar="DOCUMENT")
    review.add_argument("--set", action="append", default=[], metavar="NAME=VALUE")
    review.add_argument("--accept", action="store_true")
    review.add_argument("--by", metavar="NAME")
    file = command("file", "edit")
    file.add_argument("document", metavar="DOCUMENT")
    file.add_argument("--dossier", required=True, metavar="CODE")
    file.add_argument("--role", required=True, choices=_ROLES)
    file.add_argument("--by", required=True, metavar="NAME")
    withdraw = command("withdraw", "edit")
    withdraw.add_argument("document", metavar="DOCUMENT")
    withdraw.add_argument("--why", required=True, metavar="TEXT")
    withdraw.add_argument("--by", required=True, metavar="NAME")
    hold = command("hold", "hold")
    hold.add_argument("dossier", metavar="DOSSIER")
    hold.add_argument("--release", action="store_true")
    hold.add_argument("--by", required=True, metavar="NAME")
    learnt = command("learnt", "learnt")
    learnt.add_argument("--forget", metavar="NAME=VALUE")
    learnt.add_argument("--by", metavar="NAME")
    cut = command("cut", "cut")
    cut.add_argument("document", metavar="DOCUMENT")
    cut.add_argument("--at", required=True, nargs="+", type=int, metavar="PAGE")
    cut.add_argument("--by", required=True, metavar="NAME")
    join = command("join", "cut")
    join.add_argument("documents", nargs="+", metavar="DOCUMENT")
    join.add_argument("--by", required=True, metavar="NAME")
    replace = command("replace", "replace")
    replace.add_argument("document", metavar="DOCUMENT")
    replace.add_argument("file", metavar="FILE")
    replace.add_argument("--by", required=True, metavar="NAME")
    _reading(replace)
    reread = command("reread", "reread")
    reread.add_argument("documents", nargs="+", metavar="DOCUMENT")
    reread.add_argument("--by", metavar="NAME")
    _reading(reread)


def _counting(command: Command) -> None:
    dossiers = command("dossiers", "dossiers")
    dossiers.add_argument("code", nargs="?", metavar="CODE | import")
    dossiers.add_argument("register", nargs="?", metavar="FILE")
    dossiers.add_argument("--missing", choices=("application", "result"))
    stats = command("stats", "stats")
    stats.add_argument("--from", dest="start", metavar="DATE")
    stats.add_argument("--to", dest="end", metavar="DATE")
    stats.add_argument("--by", choices=("month", "quarter", "year", "unit", "procedure"))
    export = command("export", "export")
    export.add_argument("dossiers", nargs="+", metavar="DOSSIER")
    export.add_argument("folder", metavar="DIR")


def _upkeep(command: Command) -> None:
    command("verify", "verify")
    sweep = command("sweep", "sweep")
    sweep.add_argument("--jobs", type=int, metavar="N")
    command("reindex", "reindex")
    doctor = command("doctor", "doctor")
    doctor.add_argument("--types", action="store_true")
    for name in ("backup", "restore"):
        command(name, name).add_argument("folder", metavar="DIR")
    move = command("move", "move")
    move.add_argument("--store", metavar="ADDRESS")
    move.add_argument("--catalog", metavar="ADDRESS")
    up = command("up", "up")
    up.add_argument("--jobs", type=int, metavar="N")
    up.add_argument("--profile", choices=_PROFILES)
    command("deploy", "deploy")
    worker = command("worker", "worker")
    worker.add_argument("--name", metavar="NAME")
    worker.add_argument("--jobs", type=int, metavar="N")
