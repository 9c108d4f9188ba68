"""`sohoa separators`, `cut`, `join` on a stack, by the real command line; everything agrees right after."""

import shutil
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

import samples
from pipeline import pages
from samples.files import pdf

pytestmark = [pytest.mark.flows, pytest.mark.ocr]

CODE = "H60.05-240105-0007"
SIZE = (1240, 1754)


def sheet(office, folder: Path, *words: str) -> Image.Image:
    """A separator sheet as it is printed, scanned at 150 dpi."""
    path = folder / "tờ ngăn.pdf"
    answer = office.json("separators", "--count", "1", *words, path)
    assert (answer["sheets"], answer["file"]) == (1, str(path))
    return Image.fromarray(pages.render(path, 1).pixels).convert("L").resize(SIZE)


def printed(kind: str, seed: int) -> list[Image.Image]:
    made = samples.paper(kind, "a", "clean", seed)
    return [page.convert("L").resize(SIZE) for page in made.pages]


@pytest.fixture(scope="session")
def stack(tmp_path_factory, office_at):
    """An office with one file: a decision with a blank back, a letter, and a form behind a sheet that files it."""
    folder = tmp_path_factory.mktemp("stack")
    office = office_at(folder)
    leaves = [
        *printed("quyet-dinh", 1),
        Image.new("L", SIZE, 250),
        *printed("cong-van", 2),
        sheet(office, folder, "--dossier", CODE, "--role", "application"),
        *printed("don-de-nghi", 3),
    ]
    scan = folder / "chồng.pdf"
    scan.write_bytes(pdf(leaves, 80, 150))
    report = office.json(
        "digitize", scan, "--profile", "fast", "--by", "Lan", "--report", folder / "lines.jsonl"
    )
    return office, scan, report


@pytest.fixture
def own(stack, tmp_path, office_at):
    """A copy that a test may change."""
    office, scan, report = stack
    shutil.copytree(office.home, tmp_path / "home")
    return office_at(tmp_path), scan, report["documents"], report["batch"]


def test_every_page_of_a_stack_is_in_one_entry(stack) -> None:
    office, scan, report = stack
    entries = report["documents"]
    assert [e["pages_from"] for e in entries] == [[1, 2], [3, 3], [4, 5]]
    assert [e["pages"] for e in entries] == [1, 1, 1] and report["pages"] == 3
    assert [e["type"] for e in entries] == ["quyet-dinh", "cong-van", "don-de-nghi"]
    assert entries[0]["blank_pages"] == [2]
    assert [s["pages_from"] for s in entries[2]["separators"]] == [[4, 4]]
    filed = entries[2]["dossiers"][0]
    assert (filed["dossier"], filed["role"], filed["filed_by"]) == (
        CODE,
        "application",
        "separator",
    )
    assert {e["status"] for e in entries} == {"indexed"}
    assert {e["file"] for e in entries} == {str(scan)}
    lines = (office.cwd / "lines.jsonl").read_text().splitlines()
    assert len(lines) == 3


def test_the_same_stack_again_is_a_duplicate_of_each_paper(own) -> None:
    office, scan, entries, _ = own
    again = office.json("digitize", scan)["documents"]
    assert [e["document"] for e in again] == [e["document"] for e in entries]
    assert [e["status"] for e in again] == ["duplicate"] * 3


def test_joined_and_cut_again_everything_is_as_it_was(own) -> None:
    office, _, entries, batch = own
    ids = [e["document"] for e in entries]
    joined = office.json("join", ids[2], ids[0], "--by", "Hà")
    assert joined["pages_from"] == [4, 5]
    assert [p["pages_from"] for p in joined["parts"]] == [[4, 5], [1, 2]]
    shown = office.json("show", ids[0])
    assert (shown["withdrawn"], shown["became"]) == ("joined", [joined["document"]])
    refused = office.json("withdraw", ids[0], "--why", "x", "--by", "Hà", code=2)
    assert refused["error"]["code"] == "request.remade"
    now = office.json("batches", batch)
    assert {e["document"] for e in now["documents"]} == {ids[1], joined["document"]}
    assert office.json("search", "cộng hòa")["total"] == 2
    cut = office.json("cut", joined["document"], "--at", "2", "--by", "Hà")
    assert [e["document"] for e in cut["documents"]] == [ids[2], ids[0]]
    after = office.json("batches", batch)["documents"]
    assert [e["document"] for e in after] == ids
    assert office.json("search", "cộng hòa")["total"] == 3
    assert not any(found for found in office.json("verify").values() if isinstance(found, list))
    history = office.json("show", ids[0])["history"]
    assert [line["event"] for line in history if line["by"] == "Hà"] == ["joined", "brought back"]


def test_what_a_person_joined_stays_joined_when_it_is_read_again(own) -> None:
    office, _, entries, _ = own
    whole = office.json("join", *[e["document"] for e in entries], "--by", "Hà")
    assert (whole["pages_from"], whole["pages"]) == ([1, 5], 3)
    again = office.json("reread", whole["document"], "--profile", "fast")
    assert (again["document"], again["pages_from"]) == (whole["document"], [1, 5])
    assert "stack.unsure" not in {problem["code"] for problem in again["problems"]}


def test_a_dossier_is_exported_with_its_own_pages_alone(own, tmp_path: Path) -> None:
    office, scan, entries, _ = own
    office.json("export", CODE, tmp_path / "out")
    (original,) = (tmp_path / "out" / CODE / "goc").iterdir()
    with pikepdf.open(original) as alone, pikepdf.open(scan) as whole:
        assert len(alone.pages) == 1
        leaves = (alone.pages[0], whole.pages[4])
        streams = [leaf.obj.Resources.XObject.Im.read_raw_bytes() for leaf in leaves]
        assert streams[0] == streams[1]
    office.json("show", entries[2]["document"], "--original", tmp_path / "kept.pdf")
    assert (tmp_path / "kept.pdf").read_bytes() == scan.read_bytes()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("cut", "{0}", "--at", "2"), "request.cut_page"),
        (("cut", "0" * 16, "--at", "2"), "request.no_document"),
        (("join", "{0}"), "request.join"),
        (("join", "{0}", "{0}"), "request.join"),
        (("separators", "--dossier", "x", "a.pdf"), "request.dossier_code"),
        (("separators", "--count", "0", "a.pdf"), "request.bad"),
    ],
)
def test_what_cannot_be_done_is_said(stack, words, code) -> None:
    office, _, report = stack
    said = [word.format(report["documents"][1]["document"]) for word in words]
    by = () if words[0] == "separators" else ("--by", "Hà")
    assert office.json(*said, *by, code=2)["error"]["code"] == code
