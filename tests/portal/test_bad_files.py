"""All broken, hostile and odd files of `shared/real/bad` in one hand-in: an answer to each, in bounded time."""

from pathlib import Path

import pytest

pytestmark = [pytest.mark.real, pytest.mark.flows, pytest.mark.ocr, pytest.mark.slow]

LARGE, NO_SCAN = "scan.too_large", "scan.not_a_scan"
REJECTED = {
    "5000-blank-pages.pdf": LARGE,
    "declares-65000x65000.png": LARGE,
    "huge-30000x30000-1bit.png": LARGE,
    "html-named.pdf": NO_SCAN,
    "zero-byte.jpg": NO_SCAN,
    "zero-byte.pdf": NO_SCAN,
    "zero-page.pdf": "scan.damaged",
    "password-user-secret.pdf": "scan.encrypted",
}
PARTLY_LOST = {"bad-crc.png", "truncated-half.pdf", "truncated-no-xref.pdf", "truncated.jpg"}
SEVERAL_PAPERS = {"mixed-text-scan-blank.pdf": [1, 1], "multiframe-mixed-sizes.tif": [1, 1, 1]}
"""Pages of each paper: two letters, the second with a blank back; the same letter three times."""
MANY_PAGES = {"three-blank-pages.pdf": 3}
NO_LETTER = {
    "one-pixel.png",
    "page-14400pt.pdf",
    "portfolio.pdf",
    "strip-20000x8.png",
    "three-blank-pages.pdf",
}
SECONDS = 200  # 55 s on two quiet cores


@pytest.fixture(scope="module")
def report(real_scans: Path, tmp_path_factory: pytest.TempPathFactory, office_at):
    office = office_at(tmp_path_factory.mktemp("bad"))
    answer = office.json("digitize", real_scans / "bad", "--profile", "fast", code=5)
    assert office.json("verify")["checked"] == 36 - len(REJECTED)
    return answer


@pytest.fixture(scope="module")
def entries(report):
    return {Path(entry["file"]).name: entry for entry in report["documents"]}


def test_every_file_has_its_entry_in_bounded_time(report, entries, real_scans: Path) -> None:
    names = sorted(path.name for path in (real_scans / "bad").iterdir())
    more = [name for name, papers in SEVERAL_PAPERS.items() for _ in papers[1:]]
    found = sorted(Path(entry["file"]).name for entry in report["documents"])
    assert found == sorted([*names, *more])
    assert (report["ignored"], report["unreceived"]) == ([], [])
    assert report["seconds"] < SECONDS
    assert report["pages"] == sum(entry["pages"] for entry in report["documents"])


@pytest.mark.parametrize("name", SEVERAL_PAPERS)
def test_a_file_of_several_papers_is_cut_and_no_page_is_lost(report, name: str) -> None:
    papers = [entry for entry in report["documents"] if Path(entry["file"]).name == name]
    assert [entry["pages"] for entry in papers] == SEVERAL_PAPERS[name]
    runs = [entry["pages_from"] for entry in papers]
    assert [page for first, last in runs for page in range(first, last + 1)] == [1, 2, 3]


def test_what_holds_no_page_is_rejected_by_a_stable_code(entries) -> None:
    refused = {name: e for name, e in entries.items() if e["status"] == "rejected"}
    assert {name: e["problems"][0]["code"] for name, e in refused.items()} == REJECTED
    assert all(e["document"] is None and e["problems"][0]["advice"] for e in refused.values())


def test_every_other_file_is_indexed_with_its_pages(entries) -> None:
    taken = {name: e for name, e in entries.items() if name not in REJECTED}
    assert {e["status"] for e in taken.values()} == {"indexed"}
    assert {n: e["pages"] for n, e in taken.items()} == dict.fromkeys(taken, 1) | MANY_PAGES
    codes = {name: {problem["code"] for problem in e["problems"]} for name, e in taken.items()}
    assert {name for name, told in codes.items() if "scan.pages_lost" in told} == PARTLY_LOST
    assert {name for name, told in codes.items() if "scan.attachments" in told} == {"portfolio.pdf"}
    assert not {code for told in codes.values() for code in told if code[:5] == "page."}


def test_the_same_letter_is_recognised_in_every_format(entries) -> None:
    letters = set(entries) - set(REJECTED) - NO_LETTER - PARTLY_LOST - {"mixed-text-scan-blank.pdf"}
    assert {name: entries[name]["type"] for name in letters} == dict.fromkeys(letters, "cong-van")
    assert entries["three-blank-pages.pdf"]["blank_pages"] == [1, 2, 3]
