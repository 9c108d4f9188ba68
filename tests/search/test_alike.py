"""Plans of papers alike: clues by how rare they are; and every plan holds what its reader may see."""

import datetime as dt
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import BadQuery
from pipeline.model import Findable, Match, Matches, Order, Reader, Tier
from search.alike import alike, enough
from search.nodes import Some, Term, Worth
from search.plan import Plan, visible
from search.query import parse
from search.steps import steps

READERS = st.builds(
    Reader,
    name=st.just("lan"),
    units=st.lists(st.sampled_from(["A", "B", ""]), max_size=3).map(tuple),
    clearance=st.sampled_from([0, 1]),
)
TYPED = st.lists(
    st.sampled_from(["đất", '"đất ở"', "-ruộng", "12/QĐ-UBND", "type:don", "unit:B", "signer:Hà", "issued:2024"]),
    min_size=1,
    max_size=5,
).map(" ".join)  # fmt: skip


def paper(title: str, text: str, *fields: tuple[str, str]) -> Findable:
    return Findable(
        document="it", revision=1, file="", type="don", title=title, issued=dt.date(2024, 1, 1),
        dossiers=(), roles=(), units=(), fields=fields, pages=((1, tuple(text.split())),),
    )  # fmt: skip


def assert_holds(asked: Plan, reader: Reader) -> None:
    for node in visible(reader):
        assert Worth(node) in asked.must


@given(READERS, TYPED, st.sampled_from(Order), st.integers(0, 99))
def test_every_plan_holds_what_its_reader_may_see(reader, typed, order, seen):
    assert_holds(alike(paper(typed, typed, ("signer", typed)), reader, lambda *_: seen), reader)
    with suppress(BadQuery):
        for asked in steps(parse(typed, order=order), reader, lambda *_: seen):
            assert_holds(asked, reader)


@pytest.mark.parametrize(
    ("reader", "nodes"),
    [
        (Reader(clearance=1), []),
        (Reader(), [Term("open", "yes")]),
        (Reader(units=("A", "B"), clearance=1), [Some((Term("unit", "A"), Term("unit", "B")))]),
    ],
)
def test_a_reader_is_kept_to_units_and_open_papers(reader, nodes):
    assert list(visible(reader)) == nodes


def clues(asked: Plan) -> dict[str, float]:
    found = asked.must[0]
    assert isinstance(found, Some)
    return {worth.part.value: worth.points for worth in found.parts if isinstance(worth.part, Term)}


def test_what_nobody_else_has_and_what_most_have_counts_nothing_and_rare_counts_most():
    known = {"open=yes": 100, "mot_hai": 1, "hai_ba": 2, "ba_bon": 20, "bon_nam": 60}

    def seen(name: str, term: str) -> int:
        return known.get(f"{name}={term}", known.get(term, 0))

    points = clues(alike(paper("", "một hai ba bốn năm"), Reader(), seen))
    assert set(points) == {"hai_ba", "ba_bon"} and points["hai_ba"] > 2 * points["ba_bon"]
    assert sum(points.values()) == pytest.approx(1)


def test_values_count_more_than_words_and_codes_are_asked_by_their_key():
    made = paper("giấy mời", "đơn xin nhà", ("owner", "Lò Mảy"), ("owner_id", "002080001234"))
    points = clues(alike(made, Reader(), lambda *_: 5))
    assert points[":002080001234"] == points["lo_may"] > points["giay_moi"] > points["xin_nha"]


def test_the_paper_itself_is_never_asked_for():
    assert Term("id", "it") in alike(paper("a b", "c d"), Reader(), lambda *_: 5).never


def test_only_those_with_enough_in_common_are_near():
    found = Matches(9, tuple(Match(f"d{n}", n / 10, Tier.FOLDED) for n in (9, 2, 1)))
    assert enough(found) == Matches(2, (Match("d9", 0.9, Tier.NEAR), Match("d2", 0.2, Tier.NEAR)))
