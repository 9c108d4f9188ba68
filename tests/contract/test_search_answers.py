"""What every side of SearchIndex promises about whole answers: counts, order, papers alike, readers."""

import datetime as dt

import pytest
from contract.test_search_index import EVERYONE, ids, paper

from pipeline.facets import Count, Facets
from pipeline.model import Matches, Order, Reader, Role, Tier
from pipeline.ports import SearchIndex
from search.query import parse


def facets(index: SearchIndex, text: str, reader: Reader = EVERYONE, **how) -> Facets:
    return index.facets(parse(text, **how), reader)


def pairs(counts: tuple[Count, ...]) -> list[tuple[str, int]]:
    return [(count.value, count.documents) for count in counts]


@pytest.fixture
def filed(index: SearchIndex) -> SearchIndex:
    index.put([
        paper("a", "đất ở", type="don", units=("A",), procedures=("1.004193",), roles=(Role.APPLICATION,),
              issued=dt.date(2023, 5, 1)),
        paper("b", "đất ruộng", type="don", units=("A", "B"), procedures=("1.004193",),
              roles=(Role.RESULT, Role.RESULT), issued=dt.date(2024, 5, 1)),
        paper("c", "dat", type="quyet-dinh", units=("B",), procedures=("2.000001",), issued=dt.date(2024, 1, 1)),
        paper("d", "đất", type="quyet-dinh"),
        paper("locked", "đất", type="quyet-dinh", units=("A",), issued=dt.date(2024, 1, 1), restricted=True),
        paper("other", "nhà", type="to-trinh", units=("A",), issued=dt.date(2020, 1, 1)),
    ])  # fmt: skip
    return index


def test_facets_count_all_answers_by_type_unit_procedure_year_and_role(filed):
    found = facets(filed, "đất")
    assert pairs(found.type) == [("quyet-dinh", 3), ("don", 2)]
    assert pairs(found.unit) == [("A", 3), ("B", 2)]
    assert pairs(found.procedure) == [("1.004193", 2), ("2.000001", 1)]
    assert pairs(found.year) == [("2024", 3), ("2023", 1)]
    assert pairs(found.role) == [("application", 1), ("result", 1)]


def test_facets_follow_filters_exclusions_and_questions_without_words(filed):
    assert pairs(facets(filed, "đất -ruộng").type) == [("quyet-dinh", 3), ("don", 1)]
    assert pairs(facets(filed, "", unit="B").type) == [("don", 1), ("quyet-dinh", 1)]
    assert pairs(facets(filed, "đất", procedure="2.000001").year) == [("2024", 1)]
    assert facets(filed, "vắng") == Facets()


def test_each_counted_value_narrows_to_as_many_answers(filed):
    found = facets(filed, "đất")
    for name, counts in (
        ("type", found.type), ("unit", found.unit), ("procedure", found.procedure), ("role", found.role),
    ):  # fmt: skip
        for value, documents in pairs(counts):
            assert len(ids(filed, "đất", **{name: value})) == documents
    for year, documents in pairs(found.year):
        assert len(ids(filed, f"đất issued:{year}")) == documents


def test_facets_of_an_empty_index_and_of_one_that_changed(index):
    assert facets(index, "đất") == Facets()
    index.put([paper("a", "đất", type="don")])
    index.put([paper("a", "đất", type="quyet-dinh", revision=2), paper("b", "đất", type="don")])
    index.remove(["b"])
    assert pairs(facets(index, "đất").type) == [("quyet-dinh", 1)]


@pytest.mark.parametrize("text", ["chữ", "type:unknown", '"chữ ký" -vắng'])
@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order.NEWEST, ["new", "same 1", "same 2", "old", "none 1", "none 2"]),
        (Order.OLDEST, ["old", "same 1", "same 2", "new", "none 1", "none 2"]),
    ],
)
def test_by_day_of_issue_undated_last_of_one_day_by_id(index, text, order, expected):
    days = {
        "old": dt.date(1994, 12, 31), "same 1": dt.date(2001, 2, 3), "same 2": dt.date(2001, 2, 3),
        "new": dt.date(2024, 1, 1), "none 1": None, "none 2": None,
    }  # fmt: skip
    for name in ("same 2", "none 2", "new", "none 1", "old", "same 1"):  # each a piece of its own
        index.put([paper(name, "chữ ký", issued=days[name])])
    assert ids(index, text, order=order) == expected
    paged = [ids(index, text, order=order, limit=1, offset=n) for n in range(7)]
    assert [each for page in paged for each in page] == expected
    assert ids(index, text, order=order, limit=0) == []


def test_pages_by_day_stay_as_they_are_when_the_index_is_built_anew(index):
    papers = [paper(f"{n:03}", "chữ", issued=dt.date(2024, 1, 1 + n % 3)) for n in range(60)]
    index.put(papers)
    before = ids(index, "chữ", order=Order.NEWEST, limit=60)
    index.rebuild(reversed(papers))
    paged = [ids(index, "chữ", order=Order.NEWEST, limit=7, offset=n) for n in range(0, 60, 7)]
    assert [each for page in paged for each in page] == before
    assert before[0] == "002" and before[-1] == "057"


def test_answers_by_day_say_how_well_they_match(index):
    index.put([
        paper("exact", "Hường", issued=dt.date(2001, 1, 1)),
        paper("folded", "Hương", issued=dt.date(2024, 1, 1)),
    ])  # fmt: skip
    by_day = index.search(parse("Hường", order=Order.NEWEST), EVERYONE, limit=5)
    by_score = index.search(parse("Hường"), EVERYONE, limit=5)
    assert [(m.document, m.tier) for m in by_day.matches] == [
        ("folded", Tier.FOLDED), ("exact", Tier.EXACT),
    ]  # fmt: skip
    assert {(m.document, m.score) for m in by_day.matches} == {
        (m.document, m.score) for m in by_score.matches
    }
    assert by_day.total == 2


FORM = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập Tự do Hạnh phúc TỜ KHAI ĐĂNG KÝ "
BIRTH = FORM + "KHAI SINH kính gửi ủy ban nhân dân xã "
ASKED = paper(
    "asked", BIRTH + "Lũng Cú cho cháu Giàng Mí Sính con ông Giàng Mí Pó",
    title="Đăng ký khai sinh", fields=(("applicant", "Giàng Mí Pó"), ("owner_id", "002080001234")),
)  # fmt: skip


@pytest.fixture
def family(index: SearchIndex) -> SearchIndex:
    names = (
        "Lò Sỉ Chư",
        "Sầm Văn Tám",
        "Nông Đình Phúc",
        "Vừ Thị Mỷ",
        "Hoàng Thị Dung",
        "Trần Văn Hà",
    )
    others = [
        paper(f"other {n}", BIRTH + f"Cao Bồ cho cháu {name}", title="Đăng ký khai sinh", units=("B",))
        for n, name in enumerate(names * 3)
    ]  # fmt: skip
    index.put([
        ASKED, *others,
        paper("same person", "giấy xác nhận của ông Giàng Mí Pó số 002080001234", units=("A",)),
        paper("same text", BIRTH + "Lũng Cú cho cháu Giàng Mí Sính con ông Giàng Mí Pó", units=("A",)),
        paper("locked", ASKED.pages[0][1][0], fields=ASKED.fields, restricted=True, units=("A",)),
    ])  # fmt: skip
    return index


def like(index: SearchIndex, reader: Reader = EVERYONE) -> Matches:
    return index.alike(ASKED, reader)


def test_papers_of_the_same_person_or_text_are_alike_those_of_the_same_form_are_not(family):
    found = like(family)
    assert found.matches[0].document == "same text"
    assert {match.document for match in found.matches} == {"same text", "same person", "locked"}
    assert found.total == 3
    assert {match.tier for match in found.matches} == {Tier.NEAR}
    assert all(0 < match.score <= 1 for match in found.matches)


def test_a_paper_that_says_nothing_is_like_no_other(family):
    assert family.alike(paper("empty"), EVERYONE) == Matches(0, ())
    assert family.alike(paper("alone", "xyz abc"), EVERYONE) == Matches(0, ())


READERS = {
    Reader(): {"A", "B", "unfiled"},
    Reader(clearance=1): {"A", "B", "unfiled", "locked A"},
    Reader(units=("A",)): {"A"},
    Reader(units=("A",), clearance=1): {"A", "locked A"},
    Reader(units=("B",)): {"B"},
    Reader(units=("C",)): set(),
}


@pytest.mark.parametrize("reader", READERS, ids=str)
def test_no_way_of_asking_tells_of_what_the_reader_may_not_see(index, reader):
    common = {
        "title": "đơn đề nghị cấp đất", "fields": (("owner_id", "002080001234"),), "issued": dt.date(2024, 1, 1),
        "roles": (Role.RESULT,), "procedures": ("1.004193",), "type": "don",
    }  # fmt: skip
    text = "đơn đề nghị của ông Giàng Mí Pó"
    index.put([
        paper("A", text, units=("A",), **common), paper("B", text, units=("B",), **common),
        paper("unfiled", text, **common), paper("locked A", text, units=("A",), restricted=True, **common),
        *(paper(f"x{n}", "khác", units=("A",), type="x") for n in range(9)),
    ])  # fmt: skip
    may_see = READERS[reader]
    for order in Order:
        for asked in ("đề nghị", "type:don"):
            found = index.search(parse(asked, order=order), reader, limit=20)
            assert {match.document for match in found.matches} == may_see
            assert found.total == len(may_see)
    told = facets(index, "đề nghị", reader)
    for counts in (told.type, told.year, told.role, told.procedure):
        assert [count.documents for count in counts] == ([len(may_see)] if may_see else [])
    assert {count.value for count in told.unit} == {name[-1] for name in may_see - {"unfiled"}}
    alike = index.alike(paper("mine", text, **common), reader)
    assert {match.document for match in alike.matches} == may_see


def test_counts_and_days_take_in_what_was_misread(index):
    days = {"bare": 2, "misread": 3, "right": 1, "apart": 4}
    texts = {
        "bare": "Nguyen Van Hung", "misread": "Nguyễn Văn Hunq", "right": "bà Nguyễn Văn Hùng",
        "apart": "Hùng và Văn và Nguyễn",
    }  # fmt: skip
    index.put([
        paper(name, text, type=name[:5], issued=dt.date(2020 + days[name], 1, 1), units=("A",))
        for name, text in texts.items()
    ])  # fmt: skip
    for typed in ("Nguyễn Văn Hùng", '"Nguyễn Văn Hùng"'):
        best = index.search(parse(typed), EVERYONE, limit=9)
        found = {match.document for match in best.matches}
        by_day = index.search(parse(typed, order=Order.NEWEST), EVERYONE, limit=9)
        assert [m.document for m in by_day.matches] == sorted(found, key=lambda one: -days[one])
        assert {(m.document, m.tier) for m in by_day.matches} == {
            (m.document, m.tier) for m in best.matches
        }
        assert by_day.total == best.total == sum(c.documents for c in facets(index, typed).type)
        assert pairs(facets(index, typed).unit) == [("A", best.total)]
        assert index.search(parse(typed), Reader(units=("B",)), limit=9).total == 0
        assert facets(index, typed, Reader(units=("B",))) == Facets()
    assert found == {"bare", "misread", "right"}
