"""Where on a page something misread stands, and the marks round it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Tier
from search.clauses import clause, demands
from search.highlight import highlight
from search.misread import misread, within_one
from search.persons import is_name
from search.query import parse
from search.tolerant import Reach


def lefts(hits) -> list[list[float]]:
    return [[round(box.left, 2) for box in hit.boxes] for hit in hits]


@pytest.mark.parametrize(
    ("line", "typed", "tier", "marked"),
    [
        ("ông Trần Văn Hunq ký", "Trần Văn Hùng", Tier.VARIANT, "Trần Văn Hunq"),
        ("ông TrầnVăn Hùng ký", "Trần Văn Hùng", Tier.VARIANT, "TrầnVăn Hùng"),
        ("ông Trần Văn H ùng ký", "Trần Văn Hùng", Tier.VARIANT, "Trần Văn H ùng"),
        ("ông Trần Vă-n Hùng ký", '"văn hùng"', Tier.VARIANT, "Vă-n Hùng"),
        ("của UBND tỉnh", "ủy ban nhân dân", Tier.VARIANT, "UBND"),
        ("của Ủy ban nhân dân tỉnh", "UBND", Tier.VARIANT, "Ủy ban nhân dân"),
        ("tại xã Sinh Long có", "xã Côn Lôn", Tier.VARIANT, "xã Sinh Long"),
        ("số 00I099OO1234 cấp", "001099001234", Tier.VARIANT, "00I099OO1234"),
        ("số 17/QĐ-UBND ngày", "12/QĐ-UBND", Tier.NEAR, "17/QĐ-UBND"),
        ("hãng Vinamiik ở", "Vinamilk", Tier.NEAR, "Vinamiik"),
        ("ông Trần Văn Lam ký", "Trần Văn Lan", Tier.NEAR, "Trần Văn Lam"),
    ],
)  # fmt: skip
def test_what_was_found_otherwise_is_marked_where_it_stands(page, line, typed, tier, marked):
    (hit,) = highlight([page(line)], parse(typed), tier=tier)
    assert f"<mark>{marked}</mark>" in hit.snippet
    assert len(hit.boxes) == 1 + ("xã" in typed)


def test_a_misread_phrase_across_two_lines_has_a_box_a_line(page):
    (hit,) = highlight(
        [page("bà Trần Thị", "Hườnq ký")], parse("Trần Thị Hường"), tier=Tier.VARIANT
    )
    assert [(round(box.left, 2), round(box.top, 2)) for box in hit.boxes] == [(0.01, 0), (0, 0.01)]


def test_of_a_name_only_the_whole_name_is_marked_where_it_stands(page):
    hits = highlight([page("ông Trần Văn Nam và ông Lê Văn Hùng")], parse("Lê Văn Hùng"))
    assert lefts(hits) == [[0.06]]


def test_nothing_misread_is_marked_in_what_was_found_as_written(page):
    assert [hit.boxes for hit in highlight([page("Trần Văn Hunq")], parse("Trần Văn Hùng"))] != []
    (hit,) = highlight([page("Hunq Hùng")], parse("Hùng"))
    assert lefts([hit]) == [[0.01]]


@given(st.text("abc1", max_size=6), st.text("abc1", max_size=6))
def test_one_edit_is_the_same_both_ways(one, other):
    assert within_one(one, other) == within_one(other, one)
    assert (
        within_one(one, one) and within_one(one, one + "x") and within_one("ab" + one, "ba" + one)
    )
    assert not within_one(one, one + "xy")


@given(
    st.lists(
        st.sampled_from(
            ["van", "hunq", "hung", "h", "ung", "levan", "le", "12", "qd", "ubnd", "o1"]
        ),
        max_size=12,
    )
)
def test_places_lie_on_the_page_and_in_order(tokens):
    for wanted in (
        clause(["le", "van", "hung"]),
        clause(["12/QĐ-UBND"], code=True),
        clause(["hung"]),
    ):
        for reach in Reach:
            found = misread(tokens, wanted, reach)
            assert all(0 <= first <= last < len(tokens) for first, last in found)
            assert found == sorted(found)


@pytest.mark.parametrize(
    "typed",
    ["Nguyễn Văn Hùng", "nguyen thi huong", "Lê Thị Thu Hà", "giàng a dính", "tran hung dao", "Đặng Văn Lâm"],
)  # fmt: skip
def test_full_names_are_names(typed):
    (name,) = demands(parse(typed))
    assert len(name.folded) == len(typed.split())


@pytest.mark.parametrize(
    "typed",
    ["đăng ký khai sinh", "dang ky khai sinh", "phạm vi quy hoạch", "Trần Hường", "hồ sơ đất đai",
     "lý lịch tư pháp",
     "lê văn 2024 hùng sơn", "ban hành quy chế", "bàn giao mặt bằng", "vu viec dan su", "do dac dat dai"],
)  # fmt: skip
def test_other_words_are_no_names(typed):
    assert not is_name([word.lower() for word in typed.split()]) or "2024" in typed
