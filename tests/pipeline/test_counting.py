"""What counts as digitized: papers, dossiers, rates, formulas; the first quarter of 2024."""

import datetime as dt
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.counting import (
    By,
    DossierState,
    FiledPaper,
    Moment,
    Period,
    Share,
    counts,
    dossier_state,
    formula_on,
    formulas,
    read_formulas,
    tally,
)
from pipeline.errors import BadSettings
from pipeline.model import Dossier, Role

Q1 = Period(dt.date(2024, 1, 1), dt.date(2024, 3, 31))
FORMULA = formula_on(dt.date(2024, 3, 31))
APPLICATION, ATTACHMENT, RESULT = map(FiledPaper, Role)


def state(dossier, *papers, formula=FORMULA, need_acceptance=False):
    return dossier_state(dossier, papers, formula, need_acceptance=need_acceptance)


@pytest.mark.parametrize(
    ("flaw", "counted"),
    [
        ({}, True),
        ({"readable": False}, False),
        ({"blank": True}, False),
        ({"withdrawn": True}, False),
        ({"withdrawn": True, "accepted": True}, False),
        ({"in_doubt": True}, False),
        ({"in_doubt": True, "accepted": True}, True),
    ],
)
def test_a_paper_counts_when_it_is_sound_and_settled(flaw, counted):
    assert counts(FiledPaper(Role.RESULT, **flaw), need_acceptance=False) is counted


def test_an_office_may_demand_that_a_person_accepted_the_paper():
    assert not counts(FiledPaper(Role.RESULT), need_acceptance=True)
    assert counts(FiledPaper(Role.RESULT, accepted=True), need_acceptance=True)


PAPER, NO_PAPER = Dossier("a"), Dossier("b", returns_result=False)


@pytest.mark.parametrize(
    ("dossier", "papers", "missing"),
    [
        (PAPER, [], ("application", "result")),
        (PAPER, [APPLICATION], ("result",)),
        (PAPER, [RESULT], ("application",)),
        (PAPER, [ATTACHMENT, RESULT], ()),
        (PAPER, [FiledPaper(None), RESULT], ("application",)),
        (NO_PAPER, [], ("application",)),
        (NO_PAPER, [ATTACHMENT], ()),
        (NO_PAPER, [RESULT], ("application",)),
    ],
)
def test_a_dossier_is_complete_with_a_component_and_the_result_it_owes(dossier, papers, missing):
    assert state(dossier, *papers) == DossierState(not missing, missing)


def test_a_paper_that_does_not_count_leaves_its_dossier_incomplete():
    doubtful = FiledPaper(Role.RESULT, in_doubt=True)
    assert state(PAPER, APPLICATION, doubtful).missing == ("result",)
    assert state(PAPER, APPLICATION, RESULT, need_acceptance=True).missing == (
        "application",
        "result",
    )


def register(size: int, received: dt.date, **facts: object) -> Iterator[Dossier]:
    for number in range(size):
        day = received + dt.timedelta(days=number % 90)
        yield Dossier(f"H60.05-{day:%y%m%d}-{number:05}", received=day, **facts)


def first_quarter_of_2024() -> Iterator[tuple[Dossier, DossierState]]:
    """20,227 dossiers received, 20,291 paper results returned, as the source article reports."""
    january, march = dt.date(2024, 1, 1), dt.date(2024, 3, 20)
    for dossier in register(13_899, january, returned=march):
        yield dossier, state(dossier, APPLICATION, RESULT)
    for dossier in register(5_398, january, returned=march, returns_result=False):
        yield dossier, state(dossier, ATTACHMENT)
    for dossier in register(930, january):
        yield dossier, state(dossier, APPLICATION)
    for dossier in register(6_392, dt.date(2023, 10, 1), returned=march):
        yield dossier, state(dossier, APPLICATION)
    for dossier in register(100, january):  # neither was received nor returned by the register
        yield Dossier(dossier.code), state(dossier, APPLICATION, RESULT)


def test_the_first_quarter_of_2024_comes_out_as_the_article_prints_it():
    stats = tally(first_quarter_of_2024(), Q1, formula=FORMULA)
    assert stats.total.dossiers == Share(19_297, 20_227)
    assert stats.total.results == Share(13_899, 20_291)
    assert (stats.total.dossiers.rate, stats.total.results.rate) == (95.40, 68.50)
    assert (stats.rows, stats.formula) == ((), "qd-766@2022-06-23")


def test_one_paper_filed_in_two_dossiers_counts_in_both():
    one = Dossier("1", received=Q1.first, returned=Q1.last)
    two = Dossier("2", received=Q1.first, returned=Q1.last)
    shared = FiledPaper(Role.RESULT)
    states = [(one, state(one, APPLICATION, shared)), (two, state(two, APPLICATION, shared))]
    total = tally(states, Q1, formula=FORMULA).total
    assert total.dossiers == total.results == Share(2, 2)


DONE = DossierState(True)


@pytest.mark.parametrize(
    ("by", "keys"),
    [
        (By.MONTH, ["2023-12", "2024-01", "2024-04"]),
        (By.QUARTER, ["2023-Q4", "2024-Q1", "2024-Q2"]),
        (By.YEAR, ["2023", "2024"]),
        (By.UNIT, ["", "H60.05"]),
        (By.PROCEDURE, ["", "1.001193"]),
    ],
)
def test_rows_are_keyed_and_sorted(by, keys):
    dossiers = [
        Dossier("1", received=dt.date(2024, 4, 1), unit="H60.05", procedure="1.001193"),
        Dossier("2", received=dt.date(2024, 1, 31), returned=dt.date(2024, 1, 31)),
        Dossier("3", received=dt.date(2023, 12, 31)),
    ]
    stats = tally(((dossier, DONE) for dossier in dossiers), Period(), by=by, formula=FORMULA)
    assert [row.key for row in stats.rows] == keys


def test_dossier_and_result_of_one_case_may_fall_in_different_quarters():
    case = Dossier("1", received=dt.date(2024, 3, 31), returned=dt.date(2024, 4, 1))
    rows = tally([(case, DONE)], Period(), by=By.QUARTER, formula=FORMULA).rows
    assert [(row.key, row.dossiers.of, row.results.of) for row in rows] == [
        ("2024-Q1", 1, 0),
        ("2024-Q2", 0, 1),
    ]
    assert rows[0].results.rate is None


def test_the_days_at_both_ends_belong_to_the_period():
    edges = [Q1.first, Q1.last, Q1.first - dt.timedelta(1), Q1.last + dt.timedelta(1)]
    states = [(Dossier(str(day), received=day), DONE) for day in edges]
    assert tally(states, Q1, formula=FORMULA).total.dossiers.of == 2


maybe_day = st.none() | st.dates(dt.date(2023, 1, 1), dt.date(2025, 12, 31))
dossiers = st.builds(
    Dossier,
    st.just("x"),
    unit=st.sampled_from([None, "H60", "H22"]),
    procedure=st.sampled_from([None, "1.001193"]),
    received=maybe_day,
    returned=maybe_day,
    returns_result=st.booleans(),
)
papers = st.lists(
    st.builds(FiledPaper, st.sampled_from([None, *Role]), in_doubt=st.booleans()), max_size=3
)


@given(st.lists(st.tuples(dossiers, papers), max_size=12), st.sampled_from(By))
def test_rows_add_up_to_the_total(cases, by):
    states = [(dossier, state(dossier, *filed)) for dossier, filed in cases]
    stats = tally(states, Q1, by=by, formula=FORMULA)
    for kind in ("dossiers", "results"):
        shares = [getattr(row, kind) for row in stats.rows]
        whole = getattr(stats.total, kind)
        assert sum(share.of for share in shares) == whole.of
        assert sum(share.digitized for share in shares) == whole.digitized <= whole.of


@given(dossiers, papers, st.sampled_from(Role))
def test_one_more_paper_never_makes_a_dossier_less_complete(dossier, filed, role):
    before, after = state(dossier, *filed), state(dossier, *filed, FiledPaper(role))
    assert set(after.missing) <= set(before.missing)
    assert after.complete >= before.complete


@given(st.integers(1, 10**7).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_rates_round_halves_up_to_two_decimals(share):
    digitized, of = share
    exact = Decimal(100 * digitized) / of
    expected = float(exact.quantize(Decimal("0.01"), ROUND_HALF_UP))
    assert Share(digitized, of).rate == expected


def test_an_exact_half_is_rounded_up():
    assert Share(1, 800).rate == 0.13  # 0.125 %, which float rounding would make 0.12
    assert Share(0, 0).rate is None


TWO_FORMULAS = """
- {id: new, valid_from: 2026-01-01, source: s,
   dossiers: {by: finished, components: [application], needs_result: false},
   results: {by: received}}
- {id: old, valid_from: 2022-06-23, source: s,
   dossiers: {by: received, components: [application, attachment], needs_result: true},
   results: {by: returned}}
"""


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (dt.date(2000, 1, 1), "old"),
        (dt.date(2025, 12, 31), "old"),
        (dt.date(2026, 1, 1), "new"),
        (dt.date(2030, 1, 1), "new"),
    ],
)
def test_the_formula_in_force_on_the_day_is_taken(day, name):
    assert formula_on(day, read_formulas(TWO_FORMULAS)).id == name


def test_another_formula_counts_otherwise():
    new = formula_on(dt.date(2026, 1, 1), read_formulas(TWO_FORMULAS))
    case = Dossier("1", received=dt.date(2025, 12, 1), finished=dt.date(2026, 1, 2))
    assert state(case, ATTACHMENT, formula=new) == DossierState(False, ("application", "result"))
    assert state(case, APPLICATION, formula=new) == DossierState(True, ("result",))
    total = tally([(case, DONE)], Period(dt.date(2026, 1, 1)), formula=new).total
    assert (total.dossiers.of, total.results.of) == (1, 0)


def test_the_shipped_formulas_can_be_read():
    assert [formula.dossiers_by for formula in formulas()] == [Moment.RECEIVED]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "- {id: x}",
        TWO_FORMULAS.replace("attachment", "annex"),
        TWO_FORMULAS.replace("finished", "begun"),
        TWO_FORMULAS.replace("true", "often"),
    ],
)
def test_a_wrong_formula_is_refused(text):
    with pytest.raises(BadSettings):
        read_formulas(text)
