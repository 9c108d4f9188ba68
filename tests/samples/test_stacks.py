import io

import pikepdf
import pytest
from PIL import Image

import samples

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def stack():
    return samples.make_stack(14, 3)


def test_every_page_of_a_stack_belongs_to_one_document_or_to_none(stack):
    truth = stack.truth
    seen = [*truth.blanks, *truth.separators]
    for document in truth.documents:
        pages = set(range(document.first, document.last + 1)) - set(truth.blanks)
        assert len(pages) == len(document.truth.pages)
        seen += pages
    assert sorted(seen) == list(range(1, truth.pages + 1))
    assert truth.pages >= 14


def test_a_stack_holds_several_dossiers_one_after_the_other(stack):
    codes = [document.dossier for document in stack.truth.documents]
    blocks = [code for n, code in enumerate(codes) if n == 0 or code != codes[n - 1]]
    assert len(blocks) == len(set(codes)) >= 2
    assert stack.truth.blanks
    assert not stack.truth.separators


def test_the_pdf_of_a_stack_has_the_pages_of_its_truth(stack):
    with pikepdf.open(io.BytesIO(stack.pdf)) as opened:
        assert len(opened.pages) == stack.truth.pages


def test_separator_sheets_lie_between_documents_and_nothing_else_changes(stack):
    sheets = [Image.new("L", (600, 850), 90)]
    parted = samples.make_stack(14, 3, separators=sheets).truth
    assert len(parted.separators) == len(parted.documents) - 1
    types = [document.type for document in stack.truth.documents]
    assert [document.type for document in parted.documents] == types[: len(parted.documents)]
    for page, before in zip(parted.separators, parted.documents, strict=False):
        assert before.last < page


def test_the_same_seed_writes_the_same_stack(tmp_path, stack, fingerprint):
    for name in ("one", "two"):
        samples.write_stack(tmp_path / name, 6, 5)
    one, two = fingerprint(tmp_path / "one"), fingerprint(tmp_path / "two")
    assert one == two
    assert set(one) == {"scans/stack.pdf", "truth/stack.pdf.json"}
