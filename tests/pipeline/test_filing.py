"""Where a document belongs: strength of sources, doubt, roles, and what a path says."""

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.filing import (
    SURE_TEXT,
    Evidence,
    Place,
    RoleEvidence,
    Source,
    decide,
    from_path,
    sighted,
)
from pipeline.model import CodeSighting, Role

ONE, TWO = "H60.05-240105-0001", "H60.05-240105-0002"
RESULT = RoleEvidence(usual=Role.RESULT)


def codes(decision):
    return [problem.code for problem in decision.problems]


def test_the_stronger_source_is_taken_and_disagreement_waits_for_a_person():
    for stronger, weaker in itertools.combinations(Source, 2):
        decision = decide([Evidence(weaker, TWO), Evidence(stronger, ONE)], RESULT)
        assert (decision.dossier, decision.filed_by) == (ONE, stronger)
        assert decision.in_doubt
        assert codes(decision) == ["filing.disagree"]


def test_sources_that_agree_leave_no_doubt():
    decision = decide([Evidence(source, ONE, 0.5) for source in Source], RESULT)
    assert (decision.dossier, decision.in_doubt, decision.problems) == (ONE, False, ())


def test_the_same_code_written_differently_agrees():
    evidence = [Evidence(Source.FOLDER, ONE), Evidence(Source.QR, " h60.05–240105–0001 ")]
    assert not decide(evidence, RESULT).in_doubt


def test_disagreement_names_both_codes():
    evidence = [Evidence(Source.QR, ONE), Evidence(Source.TEXT, TWO)]
    assert decide(evidence, RESULT).problems[0].detail == f"qr: {ONE}; text: {TWO}"


def test_weak_print_alone_is_in_doubt_and_clear_print_is_not():
    weak = decide([Evidence(Source.TEXT, ONE, SURE_TEXT - 0.01)], RESULT)
    clear = decide([Evidence(Source.TEXT, ONE, SURE_TEXT)], RESULT)
    assert (weak.dossier, weak.in_doubt, codes(weak)) == (ONE, True, ["filing.unsure"])
    assert not clear.in_doubt


def test_weak_print_beside_an_agreeing_folder_is_no_doubt():
    assert not decide(
        [Evidence(Source.TEXT, ONE, 0.2), Evidence(Source.FOLDER, ONE)], RESULT
    ).in_doubt


def test_a_paper_may_cite_other_dossiers_beside_its_own():
    texts = [Evidence(Source.TEXT, TWO, 0.99), Evidence(Source.TEXT, ONE, 0.9)]
    decision = decide([Evidence(Source.FOLDER, ONE), *texts], RESULT)
    assert (decision.dossier, decision.in_doubt) == (ONE, False)


@pytest.mark.parametrize("source", [Source.QR, Source.BARCODE, Source.TEXT])
def test_two_codes_from_the_deciding_source_are_in_doubt(source):
    decision = decide([Evidence(source, ONE, 0.9), Evidence(source, TWO, 0.95)], RESULT)
    assert (decision.dossier, codes(decision)) == (TWO, ["filing.disagree"])


def test_of_two_qr_codes_the_one_the_text_repeats_is_taken():
    evidence = [
        Evidence(Source.QR, TWO, 1.0),
        Evidence(Source.QR, ONE, 0.9),
        Evidence(Source.TEXT, ONE, 0.5),
    ]
    assert decide(evidence, RESULT).dossier == ONE


def test_nothing_known_is_unfiled_and_keeps_the_role():
    decision = decide([], RESULT)
    assert (decision.dossier, decision.filed_by, decision.role) == (None, None, Role.RESULT)
    assert codes(decision) == ["filing.unfiled"]


def test_the_role_comes_from_option_then_folder_then_type():
    option, folder, usual = Role.APPLICATION, Role.ATTACHMENT, Role.RESULT
    evidence = [Evidence(Source.FOLDER, ONE)]
    assert decide(evidence, RoleEvidence(option, folder, usual)).role is option
    assert decide(evidence, RoleEvidence(None, folder, usual)).role is folder
    assert decide(evidence, RoleEvidence(None, None, usual)).role is usual


def test_a_folder_may_contradict_the_usual_role_of_the_type():
    roles = RoleEvidence(folder=Role.ATTACHMENT, usual=Role.RESULT)
    assert not decide([Evidence(Source.FOLDER, ONE)], roles).in_doubt


def test_an_unknown_role_in_a_known_dossier_waits_for_a_person():
    decision = decide([Evidence(Source.FOLDER, ONE)], RoleEvidence())
    assert (decision.dossier, decision.role, decision.in_doubt) == (ONE, None, True)
    assert codes(decision) == ["filing.role_unknown"]


def test_what_the_paper_says_becomes_evidence():
    seen = CodeSighting(ONE, "barcode", 0.9, page=2)
    assert sighted([seen]) == (Evidence(Source.BARCODE, ONE, 0.9),)


evidences = st.lists(
    st.builds(Evidence, st.sampled_from(Source), st.sampled_from([ONE, TWO, "x"]), st.floats(0, 1)),
    max_size=6,
)


@given(evidences, st.randoms())
def test_no_stronger_source_is_ever_passed_over_and_order_does_not_matter(evidence, random):
    decision = decide(evidence, RESULT)
    strongest = min(evidence, key=lambda one: list(Source).index(one.source), default=None)
    assert decision.filed_by == (strongest.source if strongest else None)
    shuffled = random.sample(evidence, len(evidence))
    assert decide(shuffled, RESULT).in_doubt == decision.in_doubt
    if not decision.in_doubt:
        agreeing = {one.source for one in evidence if one.code == decision.dossier}
        assert {one.source for one in evidence} == agreeing


@pytest.mark.parametrize(
    ("folder", "role"),
    [
        ("don", Role.APPLICATION),
        ("Đơn", Role.APPLICATION),
        ("application", Role.APPLICATION),
        ("dinh-kem", Role.ATTACHMENT),
        ("Đính kèm", Role.ATTACHMENT),
        ("DINH_KEM", Role.ATTACHMENT),
        ("attachment", Role.ATTACHMENT),
        ("ket-qua", Role.RESULT),
        (" Kết  quả ", Role.RESULT),
        ("3. Kết quả", Role.RESULT),
        ("Result", Role.RESULT),
        ("đơn giá", None),
        ("khác", None),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_sub_folders_of_a_dossier_name_the_role(folder, role, form):
    folders = [
        unicodedata.normalize(form, part) for part in ("quét", f"{ONE} Nguyễn Văn Mẫu", folder)
    ]
    assert from_path(folders) == Place(ONE, role)


def test_a_role_folder_outside_a_dossier_says_nothing():
    assert from_path(["ket-qua", ONE]) == Place(ONE, None)
    assert from_path(["ket-qua"]) == Place()


def test_the_innermost_dossier_and_role_are_taken():
    assert from_path([ONE, "don", TWO, "lần 1", "ket-qua", "trang"]) == Place(TWO, Role.RESULT)


@given(st.lists(st.text(max_size=12), max_size=5))
def test_any_path_is_read_without_error(folders):
    assert from_path(folders).dossier is None or folders
