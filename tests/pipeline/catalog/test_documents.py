"""Documents in the catalog: received once, claimed by one, never overwritten by a late finisher."""

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipeline.catalog import Catalog, open_catalog
from pipeline.catalog.claims import LEASE_SECONDS
from pipeline.catalog.edits import Editor
from pipeline.catalog.records import Claim, Finding, PageFacts, Placement
from pipeline.errors import BadRequest, ClaimLost, ServiceDown, StaleEdit
from pipeline.holder import this_process
from pipeline.model import Box, FieldState, FieldValue, Filing, Problem, Role, Stage

NOW = 1_700_000_000.0
DOC = "a" * 16
Receive = Callable[[str], bool]


def value(name: str, text: str, state: FieldState = FieldState.AUTO) -> FieldValue:
    box = Box(0.1, 0.2, 0.3, 0.4)
    return FieldValue(name, text, text, 0.9, state, 1, box, "nd30@1")


def finding(*fields: FieldValue, filings: tuple[Filing, ...] = ()) -> Finding:
    return Finding(
        type="quyet-dinh",
        type_name="Quyết định",
        type_confidence=0.98,
        form="nd30@1",
        fields=fields,
        problems=(Problem("page.low_confidence", 1),),
        filings=filings,
        restricted=None,
        seconds=1.5,
    )


def finish(catalog: Catalog, *fields: FieldValue, filings: tuple[Filing, ...] = ()) -> Claim:
    claim = catalog.claims.take(DOC, holder=this_process(), now=NOW)
    assert claim is not None
    facts = [PageFacts(1, 2480, 3508, 300, 0, False, 0.97)]
    catalog.documents.record_read(claim, facts, recipe="r1")
    catalog.documents.record(claim, finding(*fields, filings=filings), now=NOW)
    return claim


def test_a_document_is_received_once(catalog: Catalog, receive: Receive) -> None:
    assert receive("a") is True
    assert receive("a") is False
    assert catalog.documents.every() == [DOC]
    assert [o.sha256 for o in catalog.documents.originals()] == ["a" * 64]


def test_what_is_recorded_comes_back(catalog: Catalog, receive: Receive) -> None:
    receive("a")
    number = value("number", "01/CT-UBND")
    filing = Filing(DOC, "H60.05-240105-0001", Role.RESULT, "qr", 0.99, False)
    finish(catalog, number, filings=(filing,))
    record = catalog.documents.get(DOC)
    assert record.finished and record.fields == (number,) and record.filings == (filing,)
    assert (record.type, record.revision, record.pages) == ("quyet-dinh", 1, 1)
    assert record.why_review == ("problem.page.low_confidence",)


def test_an_unknown_document_is_a_bad_request(catalog: Catalog) -> None:
    with pytest.raises(BadRequest):
        catalog.documents.get("0" * 16)


def test_only_one_of_many_claimants_gets_a_document(catalog: Catalog, receive: Receive) -> None:
    receive("a")
    with ThreadPoolExecutor(8) as threads:
        got = list(
            threads.map(
                lambda _: catalog.claims.take(DOC, holder=this_process(), now=NOW), range(16)
            )
        )
    assert sum(claim is not None for claim in got) == 1


def test_a_claim_runs_out_and_the_late_finisher_is_refused(
    catalog: Catalog, receive: Receive
) -> None:
    receive("a")
    elsewhere = "other-host|boot|1|1"
    late = catalog.claims.take(DOC, holder=elsewhere, now=NOW)
    assert late is not None
    assert catalog.claims.take(DOC, holder=this_process(), now=NOW + 1) is None
    taken = catalog.claims.take(DOC, holder=this_process(), now=NOW + LEASE_SECONDS + 1)
    assert taken is not None and taken.fence == late.fence + 1
    with pytest.raises(ClaimLost):
        catalog.documents.record(late, finding(), now=NOW)
    catalog.documents.record(taken, finding(), now=NOW)


def test_the_claim_of_a_dead_process_on_this_machine_is_free_at_once(
    catalog: Catalog, receive: Receive
) -> None:
    receive("a")
    spawn = multiprocessing.get_context("spawn").Process(target=print)
    spawn.start()
    host, boot, _, start = this_process().split("|")
    spawn.join()
    dead = f"{host}|{boot}|{spawn.pid}|{start}"
    assert catalog.claims.take(DOC, holder=dead, now=NOW) is not None
    assert catalog.claims.take(DOC, holder=this_process(), now=NOW + 1) is not None


def test_a_renewed_claim_lives_longer(catalog: Catalog, receive: Receive) -> None:
    receive("a")
    elsewhere = "other-host|boot|1|1"
    catalog.claims.take(DOC, holder=elsewhere, now=NOW)
    catalog.claims.renew(elsewhere, NOW + 80)
    assert catalog.queue.abandoned(NOW + LEASE_SECONDS + 60) == []
    assert catalog.queue.abandoned(NOW + LEASE_SECONDS + 90) == [DOC]


def test_a_released_claim_costs_no_attempt(catalog: Catalog, receive: Receive) -> None:
    receive("a")
    claim = catalog.claims.take(DOC, holder=this_process(), now=NOW)
    assert claim is not None
    catalog.claims.release(claim)
    assert catalog.documents.get(DOC).attempts == 0
    assert catalog.documents.unfinished() == [DOC]


def test_the_outbox_holds_a_document_until_its_revision_is_indexed(
    catalog: Catalog, receive: Receive
) -> None:
    receive("a")
    assert catalog.outbox.waiting() == []
    finish(catalog)
    assert catalog.outbox.waiting() == [DOC]
    catalog.outbox.done([(DOC, 1)])
    assert catalog.outbox.waiting() == [] and catalog.outbox.count() == 0
    catalog.outbox.done([(DOC, 0)])
    assert catalog.documents.get(DOC).indexed_revision == 1
    catalog.outbox.forget()
    assert catalog.outbox.waiting() == [DOC]


def test_a_correction_survives_the_next_run(catalog: Catalog, receive: Receive) -> None:
    receive("a")
    finish(catalog, value("signer", "Nguyen Van A", FieldState.REVIEW))
    editor = Editor("Lan", NOW, 1)
    catalog.edits.set_field(DOC, "signer", "Nguyễn Văn Á", editor)
    catalog.edits.read_again(DOC, "best", Editor("Lan", NOW, 2))
    assert catalog.documents.get(DOC).stage is Stage.RECEIVED
    finish(catalog, value("signer", "Nguyen Van A"), value("number", "2/QĐ"))
    record = catalog.documents.get(DOC)
    signer = record.field("signer")
    assert signer is not None
    assert (signer.value, signer.state, signer.source) == (
        "Nguyễn Văn Á",
        FieldState.CONFIRMED,
        "person",
    )
    lines = [(h.event, h.name, h.before, h.after) for h in catalog.documents.history(DOC)]
    assert ("set", "signer", "Nguyen Van A", "Nguyễn Văn Á") in lines


def test_an_edit_of_an_old_revision_is_stale(catalog: Catalog, receive: Receive) -> None:
    receive("a")
    finish(catalog, value("signer", "A"))
    catalog.edits.set_field(DOC, "signer", "B", Editor("Lan", NOW, 1))
    with pytest.raises(StaleEdit):
        catalog.edits.set_field(DOC, "signer", "C", Editor("Hà", NOW, 1))
    signer = catalog.documents.get(DOC).field("signer")
    assert signer is not None and signer.value == "B"


def test_accepting_ends_the_review(catalog: Catalog, receive: Receive) -> None:
    receive("a")
    doubtful = Filing(DOC, "H60.05-240105-0001", None, "text", 0.5, True)
    finish(catalog, value("signer", "A", FieldState.REVIEW), filings=(doubtful,))
    assert len(catalog.documents.get(DOC).why_review) == 3
    catalog.edits.accept(DOC, Editor("Lan", NOW, 1))
    record = catalog.documents.get(DOC)
    assert record.why_review == () and record.filings[0].accepted


def test_filing_by_a_person_replaces_a_doubtful_filing_but_not_a_sure_one(
    catalog: Catalog, receive: Receive
) -> None:
    receive("a")
    sure = Filing(DOC, "H60.05-240105-0001", Role.RESULT, "qr", 0.99, False)
    doubtful = Filing(DOC, "H60.05-240105-0002", None, "text", 0.5, True)
    finish(catalog, filings=(sure, doubtful))
    catalog.edits.file(DOC, "H60.05-240105-0003", Role.RESULT, Editor("Lan", NOW, 1))
    filed = {f.dossier: f.filed_by for f in catalog.documents.get(DOC).filings}
    assert filed == {"H60.05-240105-0001": "qr", "H60.05-240105-0003": "Lan"}


def test_placing_twice_files_once(catalog: Catalog, receive: Receive) -> None:
    receive("a")
    place = Placement("H60.05-240105-0001", Role.RESULT, "option")
    assert catalog.documents.place(DOC, place, by="Lan", now=NOW) is True
    assert catalog.documents.place(DOC, place, by="Lan", now=NOW) is False
    assert len(catalog.documents.get(DOC).filings) == 1


def test_a_file_that_is_no_database_is_said(tmp_path: Path) -> None:
    (tmp_path / "catalog.db").write_bytes(b"this is no database, only text" * 100)
    with pytest.raises(ServiceDown) as failed:
        open_catalog("sqlite:catalog.db", tmp_path)
    assert failed.value.code == "catalog.other_server"
