"""Which dossier of the register a paper belongs to: evidence, rivals, and never a silent guess."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Dossier, Role
from pipeline.paper_facts import Named, PaperFacts
from pipeline.register_evidence import Verdict, evidence, likeness, one_digit_off
from pipeline.register_match import SURE, match

DAY = dt.date(2024, 1, 5)
CODE = "H60.05-240105-0001"
OWN = Dossier(
    CODE,
    procedure="1.001776",
    procedure_name="Trợ cấp xã hội hằng tháng",
    unit="H60.05",
    unit_name="Ủy ban nhân dân xã Tân Trào",
    applicant="Vừ Mí Mẫu",
    received=DAY,
    due=DAY + dt.timedelta(22),
    finished=DAY + dt.timedelta(12),
    returned=DAY + dt.timedelta(14),
)
PAPER = PaperFacts(
    people=(Named("VỪ MÍ MẪU", applicant=True),),
    matters=("huong tro cap xa hoi hang thang",),
    units=("uy ban nhan dan xa tan trao",),
    signed=(DAY,),
    role=Role.APPLICATION,
)


def other(number: int, **changed) -> Dossier:
    return replace(OWN, code=f"H60.05-240105-{number:04}", **changed)


def test_a_dossier_that_agrees_in_everything_is_sure():
    found = match(PAPER, [OWN])
    assert found.sure and found.best.dossier == OWN and found.best.likely >= SURE
    assert found.best.told == (
        "name.same",
        "person.applicant",
        "procedure.same",
        "day.close",
        "unit.same",
    )


def test_it_stays_sure_among_namesakes_elsewhere_and_at_other_times():
    elsewhere = [other(n, unit_name="UBND xã Kim Bình") for n in range(2, 7)]
    before = [other(n, received=DAY - dt.timedelta(400 + n)) for n in range(12, 20)]
    found = match(PAPER, [*elsewhere, OWN, *before])
    assert found.sure and found.best.dossier == OWN


def test_two_dossiers_that_are_equal_are_named_and_neither_is_taken():
    found = match(PAPER, [OWN, other(2)])
    assert found.best is None and not found.sure
    assert [one.dossier.code for one in found.candidates] == [CODE, "H60.05-240105-0002"]


def test_a_rival_a_few_days_away_leaves_a_doubt():
    found = match(PAPER, [OWN, other(2, received=DAY + dt.timedelta(9))])
    assert found.best.dossier == OWN and not found.sure


def test_a_name_alone_files_nothing():
    found = match(PaperFacts(people=PAPER.people), [OWN])
    assert found.best is None and found.candidates == ()


@pytest.mark.parametrize(
    "changed",
    [
        {"signed": (DAY + dt.timedelta(3),)},
        {"matters": ("dang ky khai sinh",)},
        {"units": ("uy ban nhan dan xa kim binh",)},
        {"codes": ("H60.05-231231-0099",)},
        {"received": DAY + dt.timedelta(1), "due": OWN.due},
    ],
)
def test_whatever_contradicts_leaves_a_doubt(changed):
    assert not match(replace(PAPER, **changed), [OWN]).sure


def test_a_paper_that_names_nobody_is_never_sure():
    facts = replace(PAPER, people=(), codes=("H60.05-240105-0007",))
    found = match(facts, [OWN])
    assert "code.near" in found.candidates[0].told and not found.sure


def test_a_code_with_one_wrong_digit_is_found_by_its_person():
    facts = replace(PAPER, codes=("H60.05-240105-0007",))
    found = match(facts, [OWN, other(2, applicant="Lò Thị Mẫu")])
    assert found.sure and found.best.dossier == OWN and "code.near" in found.best.told


def test_an_answer_is_dated_between_reception_and_return():
    answer = replace(PAPER, role=Role.RESULT)
    days = {
        n: evidence(replace(answer, signed=(DAY + dt.timedelta(n),)), OWN)[3]
        for n in (-1, 5, 12, 30)
    }
    assert days == {-1: "day.against", 5: "day.fits", 12: "day.close", 30: "day.against"}


def test_offices_have_other_names_since_the_merger():
    later = replace(
        PAPER, role=Role.RESULT, signed=(dt.date(2025, 7, 3),), units=("ubnd xa kim binh",)
    )
    old = replace(OWN, received=dt.date(2025, 6, 20), finished=None, returned=None, due=None)
    assert evidence(later, old)[4] is Verdict.UNIT_SILENT


@pytest.mark.parametrize(
    ("name", "like"),
    [
        ("Vừ Mí Mẫu", Verdict.NAME_SAME),
        ("VỪ  MÍ MẪU", Verdict.NAME_SAME),
        ("Vu Mi Mau", Verdict.NAME_ACCENTS),
        ("Vừ Mi Mẫu", Verdict.NAME_ACCENTS),
        ("Vừ Mí Mầm", Verdict.NAME_NEAR),
        ("Vừ Mí Mẫn", Verdict.NAME_NEAR),
        ("Vừ Thị Mẫu", Verdict.NAME_AGAINST),
        ("", Verdict.NAME_SILENT),
    ],
)
def test_how_like_names_are(name, like):
    assert likeness(name, "Vừ Mí Mẫu") is like


def test_one_digit_off_is_one_digit_and_no_letter():
    assert one_digit_off("H60.05-240105-0007", CODE)
    assert not one_digit_off(CODE, CODE)
    assert not one_digit_off("H60.05-240105-0077", CODE)
    assert not one_digit_off("A60.05-240105-0001", CODE)


days = st.none() | st.dates(dt.date(2023, 12, 1), dt.date(2024, 3, 1))
dossiers = st.builds(
    replace,
    st.just(OWN),
    code=st.integers(1, 30).map("H60.05-240105-{:04}".format),
    applicant=st.sampled_from(["Vừ Mí Mẫu", "Vu Mi Mau", "Vừ Mí Mẫn", "Lò Thị Mẫu", None]),
    procedure_name=st.sampled_from([OWN.procedure_name, "Đăng ký khai sinh", None]),
    unit_name=st.sampled_from([OWN.unit_name, "UBND xã Kim Bình", "Sở Tư pháp", None]),
    received=days,
    finished=days,
    returned=days,
    due=days,
)
papers = st.builds(
    PaperFacts,
    people=st.sampled_from([(), PAPER.people, (Named("Lò Thị Mẫu", applicant=False),)]),
    matters=st.sampled_from([(), PAPER.matters, ("dang ky khai sinh",)]),
    units=st.sampled_from([(), PAPER.units]),
    homes=st.sampled_from([(), ("thon na don, xa tan trao",)]),
    signed=st.lists(st.dates(dt.date(2023, 12, 1), dt.date(2024, 3, 1)), max_size=2).map(tuple),
    received=days,
    due=days,
    born=days,
    codes=st.sampled_from([(), (CODE,), ("H60.05-240105-0007",)]),
    procedures=st.sampled_from([(), ("1.001776",)]),
    role=st.sampled_from([None, *Role]),
)


@given(papers, st.lists(dossiers, max_size=8), st.randoms())
def test_the_order_of_the_register_does_not_matter(facts, register, random):
    register = list({one.code: one for one in register}.values())
    shuffled = random.sample(register, len(register))
    one, two = match(facts, register), match(facts, shuffled)
    assert [c.dossier for c in one.candidates] == [c.dossier for c in two.candidates]
    assert one.sure == two.sure


@given(papers, st.lists(dossiers, max_size=8))
def test_a_twin_of_any_dossier_is_never_passed_over_in_silence(facts, register):
    twins = [replace(one, code=one.code[:-4] + f"9{one.code[-3:]}") for one in register]
    facts = replace(facts, codes=())
    assert not match(facts, [*register, *twins]).sure


@given(papers, st.lists(dossiers, max_size=8))
def test_shares_of_all_candidates_are_at_most_one(facts, register):
    found = match(facts, register)
    assert sum(one.likely for one in found.candidates) <= 1.0 + 1e-9
    assert all(
        one.likely >= later.likely
        for one, later in zip(found.candidates, found.candidates[1:], strict=False)
    )


def test_a_paper_of_no_usual_role_gets_it_by_its_day():
    letter = replace(PAPER, role=None)
    days = {n: (DAY + dt.timedelta(n),) for n in (-5, 6, 12)}
    roles = {n: match(replace(letter, signed=day), [OWN]).best.role for n, day in days.items()}
    assert roles == {-5: Role.ATTACHMENT, 6: None, 12: Role.RESULT}


def test_somebody_named_beside_the_matter_is_no_applicant():
    """An official has a namesake whose case was finished that day."""
    named = (Named("Vừ Mí Mẫu", applicant=False),)
    day = (DAY + dt.timedelta(12),)
    letter = replace(PAPER, people=named, matters=(), signed=day, role=Role.RESULT)
    assert not match(letter, [OWN]).sure
    assert match(replace(letter, matters=PAPER.matters), [OWN]).sure
