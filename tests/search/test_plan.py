"""The plan of a query: the reader's filter is always in it."""

from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import BadQuery
from pipeline.model import Phrase, Query, Reader, Role
from search.nodes import Some, Term, Worth
from search.plan import EXACT_POINTS, OWN_POINTS, TOGETHER_POINTS, narrowing, plan
from search.query import parse
from search.steps import steps

phrases = st.lists(
    st.lists(st.sampled_from(["hường", "ubnd", "01"]), min_size=1, max_size=3).map(
        lambda words: Phrase(tuple(words))
    ),
    max_size=3,
).map(tuple)
queries = st.builds(
    Query,
    text=st.just(""),
    wanted=phrases,
    unwanted=phrases,
    codes=st.sampled_from([(), ("01/CT-UBND",)]),
    fields=st.sampled_from([(), (("number", "01/CT-UBND"),), (("signer", "Hùng"),)]),
    type=st.sampled_from([None, "don"]),
    role=st.sampled_from([None, Role.RESULT]),
    unit=st.sampled_from([None, "B"]),
)


@given(queries)
def test_what_the_reader_may_see_must_hold_whatever_is_asked(query):
    asked = plan(query, Reader(units=("A", "B")), lambda *_: 1)
    assert Worth(Some((Term("unit", "A"), Term("unit", "B")))) in asked.must
    assert Worth(Term("open", "yes")) in asked.must
    cleared = plan(query, Reader(clearance=1), lambda *_: 1)
    assert Worth(Term("open", "yes")) not in cleared.must


def test_steps_are_larger_than_all_that_stands_below_them():
    # A term scores at most about 2.2 × ln(100 million) = 41; eight words count three times at most.
    assert TOGETHER_POINTS > 3 * 8 * 41
    # Words together, and a name with its day, are worth a step each.
    assert OWN_POINTS > 2 * TOGETHER_POINTS + 3 * 8 * 41
    assert EXACT_POINTS > OWN_POINTS + 2 * TOGETHER_POINTS + 3 * 8 * 41


@given(queries, st.sampled_from([Reader(), Reader(units=("A",)), Reader(clearance=1)]))
def test_every_wider_question_has_the_readers_filter_and_a_lower_base(query, reader):
    asked = list(steps(query, reader, lambda *_: 1))
    assert all(
        each in plan_.must for plan_ in asked for each in map(Worth, narrowing(query, reader))
    )
    bases = [plan_.base for plan_ in asked]
    assert bases == sorted(set(bases), reverse=True)
    assert all(plan_.never for plan_ in asked[1:])


@given(
    st.lists(
        st.sampled_from(["van", "hunq", "ubnd", "12/QĐ-UBND", "tran", "hung"]),
        min_size=1,
        max_size=100,
    )
)
def test_the_longest_question_is_bounded(words):
    def size(node: object) -> int:
        parts = getattr(node, "parts", None) or ((node.part,) if hasattr(node, "part") else ())
        return 1 + sum(map(size, parts))

    for typed in (" ".join(words), f'"{" ".join(words)}"'):
        with suppress(BadQuery):
            for plan_ in steps(parse(typed), Reader(), lambda *_: 1):
                assert sum(map(size, [*plan_.must, *plan_.better, *plan_.never])) < 8000
