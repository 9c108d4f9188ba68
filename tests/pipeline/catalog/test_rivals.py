"""Processes and threads that want the same thing at the same moment: one wins, nobody sees an error."""

import datetime as dt
import multiprocessing
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

import pytest
from servers.catalogs import Place
from sqlalchemy import select

from pipeline.catalog import Catalog
from pipeline.catalog.edits import Editor
from pipeline.catalog.engine import Undone, retried
from pipeline.catalog.records import FiledPart, Finding, NewDocument, Original, Placement
from pipeline.catalog.tables import documents
from pipeline.errors import ClaimLost, StaleEdit
from pipeline.holder import this_process
from pipeline.model import Dossier, Filing, Part, Role

pytestmark = pytest.mark.slow

NOW = 1_700_000_000.0
IDS = [f"{number:016x}" for number in range(24)]
Act = TypeVar("Act")


def in_processes(count: int, work: Callable[[int], Act]) -> list[Act]:
    """What `count` processes answer that do the same at once."""
    spawning = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(count, mp_context=spawning) as processes:
        return list(processes.map(work, range(count)))


def in_threads(count: int, work: Callable[[int], Act]) -> list[Act]:
    """What `count` threads answer that begin at the same moment."""
    start = threading.Barrier(count)

    def one(number: int) -> Act:
        start.wait()
        return work(number)

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(one, range(count)))


def paper(document: str, *others: str) -> tuple[NewDocument, list[Original]]:
    """A paper made of originals named by ids."""
    hashes = [one * 4 for one in (document, *others)]
    parts = tuple(FiledPart(Part(sha256, 1, 1), f"{sha256[:4]}.pdf") for sha256 in hashes)
    new = NewDocument(id=document, file="a.pdf", parts=parts, profile="fast")
    return new, [Original(sha256, 10, "pdf", 1) for sha256 in hashes]


def finding(filings: Sequence[Filing] = ()) -> Finding:
    return Finding(
        type="quyet-dinh",
        type_name="Quyết định",
        type_confidence=0.98,
        form="nd30@1",
        fields=(),
        problems=(),
        filings=tuple(filings),
        restricted=None,
        seconds=1.0,
    )


def receive_all(place: Place, number: int) -> list[bool]:
    """Receive every paper in an order of one's own, in a batch of one's own."""
    catalog = place.open()
    batch = catalog.batches.begin(by="Lan", holder=this_process(), now=NOW, alive_until=NOW + 90)
    turned = IDS[number:] + IDS[:number]
    made = {}
    for document in turned:
        new, originals = paper(document, *reversed(IDS[:3]))
        made[document] = catalog.documents.receive(new, originals, batch=batch, by="Lan", now=NOW)
    catalog.close()
    return [made[document] for document in IDS]


def take_all(place: Place, number: int) -> list[int | None]:
    """Claim every document one can get; returns the fences."""
    catalog = place.open()
    claims = [catalog.claims.take(one, holder=f"host|{number}|1|1", now=NOW) for one in IDS]
    catalog.close()
    return [claim and claim.fence for claim in claims]


def finish_and_place(place: Place, number: int) -> int:
    """Finish every fourth document, file them all in the same new dossiers."""
    catalog = place.open()
    codes = [f"H60.05-240105-{n:04}" for n in range(6)]
    for document in IDS[number::4]:
        claim = catalog.claims.take(document, holder=this_process(), now=NOW)
        assert claim is not None
        filings = [Filing(document, code, Role.RESULT, "qr", 0.9, False) for code in codes[:3]]
        catalog.documents.record(claim, finding(filings), now=NOW)
        for code in codes[3:]:
            catalog.documents.place(
                document, Placement(code, Role.RESULT, "option"), by="Lan", now=NOW
            )
    catalog.close()
    return len(IDS[number::4])


def import_register(place: Place, number: int) -> tuple[int, int, int]:
    """Import the register of the same dossiers, each time with another applicant."""
    catalog = place.open()
    day = dt.date(2024, 1, 5)
    told = [Dossier(f"H60.05-240105-{n:04}", applicant=f"{number}", received=day) for n in range(6)]
    done = catalog.dossiers.bring_up_to_date(told[number:] + told[:number])
    catalog.close()
    return done.added, done.changed, done.same


@pytest.fixture
def received(place: Place) -> Iterator[Catalog]:
    """A catalog with every paper."""
    receive_all(place, 0)
    catalog = place.open()
    yield catalog
    catalog.close()


def test_a_paper_received_by_four_processes_at_once_is_one_document(
    place: Place, catalog: Catalog
) -> None:
    answers = in_processes(4, partial(receive_all, place))
    assert [sum(made) for made in zip(*answers, strict=True)] == [1] * len(IDS)
    assert sorted(catalog.documents.every()) == IDS
    assert [o.sha256 for o in catalog.documents.originals()] == [one * 4 for one in IDS]
    assert {len(catalog.documents.history(one)) for one in IDS} == {1}
    assert {len(record.parts) for record in catalog.documents.load(IDS).values()} == {4}


def test_of_four_processes_one_gets_each_document(place: Place, received: Catalog) -> None:
    fences = in_processes(4, partial(take_all, place))
    for got in zip(*fences, strict=True):
        assert [fence for fence in got if fence is not None] == [1]


def test_of_many_threads_one_gets_a_document(received: Catalog) -> None:
    claims = in_threads(8, lambda n: received.claims.take(IDS[0], holder=f"host|{n}|1|1", now=NOW))
    assert sum(claim is not None for claim in claims) == 1
    assert received.documents.get(IDS[0]).attempts == 1


def test_papers_are_filed_in_dossiers_that_are_registered_at_the_same_moment(
    place: Place, received: Catalog
) -> None:
    spawning = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(8, mp_context=spawning) as processes:
        finished = processes.map(partial(finish_and_place, place), range(4))
        imported = processes.map(partial(import_register, place), range(4))
        assert sum(finished) == len(IDS)
        assert all(sum(done) == 6 for done in imported)
    for record in received.documents.load(IDS).values():
        assert record.finished and len(record.filings) == 6
    codes = [f"H60.05-240105-{n:04}" for n in range(6)]
    registered = received.dossiers.registered(codes)
    assert sorted(registered) == codes
    assert {len(received.dossiers.papers(code)) for code in codes} == {len(IDS)}


def test_of_many_edits_of_one_revision_one_holds(received: Catalog) -> None:
    def edit(number: int) -> bool:
        try:
            received.edits.set_field(IDS[0], "signer", str(number), Editor("Lan", NOW, 0))
        except StaleEdit:
            return False
        return True

    done = in_threads(8, edit)
    record = received.documents.get(IDS[0])
    signer = record.field("signer")
    assert done.count(True) == 1 and record.revision == 1
    assert signer is not None and signer.value == str(done.index(True))


def test_no_edit_is_lost_among_edits_and_readings(received: Catalog) -> None:
    claim = received.claims.take(IDS[0], holder=this_process(), now=NOW)
    assert claim is not None

    def work(number: int) -> int:
        if number == 0:
            received.documents.record(claim, finding(), now=NOW)
            return 0
        stale = 0
        while True:
            seen = received.documents.get(IDS[0]).revision
            try:
                received.edits.set_field(IDS[0], f"field_{number}", "x", Editor("Lan", NOW, seen))
            except StaleEdit:
                stale += 1
            else:
                return stale

    in_threads(6, work)
    record = received.documents.get(IDS[0])
    assert {value.name for value in record.fields} == {f"field_{n}" for n in range(1, 6)}
    assert record.revision == 6


def test_a_late_finisher_is_refused_while_its_successor_works(received: Catalog) -> None:
    late = received.claims.take(IDS[0], holder="host|1|1|1", now=NOW)
    assert late is not None

    def work(number: int) -> bool:
        try:
            if number:
                received.documents.record(late, finding(), now=NOW)
            else:
                return received.claims.take(IDS[0], holder="host|2|2|2", now=NOW + 91) is not None
        except ClaimLost:
            return False
        return True

    taken, recorded = in_threads(2, work)
    assert taken is not recorded
    record = received.documents.get(IDS[0])
    assert record.finished is recorded and record.attempts == (0 if recorded else 2)


def test_two_drains_that_tell_of_the_same_documents_do_not_stand_in_each_others_way(
    received: Catalog,
) -> None:
    told = [(one, 1) for one in IDS]
    in_threads(6, lambda n: received.outbox.done(told if n % 2 else told[::-1]))
    assert {record.indexed_revision for record in received.documents.load(IDS).values()} == {1}


@pytest.mark.servers
@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
def test_a_deadlock_is_undone_and_done_anew(received: Catalog) -> None:
    both = threading.Barrier(2)
    tries: list[int] = []

    def lock(connection: Any, document: str) -> None:
        connection.execute(
            select(documents.c.id).where(documents.c.id == document).with_for_update()
        )

    @retried
    def crosswise(number: int) -> int:
        tries.append(number)
        with received.database.writing() as connection:
            lock(connection, IDS[number])
            if tries.count(number) == 1:
                both.wait()
            lock(connection, IDS[1 - number])
        return number

    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(crosswise, range(2))) == [0, 1]
    assert len(tries) == 3


def test_work_that_is_undone_again_and_again_is_a_service_down() -> None:
    tries = []

    @retried
    def never() -> None:
        tries.append(1)
        raise Undone("catalog")

    with pytest.raises(Undone) as failed:
        never()
    assert failed.value.code == "catalog.unreachable" and len(tries) == 4
