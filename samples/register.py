"""The office's register of dossiers, as clerks save it: CSV for a Vietnamese Excel, and XLSX."""

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

from samples.cases import Case
from samples.offices import commune

HEADERS = (
    "Mã hồ sơ",
    "Mã TTHC",
    "Tên TTHC",
    "Mã đơn vị",
    "Đơn vị",
    "Kênh",
    "Chủ hồ sơ",
    "Ngày tiếp nhận",
    "Ngày hẹn trả",
    "Ngày xử lý xong",
    "Ngày trả kết quả",
    "Có kết quả giấy",
)
_FIXED = "2026-06-30T00:00:00Z"
Cell = str | dt.date | None


def row(case: Case) -> tuple[Cell, ...]:
    """One dossier's line; days are dates, None where the case has not come so far."""
    received = case.received.date()
    return (
        case.code,
        case.procedure.code,
        case.procedure.name,
        case.unit,
        commune(case.place, received).name,
        case.channel,
        case.applicant.name,
        received,
        case.due,
        case.finished,
        case.returned,
        "có" if case.procedure.result else "không",
    )


def _printed(cell: Cell) -> str:
    return f"{cell:%d/%m/%Y}" if isinstance(cell, dt.date) else cell or ""


def csv_bytes(cases: Sequence[Case]) -> bytes:
    """Semicolons, a byte-order mark, CRLF, days as dd/mm/yyyy: what Excel saves in Vietnam."""
    out = io.StringIO()
    lines = csv.writer(out, delimiter=";", lineterminator="\r\n")
    lines.writerow(HEADERS)
    lines.writerows([_printed(cell) for cell in row(case)] for case in cases)
    return out.getvalue().encode("utf-8-sig")


def xlsx_bytes(cases: Sequence[Case]) -> bytes:
    """One sheet; days are real dates."""
    book = Workbook()
    sheet = book.active
    if sheet is None:
        raise RuntimeError("openpyxl made a workbook without a sheet")
    sheet.title = "Sổ hồ sơ"
    sheet.append(HEADERS)
    for case in cases:
        sheet.append(row(case))
    for cells in sheet.iter_rows(min_row=2, min_col=8, max_col=11):
        for cell in cells:
            cell.number_format = "dd/mm/yyyy"
    out = io.BytesIO()
    book.save(out)
    return _timeless(out.getvalue())


def _timeless(archive: bytes) -> bytes:
    """The same workbook without the moment it was saved: the same seed must give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", _FIXED.encode(), content)
            info = zipfile.ZipInfo(name, (2026, 6, 30, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, content)
    return out.getvalue()


def write_register(cases: Sequence[Case], folder: Path) -> tuple[Path, Path]:
    """Write `so-ho-so.csv` and `so-ho-so.xlsx` into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = folder / "so-ho-so.csv", folder / "so-ho-so.xlsx"
    paths[0].write_bytes(csv_bytes(cases))
    paths[1].write_bytes(xlsx_bytes(cases))
    return paths
