"""Saved searches and the names of codes, on each kind of database."""

import pytest

from pipeline.catalog import Catalog
from pipeline.catalog.searches import SavedSearch
from pipeline.errors import BadRequest
from pipeline.model import Dossier

NOW = 1_700_000_000.0


def saved(name: str, by: str = "Lan", text: str = "đất") -> SavedSearch:
    return SavedSearch(by, name, text, (("type", "don"), ("field", "a=b"), ("field", "c=d")), NOW)


def test_a_search_comes_back_as_it_was_kept(catalog: Catalog) -> None:
    catalog.searches.keep(saved("khai sinh"))
    assert catalog.searches.get("Lan", "khai sinh") == saved("khai sinh")


def test_everybody_has_names_of_their_own_in_order(catalog: Catalog) -> None:
    for name, by in (("đất", "Lan"), ("a", "Lan"), ("Ông", "Lan"), ("a", "Hà")):
        catalog.searches.keep(saved(name, by))
    assert [one.name for one in catalog.searches.of("Lan")] == ["a", "Ông", "đất"]
    assert [one.name for one in catalog.searches.of("Hà")] == ["a"]
    assert catalog.searches.of("Vy") == []


def test_a_search_kept_again_replaces_the_old_one(catalog: Catalog) -> None:
    for text in ("cũ", "mới"):
        catalog.searches.keep(saved("a", text=text))
    assert [one.text for one in catalog.searches.of("Lan")] == ["mới"]


def test_what_was_forgotten_or_never_kept_is_said(catalog: Catalog) -> None:
    catalog.searches.keep(saved("a"))
    with pytest.raises(BadRequest):
        catalog.searches.forget("Hà", "a")
    catalog.searches.forget("Lan", "a")
    for ask in (catalog.searches.get, catalog.searches.forget):
        with pytest.raises(BadRequest) as refused:
            ask("Lan", "a")
        assert refused.value.code == "request.no_search"


@pytest.mark.parametrize("name", ["x" * 201, "đ" * 201])
def test_a_name_too_long_is_refused(catalog: Catalog, name: str) -> None:
    with pytest.raises(BadRequest) as refused:
        catalog.searches.keep(saved(name))
    assert refused.value.code == "request.search_name"


def test_text_that_no_database_can_keep_breaks_nothing(catalog: Catalog) -> None:
    catalog.searches.keep(saved("a\0", text="\ud800"))
    assert catalog.searches.get("Lan", "a\0").text == "\ufffd"


def test_codes_are_called_as_the_register_calls_them(catalog: Catalog) -> None:
    catalog.dossiers.bring_up_to_date([
        Dossier("H60.05-240105-0001", unit="H60.05", unit_name="Xã Lũng Cú", procedure="1.001193",
                procedure_name="Đăng ký khai sinh"),
        Dossier("H60.05-240105-0002", unit="H60.05", procedure="2.000001"),
    ])  # fmt: skip
    many = [f"H{number}" for number in range(1200)]
    assert catalog.names.units(["H60.05", *many]) == {"H60.05": "Xã Lũng Cú"}
    assert catalog.names.procedures(["1.001193", "2.000001"]) == {"1.001193": "Đăng ký khai sinh"}
    assert catalog.names.types(["unknown"]) == catalog.names.types([]) == {}
