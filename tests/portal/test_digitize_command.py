"""`sohoa digitize`, as the contract says."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = [pytest.mark.flows, pytest.mark.ocr]

ENTRY = {
    "file", "pages_from", "document", "sha256", "status", "review", "pages", "dossier", "role",
    "type", "type_name", "type_confidence", "fields", "problems", "seconds",
}  # fmt: skip
FIELD = {"value", "raw", "confidence", "state", "page", "box", "source"}
PROBLEM = {"code", "page", "detail", "advice"}
Picture = Callable[[str, int], Path]


def test_every_file_is_in_exactly_one_entry(digitized) -> None:
    report = digitized.report
    assert {"batch", "seconds", "pages", "ignored", "documents"} <= set(report)
    files = [entry["file"] for entry in report["documents"]]
    assert sorted(files) == sorted(
        str(p) for p in digitized.written.scans.rglob("*") if p.is_file()
    )
    assert all(entry["status"] == "indexed" for entry in report["documents"])
    assert report["pages"] == sum(entry["pages"] for entry in report["documents"])


def test_entries_have_the_keys_of_the_contract(digitized) -> None:
    for entry in digitized.report["documents"]:
        assert set(entry) >= ENTRY
        assert all(set(field) >= FIELD for field in entry["fields"].values())
        assert all(set(problem) >= PROBLEM for problem in entry["problems"])
        first, last = entry["pages_from"]
        assert (first, last) == (1, entry["pages"])


def test_folders_named_by_code_give_dossier_and_role(digitized) -> None:
    for case in digitized.written.cases:
        for paper in case.papers:
            entry = digitized.entry(paper.path)
            if "folder" in paper.truth.told_by:
                assert entry["dossier"] == paper.truth.dossier
                assert entry["role"] == paper.truth.role


def test_types_of_made_papers_are_right(digitized) -> None:
    known = {paper.path: paper.truth.type for paper in digitized.written.papers()}
    types = {path: digitized.entry(path)["type"] for path in known}
    right = sum(types[path] == truth for path, truth in known.items() if truth != "giay-chung-sinh")
    assert right >= len([t for t in known.values() if t != "giay-chung-sinh"]) - 1


def test_a_second_run_finds_duplicates_and_starts_no_server(own) -> None:
    said = own.office.run("digitize", own.written.scans, "--json", "--lang", "en")
    assert said.code == 0
    assert {entry["status"] for entry in said.json["documents"]} == {"duplicate"}
    assert "Prefect" not in said.err


def test_option_dossier_and_role(own, picture: Picture) -> None:
    scan = picture("a.jpg", 7)
    code = "H60.05-240105-0009"
    report = own.office.json(
        "digitize", scan, "--dossier", code, "--role", "result", "--profile", "fast"
    )
    entry = report["documents"][0]
    assert (entry["dossier"], entry["role"], entry["status"]) == (code, "result", "indexed")


def test_a_wrong_dossier_code_is_refused(empty, picture: Picture) -> None:
    answer = empty.json("digitize", picture("a.jpg", 7), "--dossier", "12345", code=2)
    assert answer["error"]["code"] == "request.dossier_code"


def test_together_joins_the_pictures_of_a_folder_in_natural_order(
    empty, picture: Picture, tmp_path: Path
) -> None:
    names = ["trang 10.jpg", "trang 2.jpg", "trang 1.jpg"]
    paths = [picture(f"đơn của ông A/{name}", 20 + n) for n, name in enumerate(names)]
    report = empty.json("digitize", paths[0].parent, "--together", "--profile", "fast")
    entry = report["documents"][0]
    assert len(report["documents"]) == 1 and entry["pages"] == 3
    order = [Path(part["file"]).name for part in entry["parts"]]
    assert order == ["trang 1.jpg", "trang 2.jpg", "trang 10.jpg"]
    target = tmp_path / "goc"
    empty.run("show", entry["document"], "--original", target)
    kept = sorted(path.read_bytes() for path in target.iterdir())
    assert kept == sorted(path.read_bytes() for path in paths)


def test_litter_is_ignored_and_bad_files_are_refused(
    empty, picture: Picture, tmp_path: Path
) -> None:
    folder = picture("quét/a.jpg", 7).parent
    for name in (".hidden.jpg", "Thumbs.db", "so-ho-so.csv"):
        (folder / name).write_text("x")
    (folder / "link.jpg").symlink_to(folder / "a.jpg")
    (folder / "trang web.pdf").write_text("<html></html>")
    lines = tmp_path / "report.jsonl"
    report = empty.json("digitize", folder, "--report", lines, "--profile", "fast", code=5)
    names = {Path(name).name for name in report["ignored"]}
    assert names == {".hidden.jpg", "Thumbs.db", "so-ho-so.csv", "link.jpg"}
    by_name = {Path(entry["file"]).name: entry for entry in report["documents"]}
    assert by_name["a.jpg"]["status"] == "indexed"
    refused = by_name["trang web.pdf"]
    assert (refused["status"], refused["document"]) == ("rejected", None)
    assert refused["problems"][0]["code"] == "scan.not_a_scan"
    written = [json.loads(line) for line in lines.read_text().splitlines()]
    assert {entry["file"] for entry in written} == {entry["file"] for entry in report["documents"]}


def test_only_refused_files_make_exit_code_2(empty, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_text("no scan")
    report = empty.json("digitize", tmp_path / "a.pdf", tmp_path / "gone.pdf", code=2)
    codes = [entry["problems"][0]["code"] for entry in report["documents"]]
    assert codes == ["scan.not_a_scan", "scan.missing"]


def test_messages_come_in_the_language_asked_for(empty, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_text("no scan")
    vietnamese = empty.run("digitize", tmp_path / "a.pdf")
    english = empty.run("digitize", tmp_path / "a.pdf", "--lang", "en")
    assert "Tệp không phải bản quét" in vietnamese.out
    assert "The file is not a scan" in english.out


def test_a_scan_below_the_standard_is_kept_and_makes_nobody_wait(
    empty, tmp_path: Path, picture: Picture
) -> None:
    from PIL import Image

    Image.open(picture("a.jpg", 31)).convert("L").save(tmp_path / "grey.png", dpi=(150, 150))
    told = (
        "digitize",
        tmp_path / "grey.png",
        "--profile",
        "fast",
        "--dossier",
        "H60.05-240105-0001",
    )
    [entry] = empty.json(*told)["documents"]
    details = {problem["code"]: problem["detail"] for problem in entry["problems"]}
    assert entry["status"] == "indexed"
    assert details["scan.below_standard"] == "150 dpi: page 1; no colour: page 1"
    waiting = empty.json("review")["documents"]
    assert not any("below_standard" in why for one in waiting for why in one["why"])
