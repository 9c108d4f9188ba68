import csv
import datetime as dt
import io
import json
import re

import pytest
from openpyxl import load_workbook
from PIL import Image

import samples
from samples.__main__ import main
from samples.register import HEADERS, csv_bytes, xlsx_bytes

pytestmark = pytest.mark.slow


def test_the_same_seed_writes_the_same_bytes(tmp_path, dossiers, fingerprint):
    fewer = samples.write_dossiers(tmp_path, 1, 3)
    made, again = fingerprint(dossiers.scans.parent), fingerprint(fewer.scans.parent)
    registers = {"so-ho-so.csv", "so-ho-so.xlsx"}
    papers = {path: again[path] for path in again if path not in registers}
    assert papers
    assert papers.items() <= made.items()


def test_the_same_cases_give_the_same_register_bytes(dossiers):
    cases = [written.case for written in dossiers.cases]
    assert csv_bytes(cases) == dossiers.csv.read_bytes()
    assert xlsx_bytes(cases) == dossiers.xlsx.read_bytes()


def test_the_scan_folder_holds_only_scans_and_each_has_its_truth(dossiers):
    files = [path for path in dossiers.scans.rglob("*") if path.is_file()]
    assert files
    assert {path.suffix for path in files} <= {".jpg", ".pdf", ".tif"}
    assert sorted(files) == sorted(paper.path for paper in dossiers.papers())
    for path in files:
        name = path.relative_to(dossiers.scans)
        told = json.loads((dossiers.scans.parent / "truth" / f"{name}.json").read_text("utf-8"))
        assert told["file"] == str(name)
        assert told["pages"][0]["lines"]


def test_six_dossiers_show_every_fate(dossiers):
    papers = {written.fate: {p.truth.role for p in written.papers} for written in dossiers.cases}
    assert papers["whole"] == {"application", "attachment", "result"}
    assert papers["open"] == papers["resultless"] == {"application", "attachment"}
    assert papers["unpapered"] == {"application", "attachment"}
    assert papers["unscanned"] == set()
    assert papers["loose"] == {"attachment", "result"}


def test_papers_lie_in_the_folder_of_their_dossier_and_role(dossiers):
    folders = {"don": "application", "dinh-kem": "attachment", "ket-qua": "result"}
    for written in dossiers.cases:
        for paper in written.papers:
            parts = paper.path.relative_to(dossiers.scans).parts
            assert paper.truth.dossier == written.case.code
            if written.fate == "loose":
                assert parts[0].startswith("Quét ngày")
                assert "folder" not in paper.truth.told_by
                assert paper.truth.told_by
            else:
                assert parts[0] == written.case.code
                assert folders[parts[1]] == paper.truth.role


def test_a_loose_receipt_names_its_dossier_by_qr(dossiers):
    loose = next(written for written in dossiers.cases if written.fate == "loose")
    receipt = next(paper for paper in loose.papers if paper.truth.role == "attachment")
    assert receipt.truth.told_by[0] == "qr"


def test_the_papers_of_a_case_agree_about_who_applied(dossiers):
    for written in dossiers.cases:
        case = written.case
        for paper in written.papers:
            truth = paper.truth
            assert truth.value("dossier_code") in (None, case.code)
            for name, known in (
                ("applicant", case.applicant.name),
                ("owner_id", case.applicant.personal_id),
            ):
                said = truth.value(name)
                if (truth.type, name) == ("giay-chung-sinh", "owner_id"):
                    known = case.birth.mother.personal_id
                assert said is None or said.casefold() == known.casefold()


def _rows(dossiers):
    text = dossiers.csv.read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_the_register_has_every_case_with_vietnamese_headers_and_days(dossiers):
    assert dossiers.csv.read_bytes().startswith(b"\xef\xbb\xbfM\xc3\xa3 h\xe1\xbb\x93 s\xc6\xa1;")
    rows = _rows(dossiers)
    assert tuple(rows[0]) == HEADERS
    assert [row["Mã hồ sơ"] for row in rows] == [known.case.code for known in dossiers.cases]
    for row, written in zip(rows, dossiers.cases, strict=True):
        assert row["Chủ hồ sơ"] == written.case.applicant.name
        assert re.fullmatch(r"\d\d/\d\d/\d{4}", row["Ngày tiếp nhận"])
        assert bool(row["Ngày trả kết quả"]) == (written.case.returned is not None)
        assert row["Có kết quả giấy"] == ("không" if written.fate == "unpapered" else "có")


def test_the_workbook_says_what_the_csv_says(dossiers):
    sheet = load_workbook(dossiers.xlsx).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == HEADERS
    for cells, row in zip(rows[1:], _rows(dossiers), strict=True):
        shown = [f"{c:%d/%m/%Y}" if isinstance(c, dt.datetime) else c or "" for c in cells]
        assert shown == list(row.values())


def test_the_command_writes_pages_of_one_kind_and_level(tmp_path, capsys):
    asked = ["pages", str(tmp_path), "--count", "2", "--level", "bad", "--layout", "b"]
    assert main([*asked, "--kind", "bao-cao", "--seed", "4"]) == 0
    assert "2 scans" in capsys.readouterr().out
    names = sorted(path.name for path in (tmp_path / "scans").iterdir())
    assert all(re.match(r"000[12]-bao-cao-b-bad\.(jpg|pdf)", name) for name in names)


def test_a_lot_is_made_of_different_one_page_letters(tmp_path):
    written = samples.write_lot(tmp_path, 6, 1)
    assert {paper.path.suffix for paper in written} == {".jpg", ".pdf"}
    assert all(len(paper.truth.pages) == 1 for paper in written)
    assert len({paper.path.read_bytes() for paper in written}) == 6
    with Image.open(written[0].path) as picture:
        assert picture.size == (2480, 3508)
        assert picture.info["dpi"] == (300, 300)
