"""Signatures of a document are kept with it, shown, and go where it is locked away."""

import hashlib

from signing.seals import appended, plain_pdf, seal, signed

from pipeline.digitize import finish_document

PAPER = ["ỦY BAN NHÂN DÂN XÃ ĐÔNG THỌ", "Số: 17/QĐ-UBND", "QUYẾT ĐỊNH", "Về việc khen"]


def hand_in(desk, path, *texts):
    desk.said[hashlib.sha256(path.read_bytes()).hexdigest()] = list(texts)
    document = desk.receive(path)
    finish_document(desk.bench(), document)
    desk.drain()
    return desk.record(document)


def test_a_signed_original_tells_who_signed_it(desk, tmp_path):
    by = seal("Văn thư MẪU", tmp_path)
    path = signed(plain_pdf(tmp_path / "a.pdf"), by, page=1)
    record = hand_in(desk, path, PAPER, PAPER)
    (one,) = desk.catalog.signatures.of(record.id)
    assert (one.signer, one.intact, one.page) == ("Văn thư MẪU", True, 2)
    assert one.box is not None and one.at is not None and one.day is not None
    assert not [p for p in record.problems if p.code.startswith("signature.")]
    desk.catalog.edits.read_again(record.id, "fast", desk.editor(record.id))
    finish_document(desk.bench(), record.id)
    assert desk.catalog.signatures.of(record.id) == (one,)


def test_one_changed_after_signing_waits_for_a_person(desk, tmp_path):
    path = appended(signed(plain_pdf(tmp_path / "a.pdf"), seal("Văn thư MẪU", tmp_path)))
    record = hand_in(desk, path, PAPER, PAPER)
    assert "problem.signature.changed_after" in record.why_review


def test_a_secret_paper_keeps_no_signature(desk, tmp_path):
    path = appended(signed(plain_pdf(tmp_path / "a.pdf"), seal("Văn thư MẪU", tmp_path)))
    record = hand_in(desk, path, ["MẬT", *PAPER], PAPER)
    assert record.restricted == "MẬT" and desk.catalog.signatures.of(record.id) == ()
    assert not [p for p in record.problems if p.code.startswith("signature.")]
