"""Rows of the one table that the bench prints, and the sizes at which a measurement runs."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import TypeAlias

Sizes: TypeAlias = dict[str, int]
"""How much a measurement does: name of an option to a count."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table. figure: what is held against the bar. met: None where there is no bar."""

    what: str
    ours: str
    peer: str = ""
    figure: str = ""
    bar: str = ""
    met: bool | None = None

    def cells(self) -> list[str]:
        """The cells in the order of `HEAD`."""
        said = {True: "ok", False: "MISSED", None: ""}[self.met]
        return [self.what, self.ours, self.peer, self.figure, self.bar, said]


HEAD = ["measured", "ours", "beside", "figure", "bar", ""]
assert len(HEAD) == len(fields(Row))


def table(rows: Iterable[Row]) -> str:
    """The rows as a Markdown table that is also readable as it stands."""
    lines = [HEAD, *(row.cells() for row in rows)]
    widths = [max(len(line[n]) for line in lines) for n in range(len(HEAD))]
    rule = ["-" * width for width in widths]
    return "\n".join(_line(cells, widths) for cells in (HEAD, rule, *lines[1:]))


def _line(cells: list[str], widths: list[int]) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    return f"| {' | '.join(padded)} |"
