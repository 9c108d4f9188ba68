"""A desk at which papers with told words are digitized, without any engine, on a real archive."""

import hashlib
from dataclasses import dataclass, field, replace
from pathlib import Path

from PIL import Image, ImageDraw
from small_office import NOW, small_bench

from extractors import extract
from pipeline import indexing, pages, textlayer
from pipeline.catalog import Catalog
from pipeline.catalog.edits import Editor
from pipeline.catalog.records import DocumentRecord
from pipeline.digitize import Bench, finish_document
from pipeline.holder import this_process
from pipeline.intake import Counter, Upload, receive
from pipeline.model import Box, Extraction, OcrPage, Problem, Word
from pipeline.ocr.page_job import PageDone, PageJob
from pipeline.pdf_signatures import read_signatures
from pipeline.ports import ObjectStore
from search.embedded import EmbeddedIndex


@dataclass
class Desk:
    """said: the lines on each page of an original, by its hash. sensitive: as the form's type would say."""

    catalog: Catalog
    store: ObjectStore
    index: EmbeddedIndex
    home: Path
    said: dict[str, list[list[str]]] = field(default_factory=dict)
    confidence: float = 0.98
    sensitive: bool = False
    made: int = 0

    def bench(self) -> Bench:
        return small_bench(
            self.catalog,
            self.store,
            self.home,
            self.read,
            extract=self.extract,
            recipe=lambda profile: f"told-{profile.value}",
            pages_at_once=1,
            signatures=lambda path: read_signatures(path, None),
        )

    def extract(self, read: list[OcrPage]) -> Extraction:
        return replace(extract(read), sensitive=self.sensitive)

    def read(self, job: PageJob) -> PageDone | Problem:
        page = job.known or self._page(job)
        if job.pdf_to is not None:
            picture = pages.render(job.path, job.number, dpi=job.dpi)
            job.pdf_to.write_bytes(textlayer.page_pdf(picture, page))
        return PageDone(page, 0.1)

    def _page(self, job: PageJob) -> OcrPage:
        sha256 = hashlib.sha256(job.path.read_bytes()).hexdigest()
        lines = self.said[sha256][job.number - 1]
        words = tuple(
            Word(
                text,
                Box(0.1 + 0.06 * n, 0.05 + 0.02 * line, 0.15 + 0.06 * n, 0.06 + 0.02 * line),
                self.confidence,
                line,
            )
            for line, text_line in enumerate(lines)
            for n, text in enumerate(text_line.split())
        )
        return OcrPage(job.number, 600, 800, 100, 0, 0.0, not words, 0.95, "told", words)

    def scan(self, *texts: list[str]) -> Path:
        """A picture of its own for each call, on whose pages these lines will be read."""
        self.made += 1
        sheets = [Image.new("L", (600, 800), 255) for _ in texts]
        for number, sheet in enumerate(sheets):
            ImageDraw.Draw(sheet).text((50, 50), f"{self.made}.{number}", fill=0)
        path = self.home / f"scan-{self.made}.tif"
        sheets[0].save(path, save_all=True, append_images=sheets[1:], dpi=(100, 100))
        self.said[hashlib.sha256(path.read_bytes()).hexdigest()] = list(texts)
        return path

    def receive(self, path: Path) -> str:
        batch = self.catalog.batches.begin(
            by="Lan", holder=this_process(), now=NOW, alive_until=NOW + 90
        )
        inspect = self.bench().inspect
        counter = Counter(self.catalog, self.store, inspect, lambda: NOW, batch, "Lan", "fast")
        (line,) = receive(counter, [Upload(path, path.name)])
        assert line.document is not None
        return line.document

    def digitize(self, *texts: list[str]) -> DocumentRecord:
        """Receive, read and index one paper."""
        document = self.receive(self.scan(*texts))
        finish_document(self.bench(), document)
        self.drain()
        return self.record(document)

    def drain(self) -> None:
        indexing.drain(self.catalog, self.store, self.index)

    def record(self, document: str) -> DocumentRecord:
        return self.catalog.documents.get(document)

    def editor(self, document: str) -> Editor:
        return Editor("Lan", NOW, self.record(document).revision)
