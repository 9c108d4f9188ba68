"""A small office made without reading anything, on either side of store and catalog."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from servers.catalogs import Place

from pipeline import indexing, keys
from pipeline.catalog import Catalog
from pipeline.catalog.edits import Editor
from pipeline.catalog.records import FiledPart, Finding, NewDocument, Original, PageFacts
from pipeline.holder import this_process
from pipeline.model import Box, Dossier, FieldState, FieldValue, Filing, OcrPage, Part, Role, Word
from pipeline.ocr.words_file import dump_page
from pipeline.ports import ObjectStore
from pipeline.verify import Verified, verify
from search.embedded import EmbeddedIndex

NOW = 1_700_000_000.0
RECIPE = "replay-fast"
DOSSIER = "H60.05-240105-0001"


@dataclass(frozen=True)
class Kept:
    """A catalog with its store; home: where an index and temporary files may be."""

    place: Place
    catalog: Catalog
    store: ObjectStore
    home: Path

    def receive(self, name: str) -> str:
        """A paper of one page whose original's bytes are made of its name; unread."""
        path = self.home / "scan"
        path.write_bytes(f"%PDF {name}".encode() * 100)
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        stored = self.store.put_once(keys.original(sha256), path, sha256)
        batch = self.catalog.batches.begin(
            by="Lan", holder=this_process(), now=NOW, alive_until=NOW + 90
        )
        new = NewDocument(
            sha256[:16], f"{name}.pdf", (FiledPart(Part(sha256, 1, 1), name),), "fast"
        )
        original = Original(sha256, stored.size, "pdf", 1, stored.version)
        self.catalog.documents.receive(new, [original], batch=batch, by="Lan", now=NOW)
        return new.id

    def finish(self, document: str, said: str, *, restricted: str | None = None) -> None:
        """Read it: one line of words, one field, one filing."""
        claim = self.catalog.claims.take(document, holder=this_process(), now=NOW)
        assert claim is not None
        record = self.catalog.documents.get(document)
        words = tuple(
            Word(word, Box(0.1 * n, 0.1, 0.1 * n + 0.05, 0.2), 0.9, 0)
            for n, word in enumerate(said.split())
        )
        page = OcrPage(1, 600, 800, 100, 0, 0.0, False, 0.9, RECIPE, words)
        sha256 = record.parts[0].part.sha256
        if restricted is None:
            self.store.put(keys.ocr_page(sha256, RECIPE, 1), dump_page(page))
            self.store.put(keys.searchable_pdf(document), f"%PDF copy of {said}".encode())
        self.catalog.documents.record_read(claim, [PageFacts.of(page)], recipe=RECIPE)
        field = FieldValue("subject", said, said, 0.9, FieldState.AUTO, 1, None, "nd30@1")
        finding = Finding(
            type="quyet-dinh",
            type_name="Quyết định",
            type_confidence=0.98,
            form="nd30@1",
            fields=(field,),
            problems=(),
            filings=(Filing(document, DOSSIER, Role.RESULT, "qr", 0.9, False),),
            restricted=restricted,
            seconds=1.0,
        )
        self.catalog.documents.record(claim, finding, now=NOW)

    def verified(self) -> Verified:
        """What `sohoa verify` finds with a freshly built index."""
        index = EmbeddedIndex(self.home / "index")
        indexing.rebuild(self.catalog, self.store, index)
        found = verify(self.catalog, self.store, index)
        index.close()
        return found

    def told(self) -> list[object]:
        """Everything people can see, to compare two offices by."""
        ids = self.catalog.documents.every()
        loaded = self.catalog.documents.load(ids)
        return [
            *(
                (one.id, one.file, one.stage, one.fields, one.filings, one.accepted_by, one.type)
                for one in (loaded[id] for id in ids)
            ),
            *(self.catalog.documents.history(id) for id in ids),
            *self.catalog.dossiers.with_papers(),
            *self.catalog.batches.recent(),
        ]


def fill(office: Kept, count: int = 5) -> list[str]:
    """Papers that were read, one corrected and one accepted by a person, one restricted, one unread."""
    ids = [office.receive(f"paper-{number}") for number in range(count)]
    for number, document in enumerate(ids[:-1]):
        marked = "mật" if number == 2 else None
        office.finish(document, f"Về việc công nhận số {number}", restricted=marked)
    office.catalog.edits.set_field(ids[0], "signer", "Lê Thị Hường", Editor("Lan", NOW, 1))
    office.catalog.edits.accept(ids[1], Editor("Hà", NOW, 1))
    office.catalog.dossiers.bring_up_to_date([Dossier(DOSSIER, applicant="Vừ A Dính")])
    return ids


@contextmanager
def kept_at(place: Place, store: ObjectStore, home: Path) -> Iterator[Kept]:
    """An office at a place."""
    home.mkdir(parents=True, exist_ok=True)
    catalog = place.open()
    try:
        yield Kept(place, catalog, store, home)
    finally:
        catalog.close()
