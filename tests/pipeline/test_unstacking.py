"""A stack in one file becomes its papers: once, whoever dies or comes second; people have the last word."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PIL import Image
from small_office import NOW, small_archive, small_bench

from extractors import extract
from pipeline import indexing, keys, pages, textlayer
from pipeline.backup import backup
from pipeline.catalog import Catalog, open_catalog
from pipeline.catalog.edits import Editor
from pipeline.catalog.engine import open_database
from pipeline.catalog.records import Answer, DocumentRecord, HandIn, Placement
from pipeline.catalog.stacks import CUT, JOINED
from pipeline.cutting import cut_at, joined
from pipeline.digitize import Bench, finish_document, give_up
from pipeline.errors import BadRequest, StaleEdit
from pipeline.holder import this_process
from pipeline.intake import Counter, Upload, receive
from pipeline.model import Box, Code, Extraction, OcrPage, Problem, Role, Stage, Word
from pipeline.ocr.page_job import PageDone, PageJob
from pipeline.ports import ObjectStore
from pipeline.restore import restore
from pipeline.separators import Separator
from pipeline.sheets import read_pages
from pipeline.stores.folder import open_folder_store
from pipeline.verify import verify
from search.embedded import EmbeddedIndex

CODE = "H60.05-240105-0001"
OTHER = "H60.05-240105-0002"
NATION = "      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"

Script = list[str] | Separator


def letter(about: str) -> Script:
    """A first page."""
    return [NATION, "            QUYẾT ĐỊNH", f"về việc {about}"]


TEXT: Script = ["tiếp theo của giấy tờ này là một dòng chữ dài"]
BLANK: Script = []
SECRET: Script = ["MẬT", NATION, "            QUYẾT ĐỊNH", "về việc canh gác"]
SEP = Separator()


@dataclass
class Office:
    """A small office. script: what stands on each page of the only file."""

    catalog: Catalog
    store: ObjectStore
    index: EmbeddedIndex
    home: Path
    script: list[Script] = field(default_factory=list)
    reads: int = 0
    fails: Callable[[], None] = lambda: None
    signed: bool = False

    def bench(self) -> Bench:
        return small_bench(self.catalog, self.store, self.home, self.read)

    def read(self, job: PageJob) -> PageDone | Problem:
        picture = pages.render(job.path, job.number, dpi=job.dpi)
        page = job.known or self._replayed(job.number)
        if job.pdf_to is not None:  # of a page that is known to be secret no copy is made
            job.pdf_to.write_bytes(textlayer.page_pdf(picture, page))
        return PageDone(page, 0.1, self.signed)

    def _replayed(self, number: int) -> OcrPage:
        self.reads += 1
        said = self.script[number - 1]
        lines = said if isinstance(said, list) else []
        words = tuple(word for n, line in enumerate(lines) for word in _words(line, n))
        codes = (_code(said.text),) if isinstance(said, Separator) else ()
        blank = not words
        return OcrPage(
            number, 600, 800, 100, 0, 0.0, blank, 0.95 if words else 0.0, "r", words, codes
        )

    def stack(self, *script: Script) -> Path:
        """A file of so many pages."""
        self.script = list(script)
        first, *rest = [
            Image.new("RGB", (300, 400), (255, 255, 255 - n)) for n in range(len(script))
        ]
        path = self.home / "chồng.tif"
        first.save(path, dpi=(50, 50), save_all=True, append_images=rest, compression="tiff_lzw")
        return path

    def hand_in(self, *files: Path, placement: Placement | None = None) -> list[HandIn]:
        batch = self.catalog.batches.begin(
            by="Lan", holder=this_process(), now=NOW, alive_until=NOW + 90
        )
        counter = Counter(
            self.catalog, self.store, self.bench().inspect, lambda: NOW, batch, "Lan", "fast"
        )
        return receive(counter, [Upload(path, path.name, placement) for path in files])

    def digitize(self, *script: Script, placement: Placement | None = None) -> str:
        """Hand a stack in and finish it; returns the id of the whole file."""
        (line,) = self.hand_in(self.stack(*script), placement=placement)
        assert line.document and finish_document(self.bench(), line.document)
        indexing.drain(self.catalog, self.store, self.index)
        return line.document

    def now(self, document: str) -> list[DocumentRecord]:
        """What became of a document."""
        ids = self.catalog.stacks.current(document)
        records = self.catalog.documents.load(ids)
        return [records[one] for one in ids]

    def text(self, document: DocumentRecord) -> list[str]:
        return [page.text() for page in read_pages(self.store, document)]

    def cut(self, document: str, *at: int) -> list[str]:
        """As `sohoa cut` does it."""
        record = self.catalog.documents.get(document)
        papers = cut_at(record, at, self._pages(record))
        self._remake([record], [papers, CUT])
        return [paper.id for paper in papers]

    def join(self, *documents: str) -> str:
        """As `sohoa join` does it."""
        records = [self.catalog.documents.get(one) for one in documents]
        paper = joined(records, self._pages(*records))
        self._remake(records, [[paper], JOINED])
        return paper.id

    def _remake(self, records, about) -> None:
        papers, event = about
        editor = Editor("Hà", NOW, records[0].revision)
        seen = [(record.id, record.revision) for record in records]
        self.catalog.stacks.remake(seen, papers, event, editor)
        for paper in papers:
            finish_document(self.bench(), paper.id)
        indexing.drain(self.catalog, self.store, self.index)

    def _pages(self, *records: DocumentRecord) -> dict[str, int]:
        return self.catalog.stacks.pages_of(
            filed.part.sha256 for record in records for filed in record.parts
        )

    def sound(self) -> bool:
        """Nothing is missing, the index holds what it should and nothing else."""
        found = verify(self.catalog, self.store, self.index)
        return not found.damaged and not found.stray and not self.catalog.documents.unfinished()


def _words(line: str, number: int) -> Iterator[Word]:
    left = 0.05 + 0.02 * (len(line) - len(line.lstrip()))
    top = 0.05 + 0.04 * number
    for n, text in enumerate(line.split()):
        yield Word(
            text, Box(left + 0.07 * n, top, left + 0.07 * n + 0.06, top + 0.02), 0.95, number
        )


def _code(text: str) -> Code:
    return Code("QRCode", text, Box(0.3, 0.3, 0.7, 0.6))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with small_archive(tmp_path) as archive:
        yield Office(*archive, tmp_path)


def test_separator_sheets_part_the_papers_and_are_in_none(office: Office) -> None:
    stack = office.digitize(SEP, TEXT, BLANK, Separator(CODE, Role.RESULT), TEXT, TEXT)
    first, second = office.now(stack)
    assert [(p.part.first, p.part.last, p.left_out) for p in first.parts] == [
        (1, 1, True), (2, 3, False)
    ]  # fmt: skip
    assert (first.pages, second.pages) == (1, 2)
    assert [(f.dossier, f.role, f.filed_by) for f in second.filings] == [
        (CODE, Role.RESULT, "separator")
    ]
    assert office.text(second) == [*TEXT, *TEXT] and not first.filings
    assert set(office.index.revisions()) == {first.id, second.id}
    assert office.reads == 6 and office.sound()


def test_a_stack_is_cut_where_papers_begin_and_names_its_papers(office: Office) -> None:
    stack = office.digitize(letter("một"), BLANK, letter("hai"), TEXT)
    old = office.catalog.documents.get(stack)
    assert [(one.pages, one.type) for one in office.now(stack)] == [
        (1, "quyet-dinh"),
        (2, "quyet-dinh"),
    ]
    assert old.withdrawn_why == CUT and len(old.became) == 2 and old.stage is Stage.EXTRACTED
    assert [line.event for line in office.catalog.documents.history(stack)] == ["received", "cut"]
    assert office.sound()


def test_one_paper_stays_what_it_is(office: Office) -> None:
    paper = office.digitize(letter("một"), TEXT, TEXT)
    (only,) = office.now(paper)
    assert (only.id, only.pages, only.bounds_by) == (paper, 3, None)


def test_one_paper_behind_a_separator_keeps_the_id_of_its_file(office: Office) -> None:
    paper = office.digitize(Separator(CODE, Role.RESULT), letter("một"), TEXT)
    (only,) = office.now(paper)
    assert (only.id, only.pages) == (paper, 2)
    assert only.filings[0].dossier == CODE and only.fields[0].page in (1, None)
    assert office.sound()


def test_a_doubt_waits_for_a_person_who_has_the_last_word(office: Office) -> None:
    paper = office.digitize(letter("một"), [NATION])
    (only,) = office.now(paper)
    assert [(p.page, p.code) for p in only.problems if p.code == "stack.unsure"] == [
        (2, "stack.unsure")
    ]
    office.catalog.edits.accept(paper, Editor("Hà", NOW, only.revision))
    _read_again(office, paper)
    assert "stack.unsure" not in {p.code for p in office.catalog.documents.get(paper).problems}


def test_a_signed_file_and_pictures_of_one_paper_are_cut_by_separators_alone(
    office: Office,
) -> None:
    office.signed = True
    assert len(office.now(office.digitize(letter("một"), letter("hai")))) == 1
    assert len(office.now(office.digitize(letter("một"), letter("hai"), SEP, TEXT))) == 2


def test_pictures_handed_in_together_are_one_paper_though_they_are_the_same(
    office: Office,
) -> None:
    one = office.stack(letter("một"))
    document = str(office.hand_in(one, one)[0].document)
    finish_document(office.bench(), document)
    assert [record.pages for record in office.now(document)] == [2]


def test_the_same_stack_again_is_a_duplicate_and_each_paper_is_filed(office: Office) -> None:
    stack = office.digitize(letter("một"), letter("hai"))
    place = Placement(CODE, Role.RESULT, "option")
    (line,) = office.hand_in(office.home / "chồng.tif", placement=place)
    assert (line.answer, line.document) == (Answer.DUPLICATE, stack)
    assert [one.filings[0].dossier for one in office.now(stack)] == [CODE, CODE]


def test_the_counters_word_goes_to_every_paper_and_a_separator_against_it_is_told(
    office: Office,
) -> None:
    place = Placement(CODE, Role.ATTACHMENT, "option")
    first, second = office.now(office.digitize(TEXT, Separator(OTHER), TEXT, placement=place))
    assert [(f.dossier, f.in_doubt) for f in first.filings] == [(CODE, False)]
    assert [(f.dossier, f.in_doubt) for f in second.filings] == [(CODE, True)]
    assert "filing.disagree" in {problem.code for problem in second.problems}


def test_a_restricted_paper_in_a_stack_is_locked_away_alone(office: Office) -> None:
    stack = office.digitize(letter("một"), TEXT, SECRET, TEXT, letter("hai"))
    first, secret, last = office.now(stack)
    assert [one.restricted for one in (first, secret, last)] == [None, "MẬT", None]
    assert set(office.index.revisions()) == {first.id, last.id}
    assert office.text(secret) == [] and len(list(office.store.keys("ocr"))) == 3
    assert {Path(key).stem for key in office.store.keys("pdf")} == {first.id, last.id}
    assert office.sound()


def test_a_marking_on_a_head_that_was_not_cut_locks_the_whole_away(office: Office) -> None:
    paper = office.digitize(letter("một"), ["MẬT", NATION])
    assert office.catalog.documents.get(paper).restricted == "MẬT"
    assert list(office.store.keys("ocr")) == [] and office.index.revisions() == {}


def test_a_secret_paper_joined_behind_another_locks_the_new_one_away(office: Office) -> None:
    first, secret = office.now(office.digitize(letter("một"), SECRET))
    office.join(first.id, secret.id)
    assert office.index.revisions() == {} and list(office.store.keys("pdf")) == []


def test_a_person_cuts_and_joins_and_everything_comes_back(office: Office) -> None:
    paper = office.digitize(letter("một"), TEXT, TEXT, TEXT)
    made = office.cut(paper, 2, 4)
    assert [one.pages for one in office.now(paper)] == [1, 2, 1]
    assert set(office.index.revisions()) == set(made) and office.sound()
    assert office.join(*made) == paper
    (only,) = office.now(paper)
    assert (only.id, only.pages, only.became) == (paper, 4, ()) and office.sound()
    assert [office.now(one)[0].id for one in made] == [paper] * 3
    assert office.cut(paper, 2, 4) == made and office.sound()
    assert office.reads == 4


def test_papers_are_joined_in_the_order_named_though_they_are_no_neighbours(
    office: Office,
) -> None:
    one, two, three = office.now(office.digitize(letter("một"), letter("hai"), letter("ba")))
    new = office.join(three.id, one.id)
    record = office.catalog.documents.get(new)
    assert [part.part.first for part in record.parts] == [3, 1]
    assert "ba" in office.text(record)[0] and "một" in office.text(record)[1]
    assert {one.id for one in office.now(one.id)} == {new} and office.sound()
    assert len(office.now(two.id)) == 1


def test_what_a_person_confirmed_goes_with_its_page_and_comes_back(office: Office) -> None:
    paper = office.digitize(letter("một"), letter("hai")[:1], TEXT)
    revision = office.catalog.documents.get(paper).revision
    office.catalog.edits.set_field(paper, "signer", "Vừ A Dính", Editor("Hà", NOW, revision))
    revision += 1
    office.catalog.edits.file(paper, CODE, Role.RESULT, Editor("Hà", NOW, revision))
    first, second = (office.catalog.documents.get(one) for one in office.cut(paper, 3))
    assert first.field("signer") and not second.field("signer")
    assert [f.dossier for f in (*first.filings, *second.filings)] == [CODE, CODE]
    office.join(first.id, second.id)
    signer = office.catalog.documents.get(paper).field("signer")
    assert signer is not None and signer.value == "Vừ A Dính"


def test_reading_again_does_not_undo_what_a_person_decided(office: Office) -> None:
    stack = office.digitize(letter("một"), letter("hai"), TEXT)
    whole = office.join(*[one.id for one in office.now(stack)])
    assert whole == stack
    _read_again(office, whole)
    (only,) = office.now(whole)
    assert (only.id, only.became, only.bounds_by) == (stack, (), "Hà")
    assert not [p for p in only.problems if p.code == "stack.unsure"]


def test_reading_again_cuts_a_stack_that_nobody_looked_at(office: Office) -> None:
    paper = office.digitize(TEXT, TEXT)
    office.script = [letter("một"), letter("hai")]
    _read_again(office, paper, "accurate")
    assert [one.pages for one in office.now(paper)] == [1, 1]
    assert list(office.store.keys("pdf")) and office.sound()
    assert keys.searchable_pdf(paper) not in set(office.store.keys("pdf"))


def test_what_is_none_any_more_cannot_be_edited(office: Office) -> None:
    stack = office.digitize(letter("một"), letter("hai"))
    revision = office.catalog.documents.get(stack).revision
    for edit in (
        lambda: office.catalog.edits.accept(stack, Editor("Hà", NOW, revision)),
        lambda: office.catalog.edits.read_again(stack, "fast", Editor("Hà", NOW, revision)),
        lambda: office.cut(stack, 2),
        lambda: office.join(stack, stack),
    ):
        with pytest.raises(BadRequest) as refused:
            edit()
        assert refused.value.code == "request.remade"


@pytest.mark.parametrize("at", [(), (1,), (4,), (2, 9)])
def test_a_cut_must_be_inside(office: Office, at: tuple[int, ...]) -> None:
    paper = office.digitize(TEXT, TEXT, TEXT)
    with pytest.raises(BadRequest) as refused:
        office.cut(paper, *at)
    assert refused.value.code == "request.cut_page"


def test_a_cut_of_an_old_revision_is_stale(office: Office) -> None:
    paper = office.digitize(TEXT, TEXT)
    seen = office.catalog.documents.get(paper)
    office.catalog.edits.set_field(paper, "signer", "x", Editor("Lan", NOW, seen.revision))
    papers = cut_at(seen, [2], {seen.parts[0].part.sha256: 2})
    with pytest.raises(StaleEdit):
        office.catalog.stacks.remake([(paper, seen.revision)], papers, CUT, Editor("Hà", NOW, 0))
    assert office.catalog.stacks.current(paper) == [paper]


class Died(BaseException):
    """As if the process ended here."""


@pytest.mark.parametrize("after", range(6))
def test_whoever_dies_at_any_moment_the_next_one_finishes(
    office: Office, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    steps = iter(range(100))
    with monkeypatch.context() as patched:
        for owner, name in (
            (type(office.catalog.stacks), "cut"),
            (type(office.catalog.stacks), "close"),
            (type(office.catalog.documents), "record"),
        ):
            _dying(patched, owner, name, lambda: next(steps) == after)
        office.fails = lambda: None
        (line,) = office.hand_in(office.stack(letter("một"), TEXT, SEP, letter("hai")))
        with pytest.raises(Died) if after < 4 else _nothing():
            finish_document(office.bench(), str(line.document))
    stack = str(line.document)
    finish_document(office.bench(), stack)
    assert [one.pages for one in office.now(stack)] == [2, 1]
    indexing.drain(office.catalog, office.store, office.index)
    assert office.reads == 4 and office.sound()


def test_two_workers_at_once_cut_once(office: Office) -> None:
    (line,) = office.hand_in(office.stack(letter("một"), SEP, letter("hai"), TEXT))
    stack = str(line.document)
    with ThreadPoolExecutor(4) as threads:
        done = list(threads.map(lambda _: finish_document(office.bench(), stack), range(4)))
    assert done.count(True) == 1
    assert len(office.catalog.documents.every()) == 3
    assert [line.event for line in office.catalog.documents.history(stack)].count("cut") == 1


def test_a_paper_that_cannot_be_finished_does_not_stop_the_others(office: Office) -> None:
    (line,) = office.hand_in(office.stack(letter("một"), SEP, letter("hai"), SEP, letter("ba")))
    stack, batch = str(line.document), office.catalog.batches.recent()[0].id
    office.catalog.batches.add(batch, [replace(line, ordinal=1)])

    def odd(found: Sequence[OcrPage]) -> Extraction:
        if "hai" in found[0].text():
            raise ValueError("an odd paper")
        return extract(found)

    bench = replace(office.bench(), extract=odd)
    with pytest.raises(ValueError, match="odd"):
        finish_document(bench, stack)
    assert give_up(bench, stack) is True
    bad, good = office.catalog.documents.unfinished(batch)
    assert finish_document(bench, good) is True and give_up(bench, bad) is True
    codes = {problem.code for problem in office.catalog.documents.get(bad).problems}
    assert codes >= {"document.gave_up"}
    assert office.catalog.documents.unfinished() == []


def test_a_restored_office_knows_what_became_of_its_stacks(office: Office, tmp_path: Path) -> None:
    stack = office.digitize(letter("một"), SEP, letter("hai"))
    backup(office.catalog, office.store, tmp_path / "backup")
    (tmp_path / "new").mkdir()
    store = open_folder_store(tmp_path / "new" / "store", tmp_path / "tmp")
    database = open_database("sqlite:catalog.db", tmp_path / "new", password="", ca_file=None)
    restore(tmp_path / "backup", store, database, "sqlite:catalog.db")
    database.close()
    with closing(open_catalog("sqlite:catalog.db", tmp_path / "new")) as again:
        assert again.stacks.current(stack) == office.catalog.stacks.current(stack)
        indexing.reindex(again, store, office.index)
        assert not verify(again, store, office.index).damaged


def _dying(patched: pytest.MonkeyPatch, owner: type, name: str, now: Callable[[], bool]) -> None:
    whole = getattr(owner, name)

    def dying(self, *args, **kwargs):
        if now():
            raise Died
        return whole(self, *args, **kwargs)

    patched.setattr(owner, name, dying)


class _nothing:
    def __enter__(self) -> None: ...

    def __exit__(self, *_: object) -> None: ...


def _read_again(office: Office, document: str, profile: str = "fast") -> None:
    record = office.catalog.documents.get(document)
    office.catalog.edits.read_again(document, profile, Editor("Lan", NOW, record.revision))
    finish_document(office.bench(), document)
    indexing.drain(office.catalog, office.store, office.index)
