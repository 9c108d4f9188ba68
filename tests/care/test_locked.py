"""Of a marked paper the catalog keeps no word, whoever says so and whenever it becomes known."""

import sqlite3

from pipeline import keys
from pipeline.catalog.people_first import LOCKED
from pipeline.digitize import finish_document, give_up
from pipeline.errors import BadRequest
from pipeline.model import Problem

WORD = "Quetzalcoatl"
PAPER = [
    "ỦY BAN NHÂN DÂN XÃ ĐÔNG THỌ",
    "Số: 17/QĐ-UBND",
    "QUYẾT ĐỊNH",
    f"Về việc phương án {WORD}",
]
FURTHER = [f"Điều 2. Phương án {WORD} được giao cho các đơn vị có liên quan thi hành."]
"""A page that goes on; one with a head would be a paper of its own, and locked away alone."""


def told(desk):
    """Where the word stands: every file of the home but what was handed in."""
    word = WORD.lower().encode()
    return [
        path
        for path in desk.home.rglob("*")
        if path.is_file() and word in path.read_bytes().lower()
    ]


def made(desk):
    return [key for prefix in ("ocr", "pdf") for key in desk.store.keys(prefix)]


def test_a_marking_on_a_later_page_leaves_nothing(desk):
    record = desk.digitize(PAPER, ["MẬT", *FURTHER], FURTHER)
    assert (record.restricted, record.restricted_by, record.fields) == ("MẬT", None, ())
    assert record.problems[0] == Problem(LOCKED)
    assert made(desk) == [] and told(desk) == [] and desk.index.revisions() == {}
    assert list((desk.home / "tmp").glob("room-*")) == []
    assert len(record.facts) == 3


def test_what_a_killed_reader_left_goes_with_the_next(desk):
    path = desk.scan(PAPER, ["MẬT", *FURTHER])
    document = desk.receive(path)
    room = desk.home / "tmp" / f"room-{document}-dead"
    room.mkdir()
    (room / "00001.pdf").write_text(WORD)
    finish_document(desk.bench(), document)
    assert not room.exists() and told(desk) == []


def test_a_paper_that_is_given_up_after_its_marking_was_seen_stays_locked(desk):
    document = desk.receive(desk.scan(PAPER, ["MẬT", *FURTHER]))
    claim = desk.catalog.claims.take(document, holder="dead", now=0.0)
    desk.catalog.documents.lock(claim, "MẬT")
    desk.catalog.claims.release(claim)
    give_up(desk.bench(), document)
    desk.drain()
    assert desk.record(document).restricted == "MẬT" and desk.index.revisions() == {}


def test_a_person_marks_what_was_missed_and_every_trace_goes(desk):
    record = desk.digitize(PAPER)
    edits = desk.catalog.edits
    edits.set_field(record.id, "subject", f"Phương án {WORD}", desk.editor(record.id))
    edits.set_field(record.id, "subject", f"Phương án {WORD} mới", desk.editor(record.id))
    other = desk.digitize(["CÔNG VĂN", "Về việc khác"])
    assert told(desk) and made(desk)
    edits.set_restricted(record.id, "TỐI MẬT", desk.editor(record.id))
    desk.drain()
    locked = desk.record(record.id)
    assert (locked.restricted, locked.restricted_by) == ("TỐI MẬT", "Lan")
    assert told(desk) == [] and desk.index.revisions().keys() == {other.id}
    assert all(other.parts[0].part.sha256 in key or other.id in key for key in made(desk))
    with sqlite3.connect(desk.home / "catalog.db") as catalog:
        assert not [line for line in catalog.iterdump() if WORD in line]


def test_a_killed_lock_is_finished_by_whoever_tells_the_index_next(desk):
    """The catalog knows, the process dies before store and index follow."""
    record = desk.digitize(PAPER)
    desk.catalog.edits.set_restricted(record.id, "MẬT", desk.editor(record.id))
    assert made(desk)
    desk.drain()
    assert made(desk) == [] and told(desk) == []


def test_no_value_can_be_set_on_a_locked_paper(desk):
    record = desk.digitize(["MẬT", *PAPER])
    try:
        desk.catalog.edits.set_field(record.id, "subject", WORD, desk.editor(record.id))
    except BadRequest as exc:
        assert exc.code == "request.restricted"
    else:
        raise AssertionError("a value was kept")
    assert desk.record(record.id).fields == ()


def test_what_a_person_lifts_is_read_anew_and_no_stamp_locks_it_again(desk):
    record = desk.digitize(["MẬT", *PAPER])
    desk.catalog.edits.set_restricted(record.id, None, desk.editor(record.id))
    for _ in range(2):
        finish_document(desk.bench(), record.id)
        desk.drain()
        opened = desk.record(record.id)
        assert (opened.restricted, opened.restricted_by) == (None, "Lan")
        assert opened.field("number") and LOCKED not in {one.code for one in opened.problems}
        assert record.id in desk.index.revisions() and made(desk)
        desk.catalog.edits.read_again(record.id, "fast", desk.editor(record.id))
        desk.store.remove(keys.ocr_page(record.parts[0].part.sha256, opened.recipe, 1))


def test_a_later_reading_without_the_stamp_opens_nothing(desk):
    record = desk.digitize(["MẬT", *PAPER])
    (said,) = desk.said.values()
    said[0].remove("MẬT")
    desk.catalog.edits.read_again(record.id, "fast", desk.editor(record.id))
    finish_document(desk.bench(), record.id)
    desk.drain()
    assert desk.record(record.id).restricted == "MẬT" and told(desk) == []


def test_a_reading_under_way_while_a_person_marks_keeps_nothing(desk):
    document = desk.receive(desk.scan(PAPER))
    bench = desk.bench()

    def marked_meanwhile(pages):
        desk.catalog.edits.set_restricted(document, "MẬT", desk.editor(document))
        return desk.extract(pages)

    from dataclasses import replace

    finish_document(replace(bench, extract=marked_meanwhile), document)
    desk.drain()
    record = desk.record(document)
    assert (record.restricted, record.fields, made(desk), told(desk)) == ("MẬT", (), [], [])


def test_an_original_that_holds_a_secret_paper_too_is_known(desk):
    record = desk.digitize(PAPER)
    assert not desk.catalog.documents.shares_secret(record.id)
    secret = desk.digitize(["MẬT", *PAPER])
    assert desk.catalog.documents.shares_secret(secret.id)
    shared = record.parts[0].part.sha256
    with desk.catalog.database.writing() as connection:
        connection.exec_driver_sql(
            "INSERT INTO parts (document, ordinal, sha256, first, last, file) VALUES (?, 1, ?, 2, 2, '')",
            (secret.id, shared),
        )
    assert desk.catalog.documents.shares_secret(record.id)
