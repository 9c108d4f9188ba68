"""`sohoa review`, `file`, `withdraw`, `replace`, `reread`: a person's word stays."""

from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = [pytest.mark.flows, pytest.mark.ocr]
Picture = Callable[[str, int], Path]


def test_the_list_says_what_waits_and_why(digitized) -> None:
    answer = digitized.office.json("review")
    assert answer["waiting"] == len(answer["documents"]) > 0
    assert all(entry["why"] and entry["review"] for entry in answer["documents"])


def test_a_correction_is_kept_and_found_and_survives_reading_again(own) -> None:
    document = own.of_type("cong-van")["document"]
    words = ("--set", "signer=Vừ A Dính", "--set", "issued=05/02/2025", "--by", "Hà")
    entry = own.office.json("review", document, *words)
    assert entry["fields"]["signer"] | {"box": None} == {
        "value": "Vừ A Dính", "raw": entry["fields"]["signer"]["raw"], "confidence": 1.0,
        "state": "confirmed", "page": entry["fields"]["signer"]["page"], "box": None,
        "source": "person",
    }  # fmt: skip
    assert entry["fields"]["issued"]["value"] == "2025-02-05"
    assert own.office.json("search", "signer:Dính")["total"] == 1
    again = own.office.json("reread", document, "--profile", "fast")
    assert again["fields"]["signer"]["value"] == "Vừ A Dính"
    history = own.office.json("show", document)["history"]
    assert any(line["by"] == "Hà" and line["after"] == "Vừ A Dính" for line in history)


def test_accepting_takes_a_paper_off_the_list(own) -> None:
    document = own.office.json("review")["documents"][0]["document"]
    entry = own.office.json("review", document, "--accept", "--by", "Hà")
    assert entry["review"] is False
    assert {field["state"] for field in entry["fields"].values()} <= {"confirmed"}
    left = own.office.json("review")["documents"]
    assert document not in {one["document"] for one in left}


def test_type_role_and_dossier_can_be_set(own) -> None:
    entry = next(e for e in own.report["documents"] if e["dossier"] is None)
    code = "H60.05-240105-0009"
    words = ("--set", f"dossier={code}", "--set", "role=result", "--set", "type=thong-bao")
    after = own.office.json("review", entry["document"], *words, "--by", "Hà")
    assert (after["dossier"], after["role"], after["type"]) == (code, "result", "thong-bao")
    assert own.office.json("review", entry["document"], "--set", "type=xyz", "--by", "Hà", code=2)
    assert own.office.json("review", entry["document"], "--set", "nothing", "--by", "Hà", code=2)


def test_one_paper_can_lie_in_two_dossiers(own) -> None:
    document = own.of_type("cong-van")["document"]
    code = "H60.05-240105-0009"
    entry = own.office.json(
        "file", document, "--dossier", code, "--role", "attachment", "--by", "Hà"
    )
    assert {filing["dossier"] for filing in entry["dossiers"]} >= {code}
    assert len(entry["dossiers"]) == 2


def test_a_withdrawn_paper_is_neither_found_nor_counted_but_kept(own, tmp_path: Path) -> None:
    result = next(e for e in own.report["documents"] if e["role"] == "result")
    before = own.office.json("stats")["total"]
    own.office.json("withdraw", result["document"], "--why", "quét nhầm", "--by", "Hà")
    after = own.office.json("stats")["total"]
    assert after["results"]["digitized"] == before["results"]["digitized"] - 1
    found = own.office.json("search", "ngày", "--limit", "50")["hits"]
    assert result["document"] not in {hit["document"] for hit in found}
    own.office.run("show", result["document"], "--original", tmp_path / "kept")
    assert (tmp_path / "kept").read_bytes() == Path(result["file"]).read_bytes()


def test_a_better_scan_takes_the_old_ones_place(own, picture: Picture) -> None:
    old = next(e for e in own.report["documents"] if e["role"] == "result")
    scan = picture("bản tốt hơn.jpg", 99)
    new = own.office.json("replace", old["document"], scan, "--by", "Hà", "--profile", "fast")
    assert new["document"] != old["document"]
    assert (new["dossier"], new["role"]) == (old["dossier"], "result")
    shown = own.office.json("show", old["document"])
    assert shown["replaced_by"] == new["document"]
    same = own.office.json("replace", new["document"], scan, "--by", "Hà", code=2)
    assert same["error"]["code"] == "request.same_scan"


def test_show_tells_where_an_old_address_lies_today(own) -> None:
    paper = next(one for one in own.report["documents"] if "address" in one["fields"])["document"]
    old = "thôn Đông, xã Ia Dêr, huyện Ia Grai, tỉnh Gia Lai"
    own.office.json("review", paper, "--set", f"address={old}", "--by", "Lan")
    field = own.office.json("show", paper)["fields"]["address"]
    assert (field["value"], field["lies_now"]) == (old, ["Xã Ia Hrung, Tỉnh Gia Lai"])
    said = own.office.run("show", paper, "--lang", "vi").out
    assert "nay thuộc: Xã Ia Hrung, Tỉnh Gia Lai" in said
