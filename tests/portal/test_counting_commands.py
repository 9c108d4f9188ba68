"""`sohoa dossiers`, `stats`, `export`: the numbers a province is measured by."""

import datetime as dt
import subprocess
from pathlib import Path

import pytest

from pipeline.catalog import Catalog, open_catalog
from pipeline.catalog.records import FiledPart, NewDocument, Original
from pipeline.catalog.tables import documents, filings, pages
from pipeline.model import Dossier, Part

DOSSIERS, DIGITIZED = 20_227, 19_297
RESULTS, RESULTS_DIGITIZED = 20_291, 13_899
NOW = 1_700_000_000.0


@pytest.mark.flows
@pytest.mark.ocr
def test_what_each_dossier_has_and_lacks(digitized) -> None:
    listed = digitized.office.json("dossiers")["dossiers"]
    assert len(listed) == len(digitized.written.cases)
    keys = {
        "code",
        "procedure",
        "applicant",
        "unit",
        "received",
        "returned",
        "complete",
        "missing",
        "documents",
    }
    assert all(keys <= set(dossier) for dossier in listed)
    lacking = digitized.office.json("dossiers", "--missing", "result")["dossiers"]
    assert {d["code"] for d in lacking} == {d["code"] for d in listed if "result" in d["missing"]}
    one = digitized.office.json("dossiers", listed[0]["code"])["dossiers"]
    assert one == [listed[0]]
    assert digitized.office.json("dossiers", "H60.05-240105-0001", code=2)


@pytest.mark.flows
@pytest.mark.ocr
def test_importing_again_changes_nothing_and_xlsx_says_the_same(own) -> None:
    again = own.office.json("dossiers", "import", own.written.csv)
    assert (again["added"], again["changed"], again["refused"]) == (0, 0, [])
    assert again["rows"] == again["same"] == len(own.written.cases)
    from_excel = own.office.json("dossiers", "import", own.written.xlsx)
    assert (from_excel["added"], from_excel["changed"]) == (0, 0)


def test_a_register_row_that_cannot_be_taken_is_named(empty, tmp_path: Path) -> None:
    register = tmp_path / "so.csv"
    register.write_text("Mã hồ sơ;Ngày tiếp nhận\nH60.05-240105-0001;05/01/2024\nxyz;05/01/2024\n")
    answer = empty.json("dossiers", "import", register, code=5)
    assert (answer["rows"], answer["added"]) == (2, 1)
    assert answer["refused"][0]["row"] == 3 and answer["refused"][0]["why"]


@pytest.mark.flows
@pytest.mark.ocr
def test_an_exported_dossier_checks_itself(digitized, tmp_path: Path) -> None:
    code = digitized.written.cases[0].case.code
    answer = digitized.office.json("export", code, tmp_path / "out")
    folder = tmp_path / "out" / code
    assert answer["files"] == len([path for path in folder.rglob("*") if path.is_file()])
    done = subprocess.run(
        ["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=folder, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    originals = {path.read_bytes() for path in (folder / "goc").iterdir()}
    papers = [p for p in digitized.written.papers() if digitized.entry(p.path)["dossier"] == code]
    assert originals == {paper.path.read_bytes() for paper in papers}


@pytest.mark.slow
def test_the_figures_of_the_article_come_out_exactly(empty) -> None:
    """First quarter 2024: 19,297 of 20,227 dossiers and 13,899 of 20,291 results were digitized."""
    empty.home.mkdir()
    catalog = open_catalog("sqlite:catalog.db", empty.home)
    _fill(catalog)
    catalog.close()
    stats = empty.json("stats", "--from", "2024-01-01", "--to", "2024-03-31", "--by", "quarter")
    assert stats["total"] == {
        "dossiers": {"digitized": DIGITIZED, "of": DOSSIERS, "rate": 95.40},
        "results": {"digitized": RESULTS_DIGITIZED, "of": RESULTS, "rate": 68.50},
    }
    assert [row["key"] for row in stats["rows"]] == ["2024-Q1"]
    assert stats["formula"]
    missing = empty.json("dossiers", "--missing", "result")["dossiers"]
    assert len(missing) >= RESULTS - RESULTS_DIGITIZED


def _fill(catalog: Catalog) -> None:
    """A register of those sizes, and two papers filed in as many dossiers as needed.

    Dossiers received in the quarter return no paper or have their result; results of the quarter belong to
    dossiers received the year before, so that the two rates do not touch each other.
    """
    received = [
        Dossier(_code(n, 24), received=dt.date(2024, 2, 1), returns_result=False)
        for n in range(DOSSIERS)
    ]
    returned = [
        Dossier(_code(n, 23), received=dt.date(2023, 12, 1), returned=dt.date(2024, 3, 1))
        for n in range(RESULTS)
    ]
    catalog.dossiers.bring_up_to_date(received + returned)
    _paper(catalog, "a", [dossier.code for dossier in received[:DIGITIZED]], "application")
    _paper(catalog, "b", [dossier.code for dossier in returned[:RESULTS_DIGITIZED]], "result")


def _paper(catalog: Catalog, letter: str, codes: list[str], role: str) -> None:
    sha256, document = letter * 64, letter * 16
    batch = catalog.batches.begin(by="Lan", holder="h|b|1|1", now=NOW, alive_until=NOW)
    new = NewDocument(document, "a.pdf", (FiledPart(Part(sha256, 1, 1), "a.pdf"),), "fast")
    original = Original(sha256, 1, "pdf", 1)
    catalog.documents.receive(new, [original], batch=batch, by="Lan", now=NOW)
    page = {
        "document": document,
        "number": 1,
        "width": 1,
        "height": 1,
        "dpi": 300,
        "turned": 0,
        "blank": False,
        "confidence": 1.0,
    }
    filed = {
        "document": document,
        "role": role,
        "filed_by": "folder",
        "confidence": 1.0,
        "in_doubt": False,
        "accepted": False,
    }
    with catalog.database.writing() as connection:
        connection.execute(
            documents.update().where(documents.c.id == document).values(stage="EXTRACTED")
        )
        connection.execute(pages.insert().values(**page))
        connection.execute(filings.insert(), [{**filed, "dossier": code} for code in codes])


def _code(number: int, year: int) -> str:
    return f"H60.{number // 1000 % 60 + 1:02}-{year}0201-{number:05}"
