"""Signatures, likenesses and markings in the catalog, on either kind of database."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from pipeline.catalog import Catalog
from pipeline.catalog.edits import Editor
from pipeline.catalog.people_first import LOCKED
from pipeline.catalog.records import LOOKS_ALIKE, DocumentRecord, Finding
from pipeline.errors import BadRequest
from pipeline.holder import this_process
from pipeline.model import Box, FieldState, FieldValue, Problem, Stage
from pipeline.signatures import VIETNAM, Changed, Signature

NOW = 1_700_000_000.0
FIRST, SECOND = "a" * 16, "b" * 16
MOST = 2**63 - 1
SIGNATURE = Signature(
    field="Chữ ký 1",
    signer="Văn thư MẪU",
    at=dt.datetime(2025, 2, 7, 8, 51, 5, tzinfo=VIETNAM),
    stamped=dt.datetime(2025, 2, 7, 1, 51, 9, tzinfo=dt.UTC),
    intact=True,
    covers_whole=False,
    changed=Changed.SIGNED,
    valid_then=True,
    weak=True,
    page=1,
    box=Box(0.1, 0.2, 0.3, 0.4),
)
VALUE = FieldValue("subject", "Bí mật", "Bí mật", 0.9, FieldState.AUTO, 1, None, "nd30@1")
FOUND = Finding(
    type="quyet-dinh",
    type_name="Quyết định",
    type_confidence=0.98,
    form="nd30@1",
    fields=(VALUE,),
    problems=(Problem("check.dates_order", 1, "2024"), Problem("page.timeout", 2, "120 s")),
    filings=(),
    restricted=None,
    seconds=1.5,
    signatures=(SIGNATURE, Signature(field="2", problem="signature.unreadable")),
    likeness=(1, 2, MOST),
)


@pytest.fixture
def record(catalog: Catalog, receive: Callable[[str], bool]) -> Callable[..., DocumentRecord]:
    """Receives a paper and writes down what was found of it."""

    def done(letter: str, finding: Finding = FOUND) -> DocumentRecord:
        receive(letter)
        claim = catalog.claims.take(letter * 16, holder=this_process(), now=NOW)
        assert claim is not None
        catalog.documents.record_read(claim, [], recipe="r1")
        catalog.documents.record(claim, finding, now=NOW)
        return catalog.documents.get(letter * 16)

    return done


def editor(catalog: Catalog, document: str) -> Editor:
    return Editor("Lan", NOW, catalog.documents.get(document).revision)


def test_signatures_come_back_as_they_were_and_go_with_a_marking(catalog, record):
    record("a")
    assert catalog.signatures.of(FIRST) == FOUND.signatures
    catalog.edits.set_restricted(FIRST, "MẬT", editor(catalog, FIRST))
    assert catalog.signatures.of(FIRST) == ()


def test_papers_that_share_keys_meet(catalog, record):
    record("a")
    record("b", replace(FOUND, likeness=(2, 3, MOST)))
    assert catalog.likenesses.candidates((1, 2, MOST), SECOND) == [FIRST]
    assert catalog.likenesses.candidates((1, 2, MOST), FIRST) == [SECOND]
    assert catalog.likenesses.candidates((1, 3), FIRST) == []
    catalog.likenesses.tell(SECOND, [FIRST])
    catalog.likenesses.tell(SECOND, [FIRST])
    told = [one for one in catalog.documents.get(SECOND).problems if one.code == LOOKS_ALIKE]
    assert told == [Problem(LOOKS_ALIKE, None, FIRST)]
    catalog.edits.withdraw(FIRST, "trùng", editor(catalog, FIRST))
    left = {one.code for one in catalog.documents.get(SECOND).problems}
    assert left == {"check.dates_order", "page.timeout"}


def test_a_marked_paper_leaves_no_words(catalog, record):
    marked = record("a", replace(FOUND, restricted="MẬT"))
    assert (marked.restricted, marked.fields) == ("MẬT", ())
    assert marked.problems == (Problem(LOCKED), Problem("page.timeout", 2, "120 s"))
    assert catalog.signatures.of(FIRST) == () and marked.why_review
    assert catalog.likenesses.candidates((1, 2, MOST), SECOND) == []
    with pytest.raises(BadRequest, match="restricted"):
        catalog.edits.set_field(FIRST, "subject", "Bí mật", editor(catalog, FIRST))


def test_a_person_marks_and_lifts_and_the_history_keeps_no_value(catalog, record):
    record("a")
    catalog.edits.set_field(FIRST, "subject", "Rất bí mật", editor(catalog, FIRST))
    catalog.edits.set_restricted(FIRST, "MẬT", editor(catalog, FIRST))
    history = catalog.documents.history(FIRST)
    assert [(one.name, one.before, one.after) for one in history if one.event == "set"] == [
        ("subject", None, None),
        ("restricted", None, "MẬT"),
    ]
    catalog.edits.set_restricted(FIRST, None, editor(catalog, FIRST))
    lifted = catalog.documents.get(FIRST)
    assert (lifted.restricted, lifted.restricted_by, lifted.stage) == (None, "Lan", Stage.RECEIVED)
    claim = catalog.claims.take(FIRST, holder=this_process(), now=NOW)
    catalog.documents.record_read(claim, [], recipe="r1")
    catalog.documents.record(claim, replace(FOUND, restricted="MẬT"), now=NOW)
    opened = catalog.documents.get(FIRST)
    assert (opened.restricted, opened.fields) == (None, (VALUE,))


def test_shredding_may_be_done_at_any_time(catalog, record):
    record("a")
    catalog.shred()
    assert catalog.documents.get(FIRST).finished
