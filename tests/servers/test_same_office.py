"""The main job on all four servers gives what it gives on the embedded defaults: real documents and made ones."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from faults.office import Office
from servers.province import Province, Servers, province

pytestmark = [pytest.mark.servers, pytest.mark.timeout(1500)]

MADE = 60
QUESTIONS = (
    "quyết định", "quyet dinh", '"ủy ban nhân dân"', "nguyễn", "nguyen van", "giấy khai sinh",
    "đơn đề nghị -quyết", "UBND 2024", "số", "thông báo", "hộ tịch", "type:quyet-dinh",
)  # fmt: skip
READING = {"SOHOA_ENGINE": "tesserocr", "SOHOA_PROFILE": "fast"}


@pytest.fixture(scope="module")
def scans(tmp_path_factory: pytest.TempPathFactory, real_scans: Path) -> list[Path]:
    """Folders to hand in: the real documents, and at least sixty made papers in their dossiers."""
    folder = tmp_path_factory.mktemp("scans")
    make = [
        sys.executable,
        "-m",
        "samples",
        "dossiers",
        str(folder),
        "--count",
        "20",
        "--seed",
        "7",
    ]
    subprocess.run(make, check=True, capture_output=True, cwd=Path(__file__).parents[2])
    papers = [path for path in (folder / "scans").rglob("*") if path.is_file()]
    assert len(papers) >= MADE
    return [folder, real_scans / "documents"]


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory, scans: list[Path]) -> Office:
    folder = tmp_path_factory.mktemp("embedded")
    (folder / "faults").mkdir()
    office = Office(folder / "home", folder / "faults", READING, patience=1200)
    hand_in(office, scans)
    return office


@pytest.fixture(scope="module")
def grown(
    tmp_path_factory: pytest.TempPathFactory, scans: list[Path], servers: Servers
) -> Any:  # a generator of Province
    with province(servers, tmp_path_factory.mktemp("grown"), **READING) as office:
        office.patience = 1200
        deployed = office.run("deploy")
        assert deployed.code == 0, deployed.err
        for _ in range(len(os.sched_getaffinity(0))):
            office.worker()
        hand_in(office, scans)
        yield office


def hand_in(office: Office, scans: list[Path]) -> None:
    imported = office.run("dossiers", "import", scans[0] / "so-ho-so.csv")
    assert imported.code == 0, imported.err
    done = office.run("digitize", scans[0] / "scans", scans[1], "--by", "Lan", "--json")
    assert done.code in (0, 5), done.err
    (office.home / "answer.json").write_text(done.out)


def answers(office: Office) -> dict[str, dict[str, Any]]:
    """Entries by file, without what is a moment's own."""
    entries = json.loads((office.home / "answer.json").read_text())["documents"]
    return {
        entry["file"]: {key: value for key, value in entry.items() if key != "seconds"}
        for entry in entries
    }


def test_every_document_gets_the_same_answer(embedded: Office, grown: Province) -> None:
    alone, together = answers(embedded), answers(grown)
    assert len(alone) >= MADE + 12
    assert alone == together


def test_the_same_text_was_read(embedded: Office, grown: Province) -> None:
    for entry in answers(embedded).values():
        if entry["document"] and entry["status"] != "restricted":
            asked = [
                (office, office.start("show", entry["document"], "--text"))
                for office in (embedded, grown)
            ]
            alone, together = (office.end(process).out for office, process in asked)
            assert alone and alone == together, entry["file"]


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_search_finds_the_same(embedded: Office, grown: Province, question: str) -> None:
    found = [
        office.run("search", question, "--limit", 200, "--json").json
        for office in (embedded, grown)
    ]
    assert found[0]["total"] == found[1]["total"]
    hits = [
        {hit["document"]: (hit["tier"], hit["pages"], hit["title"]) for hit in one["hits"]}
        for one in found
    ]
    assert hits[0] == hits[1]


def test_both_verify_and_count_the_same(embedded: Office, grown: Province) -> None:
    verified = [office.run("verify", "--json") for office in (embedded, grown)]
    assert verified[0].code == verified[1].code == 0, verified
    assert verified[0].json == verified[1].json
    counted = [office.run("stats", "--by", "month", "--json").json for office in (embedded, grown)]
    assert counted[0] == counted[1]
    listed = [office.run("dossiers", "--json").json for office in (embedded, grown)]
    assert [one["code"] for one in listed[0]["dossiers"]] == [
        one["code"] for one in listed[1]["dossiers"]
    ]
