"""However papers are cut and joined, every page of every file of a batch is in exactly one entry."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.catalog import Catalog, open_catalog
from pipeline.catalog.edits import Editor
from pipeline.catalog.records import Answer, FiledPart, HandIn, NewDocument, NewPaper, Original
from pipeline.catalog.stacks import CUT, JOINED
from pipeline.cutting import cut_at, joined
from pipeline.holder import this_process
from pipeline.model import Part
from pipeline.sheets import whole_id
from portal.batch_entries import batch_entries

NOW = 1_700_000_000.0
FILES = {"a": 5, "b": 3, "c": 1}


def sha(file: str) -> str:
    return file * 64


def opened(folder: str, together: bool) -> tuple[Catalog, str]:
    """A catalog with one batch: files a, b and c, the last two together as one paper where said; a again."""
    catalog = open_catalog("sqlite:catalog.db", Path(folder))
    batch = catalog.batches.begin(by="Lan", holder=this_process(), now=NOW, alive_until=NOW + 90)
    papers = [["a"], ["b", "c"]] if together else [["a"], ["b"], ["c"]]
    lines: list[HandIn] = []
    for files in papers:
        lines += list(_received(catalog, batch, files, len(lines)))
    again = HandIn(
        len(lines) + 1, "a again", Answer.DUPLICATE, sha("a"), whole_id([sha("a")]), 1, 5
    )
    catalog.batches.add(batch, [*lines, again])
    return catalog, batch


def _received(catalog: Catalog, batch: str, files: Sequence[str], before: int) -> Iterator[HandIn]:
    parts = tuple(FiledPart(Part(sha(f), 1, FILES[f]), f) for f in files)
    document = whole_id([sha(f) for f in files])
    known = [Original(sha(f), 10, "pdf", FILES[f]) for f in files]
    new = NewDocument(document, files[0], parts, "fast")
    catalog.documents.receive(new, known, batch=batch, by="Lan", now=NOW)
    for n, file in enumerate(files, 1):
        yield HandIn(before + n, file, Answer.RECEIVED, sha(file), document, 1, FILES[file])


def remake(catalog: Catalog, chosen: Sequence[str], at: Sequence[int]) -> None:
    """Join several documents, or cut one at some of its pages."""
    records = [catalog.documents.get(one) for one in chosen]
    pages = {sha(file): count for file, count in FILES.items()}
    seen = [(record.id, record.revision) for record in records]
    papers: Sequence[NewPaper]
    if len(records) > 1:
        papers, event = [joined(records, pages)], JOINED
    else:
        inside = sorted({page for page in at if 1 < page <= records[0].pages})
        if not inside:
            return
        papers, event = cut_at(records[0], inside, pages), CUT
    catalog.stacks.remake(seen, papers, event, Editor("Hà", NOW, 0))


def current(catalog: Catalog) -> list[str]:
    every = catalog.documents.every()
    return sorted({one for several in catalog.stacks.current_of(every).values() for one in several})


def told(entries: Sequence[dict[str, object]]) -> Counter[tuple[str, int]]:
    found: Counter[tuple[str, int]] = Counter()
    for entry in entries:
        for part in entry["parts"]:  # type: ignore[attr-defined]
            first, last = part["pages_from"]
            found.update((part["file"], page) for page in range(first, last + 1))
    return found


steps = st.lists(
    st.tuples(st.permutations(range(12)), st.integers(1, 3), st.lists(st.integers(2, 6))),
    max_size=8,
)


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(st.booleans(), steps)
def test_every_page_is_told_once_and_ids_come_from_pages(together, found) -> None:
    with TemporaryDirectory() as folder:
        catalog, batch = opened(folder, together)
        with closing(catalog):
            for order, count, at in found:
                there = current(catalog)
                chosen = [there[n] for n in order if n < len(there)][:count]
                remake(catalog, chosen, at)
            records = catalog.documents.load(current(catalog)).values()
            held = Counter(
                (filed.part.sha256, page)
                for record in records
                for filed in record.parts
                for page in range(filed.part.first, filed.part.last + 1)
            )
            assert held == {(sha(f), n): 1 for f, last in FILES.items() for n in range(1, last + 1)}
            assert sum(record.pages for record in records) == sum(FILES.values())
            entries = batch_entries(catalog, batch, "vi")
            once = told(one for one in entries if one["file"] != "a again")
            again = told(one for one in entries if one["file"] == "a again")
            assert {page: once[page] for page in once if page[0] in FILES} == {
                (f, n): 1 for f, last in FILES.items() for n in range(1, last + 1)
            }
            assert {n for file, n in again if file == "a again"} == set(range(1, 6))


@pytest.mark.slow
@settings(max_examples=8, deadline=None)
@given(st.lists(st.integers(2, 5), min_size=1, unique=True))
def test_joining_what_was_cut_brings_the_same_document_back(at) -> None:
    with TemporaryDirectory() as folder:
        catalog, batch = opened(folder, False)
        with closing(catalog):
            whole = whole_id([sha("a")])
            for _ in range(2):
                remake(catalog, [whole], at)
                pieces = catalog.stacks.current(whole)
                assert len(pieces) == len(at) + 1
                remake(catalog, pieces, [])
                assert catalog.stacks.current(whole) == [whole]
            assert len(catalog.documents.every()) == 3 + len(at) + 1
            assert len(batch_entries(catalog, batch, "vi")) == 4
