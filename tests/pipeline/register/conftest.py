"""A register on disk and read again, whatever the clerk saved it as."""

import csv
import io

import openpyxl
import pytest

from pipeline.register import read_register


def _written(rows, separator=","):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue()


@pytest.fixture(scope="session")
def as_csv():
    """Writes rows as the text of a CSV file: `as_csv(rows, separator)`."""
    return _written


@pytest.fixture
def saved(tmp_path):
    """Saves rows (lists of cells) as XLSX, or text or bytes as CSV, and reads the register."""

    def save(content, codec="utf-8"):
        if isinstance(content, list):
            path = tmp_path / "sổ hồ sơ.xlsx"
            book = openpyxl.Workbook()
            for row in content:
                book.active.append(row)
            book.save(path)
        else:
            path = tmp_path / "sổ hồ sơ.csv"
            path.write_bytes(content.encode(codec) if isinstance(content, str) else content)
        return read_register(path)

    return save
