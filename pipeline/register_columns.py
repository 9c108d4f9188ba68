"""Which column of a register is which: header names in English and Vietnamese (`commands.md`)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.text import slug
from pipeline.xlsx_stream import Cell, Row

HEADER_WITHIN = 20
"""The header row is looked for in so many rows from the top."""

# The first name wins where a register has several: the owner of a case before who brought it.
_NAMES: dict[str, tuple[str, ...]] = {
    "code": ("code", "ma-ho-so", "ma-so-ho-so", "so-ho-so"),
    "procedure": ("procedure", "ma-tthc", "ma-thu-tuc", "ma-thu-tuc-hanh-chinh"),
    "procedure_name": ("procedure-name", "ten-tthc", "ten-thu-tuc", "ten-thu-tuc-hanh-chinh"),
    "unit": ("unit", "ma-don-vi"),
    "unit_name": ("unit-name", "don-vi", "ten-don-vi"),
    "channel": ("channel", "kenh", "kenh-thuc-hien"),
    "applicant": ("applicant", "chu-ho-so", "nguoi-nop"),
    "received": ("received", "ngay-tiep-nhan"),
    "due": ("due", "ngay-hen-tra"),
    "finished": ("finished", "ngay-xu-ly-xong"),
    "returned": ("returned", "ngay-tra-ket-qua"),
    "returns_result": ("returns-result", "co-ket-qua-giay"),
}
_FIELD = {name: column for column, names in _NAMES.items() for name in names}
_REMARK = re.compile(r"\(.*?\)|\*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Column:
    """A known column: where it stands (from 0), and its header as the clerk wrote it."""

    index: int
    label: str


Columns = dict[str, tuple[Column, ...]]
"""Field of `Dossier` → the columns that may hold it, best first."""


def columns_of(cells: Sequence[Cell]) -> Columns:
    """The known columns of a row, were it the header; without a `code` column there are none."""
    found: dict[str, list[tuple[int, Column]]] = {}
    for index, cell in enumerate(cells):
        if isinstance(cell, str) and (name := _known(cell)):
            rank = _NAMES[_FIELD[name]].index(name)
            column = Column(index, " ".join(cell.split()))
            found.setdefault(_FIELD[name], []).append((rank, column))
    if "code" not in found:
        return {}
    return {
        field: tuple(column for _, column in sorted(ranked, key=lambda one: one[0]))
        for field, ranked in found.items()
    }


def find_header(rows: Iterable[Row]) -> tuple[int, Columns]:
    """Row number and columns of the header, the row with most known names; (0, {}) if none."""
    best: tuple[int, Columns] = (0, {})
    for number, cells in rows:
        if number > HEADER_WITHIN:
            break
        columns = columns_of(cells)
        if len(columns) > len(best[1]):
            best = number, columns
    return best


def _known(header: str) -> str | None:
    """The known name in a header such as `Người nộp | Chủ hồ sơ` or `Ngày tiếp nhận (*)`."""
    names = (slug(piece) for piece in _REMARK.sub("", header).split("|"))
    return next((name for name in names if name in _FIELD), None)
