"""Which document became which: nothing is deleted, one of many rivals cuts, what comes back is what it was."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from pipeline.catalog import Catalog
from pipeline.catalog.edits import Editor, PaperType
from pipeline.catalog.records import Claim, FiledPart, NewDocument, NewPaper, Original
from pipeline.catalog.stacks import CUT, JOINED
from pipeline.errors import BadRequest, ClaimLost, StaleEdit
from pipeline.holder import this_process
from pipeline.model import FieldState, FieldValue, Filing, Part, Problem, Role, Stage

NOW = 1_700_000_000.0
CODE = "H60.05-240105-0001"
SHA = "a" * 64
STACK, FIRST, SECOND = "a" * 16, "b" * 16, "c" * 16


def paper(document: str, first: int, last: int, **more: object) -> NewPaper:
    part = FiledPart(Part(SHA, first, last), "chồng.pdf")
    return NewPaper(document, "chồng.pdf", (part,), last - first + 1, **more)  # type: ignore[arg-type]


PAPERS = (paper(FIRST, 1, 2), paper(SECOND, 3, 4))
WHOLE = paper(STACK, 1, 4)


@pytest.fixture
def stack(catalog: Catalog, batch: str) -> Claim:
    """A received stack of four pages, claimed."""
    part = FiledPart(Part(SHA, 1, 4), "chồng.pdf")
    new = NewDocument(STACK, "chồng.pdf", (part,), "fast")
    known = [Original(SHA, 10, "pdf", 4)]
    catalog.documents.receive(new, known, batch=batch, by="Lan", now=NOW)
    return take(catalog, STACK)


def take(catalog: Catalog, document: str) -> Claim:
    claim = catalog.claims.take(document, holder=this_process(), now=NOW)
    assert claim is not None
    return claim


def editor(catalog: Catalog, document: str) -> Editor:
    return Editor("Hà", NOW, catalog.documents.get(document).revision)


def remake(catalog: Catalog, old: list[str], papers: list[NewPaper], event: str = CUT) -> None:
    seen = [(one, catalog.documents.get(one).revision) for one in old]
    catalog.stacks.remake(seen, papers, event, Editor("Hà", NOW, 0))


def test_a_stack_becomes_its_papers_and_is_closed_when_they_are_finished(
    catalog: Catalog, stack: Claim
) -> None:
    catalog.stacks.cut(stack, PAPERS, now=NOW)
    assert catalog.stacks.current(STACK) == [FIRST, SECOND]
    assert catalog.documents.unfinished() == [STACK, FIRST, SECOND]
    old = catalog.documents.get(STACK)
    assert (old.became, old.withdrawn, old.facts) == ((FIRST, SECOND), True, ())
    catalog.stacks.close(stack, NOW)
    assert catalog.documents.unfinished() == [FIRST, SECOND]
    assert catalog.stacks.forebears(FIRST) == [STACK]
    new = catalog.documents.get(FIRST)
    assert (new.batch, new.received_by, new.profile) == (old.batch, "Lan", "fast")
    assert (new.stage, new.bounds_by) == (Stage.RECEIVED, "")


def test_cutting_again_with_a_claim_that_was_lost_is_refused(
    catalog: Catalog, stack: Claim
) -> None:
    catalog.claims.release(stack)
    take(catalog, STACK)
    with pytest.raises(ClaimLost):
        catalog.stacks.cut(stack, PAPERS, now=NOW)
    assert catalog.documents.every() == [STACK]


def test_of_many_that_cut_at_once_one_does(catalog: Catalog, stack: Claim) -> None:
    catalog.claims.release(stack)
    revision = catalog.documents.get(STACK).revision
    begin = threading.Barrier(4)

    def cut(number: int) -> bool:
        begin.wait()
        try:
            catalog.stacks.remake([(STACK, revision)], PAPERS, CUT, Editor("Hà", NOW, 0))
        except (StaleEdit, BadRequest):
            return False
        return True

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(cut, range(4))) == [False, False, False, True]
    assert len(catalog.documents.every()) == 3
    assert [one.event for one in catalog.documents.history(STACK)].count(CUT) == 1


def test_whoever_works_on_what_a_person_cuts_loses_it(catalog: Catalog, stack: Claim) -> None:
    remake(catalog, [STACK], list(PAPERS))
    with pytest.raises(ClaimLost):
        catalog.documents.record_read(stack, [], recipe="r")
    assert catalog.documents.get(STACK).stage is Stage.EXTRACTED


def test_what_was_joined_and_cut_again_is_what_it_was(catalog: Catalog, stack: Claim) -> None:
    catalog.stacks.cut(stack, PAPERS, now=NOW)
    catalog.stacks.close(stack, NOW)
    catalog.edits.set_field(FIRST, "signer", "Vừ A Dính", editor(catalog, FIRST))
    remake(catalog, [FIRST, SECOND], [WHOLE], JOINED)
    assert catalog.stacks.current(FIRST) == catalog.stacks.current(STACK) == [STACK]
    back = catalog.documents.get(STACK)
    assert (back.became, back.withdrawn, back.bounds_by) == ((), False, "Hà")
    remake(catalog, [STACK], list(PAPERS))
    assert catalog.stacks.current(STACK) == [FIRST, SECOND]
    signer = catalog.documents.get(FIRST).field("signer")
    assert signer is not None and signer.value == "Vừ A Dính"
    assert len(catalog.documents.every()) == 3


def test_what_a_paper_takes_along(catalog: Catalog, stack: Claim) -> None:
    signer = FieldValue("signer", "x", "x", 1.0, FieldState.CONFIRMED, 1, None, "person")
    filing = Filing(FIRST, CODE, Role.RESULT, "separator", 1.0, False)
    lost = Problem("scan.pages_lost", 2, "10 %")
    more = {
        "told_role": Role.RESULT,
        "filings": (filing,),
        "fields": (signer,),
        "problems": (lost,),
    }
    catalog.stacks.cut(stack, [paper(FIRST, 1, 2, **more), PAPERS[1]], now=NOW)
    made = catalog.documents.get(FIRST)
    assert (made.told_role, made.filings) == (Role.RESULT, (filing,))
    assert (made.fields, made.problems) == ((signer,), (lost,))


def test_one_paper_that_is_the_whole_file_only_leaves_out_its_separators(
    catalog: Catalog, stack: Claim
) -> None:
    parts = (FiledPart(Part(SHA, 1, 1), "c.pdf", "", True), FiledPart(Part(SHA, 2, 4), "c.pdf"))
    catalog.stacks.cut(stack, [NewPaper(STACK, "c.pdf", parts, 3)], now=NOW)
    record = catalog.documents.get(STACK)
    assert (record.parts, record.pages, record.became) == (parts, 3, ())
    catalog.documents.record_read(stack, [], recipe="r")


def test_a_held_dossier_holds_what_its_papers_lie_in_now(
    catalog: Catalog, stack: Claim, receive: Callable[[str], bool]
) -> None:
    receive("d")
    catalog.stacks.cut(stack, PAPERS, now=NOW)
    catalog.stacks.close(stack, NOW)
    catalog.edits.file(FIRST, CODE, Role.RESULT, editor(catalog, FIRST))
    catalog.holds.begin(CODE, by="Hà", now=NOW)
    assert [sha256 for sha256, _ in catalog.holds.to_hold()] == [SHA]
    assert catalog.stacks.sharing([SHA]) == [FIRST, SECOND]
    assert catalog.stacks.pages_of([SHA, "d" * 64]) == {SHA: 4, "d" * 64: 1}


def test_a_person_who_edits_decides_the_bounds(catalog: Catalog, stack: Claim) -> None:
    catalog.edits.set_type(STACK, PaperType("quyet-dinh", "Quyết định"), editor(catalog, STACK))
    assert catalog.documents.get(STACK).bounds_by == "Hà"
    catalog.edits.read_again(STACK, "fast", Editor("Nam", NOW, 1))
    assert catalog.documents.get(STACK).bounds_by == "Hà"
