"""The straight line for one document: read, understand, file, copy, record. Needs no runner."""

import shutil
import tempfile
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from pipeline import keys, pdfa, quality, unstacking
from pipeline.alike import alike_of, met_by
from pipeline.catalog.people_first import marking_of
from pipeline.catalog.records import LOOKS_ALIKE, Claim, DocumentRecord, Finding, PageFacts
from pipeline.catalog.stacks import JOINED
from pipeline.confirming import confirmed, signed_on
from pipeline.cutting import stays
from pipeline.errors import ClaimLost, ServiceDown
from pipeline.find_place import find_place
from pipeline.learning import taught
from pipeline.likeness import Likeness, likeness
from pipeline.locking import clear_rooms, lock_away, room_prefix
from pipeline.mentions import mentions
from pipeline.model import Extraction, Problem, Profile, Stage
from pipeline.page_turns import Desk, Reading, Ready, read_document
from pipeline.sheets import sheets
from pipeline.signatures import days_of, problems_of
from pipeline.workbench import Bench

__all__ = ["MOST_ATTEMPTS", "Bench", "finish_document", "give_up"]

MOST_ATTEMPTS = 5
"""A paper whose readers died so often (whole processes, not page workers) is given up until `reread`."""

_LOOK_SECONDS = 0.5


def finish_document(bench: Bench, document_id: str) -> bool:
    """Bring one received document to EXTRACTED; False when it was finished or is in other hands.

    A stack is cut, and its papers are finished too. Runs any number of times with the same outcome.
    ServiceDown gives the claim back and goes on up.
    """
    return _finish_claimed(bench, document_id, {})


def _finish_claimed(bench: Bench, document_id: str, ready: Ready) -> bool:
    claim = bench.catalog.claims.take(document_id, holder=bench.holder, now=bench.clock())
    if claim is None:
        return False
    try:
        _finish(bench, claim, ready)
    except ClaimLost:
        return False
    except OSError as exc:
        bench.catalog.claims.release(claim)
        if exc.errno is None:  # not the machine's but a library's, about this paper
            raise
        raise ServiceDown(f"disk: {exc.strerror}") from exc
    except BaseException:
        bench.catalog.claims.release(claim)
        raise
    return True


def give_up(bench: Bench, document_id: str) -> bool:
    """Close a document that cannot be finished: a problem says so, a person must look."""
    claim = bench.catalog.claims.take(document_id, holder=bench.holder, now=bench.clock())
    if claim is None:
        return False
    document = bench.catalog.documents.get(document_id)
    if document.became:  # its papers are tried by themselves
        bench.catalog.stacks.close(claim, bench.clock())
    else:
        _give_up(bench, claim, document)
    return True


def _finish(bench: Bench, claim: Claim, ready: Ready) -> None:
    document = bench.catalog.documents.get(claim.document)
    if document.became:
        _finish_papers(bench, claim, document, ready)
        return
    if document.attempts > MOST_ATTEMPTS:
        _give_up(bench, claim, document)
        return
    started = bench.clock()
    recipe = bench.recipe(Profile(document.profile))
    with _workroom(bench.tmp, document.id) as room:
        reading = read_document(bench, document, Desk(claim, recipe, room, ready))
        facts = [PageFacts.of(page) for page in reading.pages]
        bench.catalog.documents.record_read(claim, facts, recipe=recipe)
        stack = unstacking.leaves(document, reading.pages, bench.signs)
        found = unstacking.pieces(document, stack, is_signed=reading.is_signed)
        papers = unstacking.new_papers(bench.catalog, document, found)
        if papers:
            bench.catalog.stacks.cut(claim, papers, now=bench.clock())
            _finish(bench, claim, reading.ready)
            return
        doubts = unstacking.doubts(document, found)
        secret = unstacking.marking_inside(stack)
        finding = _understand(bench, document, reading, (secret, room))
    mine = None if finding.restricted else likeness(reading.pages, finding.fields)
    met = met_by(bench.catalog, document.id, mine)
    alike = alike_of(bench.catalog, bench.store, mine, met)
    seen = (Problem(LOOKS_ALIKE, detail=other) for other in alike)
    finding = replace(
        finding,
        likeness=mine.keys if mine else (),
        problems=tuple(dict.fromkeys((*finding.problems, *doubts, *seen))),
        seconds=bench.clock() - started,
    )
    bench.catalog.documents.record(claim, finding, now=bench.clock())
    _look_again(bench, document.id, mine, met)


def _look_again(bench: Bench, document: str, mine: Likeness | None, met: Collection[str]) -> None:
    """The other scan may have been read at the same time: whichever is recorded last meets the first."""
    late = [one for one in met_by(bench.catalog, document, mine) if one not in met]
    if alike := alike_of(bench.catalog, bench.store, mine, late):
        bench.catalog.likenesses.tell(document, alike)


def _finish_papers(bench: Bench, claim: Claim, stack: DocumentRecord, ready: Ready) -> None:
    """Finish the papers of a stack; those that others have in hand are waited for."""
    while left := _unfinished(bench, stack.became):
        for paper in left:
            _finish_claimed(bench, paper, ready)
        if _unfinished(bench, left):
            time.sleep(_LOOK_SECONDS)
    bench.catalog.stacks.close(claim, bench.clock())


def _unfinished(bench: Bench, documents: Sequence[str]) -> list[str]:
    stages = bench.catalog.documents.stages(documents)
    return [one for one in documents if stages[one] is not Stage.EXTRACTED]


def _understand(
    bench: Bench, document: DocumentRecord, reading: Reading, about: tuple[str | None, Path]
) -> Finding:
    inside, room = about
    extraction = bench.extract(reading.pages)
    forebears = _forebears(bench, document)
    joined = (one.restricted for one in forebears if one.withdrawn_why == JOINED)
    secret = extraction.restricted or inside or next(filter(None, joined), None)
    extraction = replace(extraction, restricted=marking_of(document, secret))
    for forebear in forebears:
        bench.store.remove(keys.searchable_pdf(forebear.id))
    if extraction.restricted:
        lock_away(bench.store, document)
        clear_rooms(bench.tmp, document.id, but=room)
        reading = replace(reading, copies=[], signatures=())
        extraction = replace(extraction, fields=())
    fields = confirmed(extraction.fields, reading.pages, document.file)
    fields = taught(fields, bench.catalog.learnt.about(fields))
    fields = signed_on(fields, days_of(reading.signatures))
    extraction = replace(extraction, fields=fields)
    _keep_copy(bench, document, reading, room)
    return _conclude(bench, document, reading, extraction)


def _forebears(bench: Bench, document: DocumentRecord) -> list[DocumentRecord]:
    """What was cut or joined to this paper: its copy may hold pages that are to be locked away now."""
    if document.bounds_by is None:
        return []
    ids = bench.catalog.stacks.forebears(document.id)
    return list(bench.catalog.documents.load(ids).values())


def _conclude(
    bench: Bench, document: DocumentRecord, reading: Reading, extraction: Extraction
) -> Finding:
    seen = () if extraction.restricted else reading.pages
    mentioned = mentions(seen, extraction.dossier_codes)
    answer = find_place(bench.catalog, document, extraction, mentioned)
    from_counter = [problem for problem in document.problems if stays(problem)]
    return Finding(
        type=extraction.type,
        type_name=extraction.type_name,
        type_confidence=extraction.type_confidence,
        form=extraction.form,
        fields=extraction.fields,
        problems=(
            *from_counter,
            *reading.problems,
            *quality.problems(reading.pages),
            *extraction.problems,
            *answer.filed.problems,
            *problems_of(reading.signatures),
        ),
        filings=answer.filed.filings,
        restricted=extraction.restricted,
        seconds=0.0,
        sensitive=extraction.sensitive,
        signatures=reading.signatures,
        mentions=None if extraction.restricted else mentioned.dump() or None,
        matched=answer.version,
    )


def _keep_copy(bench: Bench, document: DocumentRecord, reading: Reading, room: Path) -> None:
    key = keys.searchable_pdf(document.id)
    if not reading.copies:
        bench.store.remove(key)
        return
    whole = room / "whole.pdf"
    sources = list(dict.fromkeys(sheet.sha256 for sheet in sheets(document.parts)))
    pdfa.assemble(reading.copies, whole, title=Path(document.file).stem, sources=sources)
    bench.store.put(key, whole)


def _give_up(bench: Bench, claim: Claim, document: DocumentRecord) -> None:
    problem = Problem("document.gave_up", detail=str(document.attempts - 1))
    finding = Finding(
        type="unknown",
        type_name="",
        type_confidence=0.0,
        form="",
        fields=(),
        problems=(*document.problems, problem),
        filings=document.filings,
        restricted=document.restricted,
        sensitive=document.sensitive,
        seconds=0.0,
    )
    bench.catalog.documents.record(claim, finding, now=bench.clock())


@contextmanager
def _workroom(tmp: Path, document: str) -> Iterator[Path]:
    room = Path(tempfile.mkdtemp(prefix=room_prefix(document), dir=tmp))
    try:
        yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)
