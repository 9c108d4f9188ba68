"""One paper scanned twice is told, two papers of one form are not; nothing is merged."""

import random
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import samples
from extractors import extract
from pipeline.catalog.likenesses import COMMON
from pipeline.catalog.records import LOOKS_ALIKE
from pipeline.digitize import finish_document
from pipeline.likeness import likeness, same_paper
from pipeline.model import Box, FieldState, FieldValue, OcrPage, Profile, Word
from pipeline.ocr.engines import readers
from pipeline.ocr.reading import read_picture
from pipeline.picture import PagePicture

BOX = Box(0.1, 0.1, 0.2, 0.12)


def letter(name="Hoàng Thị Sen", born="12/04/1986", personal="008186004217", number="45"):
    return [
        "ỦY BAN NHÂN DÂN XÃ ĐÔNG THỌ",
        f"Số: {number}/GXN-UBND",
        "GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN",
        f"Xét đề nghị của ông bà {name} sinh ngày {born}",
        f"Giấy tờ tùy thân số {personal} do Công an tỉnh cấp",
        "Nơi cư trú: thôn Đông Trai, xã Đông Thọ, tỉnh Tuyên Quang",
        "Tình trạng hôn nhân: hiện tại chưa đăng ký kết hôn với ai",
        "Giấy này có giá trị trong thời hạn sáu tháng kể từ ngày cấp",
    ]


def others_of(record):
    return [one.detail for one in record.problems if one.code == LOOKS_ALIKE]


def test_a_second_scan_of_a_paper_is_offered_with_the_first_ones_id(desk):
    first = desk.digitize(letter())
    second = desk.digitize(letter())
    assert others_of(first) == [] and others_of(second) == [first.id]
    assert f"problem.{LOOKS_ALIKE}: {first.id}" in second.why_review
    assert not first.withdrawn and not second.withdrawn


def test_a_few_words_read_with_doubt_do_not_hide_it(desk):
    first = desk.digitize(letter())
    desk.confidence = 0.9
    misread = [line.replace("Giấy", "Giây").replace("thôn", "thốm") for line in letter()]
    assert others_of(desk.digitize(misread)) == [first.id]


@pytest.mark.parametrize(
    "other",
    [
        letter(name="Triệu Văn Páo", born="03/11/1992", personal="008092001763", number="46"),
        letter(name="Hoàng Thị Mai"),
        letter(personal="008186004271"),
        letter(born="12/04/1968"),
        letter(number="54"),
    ],
)
def test_the_same_form_with_another_value_is_another_paper(desk, other):
    desk.digitize(letter())
    assert others_of(desk.digitize(other)) == []


def test_two_scans_read_at_the_same_time_meet_all_the_same(desk):
    """As two processes do: the second looks before the first is recorded."""
    first, second = (desk.receive(desk.scan(letter())) for _ in range(2))
    bench = desk.bench()
    inner = replace(
        bench, extract=lambda pages: [finish_document(bench, second), desk.extract(pages)][1]
    )
    finish_document(inner, first)
    assert others_of(desk.record(first)) + others_of(desk.record(second)) == [second]


def test_what_is_withdrawn_or_secret_is_never_offered(desk):
    first = desk.digitize(letter())
    second = desk.digitize(letter())
    desk.catalog.edits.withdraw(first.id, "trùng", desk.editor(first.id))
    assert others_of(desk.record(second.id)) == []
    third = desk.digitize(letter())
    assert others_of(third) == [second.id]
    desk.catalog.edits.set_restricted(second.id, "MẬT", desk.editor(second.id))
    assert others_of(desk.record(third.id)) == []
    desk.catalog.edits.withdraw(third.id, "trùng", desk.editor(third.id))
    assert others_of(desk.digitize(letter())) == []


def test_a_marked_paper_takes_no_part(desk):
    first = desk.digitize(["MẬT", *letter()])
    assert first.restricted == "MẬT" and others_of(desk.digitize(letter())) == []
    assert others_of(desk.digitize(["MẬT", *letter()])) == []


def test_telling_twice_says_it_once(desk):
    record = desk.digitize(letter())
    for _ in range(2):
        desk.catalog.likenesses.tell(record.id, ["0123456789abcdef"])
    assert others_of(desk.record(record.id)) == ["0123456789abcdef"]


def test_a_key_of_the_form_is_written_down_no_more_than_needed(desk):
    record = desk.digitize(letter())
    with desk.catalog.database.reading() as connection:
        question = "SELECT key FROM likenesses WHERE document = ?"
        key = connection.exec_driver_sql(question, (record.id,)).scalars().first()
    ids = [f"{number:016x}" for number in range(COMMON + 20)]
    with desk.catalog.database.writing() as connection:
        connection.exec_driver_sql(
            "INSERT INTO documents (id, batch, file, pages, profile, stage, recipe, revision,"
            " indexed_revision, attempts, fence, type, type_name, type_confidence, form, received_at,"
            " received_by, seconds, sensitive) SELECT ?, batch, file, pages, profile, stage, recipe,"
            " revision, 99, 0, 0, type, type_name, 0, form, 0, '', 0, 0 FROM documents WHERE id = ?",
            [(one, record.id) for one in ids],
        )
        connection.exec_driver_sql(
            "INSERT INTO likenesses VALUES (?, ?)", [(key, one) for one in ids]
        )
    assert desk.catalog.likenesses.candidates([key], "none") == []
    assert others_of(desk.digitize(letter())) == [record.id]
    with desk.catalog.database.reading() as connection:
        question = "SELECT count(*) FROM likenesses WHERE key = ?"
        assert connection.exec_driver_sql(question, (key,)).scalar_one() == COMMON + 21
        plan = "EXPLAIN QUERY PLAN SELECT document FROM likenesses WHERE key = 1 LIMIT 64"
        steps = " ".join(str(row) for row in connection.exec_driver_sql(plan))
    assert "SEARCH" in steps and "SCAN" not in steps


def page(words, sure=0.98):
    made = tuple(Word(text, BOX, sure, n) for n, text in enumerate(words))
    return OcrPage(1, 9, 9, 300, 0, 0.0, False, sure, "r", made)


def test_too_few_words_say_nothing():
    assert likeness([page(["một", "hai"])], ()) is None


@given(st.lists(st.text("abđêơư123", min_size=1, max_size=6), min_size=25, max_size=60))
def test_a_paper_is_like_itself_whatever_it_says(words):
    one, other = (likeness([page(words)], ()) for _ in range(2))
    assert one == other
    assert one is None or same_paper(one, other)


def test_a_settled_value_that_differs_decides_alone():
    words = " ".join(letter()).split()

    def value(text, state):
        return FieldValue("issued", text, text, 0.9, state, 1, BOX, "nd30@1")

    for state, same in ((FieldState.AUTO, False), (FieldState.REVIEW, True)):
        one, other = (
            likeness([page(words)], (value(day, state),)) for day in ("2024-03-01", "2024-03-04")
        )
        assert same_paper(one, other) is same


def worn(text, rate, seed):
    """A page of the text as a reader would have it: that share of words misread, hardly ever surely."""
    chance = random.Random(seed)
    words = []
    for word in text.split():
        if chance.random() < rate:
            at = chance.randrange(len(word))
            wrong = word[:at] + chance.choice("aeiu0127") + word[at + 1 :]
            words.append(Word(wrong, BOX, chance.uniform(0.4, 0.93), len(words)))
        else:
            words.append(Word(word, BOX, chance.uniform(0.93, 1.0), len(words)))
    return OcrPage(1, 9, 9, 300, 0, 0.0, False, 0.95, "r", tuple(words))


@dataclass
class Told:
    """How often one paper twice was offered, and two papers."""

    right: int = 0
    missed: int = 0
    wrong: int = 0

    def judge(self, read) -> None:
        """read: likenesses by (seed, how it was worn)."""
        for (one, first), (other, second) in combinations(read.items(), 2):
            meets = len(set(first.keys) & set(second.keys)) >= 2
            offered = meets and same_paper(first, second)
            if one[0] == other[0]:
                self.right += offered
                self.missed += not offered
            else:
                self.wrong += offered

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed)


@pytest.mark.slow
def test_made_papers_are_told_apart_at_several_rates_of_error():
    """Without any value read; measured: recall 0.91, nothing offered wrongly."""
    told = Told()
    for kind in samples.KINDS:
        read = {}
        for seed in range(40, 45):
            pages = samples.paper(kind, "b", "plain", seed).truth.pages
            text = " ".join(one.text() for one in pages)
            for rate in (0.0, 0.02, 0.05):
                read[seed, rate] = likeness([worn(text, rate, f"{kind}{seed}{rate}")], ())
        told.judge(read)
    assert told.wrong == 0 and told.recall > 0.88


@pytest.mark.ocr
@pytest.mark.slow
def test_the_same_paper_at_two_levels_of_wear_is_told_from_others_of_its_kind():
    """Real readings. 160 of layout a: 128 pairs offered of 128, 0 of 12,592 wrongly (decision 0025)."""
    reader, told = readers("tesserocr"), Told()
    for kind in ("quyet-dinh", "giay-khai-sinh", "giay-tiep-nhan-ho-so-va-hen-tra-ket-qua"):
        read = {}
        for seed, level in ((7, "scan"), (7, "bad"), (8, "scan"), (8, "bad")):
            made = samples.paper(kind, "b", level, seed)
            pictures = [
                PagePicture(number, np.asarray(one), made.dpi or 300)
                for number, one in enumerate(made.pages, 1)
            ]
            pages = [read_picture(one, reader, Profile.FAST) for one in pictures]
            read[seed, level] = likeness(pages, extract(pages).fields)
        told.judge(read)
    assert told == Told(right=6)
