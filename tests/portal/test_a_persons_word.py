"""What a person said holds against every later reading; what is withdrawn is gone from every list."""

from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = [pytest.mark.flows, pytest.mark.ocr]
Picture = Callable[[str, int], Path]


def test_type_role_and_dossier_survive_reading_again(own) -> None:
    document = own.of_type("cong-van")["document"]
    code = "H60.05-240105-0009"
    words = ("--set", "type=thong-bao", "--set", f"dossier={code}", "--set", "role=result")
    own.office.json("review", document, *words, "--by", "Hà")
    again = own.office.json("reread", document, "--profile", "fast")
    filed = {filing["dossier"]: filing for filing in again["dossiers"]}
    assert (again["type"], again["type_name"]) == ("thong-bao", "Thông báo")
    assert (filed[code]["filed_by"], filed[code]["accepted"]) == ("Hà", True)
    assert again["status"] == "indexed"
    assert own.office.json("verify")["missing"] == []


def test_several_papers_are_read_again_at_once(own) -> None:
    documents = [entry["document"] for entry in own.report["documents"][:2]]
    answer = own.office.json("reread", *documents, "--profile", "fast")
    assert [entry["document"] for entry in answer["documents"]] == documents
    assert own.office.json("reread", "0" * 16, code=2)["error"]["code"] == "request.no_document"


def test_a_withdrawn_paper_leaves_dossier_list_review_export_and_index(own, tmp_path: Path) -> None:
    result = next(e for e in own.report["documents"] if e["role"] == "result")
    code, document = result["dossier"], result["document"]
    shown = own.office.json("withdraw", document, "--why", "quét nhầm", "--by", "Hà")
    assert shown["document"] == document and shown["review"] is False
    assert own.office.json("show", document)["withdrawn"] == "quét nhầm"
    listed = own.office.json("dossiers", code)["dossiers"][0]
    assert document not in {entry["document"] for entry in listed["documents"]}
    assert "result" in listed["missing"]
    assert document not in {e["document"] for e in own.office.json("review")["documents"]}
    own.office.json("export", code, tmp_path / "out")
    kept = [path.read_bytes() for path in (tmp_path / "out" / code / "goc").iterdir()]
    assert Path(result["file"]).read_bytes() not in kept
    assert own.office.json("reindex")["waiting"] == 0
    assert own.office.json("verify")["stray"] == []


def test_a_bad_replacement_leaves_the_old_scan_in_place(own, tmp_path: Path) -> None:
    old = own.report["documents"][0]["document"]
    (tmp_path / "a.pdf").write_text("no scan")
    answer = own.office.json("replace", old, tmp_path / "a.pdf", "--by", "Hà", code=2)
    assert answer["error"]["code"] == "scan.not_a_scan"
    assert own.office.json("show", old)["replaced_by"] is None


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("review", "DOC", "--set", "issued=32/13/2024"), "request.value"),
        (("review", "DOC", "--set", "role=boss"), "request.role"),
        (("review", "DOC", "--set", "dossier=abc"), "request.dossier_code"),
        (("file", "DOC", "--dossier", "abc", "--role", "result", "--by", "Hà"), "request.dossier_code"),
        (("withdraw", "0000000000000000", "--why", "x", "--by", "Hà"), "request.no_document"),
        (("dossiers", "import", "none.csv"), "register.unreadable"),
        (("export", "H60.05-240105-0404", "out"), "request.no_dossier"),
    ],
)  # fmt: skip
def test_a_wrong_word_is_refused_by_its_code(digitized, words: tuple[str, ...], code: str) -> None:
    document = digitized.of_type("cong-van")["document"]
    told = [document if word == "DOC" else word for word in words]
    assert digitized.office.json(*told, code=2)["error"]["code"] == code


def test_texts_and_copies_that_are_gone_are_missed_and_made_again(own) -> None:
    entry = own.report["documents"][0]
    store = own.office.home / "store"
    (store / "pdf" / f"{entry['document']}.pdf").unlink()
    for page in (store / "ocr" / entry["sha256"]).rglob("*.json"):
        page.unlink()
    missing = own.office.json("verify", code=5)["missing"]
    assert [key.split("/")[0] for key in missing] == ["ocr", "pdf"]
    own.office.json("reread", entry["document"], "--profile", "fast")
    assert own.office.json("verify")["missing"] == []


def test_a_correction_teaches_the_next_paper_and_can_be_forgotten(own) -> None:
    letters = [e for e in own.report["documents"] if e["type"] == "cong-van"]
    document = letters[0]["document"]
    own.office.json("review", document, "--set", "signer=Vừ A Mẫu", "--by", "Hà")
    taught = own.office.json("learnt")["learnt"]
    assert {(one["field"], one["value"], one["by"]) for one in taught} == {
        ("signer", "Vừ A Mẫu", "Hà")
    }
    assert all(one["document"] == document and one["issuer"] for one in taught)
    assert own.office.json("learnt", "--forget", "signer=Vừ A Mẫu", "--by", "Hà") == {
        "learnt": [],
        "forgotten": len(taught),
    }
    assert (
        own.office.json("learnt", "--forget", "signer", code=2)["error"]["code"]
        == "request.name_value"
    )
