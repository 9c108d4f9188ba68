"""From a file at the counter to a finished document: the straight line, run once and twice."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from small_office import NOW, small_archive, small_bench

from pipeline import indexing, keys, pages, textlayer
from pipeline.catalog import Catalog
from pipeline.catalog.edits import Editor
from pipeline.catalog.records import Answer, HandIn, Placement
from pipeline.digitize import Bench, finish_document, give_up
from pipeline.errors import ServiceDown
from pipeline.holder import this_process
from pipeline.intake import Counter, Upload, receive
from pipeline.model import Box, Findable, OcrPage, Problem, Profile, Role, Stage, Word
from pipeline.ocr.page_job import PageDone, PageJob
from pipeline.pdf_signatures import read_signatures
from pipeline.ports import ObjectStore
from pipeline.sheets import read_pages
from pipeline.signatures import Signature
from pipeline.verify import verify
from search.embedded import EmbeddedIndex

CODE = "H60.05-240105-0001"


@dataclass
class Office:
    """A small office in a temp folder. lines: what the reader will see on any page, from the top."""

    catalog: Catalog
    store: ObjectStore
    index: EmbeddedIndex
    home: Path
    lines: list[str]
    reads: int = 0
    failing: Exception | Problem | None = None

    def bench(self) -> Bench:
        return small_bench(
            self.catalog, self.store, self.home, self.read, signatures=self.signatures
        )

    def signatures(self, path: Path) -> tuple[Signature, ...]:
        """Reads in this process what a page worker would."""
        return read_signatures(path, None)

    def read(self, job: PageJob) -> PageDone | Problem:
        """Replays known lines over the really rendered page."""
        if isinstance(self.failing, Exception):
            raise self.failing
        if self.failing is not None:
            return replace(self.failing, page=job.number)
        picture = pages.render(job.path, job.number, dpi=job.dpi)
        page = job.known or self._replayed(job)
        if job.pdf_to is not None:
            job.pdf_to.write_bytes(textlayer.page_pdf(picture, page))
        return PageDone(page, 0.1)

    def _replayed(self, job: PageJob) -> OcrPage:
        self.reads += 1
        words = tuple(
            Word(
                text,
                Box(0.1 + 0.07 * n, 0.05 + 0.04 * line, 0.16 + 0.07 * n, 0.07 + 0.04 * line),
                0.95,
                line,
            )
            for line, said in enumerate(self.lines)
            for n, text in enumerate(said.split())
        )
        return OcrPage(job.number, 600, 800, 100, 0, 0.0, not words, 0.95, "replay-fast", words)

    def hand_in(self, *files: Path, placement: Placement | None = None) -> list[HandIn]:
        batch = self.catalog.batches.begin(
            by="Lan", holder=this_process(), now=NOW, alive_until=NOW + 90
        )
        counter = Counter(
            self.catalog, self.store, self.bench().inspect, lambda: NOW, batch, "Lan", "fast"
        )
        return receive(counter, [Upload(path, path.name, placement) for path in files])


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with small_archive(tmp_path) as archive:
        yield Office(*archive, tmp_path, ["QUYẾT ĐỊNH", "Về việc công nhận Vừ A Dính"])


@pytest.fixture
def scan(tmp_path: Path) -> Callable[[str], Path]:
    def made(name: str) -> Path:
        picture = Image.new("RGB", (600, 800), "white")
        ImageDraw.Draw(picture).text((50, 50), name, fill="black")
        path = tmp_path / name
        picture.save(path, dpi=(100, 100))
        return path

    return made


def only(lines: Sequence[HandIn]) -> str:
    assert len(lines) == 1 and lines[0].document is not None
    return lines[0].document


def test_a_scan_becomes_a_finished_document(office: Office, scan: Callable[[str], Path]) -> None:
    document = only(office.hand_in(scan("a.png")))
    assert finish_document(office.bench(), document) is True
    record = office.catalog.documents.get(document)
    assert (record.stage, record.pages) == (Stage.EXTRACTED, 1)
    assert "Dính" in next(iter(read_pages(office.store, record))).text()
    assert office.store.read(keys.searchable_pdf(document)).startswith(b"%PDF")


def test_finishing_twice_changes_nothing(office: Office, scan: Callable[[str], Path]) -> None:
    document = only(office.hand_in(scan("a.png")))
    finish_document(office.bench(), document)
    before = office.catalog.documents.get(document)
    assert finish_document(office.bench(), document) is False
    assert office.catalog.documents.get(document) == before


def test_a_page_read_before_a_crash_is_not_read_again(
    office: Office, scan: Callable[[str], Path]
) -> None:
    document = only(office.hand_in(scan("a.png")))
    finish_document(office.bench(), document)
    revision = office.catalog.documents.get(document).revision
    office.catalog.edits.read_again(document, "fast", Editor("Lan", NOW, revision))
    finish_document(office.bench(), document)
    assert office.reads == 1


def test_the_same_bytes_twice_are_a_duplicate(office: Office, scan: Callable[[str], Path]) -> None:
    first = office.hand_in(scan("a.png"))
    finish_document(office.bench(), only(first))
    again = office.hand_in(scan("a.png"))
    assert [line.answer for line in (*first, *again)] == [Answer.RECEIVED, Answer.DUPLICATE]
    assert only(first) == only(again)
    assert len(list(office.store.keys("originals"))) == 1


def test_a_duplicate_with_a_dossier_is_filed_there_too(
    office: Office, scan: Callable[[str], Path]
) -> None:
    document = only(office.hand_in(scan("a.png")))
    finish_document(office.bench(), document)
    office.hand_in(scan("a.png"), placement=Placement(CODE, Role.RESULT, "option"))
    assert [f.dossier for f in office.catalog.documents.get(document).filings] == [CODE]
    office.hand_in(scan("a.png"), placement=Placement("H60.05-240105-0002", Role.RESULT, "option"))
    assert len(office.catalog.documents.get(document).filings) == 2


def test_pictures_handed_in_together_are_one_paper(
    office: Office, scan: Callable[[str], Path]
) -> None:
    lines = office.hand_in(scan("1.png"), scan("2.png"))
    assert len({line.document for line in lines}) == 1
    document = str(lines[0].document)
    finish_document(office.bench(), document)
    record = office.catalog.documents.get(document)
    assert record.pages == 2
    assert [page.number for page in read_pages(office.store, record)] == [1, 2]
    assert len(list(office.store.keys("originals"))) == 2


def test_a_file_that_is_no_scan_is_refused_and_leaves_nothing(
    office: Office, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.pdf"
    letter.write_text("<html>no scan</html>")
    refused = office.hand_in(letter, tmp_path / "gone.pdf")
    assert [line.code for line in refused] == ["scan.missing", "scan.not_a_scan"]
    assert list(office.store.keys("originals")) == [] and office.catalog.documents.every() == []


def test_a_bad_page_is_a_problem_and_the_document_is_finished(
    office: Office, scan: Callable[[str], Path]
) -> None:
    document = only(office.hand_in(scan("a.png")))
    office.failing = Problem("page.crashed")
    finish_document(office.bench(), document)
    record = office.catalog.documents.get(document)
    assert record.finished and not record.readable
    assert ("page.crashed", 1) in {(p.code, p.page) for p in record.problems}


def test_a_service_that_is_down_gives_the_claim_back(
    office: Office, scan: Callable[[str], Path]
) -> None:
    document = only(office.hand_in(scan("a.png")))
    office.failing = ServiceDown("store")
    with pytest.raises(ServiceDown):
        finish_document(office.bench(), document)
    assert office.catalog.documents.get(document).attempts == 0
    office.failing = None
    assert finish_document(office.bench(), document) is True


def test_a_document_given_up_says_so(office: Office, scan: Callable[[str], Path]) -> None:
    document = only(office.hand_in(scan("a.png")))
    assert give_up(office.bench(), document) is True
    record = office.catalog.documents.get(document)
    assert record.finished and record.problems[-1].code == "document.gave_up"


def test_a_restricted_paper_leaves_no_text(office: Office, scan: Callable[[str], Path]) -> None:
    office.lines = ["MẬT", "QUYẾT ĐỊNH", "Về việc bố trí lực lượng"]
    document = only(office.hand_in(scan("a.png")))
    finish_document(office.bench(), document)
    record = office.catalog.documents.get(document)
    assert record.restricted == "MẬT" and record.fields == ()
    assert list(office.store.keys("ocr")) == [] and list(office.store.keys("pdf")) == []
    indexing.drain(office.catalog, office.store, office.index)
    assert office.index.revisions() == {}
    assert len(list(office.store.keys("originals"))) == 1


def test_the_clerks_dossier_stays_and_a_code_on_the_paper_that_disagrees_is_told(
    office: Office, scan: Callable[[str], Path]
) -> None:
    office.lines = ["ĐƠN ĐỀ NGHỊ", "Mã hồ sơ: H60.05-240105-0002"]
    place = Placement(CODE, Role.APPLICATION, "folder")
    document = only(office.hand_in(scan("a.png"), placement=place))
    finish_document(office.bench(), document)
    record = office.catalog.documents.get(document)
    assert [(f.dossier, f.in_doubt) for f in record.filings] == [(CODE, True)]
    assert "filing.disagree" in {problem.code for problem in record.problems}


def test_option_and_folder_that_disagree_are_told(
    office: Office, scan: Callable[[str], Path]
) -> None:
    place = Placement(CODE, Role.RESULT, "option", against="H60.05-240105-0002")
    document = only(office.hand_in(scan("a.png"), placement=place))
    finish_document(office.bench(), document)
    record = office.catalog.documents.get(document)
    assert [(f.dossier, f.in_doubt) for f in record.filings] == [(CODE, True)]
    assert "filing.disagree" in {problem.code for problem in record.problems}


def test_the_index_is_told_everything_once_and_forgets_what_is_withdrawn(
    office: Office, scan: Callable[[str], Path]
) -> None:
    document = only(office.hand_in(scan("a.png")))
    finish_document(office.bench(), document)
    assert indexing.drain(office.catalog, office.store, office.index) == 1
    assert indexing.drain(office.catalog, office.store, office.index) == 0
    assert office.index.revisions() == {document: 1}
    office.catalog.edits.withdraw(document, "quét nhầm", Editor("Lan", NOW, 1))
    indexing.drain(office.catalog, office.store, office.index)
    assert office.index.revisions() == {}


class Slow(EmbeddedIndex):
    """An index whose caller is overtaken while it tells documents."""

    meanwhile: Callable[[], None] | None = None

    def put(self, documents: Iterable[Findable]) -> None:
        listed = list(documents)
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile:
            meanwhile()
        super().put(listed)

    def rebuild(self, documents: Iterable[Findable]) -> int:
        listed = list(documents)
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile:
            meanwhile()
        return super().rebuild(listed)


def test_what_changes_while_the_index_is_rebuilt_is_told_again(
    office: Office, scan: Callable[[str], Path]
) -> None:
    withdrawn, kept, late = (only(office.hand_in(scan(f"{n}.png"))) for n in range(3))
    for document in (withdrawn, kept):
        finish_document(office.bench(), document)
    slow = Slow(office.home / "index")

    def change() -> None:
        finish_document(office.bench(), late)
        office.catalog.edits.withdraw(withdrawn, "quét nhầm", Editor("Lan", NOW, 1))
        indexing.drain(office.catalog, office.store, office.index)
        assert set(office.index.revisions()) == {kept, late}

    slow.meanwhile = change
    indexing.reindex(office.catalog, office.store, slow)
    assert set(office.index.revisions()) == {kept, late}
    assert not verify(office.catalog, office.store, office.index).stray
    slow.close()


def test_a_paper_withdrawn_while_it_is_told_is_not_brought_back(
    office: Office, scan: Callable[[str], Path]
) -> None:
    document = only(office.hand_in(scan("a.png")))
    finish_document(office.bench(), document)
    slow = Slow(office.home / "index")

    def withdraw() -> None:
        office.catalog.edits.withdraw(document, "quét nhầm", Editor("Lan", NOW, 1))
        indexing.drain(office.catalog, office.store, office.index)
        assert office.catalog.outbox.count() == 0

    slow.meanwhile = withdraw
    indexing.drain(office.catalog, office.store, slow)
    assert office.index.revisions() == {}
    assert office.catalog.outbox.count() == 0
    slow.close()


def test_a_lost_index_is_rebuilt_from_catalog_and_store(
    office: Office, scan: Callable[[str], Path], tmp_path: Path
) -> None:
    document = only(office.hand_in(scan("a.png")))
    finish_document(office.bench(), document)
    indexing.drain(office.catalog, office.store, office.index)
    fresh = EmbeddedIndex(tmp_path / "other-index")
    assert verify(office.catalog, office.store, fresh).unindexed == (document,)
    assert indexing.rebuild(office.catalog, office.store, fresh) == 1
    assert verify(office.catalog, office.store, fresh).damaged is False


def test_verify_finds_changed_missing_and_stray_originals(
    office: Office, scan: Callable[[str], Path]
) -> None:
    kept = [only(office.hand_in(scan(name))) for name in ("a.png", "b.png")]
    parts = [office.catalog.documents.get(one).parts[0].part.sha256 for one in kept]
    folder = office.home / "store" / "originals"
    (folder / parts[0]).chmod(0o644)
    (folder / parts[0]).write_bytes(b"altered")
    (folder / parts[1]).unlink()
    (folder / ("0" * 64)).write_bytes(b"nobody's")
    found = verify(office.catalog, office.store, office.index)
    assert found.changed == (keys.original(parts[0]),)
    assert found.missing == (keys.original(parts[1]),)
    assert found.stray == (keys.original("0" * 64),)
    assert found.damaged


def test_profiles_name_different_recipes(office: Office) -> None:
    recipe = office.bench().recipe
    assert len({recipe(profile) for profile in Profile}) == len(Profile)
