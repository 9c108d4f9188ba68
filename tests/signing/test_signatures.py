"""Digital signatures are read for what they are: whole, altered, changed after, weak, or beyond reading."""

import datetime as dt
import re
import socket

import pytest
from signing.seals import appended, plain_pdf, seal, signed

from pipeline.confirming import signed_on
from pipeline.model import Box, FieldState, FieldValue, OcrPage
from pipeline.ocr.pool import PagePool
from pipeline.pdf_signatures import count_roots, read_signatures
from pipeline.signatures import (
    VIETNAM,
    Changed,
    Signature,
    days_of,
    in_document,
    may_be_signed,
    problems_of,
)

BOX = Box(400 / 595, 50 / 842, 500 / 595, 100 / 842)


def near(box):
    return pytest.approx(box.as_list(), abs=1e-4)


def test_a_signature_tells_who_when_and_that_the_bytes_are_whole(paper, office):
    (one,) = read_signatures(signed(paper, office), None)
    assert (one.signer, one.organisation) == ("Văn phòng UBND xã MẪU", "Ủy ban nhân dân xã MẪU")
    assert abs(dt.datetime.now(dt.UTC) - one.at) < dt.timedelta(minutes=5)
    assert (one.intact, one.covers_whole, one.changed) == (True, True, Changed.NOTHING)
    assert (one.trusted, one.valid_then, one.weak, one.problem) == (None, True, False, "")
    assert one.page == 1 and one.box.as_list() == near(BOX)


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_its_box_is_where_the_page_shows_it(tmp_path, office, rotate):
    from pipeline.picture import turn_box

    path = signed(plain_pdf(tmp_path / "xoay.pdf", rotate=rotate), office)
    (one,) = read_signatures(path, None)
    assert one.box.as_list() == near(turn_box(BOX, rotate))


def test_a_byte_changed_inside_breaks_it(paper, office):
    data = signed(paper, office).read_bytes()
    paper.write_bytes(data.replace(b"/MediaBox [ 0 0 595 842 ]", b"/MediaBox [ 0 0 595 843 ]", 1))
    assert paper.read_bytes() != data
    (one,) = read_signatures(paper, None)
    assert (one.intact, one.problem) == (False, "signature.broken")
    assert [problem.detail for problem in problems_of([one])] == ["Signature1"]
    assert not days_of([one])


def test_content_appended_afterwards_is_told_apart(paper, office):
    (one,) = read_signatures(appended(signed(paper, office)), None)
    assert (one.intact, one.changed, one.covers_whole) == (False, Changed.CONTENT, False)
    assert one.problem == "signature.changed_after"


def test_a_second_signature_leaves_the_first_whole(paper, office):
    signed(signed(paper, office), office, "Signature2", page=1)
    first, second = read_signatures(paper, None)
    assert (first.intact, first.changed, first.covers_whole) == (True, Changed.SIGNED, False)
    assert (second.intact, second.covers_whole, second.page) == (True, True, 2)
    assert not problems_of([first, second])


def test_weak_ways_of_signing_are_named(paper, office, tmp_path):
    (one,) = read_signatures(signed(paper, office, digest="sha1"), None)
    assert (one.intact, one.weak) == (True, True)


def test_a_short_key_is_weak(paper, tmp_path):
    (one,) = read_signatures(signed(paper, seal("Khóa ngắn MẪU", tmp_path, bits=1024)), None)
    assert (one.intact, one.weak) == (True, True)


def test_a_certificate_that_had_ended_is_a_problem(paper, tmp_path):
    ended = dt.datetime(2024, 6, 1, tzinfo=dt.UTC)
    (one,) = read_signatures(signed(paper, seal("Hết hạn MẪU", tmp_path, ended=ended)), None)
    assert (one.intact, one.valid_then, one.problem) == (True, False, "signature.expired")


@pytest.mark.parametrize("keep", [0, 60, 900])
def test_a_truncated_signature_cannot_be_read_and_says_so(paper, office, keep):
    data = signed(paper, office).read_bytes()
    hexed = max(re.findall(rb"<([0-9a-fA-F]{2000,})>", data), key=len)
    paper.write_bytes(data.replace(hexed, hexed[:keep].ljust(len(hexed), b"0")))
    (one,) = read_signatures(paper, None)
    assert one.intact is None and one.problem == "signature.unreadable"


def test_a_file_cut_short_is_one_unreadable_signature(paper, office):
    data = signed(paper, office).read_bytes()
    paper.write_bytes(data[: len(data) * 2 // 3])
    found = read_signatures(paper, None)
    assert [one.problem for one in found] == ["signature.unreadable"]


def test_trust_is_known_only_where_the_office_keeps_roots(paper, office, tmp_path):
    signed(paper, office)
    mine, others = tmp_path / "mine", tmp_path / "others"
    for folder, root in ((mine, office), (others, seal("Khác MẪU", tmp_path))):
        folder.mkdir()
        (folder / "root.pem").write_bytes(root.certificate)
        (folder / "README.txt").write_text("no certificate")
    assert count_roots(mine) == 1
    assert read_signatures(paper, mine)[0].trusted is True
    (stranger,) = read_signatures(paper, others)
    assert (stranger.trusted, stranger.problem) == (False, "signature.untrusted")


def test_nothing_is_fetched_from_the_network(paper, office, monkeypatch):
    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert read_signatures(signed(paper, office), None)[0].intact


def test_only_a_pdf_that_speaks_of_signed_bytes_is_looked_into(paper, office, tmp_path):
    assert not may_be_signed(paper)
    assert may_be_signed(signed(paper, office))
    other = tmp_path / "a.jpg"
    other.write_bytes(b"\xff\xd8 /ByteRange")
    assert not may_be_signed(other)
    other.write_bytes(b"")
    assert not may_be_signed(other)


@pytest.mark.slow
def test_a_worker_reads_them_and_a_hostile_file_only_ends_the_worker(paper, office):
    with PagePool(1, 20, 600) as pool:
        assert pool.signatures(signed(paper, office), None)[0].intact is True
    with PagePool(1, 0.01, 600) as pool:
        (one,) = pool.signatures(paper, None)
    assert (one.intact, one.problem, one.field) == (None, "signature.unreadable", "page.timeout")


def test_in_a_document_it_stands_on_the_documents_page():
    one = Signature("S", intact=True, page=7, box=Box(0.1, 0.2, 0.3, 0.4))
    page = OcrPage(2, 10, 10, 300, 90, 0.0, False, 0.9, "r", ())
    (moved,) = in_document([one], {7: 2}, [page])
    assert moved.page == 2 and moved.box.as_list() == [0.6, 0.1, 0.8, 0.3]
    (elsewhere,) = in_document([one], {1: 1}, [page])
    assert (elsewhere.page, elsewhere.box, elsewhere.intact) == (None, None, True)


@pytest.mark.parametrize(
    ("at", "stamped", "day"),
    [
        ("2024-11-26T13:45:56+00:00", "2024-11-26T06:45:55+00:00", "2024-11-26"),
        ("2025-01-21T16:52:39+00:00", None, "2025-01-21"),
        ("2025-01-21T23:52:39+07:00", None, "2025-01-21"),
        ("2025-01-21T23:00:00+07:00", "2025-01-21T17:00:01+00:00", "2025-01-22"),
    ],
)
def test_the_day_of_signing_is_vietnams(at, stamped, day):
    moments = [value and dt.datetime.fromisoformat(value) for value in (at, stamped)]
    assert Signature("S", at=moments[0], stamped=moments[1]).day == dt.date.fromisoformat(day)
    assert VIETNAM.utcoffset(None) == dt.timedelta(hours=7)


def issued(value, sure=0.5, state=FieldState.REVIEW):
    return FieldValue("issued", value, value, sure, state, 1, BOX, "nd30@1")


@pytest.mark.parametrize(
    ("read", "sure", "days", "state"),
    [
        ("2024-09-11", 0.9, {"2024-09-11"}, FieldState.AUTO),
        ("2025-02-07", 0.5, {"2025-02-07", "2025-02-08"}, FieldState.AUTO),
        ("2024-09-11", 0.9, {"2024-09-12"}, FieldState.REVIEW),
        ("2024-09-11", 0.4, {"2024-09-11"}, FieldState.REVIEW),
        ("2024-09", 0.9, {"2024-09-09"}, FieldState.REVIEW),
        ("", 0.9, frozenset(), FieldState.REVIEW),
    ],
)
def test_a_day_by_pen_need_not_wait_where_it_was_signed_that_day(read, sure, days, state):
    (field,) = signed_on((issued(read, sure),), days)
    assert (field.state, field.value) == (state, read)


def test_no_other_value_is_confirmed_by_a_signature():
    place = FieldValue("place", "2024-09-11", "", 0.9, FieldState.REVIEW, 1, BOX, "nd30@1")
    assert signed_on((place,), {"2024-09-11"}) == (place,)


@pytest.mark.real
def test_the_signatures_of_real_papers_are_whole(real_scans):
    found = {
        path.name: read_signatures(path, None)
        for path in sorted((real_scans / "documents").glob("*.pdf"))
        if may_be_signed(path)
    }
    assert len(found) == 12 and sum(map(len, found.values())) >= 24
    assert {one.intact for each in found.values() for one in each} == {True}
    assert {one.valid_then for each in found.values() for one in each} == {True}
    assert all(one.page and one.box and one.day for each in found.values() for one in each)
