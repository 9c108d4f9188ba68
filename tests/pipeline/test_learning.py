"""Corrections teach the next paper: the same name of the same office, in the accents a person confirmed."""

from dataclasses import replace

import pytest

from pipeline.catalog.learnt import Lesson, key
from pipeline.learning import taught
from pipeline.model import FieldState, FieldValue


def value(name, text, confidence=0.6, state=FieldState.REVIEW):
    return FieldValue(name, text, text, confidence, state, 1, None, "nd30@1")


def lesson(field, read, right, issuer=""):
    return Lesson(field, key(read), key(issuer), right, "a" * 16, "Hà", 1.0)


def test_a_signer_is_spelt_as_confirmed_on_papers_of_the_same_office():
    fields = (value("issuer", "UBND XÃ MẪU"), value("signer", "Lý Sành Quấy"))
    found = taught(fields, [lesson("signer", "Lý Sành Quẩy", "Lý Sành Quẩy", "UBND XÃ MẪU")])
    assert (found[1].value, found[1].state, found[1].source) == (
        "Lý Sành Quẩy",
        FieldState.AUTO,
        "learnt",
    )
    assert found[1].raw == "Lý Sành Quấy" and found[0] == fields[0]


def test_another_office_learns_nothing_from_it():
    fields = (value("issuer", "SỞ MẪU"), value("signer", "Lý Sành Quấy"))
    assert (
        taught(fields, [lesson("signer", "Lý Sành Quẩy", "Lý Sành Quẩy", "UBND XÃ MẪU")]) == fields
    )


def test_two_spellings_teach_nothing():
    lessons = [lesson("place", "Hà Giang", "Hà Giang"), lesson("place", "Hà Giang", "Hạ Giang")]
    fields = (value("place", "Ha Giang"),)
    assert taught(fields, lessons) == fields


@pytest.mark.parametrize("name", ["applicant", "subject", "number", "owner_name"])
def test_what_belongs_to_one_paper_teaches_nothing(name):
    fields = (value(name, "Vừ A Dinh"),)
    assert taught(fields, [lesson(name, "Vừ A Dinh", "Vừ A Dính")]) == fields


def test_what_a_person_confirmed_here_stays():
    fields = (replace(value("place", "Ha Giang"), state=FieldState.CONFIRMED),)
    assert taught(fields, [lesson("place", "Hà Giang", "Hà Giang")]) == fields
