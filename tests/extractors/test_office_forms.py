"""An office's own forms: in use beside ours, mistakes named by file and line, the others go on."""

import pytest

from extractors import document_types, extract, form_faults, use_forms_of
from extractors.form_files import FormFault, forms

OWN = """# Mẫu riêng của xã
form: phieu-muon-sach
version: 1
layout: labelled
types:
  - slug: phieu-muon-sach
    name: Phiếu mượn sách
    titles: [PHIẾU MƯỢN SÁCH]
fields:
  - {name: borrower, kind: name, labels: [Người mượn], must: true}
  - {name: due_at, kind: date, labels: [Ngày trả]}
"""

OTHER = OWN.replace("phieu-muon-sach", "phieu-tra-sach").replace("mượn sách", "trả sách")


@pytest.fixture
def own(tmp_path):
    """Writes forms of an office, in use until the test ends."""

    def write(**files):
        use_forms_of(None)
        for name, text in files.items():
            (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
        use_forms_of(tmp_path)

    yield write
    use_forms_of(None)


def test_a_form_of_the_office_is_read_like_ours(own, letter):
    own(muon=OWN)
    words = [("Người mượn: Vừ A Dính", 0.2, 0.4), ("Ngày trả: 05/3/2024", 0.2, 0.43)]
    read = extract([letter(title="PHIẾU MƯỢN SÁCH", number="Số: 15", extra=words)])
    assert (read.type, read.form) == ("phieu-muon-sach", "phieu-muon-sach@1")
    assert read.field("borrower").value == "Vừ A Dính"
    assert read.field("due_at").value == "2024-03-05"


def test_a_form_of_the_office_takes_the_place_of_ours(own):
    own(
        a=OWN.replace("form: phieu-muon-sach", "form: don-de-nghi").replace(
            "version: 1", "version: 7"
        )
    )
    assert [form.version for form in forms() if form.form == "don-de-nghi"] == [7]
    assert "don-de-nghi" not in {kind.slug for kind in document_types()}


@pytest.mark.parametrize(
    ("wrong", "right", "line", "what"),
    [
        ("kind: name", "kind: nam", 10, "unknown kind 'nam'"),
        ("labels: [Ngày trả]", "labels: []", 11, "needs labels"),
        ("labels: [Ngày trả]", "labels: [Ngày trả], after: nobody", 11, "nobody is no field"),
        ("    titles: [PHIẾU MƯỢN SÁCH]\n", "", 6, "Field required"),
        ("version: 1", "version: một", 3, "valid integer"),
        ("layout: labelled", "layout: [", 6, "expected"),
        ("form: phieu-muon-sach", "form: phieu-muon-sach\nmàu: đỏ", 3, "not permitted"),
    ],
)
def test_a_mistake_is_named_by_file_and_line_and_the_other_forms_go_on(
    own, wrong, right, line, what
):
    own(muon=OWN.replace(wrong, right), tot=OTHER)
    fault, *_ = form_faults()
    assert isinstance(fault, FormFault)
    assert (fault.file, fault.line) == ("muon.yaml", line) and what in str(fault)
    slugs = {kind.slug for kind in document_types()}
    assert {"phieu-tra-sach", "quyet-dinh"} <= slugs and "phieu-muon-sach" not in slugs


@pytest.mark.parametrize("content", ["", "- 1\n- 2", "just words", "\x00", "form: {" * 50])
def test_a_file_that_is_no_form_is_named_too(own, content):
    own(odd=content)
    assert form_faults() and form_faults()[0].file == "odd.yaml"


def test_ours_have_no_mistake():
    use_forms_of(None)
    assert form_faults() == ()
