"""Hand-ins as they really come: names that are no text, pipes, two voices about the dossier, only a role."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = [pytest.mark.flows, pytest.mark.ocr]
Picture = Callable[[str, int], Path]


@pytest.fixture
def odd_folder(picture: Picture, tmp_path: Path) -> Path:
    folder = picture("lô 1/trang 1.jpg", 41).parent
    shutil.copy(folder / "trang 1.jpg", os.fsencode(folder) + b"/trang \xbc\xf0.jpg")
    os.mkfifo(folder / "ống.jpg")
    (folder / "rỗng").mkdir()
    return folder


def test_odd_names_and_pipes_do_not_stop_the_others(empty, odd_folder: Path) -> None:
    report = empty.json("digitize", odd_folder, "--profile", "fast", code=5)
    answers = {Path(e["file"]).name: e["status"] for e in report["documents"]}
    assert answers == {
        "trang 1.jpg": "indexed",
        r"trang \xbc\xf0.jpg": "duplicate",
        "ống.jpg": "rejected",
    }
    together = empty.json("digitize", odd_folder, "--together", "--profile", "fast", code=5)
    assert sorted(e["status"] for e in together["documents"]) == ["indexed", "rejected"]
    assert max(e["pages"] for e in together["documents"]) == 2


def test_an_empty_path_is_not_the_current_folder(empty) -> None:
    """As a script gives it whose variable was never set."""
    said = empty.run("digitize", "")
    assert said.code == 2 and "Đường dẫn trống" in said.err


def test_an_office_of_another_locale_gets_utf8(empty, tmp_path: Path) -> None:
    told = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    said = empty.run("digitize", tmp_path / "không có.pdf", **told)
    assert said.code == 2 and "Không có tệp này" in said.out and "không có.pdf" in said.out


def test_the_option_is_stronger_than_the_folder_and_a_person_must_look(
    empty, picture: Picture
) -> None:
    folder, option = "H60.05-240105-0001", "H60.05-240105-0002"
    scan = picture(f"{folder}/ket-qua/a.jpg", 42)
    report = empty.json("digitize", scan, "--dossier", option, "--profile", "fast")
    entry = report["documents"][0]
    assert (entry["dossier"], entry["role"], entry["review"]) == (option, "result", True)
    assert "filing.disagree" in {problem["code"] for problem in entry["problems"]}
    waiting = empty.json("review")["documents"][0]
    assert f"filing.in_doubt: {option}" in waiting["why"]
    accepted = empty.json("review", entry["document"], "--accept", "--by", "Hà")
    assert accepted["dossiers"][0]["accepted"] and not accepted["review"]


def test_a_role_alone_holds_when_the_paper_tells_its_dossier(own, tmp_path: Path) -> None:
    import samples

    made = samples.paper("giay-tiep-nhan-ho-so-va-hen-tra-ket-qua", "a", "clean", 43)
    receipt = tmp_path / "phiếu.png"
    made.pages[0].save(receipt, dpi=(300, 300))
    report = own.office.json("digitize", receipt, "--role", "result", "--profile", "fast")
    entry = report["documents"][0]
    assert (entry["dossier"], entry["role"]) == (made.truth.dossier, "result")


def test_a_known_paper_handed_in_for_another_dossier_is_filed_there_too(own) -> None:
    known = own.of_type("cong-van")
    code = "H60.05-240105-0009"
    report = own.office.json(
        "digitize", known["file"], "--dossier", code, "--role", "result", "--by", "Hà"
    )
    entry = report["documents"][0]
    assert (entry["status"], entry["document"]) == ("duplicate", known["document"])
    assert {f["dossier"] for f in entry["dossiers"]} >= {code, known["dossier"]} - {None}
    found = own.office.json("search", "ngày", "--dossier", code)
    assert [hit["document"] for hit in found["hits"]] == [known["document"]]
    listed = own.office.json("dossiers", code)["dossiers"][0]
    assert [e["document"] for e in listed["documents"]] == [known["document"]]


def test_the_lines_for_people_name_every_file(empty, picture: Picture, tmp_path: Path) -> None:
    good, bad = picture("tốt.jpg", 44), tmp_path / "xấu.pdf"
    bad.write_text("no scan")
    said = empty.run("digitize", good, bad, "--profile", "fast", "--lang", "en")
    assert said.code == 5
    lines = said.out.splitlines()
    assert lines[0].startswith("indexed") and str(good) in lines[0]
    assert lines[1].startswith("rejected") and str(bad) in lines[1]
    assert "1 indexed" in lines[-1] and "1 rejected" in lines[-1]
    assert "Done: 1/2" in said.err
