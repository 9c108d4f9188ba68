"""What people type is kept in the one normal form."""

import pytest

from extractors import normal_value
from pipeline.errors import BadRequest


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("issued", "05/02/2025", "2025-02-05"),
        ("issued", "2025-02-05", "2025-02-05"),
        ("issued", "ngày 05 tháng 02 năm 2025", "2025-02-05"),
        ("number", "51/QĐ-UBND", "51/QĐ-UBND"),
        ("signer", "  Vừ A   Dính ", "Vừ A Dính"),
        ("something_new", "as typed", "as typed"),
    ],
)
def test_a_typed_value_becomes_the_normal_one(name: str, typed: str, kept: str) -> None:
    assert normal_value("quyet-dinh", name, typed) == kept


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(BadRequest) as refused:
        normal_value("quyet-dinh", "issued", "31/02/2025")
    assert refused.value.code == "request.value"
