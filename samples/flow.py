"""Type that flows: paragraphs, form lines with leaders, ruled tables."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from PIL import ImageDraw

from samples.press import INK, MM, POINT, Press, Run

Word = tuple[Run, ...]
"""Runs that no space parts."""


def words(runs: Sequence[Run]) -> list[Word]:
    """Split runs at spaces; a comma that starts a run stays with the word before it."""
    found: list[list[Run]] = []
    open_word = False
    for run in runs:
        for n, text in enumerate(run.text.split(" ")):
            if n > 0:
                open_word = False
            if not text:
                continue
            if not open_word:
                found.append([])
            found[-1].append(replace(run, text=text))
            open_word = True
    return [tuple(word) for word in found]


def break_lines(press: Press, runs: Sequence[Run], first: float, rest: float) -> list[list[Word]]:
    """Fill lines greedily: the first is `first` px wide, all others `rest`."""
    space = press.face(runs[0]).getlength(" ")
    lines: list[list[Word]] = [[]]
    used, room = 0.0, first
    for word in words(runs):
        wide = press.width(word)
        if lines[-1] and used + space + wide > room:
            lines.append([])
            used, room = 0.0, rest
        used += wide + (space if lines[-1] else 0)
        lines[-1].append(word)
    return lines


def set_words(press: Press, line: Sequence[Word], x: float, gap: float) -> float:
    """Print the words of a line from `x` with `gap` px between them; where the last one ends."""
    placed = []
    for word in line:
        for run in word:
            placed.append((run, x))
            x += press.width([run])
        x += gap
    text = " ".join("".join(run.text for run in word) for word in line)
    press.put(placed, press.y, text)
    return x - gap


def paragraph(
    press: Press, runs: Sequence[Run], *, indent: float = 12.7, justify: bool = True
) -> None:
    """Set a paragraph across the text column; indent of the first line in mm."""
    room = press.right - press.left
    lines = break_lines(press, runs, room - indent * MM, room)
    space = press.face(runs[0]).getlength(" ")
    step = press.height(runs[0].size)
    for n, line in enumerate(lines):
        press.need(step * 0.4)
        x = press.left + (indent * MM if n == 0 else 0)
        gap = space
        if justify and n < len(lines) - 1 and len(line) > 1:
            natural = sum(press.width(word) for word in line)
            gap = (press.right - x - natural) / (len(line) - 1)
        set_words(press, line, x, gap)
        press.y += step
    press.y += step * 0.12


def centred(press: Press, runs: Sequence[Run], middle: float, room: float) -> None:
    """Set lines centred around `middle`, at most `room` px wide."""
    space = press.face(runs[0]).getlength(" ")
    for line in break_lines(press, runs, room, room):
        wide = sum(press.width(word) for word in line) + space * (len(line) - 1)
        set_words(press, line, middle - wide / 2, space)
        press.y += press.height(runs[0].size)


def leader(press: Press, start: float, end: float) -> None:
    """Dots from `start` to `end` just under the baseline; they are no text to the truth."""
    dot = Run(".")
    count = int((end - start) / press.width([dot]))
    if count > 1:
        draw = ImageDraw.Draw(press.leaf.black)
        at = (round(start), round(press.y) + 4)
        draw.text(at, "." * count, font=press.face(dot), fill=INK, anchor="ls")


@dataclass(frozen=True, slots=True)
class Entry:
    """One blank of a form: its label, and the value filled in."""

    label: str
    value: Run


def form_line(press: Press, entry: Entry, *, indent: float = 0) -> None:
    """A label and its value over the whole column, with leaders where the look has them."""
    left = press.left + indent * MM
    label = Run(entry.label + " ")
    room = press.right - left
    space = press.width([Run(" ")])
    for n, line in enumerate(break_lines(press, [label, entry.value], room, room)):
        press.need(press.height() * 0.4)
        end = set_words(press, line, left, space)
        if press.look.leaders:
            start = left + (press.width([label]) if n == 0 else 0)
            leader(press, max(start, end + space * 0.5), press.right)
        press.y += press.height()


def form_row(press: Press, entries: Sequence[Entry], stops: Sequence[float]) -> None:
    """Several blanks side by side on one line; `stops`: where each starts, 0–1 of the column."""
    room = press.right - press.left
    press.need(press.height() * 0.4)
    placed: list[tuple[Run, float]] = []
    for n, (entry, stop) in enumerate(zip(entries, stops, strict=True)):
        x = press.left + stop * room
        label = Run(entry.label + " ")
        after = x + press.width([label])
        placed += [(label, x), (entry.value, after)]
        if press.look.leaders:
            end = press.left + (stops[n + 1] if n + 1 < len(stops) else 1.0) * room
            leader(press, after + press.width([entry.value]) + 6, end - 12)
    text = " ".join(f"{entry.label} {entry.value.text}" for entry in entries)
    press.put(placed, press.y, text)
    press.y += press.height()


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table: column widths in shares of the text column, head, rows, alignment a column.

    align: one letter a column, `c` centred or `l` left. size in points. A cell that is a run may name
    its field.
    """

    shares: tuple[float, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str | Run, ...], ...]
    align: str
    size: float


def _cell(cell: str | Run, style: str, size: float) -> Run:
    return Run(cell, style, size) if isinstance(cell, str) else replace(cell, size=size)


def _table_row(press: Press, table: Table, cells: Sequence[str | Run], *, head: bool) -> None:
    pad = 1.6 * MM
    style = "bold" if head else "regular"
    step = table.size * POINT * 1.22
    edges = [press.left]
    for share in table.shares:
        edges.append(edges[-1] + share * (press.right - press.left))
    broken = [
        break_lines(press, [_cell(cell, style, table.size)], wide - 2 * pad, wide - 2 * pad)
        for cell, wide in zip(cells, (b - a for a, b in pairwise(edges)), strict=True)
    ]
    tall = max(len(lines) for lines in broken) * step + pad * 1.1
    press.need(tall)
    top = press.y
    for n, lines in enumerate(broken):
        slack = (tall - len(lines) * step) / 2
        for k, line in enumerate(lines):
            press.y = top + slack + k * step + step * 0.78
            _cell_line(
                press, line, (edges[n] + pad, edges[n + 1] - pad), head or table.align[n] == "c"
            )
    _grid(press, edges, top, top + tall)
    press.y = top + tall


def _cell_line(press: Press, line: list[Word], span: tuple[float, float], centre: bool) -> None:
    space = press.face(line[0][0]).getlength(" ") if line else 0
    wide = sum(press.width(word) for word in line) + space * (len(line) - 1)
    x = (span[0] + span[1] - wide) / 2 if centre else span[0]
    if line:
        set_words(press, line, x, space)


def _grid(press: Press, edges: Sequence[float], top: float, bottom: float) -> None:
    for y in (top, bottom):
        press.rule((edges[0], y, edges[-1], y), 3)
    for x in edges:
        press.rule((x, top, x, bottom), 3)


def table(press: Press, what: Table) -> None:
    """Print a table from the cursor on, over as many leaves as it takes."""
    _table_row(press, what, what.head, head=True)
    for cells in what.rows:
        _table_row(press, what, cells, head=False)
    press.y += press.height()
