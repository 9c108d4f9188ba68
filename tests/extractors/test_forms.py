"""The forms hold together, and a wrong one is refused with what is wrong."""

import pytest

from extractors import DocumentType, document_types
from extractors.form_files import forms, letters_of_types, parse_form
from pipeline.errors import BadSettings
from pipeline.model import Role
from pipeline.text import nfc, slug

GOOD = """
form: don-thu
version: 1
layout: labelled
types: [{slug: don-thu, name: Đơn thử, titles: [ĐƠN THỬ]}]
fields: [{name: applicant, kind: name, labels: [Tôi là]}]
"""


def test_all_29_administrative_types_are_known():
    general = next(form for form in forms() if form.form == "nd30")
    assert len(general.types) == 29
    assert [field.name for field in general.fields] == [
        "issuer",
        "number",
        "issued",
        "place",
        "subject",
        "signer_title",
        "signer",
    ]
    assert {"quyet-dinh", "cong-van", "chi-thi", "to-trinh", "thu-cong", "quy-dinh"} <= {
        t.slug for t in general.types
    }


def test_every_type_has_its_own_slug_and_letters():
    slugs = [one.slug for one in document_types()]
    letters = [t.letters for form in forms() for t in form.types if t.letters]
    assert len(set(slugs)) == len(slugs)
    assert len(set(letters)) == len(letters)
    assert all(one.slug == slug(one.slug) for one in document_types())


def test_types_are_listed_with_role_and_fields():
    listed = {one.slug: one for one in document_types()}
    assert listed["don-de-nghi"] == DocumentType(
        "don-de-nghi",
        "Đơn đề nghị",
        Role.APPLICATION,
        (
            *("addressee", "applicant", "birth_date", "ethnicity", "owner_id", "id_issued"),
            *("id_issuer", "address", "phone", "request", "written"),
        ),
    )
    assert listed["quyet-dinh"].role is Role.RESULT
    receipt = (
        "dossier_code reception_unit applicant owner_id address phone email request components sets"
    )
    assert set(receipt.split()) <= set(listed["giay-tiep-nhan-ho-so-va-hen-tra-ket-qua"].fields)


def test_letters_that_fold_alike_are_never_mended():
    assert "hd" not in letters_of_types()
    assert letters_of_types()["qd"] == "QĐ"


def test_forms_are_nfc():
    for form in forms():
        for one in form.types:
            assert nfc(one.name) == one.name


def test_a_good_form_loads():
    assert parse_form(GOOD).source == "don-thu@1"


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("kind: name", "kind: nam"),
        ("labels: [Tôi là]", "labels: []"),
        ("labels: [Tôi là]", "labels: [Tôi là], after: nobody"),
        ("name: applicant", "name: Người nộp"),
        ("slug: don-thu", "slug: don-khac"),
        ("version: 1", "version: 1\ncolour: red"),
        ("layout: labelled", "layout: ["),
    ],
)
def test_a_wrong_form_is_refused(wrong, right):
    with pytest.raises(BadSettings, match="form"):
        parse_form(GOOD.replace(wrong, right))
