"""Papers without a code and the office's register at the command line: filed, explained, listed when in doubt."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.dossier_code import parse
from samples.cases import DECIDED, draw_case
from samples.chance import Chance
from samples.files import write
from samples.papers import Order, make
from samples.register import csv_bytes

pytestmark = [pytest.mark.flows, pytest.mark.ocr, pytest.mark.slow]

CASE = draw_case(Chance("filed by the register", 4), DECIDED[0])


@pytest.fixture
def application(tmp_path: Path) -> Path:
    """A scanned application; nothing on it or around it tells the dossier's code."""
    made = make(Order("don-de-nghi", "a", "clean", 4, CASE))
    return write(made, tmp_path, "Quét 001.png").path


def registered(folder: Path, *cases) -> Path:
    path = folder / f"so-{len(cases)}.csv"
    path.write_bytes(csv_bytes(cases))
    return path


def test_a_register_imported_later_files_the_paper_and_says_why(empty, application) -> None:
    before = empty.json("digitize", application, "--by", "Lan")["documents"][0]
    assert before["dossier"] is None
    assert "filing.unfiled" in {problem["code"] for problem in before["problems"]}
    empty.json("dossiers", "import", registered(empty.cwd, CASE))
    entry = empty.json("show", before["document"])
    (filing,) = entry["dossiers"]
    assert (filing["dossier"], filing["filed_by"]) == (parse(CASE.code).text, "register")
    assert filing["role"] == "application" and not filing["in_doubt"]
    assert {"name.same", "day.close"} <= set(filing["why"])
    assert entry["history"][-1]["event"] == "filed"
    said = empty.run("show", before["document"], "--lang", "vi").out
    assert "xếp theo sổ hồ sơ: tên đúng như trong sổ" in said
    found = empty.json("dossiers", CASE.code)["dossiers"][0]
    assert [one["document"] for one in found["documents"]] == [before["document"]]


def test_of_two_dossiers_alike_none_is_taken_in_silence(empty, application) -> None:
    twin = replace(CASE, code=f"{CASE.unit}-{CASE.received:%y%m%d}-9999")
    empty.json("dossiers", "import", registered(empty.cwd, CASE, twin))
    paper = empty.json("digitize", application, "--by", "Lan")["documents"][0]
    assert paper["review"] and all(one["in_doubt"] for one in paper["dossiers"])
    listed = empty.json("review")["documents"]
    assert [one["document"] for one in listed] == [paper["document"]]
    (problem,) = [one for one in paper["problems"] if one["code"].startswith("filing.")]
    assert problem["code"] in ("filing.candidates", "filing.by_register")
    assert CASE.code in problem["detail"] and twin.code in problem["detail"]
    assert CASE.applicant.name.split()[-1] not in problem["detail"]
