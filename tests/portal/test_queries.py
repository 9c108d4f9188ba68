"""The language of `sohoa search`, and where the options of every command may stand."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.flows, pytest.mark.ocr]


def ids(answer):
    return {hit["document"] for hit in answer["hits"]}


def ask(digitized, *words):
    return ids(digitized.office.json("search", *words, "--limit", "50"))


def test_a_phrase_is_narrower_than_its_words(digitized) -> None:
    loose, strict = ask(digitized, "nhân dân ủy ban"), ask(digitized, '"ủy ban nhân dân"')
    assert strict <= loose and strict
    assert ask(digitized, '"nhân ủy dân ban"') == set()


def test_a_word_taken_away_leaves_the_rest(digitized) -> None:
    everything, letters = ask(digitized, "ngày"), ask(digitized, 'ngày "số hóa"')
    assert letters and ask(digitized, 'ngày -"số hóa"') == everything - letters


def test_fields_and_dates_are_asked_in_the_query_or_by_option(digitized) -> None:
    dated = [e for e in digitized.report["documents"] if "issued" in e["fields"]]
    month = dated[0]["fields"]["issued"]["value"][:7]
    within = {e["document"] for e in dated if e["fields"]["issued"]["value"][:7] == month}
    assert ask(digitized, f"issued:{month}") == within
    assert ask(digitized, f"ngày issued:{month}..{month}") == within
    day = dated[0]["fields"]["issued"]["value"]
    assert dated[0]["document"] in ask(digitized, "ngày", "--from", day, "--to", day)
    numbered = next(e for e in digitized.report["documents"] if "number" in e["fields"])
    number = numbered["fields"]["number"]["value"]
    assert numbered["document"] in ask(digitized, f"number:{number}")
    assert numbered["document"] in ask(digitized, "ngày", "--field", f"number={number}")


def test_a_dossier_code_is_found_as_it_stands_on_paper(digitized) -> None:
    filed = next(e for e in digitized.report["documents"] if e["dossier"])
    assert filed["document"] in ask(digitized, filed["dossier"])
    unit = digitized.office.json("dossiers", filed["dossier"])["dossiers"][0]["unit"]
    assert filed["document"] in ask(digitized, "ngày", "--unit", unit)


@pytest.mark.parametrize("query", ['"', "-", '""', "issued:2024-13", "issued:x..y"])
def test_a_query_that_means_nothing_is_exit_code_2(digitized, query: str) -> None:
    assert digitized.office.json("search", query, code=2)["error"]["code"] == "query.bad"


def test_options_stand_before_or_after_the_command(digitized) -> None:
    home = str(digitized.office.home)
    told = {"SOHOA_HOME": ""}
    before = digitized.office.run("--home", home, "--json", "verify", **told)
    after = digitized.office.run("verify", "--home", home, "--json", **told)
    assert before.code == after.code == 0 and before.json == after.json


def test_a_wrong_use_with_json_is_said_in_json(digitized) -> None:
    answer = digitized.office.json("show", "--nonsense", code=2)
    assert answer["error"]["code"] == "request.bad"


def test_a_place_that_cannot_be_written_is_one_sentence(digitized, tmp_path: Path) -> None:
    document = digitized.report["documents"][0]["document"]
    words = ("show", document, "--original", tmp_path / "none" / "a.pdf")
    answer = digitized.office.json(*words, code=2)
    assert answer["error"]["code"] == "file.failed"
    said = digitized.office.run(*words, "--lang", "en")
    assert len(said.err.strip().splitlines()) == 1 and said.out == ""


def test_debug_shows_where_an_error_came_from(digitized) -> None:
    command = Path(sys.executable).with_name("sohoa")
    told = {**os.environ, "SOHOA_HOME": str(digitized.office.home)}
    shown = subprocess.run(
        [command, "show", "0" * 16, "--debug"], env=told, capture_output=True, text=True
    )
    assert shown.returncode == 2 and "Traceback" in shown.stderr


@pytest.mark.parametrize("by", ["month", "quarter", "year", "unit", "procedure"])
def test_rows_of_rates_add_up_to_their_total(digitized, by: str) -> None:
    stats = digitized.office.json("stats", "--by", by)
    assert [row["key"] for row in stats["rows"]] == sorted(row["key"] for row in stats["rows"])
    for kind in ("dossiers", "results"):
        for figure in ("digitized", "of"):
            total = sum(row[kind][figure] for row in stats["rows"])
            assert total == stats["total"][kind][figure]
