"""The plan of a query: the reader's filter is always in it."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Phrase, Query, Reader, Role
from search.plan import EXACT_POINTS, OWN_POINTS, TOGETHER_POINTS, Some, Term, Worth, plan

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
    assert OWN_POINTS > TOGETHER_POINTS + 3 * 8 * 41
    assert EXACT_POINTS > OWN_POINTS + TOGETHER_POINTS + 3 * 8 * 41
