"""Signed, doubled, secret papers and personal ids, as people at the command line see them."""

import shutil
from pathlib import Path

import pytest
from signing.seals import appended, plain_pdf, seal, signed

import samples

pytestmark = [pytest.mark.flows, pytest.mark.ocr]

PERSONAL = "008095000123"


def _scan(folder: Path, name: str, level: str) -> Path:
    made = samples.paper("giay-khai-sinh", "a", level, 31)
    path = folder / name
    made.pages[0].save(path, dpi=(300, 300), quality=85)
    return path


def test_signed_and_doubled_papers_are_told_and_ids_are_masked(empty, tmp_path) -> None:
    by = seal("Văn thư MẪU", tmp_path)
    whole = signed(plain_pdf(tmp_path / "whole.pdf"), by, page=1)
    shutil.copy(whole, tmp_path / "changed.pdf")
    changed = appended(tmp_path / "changed.pdf")
    once = _scan(tmp_path, f"{PERSONAL}.jpg", "scan")
    again = _scan(tmp_path, "lan-hai.jpg", "bad")
    files = [whole, changed, once, again]
    report = empty.json("digitize", *files, "--profile", "fast", "--by", "Lan")
    entries = {Path(entry["file"]).name: entry for entry in report["documents"]}
    codes = {
        name: {problem["code"] for problem in one["problems"]} for name, one in entries.items()
    }
    assert "signature.changed_after" in codes["changed.pdf"]
    assert not any(code.startswith("signature.") for code in codes["whole.pdf"])

    shown = empty.json("show", entries["whole.pdf"]["document"])
    (one,) = shown["signatures"]
    assert {"signer", "organisation", "at", "intact", "covers_whole", "trusted", "field"} <= set(
        one
    )
    assert (one["signer"], one["intact"], one["trusted"], one["page"]) == (
        "Văn thư MẪU",
        True,
        None,
        2,
    )
    said = empty.run("show", entries["whole.pdf"]["document"], "--lang", "vi").out
    assert "Văn thư MẪU" in said and "còn nguyên" in said and "chưa rõ tin cậy" in said

    pair = {once.name, again.name}
    alike = [name for name in pair if "document.looks_alike" in codes[name]]
    assert len(alike) == 1
    (problem,) = [
        one for one in entries[alike[0]]["problems"] if one["code"] == "document.looks_alike"
    ]
    assert problem["detail"] == entries[(pair - set(alike)).pop()]["document"]
    waiting = empty.json("review")["documents"]
    why = next(one["why"] for one in waiting if one["document"] == entries[alike[0]]["document"])
    assert f"problem.document.looks_alike: {problem['detail']}" in why
    told = empty.run("show", entries[alike[0]]["document"]).out
    assert f"(document.looks_alike: {problem['detail']})" in told

    for words in (["review"], ["batches", report["batch"]], ["search", "giấy khai sinh"]):
        out = empty.run(*words).out
        assert PERSONAL not in out and "008*****0123" in out, words
    assert any(PERSONAL in one["file"] for one in waiting)

    roots = tmp_path / "roots"
    roots.mkdir()
    told = empty.run("doctor", "--json", SOHOA_TRUSTED_ROOTS=str(roots)).json["checks"]
    assert [one["ok"] for one in told if one["name"] == "trusted roots"] == [False]
    (roots / "mine.pem").write_bytes(by.certificate)
    told = empty.run("doctor", "--json", SOHOA_TRUSTED_ROOTS=str(roots)).json["checks"]
    assert [one["ok"] for one in told if one["name"] == "trusted roots"] == [True]
    assert "python pyhanko" in {one["name"] for one in told}
