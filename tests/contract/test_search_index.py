"""What every side of the port SearchIndex promises; a new side joins the fixture's list."""

import datetime as dt
import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import BadQuery
from pipeline.model import Findable, Matches, Reader, Role, Tier
from pipeline.ports import SearchIndex
from pipeline.text import fold
from search.query import parse

EVERYONE = Reader(clearance=1)


def paper(document: str, *pages: str, **known) -> Findable:
    plain = {
        "revision": 1, "file": f"{document}.pdf", "type": "unknown", "title": "", "issued": None,
        "dossiers": (), "roles": (), "units": (), "fields": (),
    }  # fmt: skip
    words = tuple((number, tuple(text.split())) for number, text in enumerate(pages, start=1))
    return Findable(document=document, pages=words, **{**plain, **known})


def ask(index: SearchIndex, text: str, reader: Reader = EVERYONE, **how) -> Matches:
    limit, offset = how.pop("limit", 20), how.pop("offset", 0)
    return index.search(parse(text, **how), reader, limit=limit, offset=offset)


def ids(index: SearchIndex, text: str, reader: Reader = EVERYONE, **how) -> list[str]:
    return [match.document for match in ask(index, text, reader, **how).matches]


def test_an_index_with_nothing_in_it_finds_nothing(index):
    index.reach()
    assert ask(index, "quyết định") == Matches(0, ())
    assert ask(index, "type:quyet-dinh") == Matches(0, ())
    assert index.revisions() == {}


def test_all_words_must_be_somewhere_in_the_document_on_any_page(index):
    index.put([paper("both", "quyết định của ủy ban", "ông Hường ký"), paper("one", "quyết định")])
    assert ids(index, "hường quyết") == ["both"]
    assert ids(index, "quyết vắng") == []


def test_exact_spelling_stands_above_accentless_however_often_that_occurs(index):
    index.put([
        paper("other", "Hương Hương Hương"), paper("bare", "Huong Huong"),
        paper("right", "một hai ba bốn năm sáu bảy tám chín mười Hường " * 3),
    ])  # fmt: skip
    found = ask(index, "Hường").matches
    assert found[0].document == "right"
    assert [match.tier for match in found] == [Tier.EXACT, Tier.FOLDED, Tier.FOLDED]
    assert [match.score for match in found] == sorted((m.score for m in found), reverse=True)


def test_exact_needs_every_word_as_spelled_and_partly_exact_comes_next(index):
    index.put([
        paper("none", "Tran Thi Huong ký"), paper("half", "Trần Thị Hương ký"),
        paper("all", "Trần Thị Hường ký tên " + "văn bản " * 50),
    ])  # fmt: skip
    found = ask(index, "Trần Hường")
    assert [m.document for m in found.matches] == ["all", "half", "none"]
    assert [m.tier for m in found.matches] == [Tier.EXACT, Tier.FOLDED, Tier.FOLDED]


def test_a_query_without_accents_finds_all_and_prefers_no_page_that_lost_its_accents(index):
    index.put([
        paper("lost", "giay nguyen van huong " + "x " * 40), paper("a", "Nguyễn Văn Hường"),
        paper("b", "Nguyễn Văn Hương"), paper("c", "Nguyễn Văn Hưởng"),
    ])  # fmt: skip
    found = ask(index, "nguyen van huong")
    assert found.total == 4
    assert found.matches[-1].document == "lost"
    assert {match.tier for match in found.matches} == {Tier.FOLDED}


def test_words_that_are_written_without_accents_have_an_exact_tier_all_the_same(index):
    index.put([paper("a", "UBND tỉnh 2024"), paper("b", "UBNĐ tỉnh 2024"), paper("c", "UBND xã")])
    assert [(m.document, m.tier) for m in ask(index, "ubnd 2024").matches] == [
        ("a", Tier.EXACT), ("b", Tier.FOLDED),
    ]  # fmt: skip


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("typed", ["Hoà Bình", "HÒA BÌNH", "hòa bình"])
def test_unicode_form_tone_placement_and_case_make_no_difference(index, form, typed):
    index.put([paper("a", unicodedata.normalize("NFD", "tỉnh Hòa Bình")), paper("b", "HOÀ BÌNH")])
    found = ask(index, unicodedata.normalize(form, typed))
    assert {(m.document, m.tier) for m in found.matches} == {("a", Tier.EXACT), ("b", Tier.EXACT)}


TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
LETTERS = ["đ"] + [
    letter
    for vowel in "aăâeêioôơuưy"
    for tone in TONES
    if not (letter := unicodedata.normalize("NFC", vowel + tone)).isascii()
]


def forms(letter: str) -> Iterator[str]:
    """Both cases, composed, decomposed, and with only its last mark apart."""
    for cased in (letter, letter.upper()):
        yield cased
        parts = unicodedata.normalize("NFD", cased)
        yield parts
        yield unicodedata.normalize("NFC", parts[:-1]) + parts[-1]


def test_all_134_letters_in_every_form_are_the_same_letter(index):
    assert len(LETTERS) == 67
    index.put(
        paper(f"{n:02}-{m}", f"xx{form}zz")
        for n, letter in enumerate(LETTERS)
        for m, form in enumerate(forms(letter))
    )
    for n, letter in enumerate(LETTERS):
        wanted = {f"{n:02}-{m}" for m in range(6)}
        for form in forms(letter):
            found = ask(index, f"xx{form}zz", limit=500).matches
            assert {m.document for m in found if m.tier is Tier.EXACT} == wanted, letter
            if form == letter:
                found = [m for m in found if m.tier in (Tier.EXACT, Tier.FOLDED)]
                assert len(found) == 6 * sum(fold(other) == fold(letter) for other in LETTERS)


def test_d_with_stroke_is_found_by_d_but_below_itself(index):
    index.put([paper("d", "dong dong dong"), paper("đ", "Đông"), paper("look-alike", "Ðông")])
    found = ask(index, "đông")
    assert {m.document for m in found.matches if m.tier is Tier.EXACT} == {"đ", "look-alike"}
    assert found.matches[-1].document == "d"
    assert ask(index, "dong").total == 3


def test_a_phrase_is_words_next_to_each_other_and_in_order(index):
    index.put([
        paper("yes", "của Ủy ban nhân dân tỉnh"), paper("apart", "ủy ban xã, nhân dân, ban nhân sự"),
        paper("turned", "nhân dân ủy ban"), paper("bare", "uy ban nhan dan"),
    ])  # fmt: skip
    found = ask(index, '"uỷ ban nhân dân"').matches
    assert [(m.document, m.tier) for m in found] == [("yes", Tier.EXACT), ("bare", Tier.FOLDED)]


def test_a_phrase_does_not_cross_pages_nor_fields(index):
    index.put([
        paper("crosses", "đầu trang ủy ban", "nhân dân cuối", title="thông báo",
              fields=(("place", "Hà"), ("signer", "Giang"))),
        paper("whole", "ủy ban nhân dân Hà Giang"),
    ])  # fmt: skip
    assert ids(index, '"ủy ban nhân dân"') == ["whole"]
    assert ids(index, '"ban nhân"') == ["whole"]
    assert ids(index, '"Hà Giang"') == ["whole"]
    assert set(ids(index, "ủy ban nhân dân")) == {"crosses", "whole"}


def test_bare_words_that_stand_together_rank_higher(index):
    index.put([
        paper("apart", "Hường Hường Thị Thị Nguyễn Nguyễn và người khác"),
        paper("together", "văn bản của bà Nguyễn Thị Hường " + "nội dung khác " * 60),
    ])  # fmt: skip
    assert ids(index, "Nguyễn Thị Hường") == ["together", "apart"]


def test_what_is_excluded_is_not_found_in_any_spelling(index):
    index.put([paper("a", "đất ở"), paper("b", "đất ruộng"), paper("c", "đất ruong lúa nước")])
    assert ids(index, "đất -ruộng") == ["a"]
    assert set(ids(index, 'đất -"lúa nước"')) == {"a", "b"}


@pytest.mark.parametrize(
    "printed",
    [
        "Số: 01/CT-UBND",
        "Số:01/CT-UBND",
        "số 01 / CT - UBND",
        "01/CT- UBND",
        "01/ct–ubnd",
        "01/CTUBND",
    ],
)
def test_a_number_is_found_however_print_or_reading_split_it(index, printed):
    index.put(
        [paper("it", f"văn bản {printed} ngày"), paper("other", "Số: 101/CT-UBND CT 01 UBND")]
    )
    assert [(m.document, m.tier) for m in ask(index, "01/CT-UBND").matches] == [("it", Tier.EXACT)]


def test_dossier_codes_and_ids_are_found_as_codes(index):
    index.put([
        paper("filed", "không có mã", dossiers=("H60.05-240105-0001",)),
        paper("printed", "mã hồ sơ H60.05-240105- 0001"),
        paper("id", "số định danh 001 099 001 234"), paper("id together", "CCCD 001099001234"),
        paper("other", "H60.05-240105-0002 và 001099001235"),
    ])  # fmt: skip
    assert ids(index, "H60.05-240105-0001") == ["filed", "printed"]
    for typed in ("001099001234", "001 099 001 234", "CCCD:001099001234", '"001 099 001 234"'):
        assert "other" not in ids(index, typed.removeprefix("CCCD:"))
        assert set(ids(index, typed.removeprefix("CCCD:"))) == {"id", "id together"}


def test_the_document_that_bears_the_number_stands_above_those_that_cite_it(index):
    cited = "căn cứ 12/QĐ-UBND và 12/QĐ-UBND và 12/QĐ-UBND"
    index.put([
        paper("cites", cited), paper("bears", "x " * 99, fields=(("number", "12/QĐ-UBND"),)),
        paper("bare", "12/QD-UBND", fields=(("number", "12/QD-UBND"),)),
    ])  # fmt: skip
    found = ask(index, "12/QĐ-UBND").matches
    assert [(m.document, m.tier) for m in found] == [
        ("bears", Tier.EXACT), ("cites", Tier.EXACT), ("bare", Tier.FOLDED),
    ]  # fmt: skip
    assert ask(index, "12/qd-ubnd").total == 3


def test_dates_and_amounts_are_words_next_to_each_other(index):
    index.put([paper("a", "ngày 1/12/2020"), paper("b", "ngày 11/2/2020"), paper("c", "1 2020 12")])
    assert ids(index, "1/12/2020") == ["a"]


def test_fields_are_asked_by_name(index):
    index.put([
        paper("a", "x", fields=(("number", "01/CT-UBND"), ("signer", "Nguyễn Văn Hùng"))),
        paper("b", "01/CT-UBND Nguyễn Văn Hùng", fields=(("signer", "Nguyễn Văn Hưng"),)),
    ])  # fmt: skip
    assert ids(index, "number:01/CT-UBND") == ["a"]
    assert ids(index, "number:01-ctubnd") == ["a"]
    assert ids(index, 'signer:"văn hùng"') == ["a", "b"]
    assert [m.tier for m in ask(index, "signer:Hùng").matches] == [Tier.EXACT, Tier.FOLDED]
    assert ids(index, "place:Hùng") == []
    assert ids(index, "Nguyễn", fields=[("number", "01/CT-UBND")]) == ["a"]


def test_words_of_fields_and_title_are_words_of_the_document(index):
    index.put([paper("a", "x", title="Quyết định công nhận", fields=(("signer", "Lò Thị Mai"),))])
    assert ids(index, "lò công nhận") == ["a"]
    assert ids(index, 'title:"quyết định"') == ["a"]
    assert ids(index, "file:a.pdf") == ["a"]


def test_filters_narrow(index):
    index.put([
        paper("a", "đất", type="quyet-dinh", roles=(Role.RESULT,), units=("H60.01",),
              dossiers=("H60.01-240105-0001",), issued=dt.date(2024, 1, 5)),
        paper("b", "đất", type="don", roles=(Role.APPLICATION,), units=("H60.02",),
              dossiers=("H60.02-240105-0001",), issued=dt.date(2024, 3, 31)),
    ])  # fmt: skip
    for asked in (
        {"type": "quyet-dinh"}, {"role": "result"}, {"unit": "H60.01"}, {"issued_to": "2024-02"},
        {"dossier": "h60.01 240105 0001"}, {"issued_to": dt.date(2024, 1, 5)},
    ):  # fmt: skip
        assert ids(index, "đất", **asked) == ["a"], asked
        assert ids(index, "", **asked) == ["a"], asked


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("issued:2024", {"first", "last"}), ("issued:2024-01", {"first"}),
        ("issued:2024-01-01", {"first"}), ("issued:2023..2024-01", {"before", "first"}),
        ("issued:2024-12-31..", {"last", "after"}), ("issued:..2023", {"before"}),
        ("issued:31/12/2024", {"last"}), ("issued:2024-01-02..2024-12-30", set()),
    ],
)  # fmt: skip
def test_both_ends_of_a_period_are_included_and_undated_papers_are_not(index, asked, found):
    days = {"before": (2023, 12, 31), "first": (2024, 1, 1), "last": (2024, 12, 31),
            "after": (2025, 1, 1)}  # fmt: skip
    index.put([paper(name, "x", issued=dt.date(*day)) for name, day in days.items()])
    index.put([paper("undated", "x")])
    assert set(ids(index, asked)) == found


def test_filters_alone_give_the_newest_first_and_undated_last(index):
    index.put([
        paper("old", "x", type="don", issued=dt.date(2001, 1, 1)), paper("none", "x", type="don"),
        paper("new", "x", type="don", issued=dt.date(2024, 1, 1)),
    ])  # fmt: skip
    assert ids(index, "type:don") == ["new", "old", "none"]


def test_among_equals_the_newest_comes_first_also_across_pages_of_answers(index):
    days = [dt.date(2020, 1, 1) + dt.timedelta(days=(n * 37) % 60) for n in range(60)]
    index.put([paper(f"{day:%j}", "cùng một chữ", issued=day) for day in days])
    paged = [ids(index, "chữ", limit=7, offset=start) for start in range(0, 63, 7)]
    assert [each for page in paged for each in page] == [f"{n:03}" for n in range(60, 0, -1)]


def test_total_counts_documents_whatever_is_shown(index):
    index.put([paper(f"d{n}", "chữ", "chữ") for n in range(9)])
    for limit, offset, shown in ((0, 0, 0), (4, 0, 4), (4, 8, 1), (4, 50, 0), (10**6, 0, 9)):
        found = ask(index, "chữ", limit=limit, offset=offset)
        assert (found.total, len(found.matches)) == (9, shown)
        found = ask(index, "type:unknown", limit=limit, offset=offset)
        assert (found.total, len(found.matches)) == (9, shown)


def test_a_document_put_again_is_replaced_and_an_older_revision_does_no_harm(index):
    index.put([paper("a", "cũ", revision=2), paper("b", "khác")])
    index.put([paper("a", "mới", revision=3)])
    index.put([paper("a", "muộn", revision=2)])
    index.put([paper("a", "mới", revision=3)])
    assert (ids(index, "cũ"), ids(index, "muộn"), ids(index, "mới")) == ([], [], ["a"])
    assert index.revisions() == {"a": 3, "b": 1}


def test_one_put_with_two_revisions_of_a_document_keeps_the_newer(index):
    index.put([paper("a", "mới", revision=2), paper("a", "cũ", revision=1)])
    assert (ids(index, "mới"), ids(index, "cũ")) == (["a"], [])


def test_a_put_that_fails_half_way_changes_nothing(index):
    def broken() -> Iterator[Findable]:
        yield paper("a", "chữ")
        raise RuntimeError("the store went away")

    with pytest.raises(RuntimeError):
        index.put(broken())
    assert index.revisions() == {}
    index.put([paper("b", "chữ")])
    assert ids(index, "chữ") == ["b"]


def test_removed_documents_are_gone_and_unknown_ones_do_no_harm(index):
    index.put([paper("a", "chữ"), paper("b", "chữ")])
    index.remove(["a", "unknown"])
    assert ids(index, "chữ") == ["b"]
    assert index.revisions() == {"b": 1}


def test_rebuild_holds_what_it_is_given_and_nothing_else(index):
    index.put([paper("old", "chữ", revision=9)])
    papers = [paper("a", "chữ"), paper("b", "chữ"), paper("a", "chữ mới", revision=2)]
    assert index.rebuild(iter(papers)) == 2
    assert index.revisions() == {"a": 2, "b": 1}
    index.put([paper("c", "chữ")])
    assert set(ids(index, "chữ")) == {"a", "b", "c"}


def test_a_rebuild_that_fails_leaves_the_old_index(index):
    def broken() -> Iterator[Findable]:
        yield paper("a", "chữ")
        raise RuntimeError("the store went away")

    index.put([paper("old", "chữ")])
    with pytest.raises(RuntimeError):
        index.rebuild(broken())
    assert ids(index, "chữ") == ["old"]


ASKED = [
    "chữ", '"chữ ký"', "chu", "-vắng chữ", "type:unknown", "number:01/CT-UBND", "01/CT-UBND",
    "issued:2024", "role:result", "unit:A", "unit:B", "dossier:H60.05-240105-0001",
    "H60.05-240105-0001", "file:a.pdf",
]  # fmt: skip


@pytest.mark.parametrize("asked", ASKED)
def test_no_question_finds_what_the_reader_may_not_see(index, asked):
    common = {
        "issued": dt.date(2024, 1, 1), "roles": (Role.RESULT,), "file": "a.pdf",
        "fields": (("number", "01/CT-UBND"),), "dossiers": ("H60.05-240105-0001",),
    }  # fmt: skip
    index.put([
        paper("of A", "chữ ký", units=("A",), **common), paper("of B", "chữ ký", units=("B",), **common),
        paper("of both", "chữ ký", units=("A", "B"), **common), paper("unfiled", "chữ ký", **common),
        paper("locked A", "chữ ký", units=("A",), restricted=True, **common),
    ])  # fmt: skip
    allowed = {
        Reader(): {"of A", "of B", "of both", "unfiled"},
        Reader(clearance=1): {"of A", "of B", "of both", "unfiled", "locked A"},
        Reader(units=("A",)): {"of A", "of both"},
        Reader(units=("A",), clearance=1): {"of A", "of both", "locked A"},
        Reader(units=("C",)): set(),
        Reader(units=("A", "B")): {"of A", "of B", "of both"},
    }
    for reader, may_see in allowed.items():
        found = ask(index, asked, reader)
        assert {m.document for m in found.matches} <= may_see
        assert found.total <= len(may_see)
        if not asked.startswith("unit:"):
            assert {m.document for m in found.matches} == may_see


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    text=st.text(st.sampled_from('hường HƯƠNG đ01/CT-"UBND: -.issued2024\u0301\ud800'), max_size=30)
)
def test_whatever_is_typed_is_answered_or_refused(index, text):
    try:
        query = parse(text)
    except BadQuery:
        return
    assert index.search(query, Reader(), limit=5).total >= 0


def tiers(index: SearchIndex, text: str, **how) -> list[tuple[str, Tier]]:
    return [(match.document, match.tier) for match in ask(index, text, **how).matches]


@pytest.mark.parametrize(
    ("printed", "typed"),
    [
        ("Tráng Vãn Hunq", "Tráng Văn Hùng"), ("NguyễnVăn Hùng", '"nguyen van hung"'),
        ("ông Ngu1yễn Văn Hùng", '"Nguyễn Văn Hùng"'), ("Nguyễn Văn H ùng", "Nguyễn Văn Hùng"),
        ("giấy chứnq nhận", "chứng nhận"), ("giấy chứnq nhận", '"giấy chứng"'),
    ],
)  # fmt: skip
def test_what_was_misread_into_no_word_is_found_as_a_variant(index, printed, typed):
    index.put(
        [paper("it", f"cấp cho {printed} ngày"), paper("other", "cấp cho Nguyễn Văn Hung sơn")]
    )
    assert ("it", Tier.VARIANT) in tiers(index, typed)


def test_a_variant_stands_below_what_is_written_so_and_scores_less(index):
    index.put([
        paper("bare", "Nguyen Van Hung"), paper("misread", "Nguyễn Văn Hunq " * 9),
        paper("right", "bà Nguyễn Văn Hùng"),
    ])  # fmt: skip
    found = ask(index, "Nguyễn Văn Hùng").matches
    assert [(m.document, m.tier) for m in found] == [
        ("right", Tier.EXACT), ("bare", Tier.FOLDED), ("misread", Tier.VARIANT),
    ]  # fmt: skip
    assert [m.score for m in found] == sorted((m.score for m in found), reverse=True)


def test_another_word_is_not_taken_for_a_misreading(index):
    index.put([paper("a", "Trần Thị Lan"), paper("b", "Trần Thị Lân"), paper("c", "Trần Thị Lam")])
    assert ids(index, '"Trần Thị Lan"') == ["a", "b"]
    assert ids(index, "lan") == ["a", "b"]


def test_a_misread_word_beside_other_words_is_no_phrase(index):
    index.put([paper("a", "Trần Văn Hoàng và Nguyễn Văn Hoaphuoi")])
    assert ids(index, '"Trần Văn Hòa"') == []


def test_a_word_that_is_none_is_found_one_letter_off_when_little_else_is(index):
    index.put([paper("it", "công ty Vinamiik"), paper("other", "công ty Vinafood")])
    assert tiers(index, "Vinamilk") == [("it", Tier.NEAR)]


@pytest.mark.parametrize(
    ("printed", "typed", "tier"),
    [
        ("00I099OO1234", "001099001234", Tier.VARIANT), ("001O99001234", "001 099 001 234", Tier.VARIANT),
        ("00109900123", "001099001234", Tier.NEAR), ("001099001934", "001099001234", Tier.NEAR),
        ("H60.05-240105-O001", "H60.05-240105-0001", Tier.VARIANT), ("12/QĐ-UBNO", "12/QĐ-UBND", Tier.NEAR),
        ("17/QĐ-UBND", "12/QĐ-UBND", Tier.NEAR), ("12/0Đ-UBND", "12/QĐ-UBND", Tier.NEAR),
    ],
)  # fmt: skip
def test_codes_are_found_with_one_sign_misread(index, printed, typed, tier):
    index.put([paper("it", f"Số: {printed} ngày"), paper("other", "Số: 3456/TB-STP 987654321012")])
    assert tiers(index, typed) == [("it", tier)]


def test_another_number_is_no_answer_where_the_number_itself_is_found(index):
    index.put([paper("it", "Số: 12/QĐ-UBND"), paper("next", "Số: 13/QĐ-UBND 001099001235")])
    assert ids(index, "12/QĐ-UBND") == ["it"]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("UBND", "Ủy ban nhân dân tỉnh"), ("ủy ban nhân dân", "UBND tỉnh"), ('"Ủy ban nhân dân"', "UBND"),
        ("GCN QSDĐ", "giấy chứng nhận quyền sử dụng đất"), ("giấy chứng nhận quyền sử dụng đất", "GCN QSDĐ"),
        ("QĐ", "quyết định"), ("CCCD", "căn cước công dân"), ("công ty trách nhiệm hữu hạn", "công ty TNHH"),
        ("5/3/2020", "ngày 05 tháng 3 năm 2020"), ("05/03/2020", "5/3/2020"), ("2020-03-05", "05/3/2020"),
        ("issuer:ubnd", "không"), ("hdnd tỉnh", "hội đồng nhân dân tỉnh"), ("xã Côn Lôn", "xã Sinh Long"),
        ("Xã Sinh Long", "xã Côn Lôn"),
    ],
)  # fmt: skip
def test_abbreviations_and_names_of_communes_are_found_both_ways_below_what_is_typed(
    index, typed, written
):
    fields = (("issuer", "Ủy ban nhân dân tỉnh"),) if ":" in typed else ()
    index.put([paper("other", f"của {written} cấp", fields=fields), paper("none", "không có gì")])
    assert tiers(index, typed) == [("other", Tier.VARIANT)]


@pytest.mark.parametrize("typed", ["12/5/1980", "12/05/1980", "1980-05-12"])
def test_a_name_and_a_birth_date_of_one_person_stand_above_those_of_two(index, typed):
    other = "Trần Văn Hùng sinh ngày 01/02/1990 và Lê Thị Hoa sinh ngày 12/05/1980 "
    born = "ngày 12 tháng 5 năm 1980 12/05/1980 12/5/1980"
    index.put([
        paper("two", other * 3 + "x " * 50 + "Trần Văn Hùng"), paper("none", "Trần Văn Hùng"),
        paper("one", "Lê Thị Hoa 01/02/1990 " + "x " * 60 + f"Trần Văn Hùng Giới tính: Nam Sinh {born}"),
    ])  # fmt: skip
    assert ids(index, f"Trần Văn Hùng {typed}") == ["one", "two"]


def test_the_words_of_a_name_found_apart_come_last_and_only_where_few_are_found(index):
    index.put([
        paper("apart", "Hùng và Văn và Nguyễn"), paper("together", "Nguyen Van Hung"),
        *(paper(f"more{n}", "Trần Văn Hòa") for n in range(12)), paper("apart too", "Hòa Văn Trần"),
    ])  # fmt: skip
    assert tiers(index, "Nguyễn Văn Hùng") == [("together", Tier.FOLDED), ("apart", Tier.NEAR)]
    assert "apart too" not in ids(index, "Trần Văn Hòa")


def test_paging_goes_through_all_tiers_without_a_gap(index):
    index.put([
        *(paper(f"a{n}", "bà Vàng Thị Hường") for n in range(4)),
        *(paper(f"b{n}", "bà Vang Thi Huong") for n in range(3)),
        *(paper(f"c{n}", "bà Vàng Thị Hườnq") for n in range(4)),
    ])  # fmt: skip
    whole = ask(index, '"Vàng Thị Hường"', limit=50)
    assert whole.total == len(whole.matches) == 11
    paged = [ask(index, '"Vàng Thị Hường"', limit=3, offset=start) for start in range(0, 12, 3)]
    assert [match for page in paged for match in page.matches] == list(whole.matches)
    assert {page.total for page in paged} == {11}
