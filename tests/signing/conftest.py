"""One seal for all tests: a key takes a second to make."""

import pytest
from signing.seals import Seal, plain_pdf, seal


@pytest.fixture(scope="session")
def office(tmp_path_factory) -> Seal:
    return seal("Văn phòng UBND xã MẪU", tmp_path_factory.mktemp("seal"))


@pytest.fixture
def paper(tmp_path):
    return plain_pdf(tmp_path / "van-ban.pdf")
