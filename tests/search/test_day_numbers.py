"""Numbers by which days of issue and ids are sorted at once."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Findable
from search import day_numbers

DAYS = st.none() | st.dates()
IDS = st.text("0123456789abcdef", min_size=16, max_size=16)


def paper(issued: dt.date | None, document: str) -> Findable:
    return Findable(
        document=document, revision=1, file="", type="", title="", issued=issued, dossiers=(),
        roles=(), units=(), fields=(), pages=(),
    )  # fmt: skip


def by_first_letters(one: Findable) -> tuple[int, str]:
    return (one.issued or dt.date.min).toordinal(), one.document[:7]


@given(st.lists(st.builds(paper, DAYS, IDS), max_size=9))
def test_newest_downwards_and_oldest_upwards_undated_last_of_one_day_by_id(papers):
    dated = [one for one in papers if one.issued]
    undated = sorted((one for one in papers if not one.issued), key=by_first_letters)
    oldest = sorted(dated, key=by_first_letters)
    newest = sorted(oldest, key=lambda one: one.issued, reverse=True)
    for number, expected, down in (
        (day_numbers.newest, newest, True),
        (day_numbers.oldest, oldest, False),
    ):
        found = sorted(papers, key=number, reverse=down)
        assert list(map(by_first_letters, found)) == list(
            map(by_first_letters, [*expected, *undated])
        )


@given(DAYS, IDS)
def test_they_fit_the_engine_s_integers(issued, document):
    for number in (day_numbers.newest, day_numbers.oldest):
        assert -(2**63) <= number(paper(issued, document)) < 2**63
