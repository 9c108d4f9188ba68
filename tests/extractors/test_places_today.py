"""Where the address in a field lies today."""

import pytest

from extractors import lies_now

OLD = "thôn Đông, xã Ia Dêr, huyện Ia Grai, tỉnh Gia Lai"
NEW = "Xã Ia Hrung, Tỉnh Gia Lai"


@pytest.mark.parametrize(
    ("kind", "name", "value", "places"),
    [
        ("to-khai-dang-ky-khai-sinh", "address", OLD, (NEW,)),
        ("to-khai-dang-ky-khai-sinh", "address", "thôn Đông, " + NEW, (NEW,)),
        ("to-khai-dang-ky-khai-sinh", "address", "xóm Trên", ()),
        ("to-khai-dang-ky-khai-sinh", "applicant", OLD, ()),
        ("to-khai-dang-ky-khai-sinh", "no-field", OLD, ()),
        ("unknown", "address", OLD, ()),
    ],
)
def test_an_address_lies_in_the_communes_that_its_old_one_went_to(kind, name, value, places):
    assert lies_now(kind, name, value) == places
