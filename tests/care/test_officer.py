"""What officers do with results, at the command line of an office on either engine; and who sees what of it."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from care.counter import ID, PERSON, UNITS, Counter
from openpyxl import load_workbook

from portal.cli import main


def seen_by(counter: Counter, tmp_path: Path, **reader: Any) -> dict[str, set[str]]:
    """Papers that each way of asking tells a reader of."""
    ask, listed = counter.ask, tmp_path / "list.csv"
    listed.write_text(f"Họ tên\n{PERSON}\n")
    found = {}
    for way in (
        (),
        ("--sort", "newest"),
        ("--sort", "oldest"),
        ("--type", "quyet-dinh"),
        ("--saved", "đất"),
    ):
        words = way if "--saved" in way else (f'"{PERSON}"', *way)
        found[" ".join(way)] = counter.names(ask("search", *words, **reader)["hits"])
    rows = ask("search", "--list", listed, "--limit", 50, **reader)["rows"]
    found["list"] = counter.names(rows[0]["documents"])
    assert rows[0]["total"] == len(found["list"])
    out = tmp_path / "out.csv"
    ask("search", f'"{PERSON}"', "--limit", 1, "--export", out, **reader)
    with out.open(encoding="utf-8-sig") as file:
        found["export"] = counter.names(
            [{"document": row[0]} for row in list(csv.reader(file))[1:]]
        )
    return found


@pytest.mark.parametrize(
    ("reader", "may_see"),
    [
        ({}, {"A", "B", "unfiled"}),
        ({"units": UNITS["A"]}, {"A"}),
        ({"units": UNITS["B"]}, {"B"}),
        ({"units": UNITS["A"], "clearance": 1}, {"A"}),
        ({"units": "H99"}, set()),
    ],
    ids=["everybody", "unit A", "unit B", "cleared in A", "elsewhere"],
)
def test_no_way_of_asking_tells_of_what_its_reader_may_not_see(counter, tmp_path, reader, may_see):
    counter.ask("search", f'"{PERSON}"', "--save", "đất", clearance=1)
    for way, found in seen_by(counter, tmp_path, **reader).items():
        assert found == may_see, way
    facets = counter.ask("search", f'"{PERSON}"', "--facets", **reader)["facets"]
    assert [one["count"] for one in facets["type"]] == ([len(may_see)] if may_see else [])
    assert {one["value"] for one in facets["unit"]} == {
        UNITS[name] for name in may_see & set(UNITS)
    }
    for name, document in counter.papers.items():
        if name in may_see:
            alike = counter.ask("search", "--like", document, **reader)
            assert counter.names(alike["hits"]) == may_see - {name}
    hidden = sorted({"A", "B"} - may_see)
    for name in hidden:
        refused = counter.ask("search", "--like", counter.papers[name], code=1, **reader)
        assert refused["error"]["code"] == "not.allowed"


def test_papers_like_a_sensitive_or_secret_one_are_told_to_nobody_without_clearance(counter):
    for name in ("sensitive A", "locked A"):
        refused = counter.ask("search", "--like", counter.papers[name], code=1)
        assert refused["error"]["code"] == "not.allowed"
        told = counter.ask("search", "--like", counter.papers[name], clearance=1)
        assert "A" not in counter.names(told["hits"])  # its words take no part


def test_facets_have_names_and_count_beyond_the_page(counter):
    answer = counter.ask("search", "quyết định", "--facets", "--limit", 1)
    assert len(answer["hits"]) == 1 and answer["total"] == 10
    assert answer["facets"]["type"] == [{"value": "quyet-dinh", "name": "Quyết định", "count": 10}]
    assert answer["facets"]["unit"] == [
        {"value": UNITS["A"], "name": "Xã A", "count": 2},
        {"value": UNITS["B"], "name": "Xã B", "count": 1},
    ]
    assert answer["facets"]["year"] == [{"value": "2024", "name": "2024", "count": 4}]
    narrowed = counter.ask("search", "--procedure", "1.004193")
    assert counter.names(narrowed["hits"]) == {"A", "B", "sensitive A"}


def test_pages_by_day_follow_each_other(counter):
    words = ("search", "quyết định", "--sort", "newest", "--limit", 3, "--offset")
    hits = [hit for offset in range(0, 12, 3) for hit in counter.ask(*words, offset)["hits"]]
    days = [hit["issued"] for hit in hits]
    assert days == [*(f"2024-05-0{day}" for day in (4, 3, 2, 1)), *[None] * 6]
    assert len({hit["document"] for hit in hits}) == 10


def test_a_list_is_answered_row_by_row_and_ids_are_masked_in_files(counter, tmp_path):
    listed, out = tmp_path / "list.csv", tmp_path / "out.xlsx"
    listed.write_text(f"STT;Số định danh\n1;{ID}\n2;777/TB-KTNN\n3;099099099099\n4;!!!\n")
    answer = counter.ask("search", "--list", listed, "--export", out)
    assert answer["column"] == "Số định danh"
    assert [(row["row"], row["total"]) for row in answer["rows"]] == [
        (2, 9),
        (3, 0),
        (4, 0),
        (5, 0),
    ]
    assert [len(row["documents"]) for row in answer["rows"]] == [3, 0, 0, 0]
    assert answer["rows"][0]["tier"] == "exact" and answer["rows"][1]["tier"] is None
    assert answer["rows"][3]["refused"] and answer["found"] == 1
    assert answer["exported"] == {"file": str(out), "rows": 4}
    rows = list(load_workbook(out).active.iter_rows(values_only=True))
    assert rows[1][:3] == (2, "002*****1234", 9)
    assert not any(ID in str(cell) for row in rows for cell in row)


def test_an_export_holds_every_hit_whatever_is_shown(counter, tmp_path):
    for out in (tmp_path / "a.csv", tmp_path / "a.xlsx"):
        answer = counter.ask("search", "quyết định", "--limit", 2, "--export", out)
        assert answer["exported"]["rows"] == answer["total"] == 10
    assert (
        counter.ask("search", "x", "--export", tmp_path / "a.pdf", code=2)["error"]["code"]
        == "export.kind"
    )


def test_an_export_names_no_file_of_a_sensitive_paper_without_clearance(counter, tmp_path):
    out = tmp_path / "a.csv"
    for clearance in (0, 1):
        counter.ask("search", "quyết định", "--export", out, clearance=clearance)
        with out.open(encoding="utf-8-sig") as file:
            rows = {row["Tài liệu"]: row for row in csv.DictReader(file)}
        row = rows[counter.papers["sensitive A"]]
        assert bool(row["Tệp"]) == bool(clearance) and PERSON not in row["Trích yếu"]
        assert all(row["Tệp"] for one, row in rows.items() if one != counter.papers["sensitive A"])


def test_a_saved_search_is_kept_recalled_changed_listed_and_forgotten(counter):
    saved = counter.ask(
        "search", "quyết định", "--unit", UNITS["A"], "--sort", "newest", "--save", "của tôi"
    )
    again = counter.ask("search", "--saved", "của tôi")
    assert again["hits"] == saved["hits"] and again["query"] == "quyết định"
    other = counter.ask("search", "--saved", "của tôi", "--unit", UNITS["B"])
    assert counter.names(other["hits"]) == {"B"}
    (listed,) = counter.ask("search", "--saved")["searches"]
    assert listed["filters"] == [["unit", UNITS["A"]], ["sort", "newest"]]
    assert counter.ask("search", "--saved", "--by", "Hà")["searches"] == []
    assert counter.ask("search", "--forget", "của tôi")["searches"] == []
    assert (
        counter.ask("search", "--saved", "của tôi", code=2)["error"]["code"] == "request.no_search"
    )
    assert (
        counter.ask("search", "--from", "x", "--save", "a", code=2)["error"]["code"] == "query.bad"
    )


@pytest.mark.parametrize(
    "words",
    [
        ("x", "--like", "y"), ("x", "--list", "y"), ("--like", "x", "--facets"), ("--list", "x", "--save", "y"),
        ("x", "--column", "2"), ("--forget", "x", "--saved", "y"), ("--saved", "--limit", "3"),
    ],
)  # fmt: skip
def test_options_that_do_not_go_together_are_said(desk, capsys, words):
    assert main(["--home", str(desk.home), "--json", "search", *words]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "request.search"


def test_the_log_has_a_line_a_question_and_no_word_of_it(counter, tmp_path):
    listed = tmp_path / "list.csv"
    listed.write_text(f"Họ tên\n{PERSON}\n")
    counter.ask("search", PERSON, "--facets", "--by", "Lan")
    counter.ask("search", "--list", listed)
    counter.ask("search", "--like", counter.papers["A"])
    log = "".join(path.read_text() for path in (counter.home / "logs").iterdir())
    asked = [line.split("asked: ")[1] for line in log.splitlines() if "asked: " in line]
    assert [line.split()[0] for line in asked] == ["search", "facets", "search", "alike"]
    assert "reader='Lan'" in asked[0]
    assert not any(word in log for word in (*PERSON.split(), ID))


def test_a_bad_query_shows_where_it_is_wrong(tmp_path, capsys):
    assert main(["--home", str(tmp_path), "--lang", "vi", "search", "abc issued:2024-13"]) == 2
    assert "ký tự 5 đến 18" in capsys.readouterr().err
