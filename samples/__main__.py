"""`python -m samples pages|dossiers|lot|stack DIR`: write sample scans and their truth."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from samples.dossiers import write_dossiers
from samples.fonts import FontMissing
from samples.look import LAYOUTS
from samples.lots import orders, write_lot, write_pages
from samples.printers import EVERY_KIND, KINDS
from samples.stacks import write_stack
from samples.wear import LEVELS


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m samples", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, count in (("pages", 14), ("dossiers", 10), ("lot", 200), ("stack", 60)):
        command = commands.add_parser(name)
        command.add_argument("folder", type=Path, metavar="DIR")
        command.add_argument("--count", type=int, default=count)
        command.add_argument("--seed", type=int, default=1)
    pages = commands.choices["pages"]
    pages.add_argument("--level", choices=sorted(LEVELS), default="scan")
    pages.add_argument("--layout", choices=LAYOUTS, default="a")
    pages.add_argument("--kind", choices=EVERY_KIND, action="append")
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Write what was asked for; 0, or 3 where no usable font is installed."""
    asked = _arguments().parse_args(argv)
    try:
        if asked.command == "dossiers":
            made = len(list(write_dossiers(asked.folder, asked.count, asked.seed).papers()))
        elif asked.command == "lot":
            made = len(write_lot(asked.folder, asked.count, asked.seed))
        elif asked.command == "stack":
            write_stack(asked.folder, asked.count, asked.seed)
            made = 1
        else:
            kinds = asked.kind or KINDS
            wanted = orders(asked.count, asked.level, asked.layout, asked.seed, kinds)
            made = len(write_pages(asked.folder, wanted))
    except FontMissing as missing:
        sys.stderr.write(f"{missing}\n")
        return 3
    sys.stdout.write(f"{made} scans in {asked.folder / 'scans'}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
